from __future__ import annotations

from datetime import UTC, datetime
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.understanding import requests as ask
from assistant.understanding.quantities import Quantity
from assistant.understanding.requests import decimal_text, request_type


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("2", "2"),
        ("0", "0"),
        ("1/2", "0.5"),
        ("3/4", "0.75"),
        ("5/2", "2.5"),
        ("1/3", "1/3"),
        ("7/6", "7/6"),
        ("1/1000", "0.001"),
        ("-1/2", "-0.5"),
        ("-3", "-3"),
        ("21/20", "1.05"),
        ("1/8", "0.125"),
    ],
)
def test_an_exact_value_is_written_as_a_decimal_where_there_is_one(value, text):
    assert decimal_text(Fraction(value)) == text


@given(st.fractions())
def test_what_is_written_reads_back_as_the_same_value(value):
    assert Fraction(decimal_text(value)) == value


@given(st.integers(-(10**6), 10**6), st.integers(0, 6), st.integers(0, 6))
def test_no_fraction_bar_stands_where_a_decimal_is_exact(number, twos, fives):
    assert "/" not in decimal_text(Fraction(number, 2**twos * 5**fives))


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        (ask.AddItems, "add_items"),
        (ask.SetQuantity, "set_quantity"),
        (ask.AskTotal, "ask_total"),
        (ask.Undo, "undo"),
        (ask.OutOfScope, "out_of_scope"),
    ],
)
def test_a_request_is_named_in_snake_case(kind, name):
    assert request_type(kind) == name


def test_no_two_requests_have_one_name():
    kinds = {kind for kind in vars(ask).values() if isinstance(kind, type) and issubclass(kind, ask.Request)}
    assert len({request_type(kind) for kind in kinds}) == len(kinds) > 10


def test_a_request_says_in_json_only_what_was_said():
    milk = ask.ItemWish("lait", Quantity(Fraction(3, 2), "l", "un litre et demi"), ("bio",))
    assert ask.AddItems((milk, ask.ItemWish("pain"))).to_json() == {
        "type": "add_items",
        "items": [
            {
                "product": "lait",
                "quantity": {"value": "1.5", "unit": "l", "said": "un litre et demi"},
                "attributes": ["bio"],
            },
            {"product": "pain"},
        ],
    }


def test_none_at_all_is_still_written():
    none = ask.SetQuantity((ask.ItemWish("lait", Quantity(Fraction(0), said="zéro", vague=True)),))
    assert none.to_json()["items"][0]["quantity"] == {"value": "0", "said": "zéro", "vague": True}


def test_a_time_is_written_with_its_offset():
    when = ask.TimeWish(
        datetime(2026, 11, 19, 18, tzinfo=UTC), datetime(2026, 11, 19, 20, tzinfo=UTC), "demain"
    )
    assert ask.Checkout("drive", when).to_json() == {
        "type": "checkout",
        "mode": "drive",
        "when": {"start": "2026-11-19T18:00:00+00:00", "end": "2026-11-19T20:00:00+00:00", "said": "demain"},
    }
    assert ask.Checkout().to_json() == {"type": "checkout"}


def test_the_last_choice_is_minus_one():
    assert ask.Choose(-1).to_json() == {"type": "choose", "position": -1}
