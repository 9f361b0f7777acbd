"""What was understood, written so that it is read as the same again, or not written at all."""

from __future__ import annotations

from datetime import timedelta
from fractions import Fraction

import pytest

from assistant.evaluation.notation import write_meaning
from assistant.evaluation.sentences import NOW
from assistant.understanding import requests as ask
from assistant.understanding.quantities import Quantity
from assistant.understanding.requests import ItemWish, TimeWish


def item(product, value=None, unit="", **more):
    amount = None if value is None else Quantity(Fraction(value), unit, **more)
    return ItemWish(product, amount)


AT_TEN = NOW.replace(day=14, hour=10, minute=0)
LAIT, PAIN = item("lait", 2, "l"), item("pain")


@pytest.mark.parametrize(
    ("requests", "written"),
    [
        ([ask.AddItems((LAIT,)), ask.AddItems((PAIN,))], {"add_items": ["2 l lait", "pain"]}),
        (
            [ask.AddItems((PAIN,)), ask.RemoveItems((LAIT,))],
            {"add_items": ["pain"], "remove_items": ["2 l lait"]},
        ),
        ([ask.AddItems((item("café", "1/3", "kg"),))], {"add_items": ["1/3 kg café"]}),
        ([ask.AddItems((item("pommes", 2, vague=True),))], {"add_items": ["~2 pommes"]}),
        (
            [ask.AddItems((item("pommes", 2, vague=True, at_most=Fraction(3)),))],
            {"add_items": ["~2..3 pommes"]},
        ),
        (
            [ask.AddItems((ItemWish("huile d'olive", None, ("bio",), "puget", 850),))],
            {"add_items": ["huile d'olive +bio @puget <8.5"]},
        ),
        ([ask.SetQuantity((item("", 3),))], {"set_quantity": ["3 _"]}),
        ([ask.ReplaceItem(item("beurre"), LAIT)], {"replace_item": {"old": "beurre", "new": "2 l lait"}}),
        ([ask.ClearBasket()], "clear_basket"),
        ([ask.ClearBasket((PAIN,))], {"clear_basket": {"keep": ["pain"]}}),
        ([ask.AddRecipe("crêpes", 4)], {"add_recipe": {"recipe": "crêpes", "servings": 4}}),
        ([ask.Choose(2)], {"choose": 2}),
        ([ask.Choose(0, item("", 1))], {"choose": "1 _"}),
        ([ask.Confirm()], "confirm"),
        (
            [ask.Checkout("drive", TimeWish(AT_TEN, AT_TEN + timedelta(minutes=1)))],
            {"checkout": {"mode": "drive", "when": "03-14 at 10:00"}},
        ),
        (
            [ask.ChooseSlot("", TimeWish(AT_TEN, AT_TEN + timedelta(hours=30)))],
            {"choose_slot": {"when": "03-14..03-15 10:00-16:00"}},
        ),
        (
            [ask.Checkout("", TimeWish(NOW.replace(second=8), NOW + timedelta(days=7)))],
            {"checkout": {"when": "soonest"}},
        ),
        (
            [ask.Checkout("", TimeWish(NOW, NOW + timedelta(hours=9), latest=True))],
            {"checkout": {"when": "latest"}},
        ),
        ([ask.AskPrice((PAIN,)), ask.Confirm()], {"ask_price": ["pain"], "confirm": None}),
    ],
)
def test_what_was_understood_is_written_in_the_notation(requests, written):
    assert write_meaning(requests, NOW) == written


@pytest.mark.parametrize(
    "requests",
    [
        [ask.AddItems((LAIT,)), ask.RemoveItems((PAIN,)), ask.AddItems((PAIN,))],
        [ask.Unsupported("complain")],
        [ask.AddItems((ItemWish("pain 3 | lait"),))],
        [],
    ],
)
def test_what_the_notation_cannot_tell_is_not_written(requests):
    assert write_meaning(requests, NOW) is None
