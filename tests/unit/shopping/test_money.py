from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.shopping.money import apportion, round_cents


@pytest.mark.parametrize(
    ("value", "cents"),
    [("0", 0), ("0.49", 0), ("0.5", 1), ("1.5", 2), ("2.5", 3), ("35.88", 36), ("99.4999", 99), ("1/3", 0)],
)
def test_half_a_cent_rounds_up_as_a_till_does(value, cents):
    assert round_cents(Fraction(value)) == cents


@given(st.fractions(min_value=0, max_value=100_000))
def test_rounding_never_moves_a_price_by_more_than_half_a_cent(value):
    assert abs(round_cents(value) - value) <= Fraction(1, 2)


@given(st.integers(min_value=0))
def test_whole_cents_stay_as_they_are(cents):
    assert round_cents(Fraction(cents)) == cents


@given(st.integers(0, 10_000), st.lists(st.integers(0, 500), min_size=1))
def test_a_split_sums_to_what_was_split_and_is_fair_to_a_cent(amount_, weights):
    if amount_ and not sum(weights):
        with pytest.raises(ValueError, match="nothing"):
            apportion(amount_, weights)
        return
    parts = apportion(amount_, weights)
    assert sum(parts) == amount_
    for part, weight in zip(parts, weights, strict=True):
        assert not amount_ or abs(part - Fraction(amount_ * weight, sum(weights))) < 1
