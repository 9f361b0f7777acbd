"""Each kind of expectation tells right from wrong."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from assistant.evaluation.meanings import parse_meanings
from assistant.evaluation.scripts.comparing import compare_end, compare_turn, requests_from
from assistant.evaluation.scripts.script import OrderWanted, Wanted
from assistant.evaluation.scripts.words import compare
from assistant.understanding.requests import AddItems

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=ZoneInfo("Europe/Paris"))
LAIT = {"name": "Lait demi-écrémé UHT", "brand": "Petit Cabas", "quantity": 2}
COCO = {"name": "Lait de coco", "brand": "", "quantity": 1}
ORDER = {
    "mode": "drive",
    "slot": {"start": "2026-11-24T10:00:00+01:00"},
    "total_cents": 645,
    "lines": [LAIT],
}
TURN = {
    "heard": "deux litres de lait",
    "requests": [
        {
            "type": "add_items",
            "items": [{"product": "lait", "quantity": {"value": "2", "unit": "l", "said": "deux litres"}}],
        }
    ],
    "reply": {"text": "J’ajoute 2\N{NO-BREAK SPACE}briques de lait.", "expects": None},
    "basket": {"lines": [LAIT], "total_cents": 198},
    "order": None,
}


def meaning(node):
    return parse_meanings(node, NOW)


RIGHT = [
    Wanted(words="Deux litres de lait."),
    Wanted(wer_at_most=0.25),
    Wanted(requests=meaning({"add_items": ["2 l lait"]})),
    Wanted(requests=meaning({"either": ["read_basket", {"add_items": ["2000 ml lait"]}]})),
    Wanted(basket={"lait demi": 2}),
    Wanted(total_cents=198),
    Wanted(has=("j'ajoute", "2 briques"), lacks=("baguette",), expects="nothing", silent=False),
    Wanted(order=OrderWanted(placed=False)),
]
WRONG = [
    ("words", Wanted(words="deux litres de lin")),
    ("wer_at_most", Wanted(wer_at_most=0.1)),
    ("requests", Wanted(requests=meaning({"add_items": ["3 l lait"]}))),
    ("requests", Wanted(requests=meaning("no_change"))),
    ("basket", Wanted(basket={"lait demi": 3})),
    ("basket", Wanted(basket={})),
    ("basket", Wanted(basket={"Lait": 2, "Beurre": 1})),
    ("total_cents", Wanted(total_cents=199)),
    ("reply.has", Wanted(has=("baguette",))),
    ("reply.lacks", Wanted(lacks=("LAIT",))),
    ("reply.expects", Wanted(expects="choice")),
    ("reply.silent", Wanted(silent=True)),
    ("order", Wanted(order=OrderWanted(placed=True))),
    ("error", Wanted(error="nothing_heard")),
]


def differences(wanted: Wanted, answer=TURN, error=""):
    return compare_turn(wanted, answer, error, compare("trois litres de lait", "deux litres de lait"))


@pytest.mark.parametrize("wanted", RIGHT)
def test_what_is_as_it_must_be_is_no_difference(wanted):
    assert differences(wanted) == []


@pytest.mark.parametrize(("field", "wanted"), WRONG)
def test_what_is_not_is_told_under_its_own_name(field, wanted):
    assert field in {difference.field for difference in differences(wanted)}


def test_an_unexpected_error_is_a_difference_and_an_expected_one_is_not():
    assert differences(Wanted(), None, "nothing_heard")[0].field == "error"
    assert differences(Wanted(error="nothing_heard"), None, "nothing_heard") == []


def test_the_longest_name_takes_its_line_first():
    basket = {"lines": [COCO, LAIT], "total_cents": 0}
    assert compare_end(Wanted(basket={"lait": 2, "lait de coco": 1}), basket, []) == []


@pytest.mark.parametrize(
    ("field", "wanted"),
    [
        ("order.mode", OrderWanted(True, mode="delivery")),
        ("order.start", OrderWanted(True, start=NOW)),
        ("order.total_cents", OrderWanted(True, total_cents=1)),
        ("order.lines", OrderWanted(True, lines={"Lait": 3})),
        ("order", OrderWanted(False)),
    ],
)
def test_an_order_that_is_not_the_wanted_one(field, wanted):
    basket = {"lines": [], "total_cents": 0}
    assert {one.field for one in compare_end(Wanted(order=wanted), basket, [ORDER])} == {field}


def test_an_order_that_is_the_wanted_one_once():
    start = datetime(2026, 11, 24, 10, 0, tzinfo=ZoneInfo("Europe/Paris"))
    wanted = Wanted(order=OrderWanted(True, "drive", start, 645, {"Lait": 2}))
    basket = {"lines": [], "total_cents": 0}
    assert compare_end(wanted, basket, [ORDER]) == []
    assert compare_end(wanted, basket, [ORDER, ORDER])[0].field == "order"


def test_requests_of_a_turn_become_values_again():
    request = requests_from(TURN["requests"])[0]
    assert isinstance(request, AddItems)
    assert request.to_json() == TURN["requests"][0]
