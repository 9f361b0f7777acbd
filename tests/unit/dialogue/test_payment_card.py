from __future__ import annotations

import pytest

from assistant.dialogue.payment_card import is_said
from assistant.dialogue.state import ConfirmOrder
from assistant.understanding import requests as ask
from tests.unit.dialogue.shop import Talk, wish
from tests.unit.dialogue.test_checkout_rules import CHECK_OUT

SPOKEN = (
    "quarante-neuf soixante-dix dix zéro zéro onze douze treize quatorze quinze",
    "quatre neuf sept zéro un zéro un un un deux un trois un quatre un cinq",
    "ma carte c'est quatre mille neuf cent soixante dix onze onze douze douze quatre vingt trois vingt et un",
)


@pytest.mark.parametrize(
    "text", ["4970 1011 1213 1416", "4242424242424242", "ma carte : 3782-822463-10005", *SPOKEN]
)
def test_a_card_number_is_noticed_in_figures_and_in_words(text):
    assert is_said(text)


@pytest.mark.parametrize(
    "text",
    [
        "4970 1011 1213 1417",
        "3017620422003",
        "06 12 34 56 78",
        "zéro six douze trente-quatre cinquante-six soixante-dix-huit",
        "2 laits 3 baguettes 12 œufs 6 yaourts 4 pommes 5 poires 1 melon 2 kg de riz",
        "deux laits, trois baguettes, douze œufs, vingt-quatre bouteilles d'eau",
        "quatre sept un neuf",
    ],
)
def test_other_numbers_are_no_card(text):
    assert not is_said(text)


def test_a_card_number_is_hidden_does_nothing_and_says_why():
    talk = Talk()
    reply = talk.says(ask.AddItems((wish("lait", 2),)), text="ajoute du lait carte 4242 4242 4242 4242")
    assert talk.decision.secret
    assert "jamais de numéro de carte" in reply.text
    assert "4242" not in reply.text
    assert not talk.basket.lines


def test_a_card_number_at_the_recap_pays_nothing_and_the_question_stays():
    talk = Talk()
    talk.says(ask.AddItems((wish("lait", 2),)))
    talk.says(CHECK_OUT)
    talk.says(ask.Confirm(), text="oui 4242 4242 4242 4242")
    assert not talk.placed
    assert isinstance(talk.state.question, ConfirmOrder)
