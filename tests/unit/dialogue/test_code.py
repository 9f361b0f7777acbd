"""A household's spoken code is kept nowhere, whenever it is said, and a lock is told before the recap."""

from __future__ import annotations

from datetime import timedelta

import pytest

from assistant.customers import Household
from assistant.customers.code import CodeHash
from assistant.understanding.requests import AddItems, Checkout, OutOfScope, TimeWish
from tests.unit.dialogue.shop import FakeView, Talk, wish


@pytest.fixture
def talk():
    view = FakeView()
    view.household = Household("dupont", code=CodeHash.of("4719"))
    return Talk(view)


@pytest.mark.parametrize("text", ["quatre sept un neuf", "4719", "un deux trois quatre"])
def test_a_code_out_of_the_blue_is_secret_right_or_wrong(talk, text):
    talk.says(OutOfScope(), text=text)
    assert talk.decision.secret


def test_other_words_are_no_secret_and_neither_are_digits_without_a_code(talk):
    talk.says(AddItems((wish("lait", 2, "l"),)), text="deux litres de lait")
    assert not talk.decision.secret
    plain = Talk()
    plain.says(OutOfScope(), text="quatre sept un neuf")
    assert not plain.decision.secret


def test_a_locked_household_is_told_so_before_the_recap_and_can_order_afterwards(talk):
    talk.says(AddItems((wish("lait", 2, "l"),)))
    now = talk.view.now
    talk.view.household = Household(
        "dupont", code=CodeHash.of("4719"), locked_until=now + timedelta(minutes=5)
    )
    start = (now + timedelta(days=1)).replace(hour=18, minute=0)
    order = Checkout("drive", TimeWish(start, start + timedelta(minutes=1), "demain dix-huit heures"))
    reply = talk.says(order)
    assert "Trop d’essais" in reply.text
    assert "récapitule" not in reply.text
    assert reply.expects is None
    talk.view.now += timedelta(minutes=6)
    assert talk.says(order).expects == "confirmation"
