"""What each open question makes hearing ready for."""

from __future__ import annotations

from datetime import timedelta
from fractions import Fraction
from types import SimpleNamespace

import pytest

from assistant.dialogue import State, listening
from assistant.dialogue.french import clock_in_words
from assistant.dialogue.listening import YES_WORDS
from assistant.dialogue.state import (
    ChooseMode,
    ChooseProduct,
    ChooseSlot,
    ConfirmClear,
    ConfirmItem,
    ConfirmOrder,
)
from assistant.hearing.grammar import tokenise
from assistant.shopping.amounts import Amount, Unit
from assistant.shopping.slots import Mode, Slot
from tests.unit.dialogue.shop import NOW, PRODUCTS

ONE = Amount(Fraction(1), Unit.PIECE)
VIEW = SimpleNamespace(now=NOW, product={p.sku: p for p in PRODUCTS}.get)
SLOT = Slot(
    Mode.DRIVE, NOW.replace(hour=18, minute=30) + timedelta(days=1), NOW.replace(hour=19) + timedelta(days=1)
)
QUESTIONS = [
    ChooseProduct(("milk", "butter"), ONE, "truc", "add"),
    ChooseSlot((SLOT,)),
    ChooseMode((Mode.DRIVE, Mode.DELIVERY, Mode.EXPRESS)),
    ConfirmOrder(SLOT, 100, "", "t"),
    ConfirmItem("milk", ONE, "lait", "add"),
    ConfirmClear(),
]


def phrases(question):
    return {p.text for p in listening(State(question=question), VIEW).phrases}


def test_without_a_question_nothing_is_expected():
    assert not listening(State(), VIEW).phrases


def test_offered_products_are_expected_by_name_and_by_place():
    assert {"lait demi-écrémé", "le beurre doux", "du lait", "le premier", "la deuxième"} <= phrases(
        QUESTIONS[0]
    )


def test_offered_slots_are_expected_as_they_are_said():
    assert {"dix-huit heures trente", "demain à dix-huit heures trente", "demain"} <= phrases(QUESTIONS[1])


def test_offered_modes_are_expected():
    assert {"en drive", "livraison", "express"} <= phrases(QUESTIONS[2])


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda q: type(q).__name__)
def test_a_way_out_is_always_expected_and_a_yes_never(question):
    expected = listening(State(question=question), VIEW)
    assert "non" in {p.text for p in expected.phrases}
    said = {token for p in expected.phrases for token in tokenise(p.text, lambda w: "'" not in w[:-1])[0]}
    assert not said & YES_WORDS
    assert expected.protected == YES_WORDS
    assert 0 < expected.share < 1


def test_the_clock_in_words():
    assert clock_in_words(NOW.replace(hour=1)) == "une heure"
    assert clock_in_words(NOW.replace(hour=0)) == "minuit"
