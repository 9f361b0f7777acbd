"""Whether what was understood is wholly what was meant."""

from __future__ import annotations

from fractions import Fraction

import pytest

from assistant.evaluation.meanings import merged, parse_meanings
from assistant.evaluation.sentences import NOW
from assistant.understanding import requests as ask
from assistant.understanding.quantities import Quantity


def item(product, count=None):
    return ask.ItemWish(product, None if count is None else Quantity(Fraction(count)))


def wholly(node, *requests, acted=True):
    got = merged(requests)
    return any(m.is_wholly(got, m.compare(got), acted) for m in parse_meanings(node, NOW))


LAIT, PAIN = ask.AddItems((item("lait"),)), ask.AddItems((item("pain"),))


@pytest.mark.parametrize(
    ("node", "requests"),
    [
        ({"add_items": ["lait", "pain"]}, [LAIT, PAIN]),
        ({"add_items": ["lait"], "remove_items": ["jus"]}, [LAIT, ask.RemoveItems((item("jus"),))]),
        ("checkout", [ask.Checkout()]),
        ({"checkout": {"mode": "drive"}}, [ask.Checkout("drive")]),
        ({"choose": 2}, [ask.Choose(2)]),
        ({"choose": "_ +bio"}, [ask.Choose(0, ask.ItemWish("", attributes=("bio",)))]),
        ({"either": ["undo", {"remove_items": ["_"]}]}, [ask.RemoveItems((item(""),))]),
        (
            {"replace_item": {"old": "riz", "new": "2 pains"}},
            [ask.ReplaceItem(item("riz"), item("pains", 2))],
        ),
        (
            {"add_recipe": {"recipe": "bœuf bourguignon", "servings": 6}},
            [ask.AddRecipe("boeuf bourguignon", 6)],
        ),
        ({"clear_basket": {"keep": ["café"]}}, [ask.ClearBasket((item("café"),))]),
        ("ask_price", [ask.AskPrice((item("lait"),))]),
        ("ask_price", [ask.Unsupported("ask_price")]),
        ("no_change", [ask.AskProduct((item("lait"),))]),
        ("no_change", [ask.Deny()]),
    ],
)
def test_all_of_it_and_nothing_else_is_wholly_right(node, requests):
    assert wholly(node, *requests)


@pytest.mark.parametrize(
    ("node", "requests"),
    [
        ({"add_items": ["lait", "pain"]}, [LAIT]),
        ({"add_items": ["lait"]}, [LAIT, PAIN]),
        ({"add_items": ["lait"]}, [ask.RemoveItems((item("lait"),))]),
        ({"add_items": ["lait"]}, [LAIT, ask.OutOfScope()]),
        ({"add_items": ["lait"], "ask_total": None}, [ask.AskTotal(), LAIT]),
        ("checkout", [ask.Checkout("drive")]),
        ({"checkout": {"mode": "drive"}}, [ask.Checkout()]),
        ({"choose": 2}, [ask.Choose(3)]),
        ({"replace_item": {"old": "riz", "new": "pain"}}, [ask.ReplaceItem(item("pain"), item("riz"))]),
        ({"add_recipe": {"recipe": "quiche"}}, [ask.AddRecipe("quiche", 4)]),
        ("clear_basket", [ask.ClearBasket((item("café"),))]),
        ({"ask_price": ["lait"]}, [ask.AskPrice()]),
        ({"ask_price": ["lait"]}, [ask.Unsupported("ask_price")]),
        ("out_of_scope", [ask.Greet()]),
        ("no_change", [LAIT]),
        ("no_change", [ask.Deny(), ask.Checkout()]),
    ],
)
def test_anything_less_or_more_is_not(node, requests):
    assert not wholly(node, *requests)


def test_what_is_too_unsure_to_be_acted_upon_changes_nothing():
    assert wholly("no_change", LAIT, acted=False)


@pytest.mark.parametrize(
    "node", ["buy_items", {"checkout": {"color": "red"}}, {"undo": "now"}, {}, 3, {"replace_item": ["riz"]}]
)
def test_what_is_no_meaning_is_refused(node):
    with pytest.raises(ValueError, match=r"no |cannot"):
        parse_meanings(node, NOW)
