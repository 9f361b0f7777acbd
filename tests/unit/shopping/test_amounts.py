from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.shopping.amounts import Amount, Dimension, Unit
from tests.unit.shopping.shelf import amount

MASSES = [unit for unit in Unit if unit.dimension is Dimension.MASS]
VOLUMES = [unit for unit in Unit if unit.dimension is Dimension.VOLUME]
VALUES = st.fractions(min_value=0, max_value=10_000, max_denominator=1000)


def of(units):
    return st.builds(Amount, VALUES, st.sampled_from(units))


@pytest.mark.parametrize(
    ("value", "unit", "other", "expected"),
    [
        ("1.5", "kg", "g", 1500),
        (500, "g", "kg", "1/2"),
        (75, "cl", "l", "0.75"),
        (1, "l", "dl", 10),
        (33, "cl", "ml", 330),
        (250, "mg", "g", "1/4"),
        ("1/3", "l", "cl", "100/3"),
    ],
)
def test_a_measure_converts_exactly(value, unit, other, expected):
    assert amount(value, unit).to(Unit(other)) == amount(expected, other)


@pytest.mark.parametrize(("unit", "other"), [("g", "l"), ("piece", "kg"), ("cl", "bottle"), ("box", "piece")])
def test_a_measure_does_not_convert_into_another_dimension(unit, other):
    with pytest.raises(ValueError, match=f"{unit} is no {Unit(other).dimension}"):
        amount(1, unit).to(Unit(other))


@pytest.mark.parametrize(
    ("left", "right", "addable"),
    [
        ("kg", "g", True),
        ("l", "cl", True),
        ("piece", "slice", True),
        ("bottle", "bottle", True),
        ("bottle", "pack", False),
        ("bottle", "l", False),
        ("piece", "box", False),
        ("g", "ml", False),
    ],
)
def test_only_amounts_that_make_sense_together_add_up(left, right, addable):
    one, other = amount(1, left), amount(1, right)
    assert one.can_add(other) is other.can_add(one) is addable
    if not addable:
        with pytest.raises(ValueError, match="cannot add"):
            _ = one + other


def test_a_sum_keeps_the_unit_that_was_said_first():
    assert amount(1, "kg") + amount(250, "g") == amount("1.25", "kg")
    assert amount(250, "g") + amount(1, "kg") == amount(1250, "g")


def test_thirds_of_a_kilo_add_up_to_exactly_one():
    third = amount("1/3", "kg")
    assert third + third + third == amount(1, "kg")


@given(of(MASSES) | of(VOLUMES), st.data())
def test_a_conversion_there_and_back_changes_nothing(start, data):
    units = MASSES if start.dimension is Dimension.MASS else VOLUMES
    assert start.to(data.draw(st.sampled_from(units))).to(start.unit) == start


@given(of(MASSES), of(MASSES), of(MASSES))
def test_addition_is_exact_in_any_order(first, second, third):
    total = first.size + second.size + third.size
    assert ((first + second) + third).size == (third + (second + first)).size == total


@given(of(VOLUMES), of(VOLUMES))
def test_taking_away_what_was_added_leaves_what_was_there(here, more):
    assert here + more - more == here


@pytest.mark.parametrize("unit", list(Unit))
def test_every_unit_has_a_dimension_and_a_scale(unit):
    assert isinstance(unit.dimension, Dimension)
    assert unit.scale > 0


def test_pieces_count_whole_things_and_halves():
    assert Amount.pieces(6) == amount(6)
    assert Amount.pieces(Fraction(1, 2)).size == Fraction(1, 2)
