from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.shopping.amounts import Amount, Unit
from assistant.shopping.packs import Fit, fit, share, usual_amount
from assistant.shopping.products import Product, SoldBy
from tests.unit.shopping.shelf import (
    ALL,
    BAGUETTE,
    BUTTER,
    CHERRIES,
    EGGS,
    FLOUR,
    HAM,
    MELON,
    MILK,
    MILK_PACK,
    TOMATO,
    amount,
)


def test_a_dozen_eggs_is_two_boxes_of_six():
    assert fit(EGGS, amount(12)) == Fit(Fraction(2), exact=True)


@pytest.mark.parametrize(
    ("product", "value", "unit", "packages", "exact"),
    [
        (EGGS, 6, "piece", 1, True),
        (EGGS, 7, "piece", 2, False),
        (EGGS, 1, "piece", 1, False),
        (EGGS, 2, "box", 2, True),
        (EGGS, 2, "package", 2, True),
        (EGGS, 2, "tray", 2, True),  # "deux barquettes d'œufs" are no two eggs
        (EGGS, 2, "pack", 2, True),
        (MILK, 2, "l", 2, True),
        (MILK, "1.5", "l", 2, False),
        (MILK, 50, "cl", 1, False),
        (MILK, 3, "bottle", 3, True),
        (MILK, 3, "piece", 3, True),
        (MILK_PACK, 6, "bottle", 1, True),
        (MILK_PACK, 6, "carton", 1, True),
        (MILK_PACK, 3, "pack", 3, True),
        (MILK_PACK, 2, "l", 1, False),
        (MILK_PACK, 12, "l", 2, True),
        (FLOUR, 500, "g", 1, False),
        (FLOUR, 2, "kg", 2, True),
        (BUTTER, 500, "g", 2, True),
        (BUTTER, 1, "slab", 1, True),
        (HAM, 4, "slice", 1, True),
        (HAM, 6, "slice", 2, False),
        (HAM, 2, "packet", 2, True),
        (BAGUETTE, 3, "piece", 3, True),
        (BAGUETTE, "1/2", "piece", 1, False),
    ],
)
def test_an_amount_becomes_whole_packages(product, value, unit, packages, exact):
    assert fit(product, amount(value, unit)) == Fit(Fraction(packages), exact)


@pytest.mark.parametrize(
    ("product", "value", "unit", "kilograms"),
    [
        (TOMATO, "1.5", "kg", "1.5"),
        (TOMATO, 500, "g", "0.5"),
        (TOMATO, 3, "piece", "0.36"),
        (TOMATO, 1, "package", "0.12"),
        (MELON, 2, "piece", "1.8"),
        (CHERRIES, 1, "tray", "0.5"),
        (TOMATO, "1/3", "kg", "0.334"),  # a scale weighs to the gram
    ],
)
def test_goods_by_weight_are_weighed_to_the_gram(product, value, unit, kilograms):
    assert fit(product, amount(value, unit)) == Fit(Fraction(kilograms), exact=True)


@pytest.mark.parametrize(
    ("product", "unit"),
    [
        (TOMATO, "l"),
        (TOMATO, "net"),  # a net of tomatoes is not one loose tomato
        (MILK, "kg"),
        (FLOUR, "l"),
        (EGGS, "kg"),
        (EGGS, "l"),
    ],
)
def test_what_cannot_be_counted_so_does_not_fit(product, unit):
    assert fit(product, amount(1, unit)) is None


@pytest.mark.parametrize("product", ALL, ids=lambda p: p.sku)
@pytest.mark.parametrize("value", [0, -1])
def test_nothing_or_less_does_not_fit(product, value):
    assert fit(product, amount(value)) is None


@given(
    st.sampled_from(ALL),
    st.fractions(min_value=Fraction(1, 60), max_value=500, max_denominator=60),
    st.sampled_from(list(Unit)),
)
def test_a_fit_never_covers_less_than_asked_nor_a_whole_package_more(product, value, unit):
    asked = Amount(value, unit)
    needed, found = share(product, asked), fit(product, asked)
    assert (needed is None) == (found is None)
    if needed is not None and found is not None:
        step = 1 if product.sold_by is SoldBy.PIECE else Fraction(1, 1000)
        assert needed <= found.quantity < needed + step
        assert found.quantity % step == 0
        if product.sold_by is SoldBy.PIECE:
            assert found.exact == (found.quantity == needed)


@pytest.mark.parametrize(
    ("product", "usual"),
    [
        (MILK, amount(1, "package")),
        (EGGS, amount(1, "package")),
        (TOMATO, amount(1, "kg")),
        (MELON, amount(1)),
        (CHERRIES, amount("0.5", "kg")),
    ],
)
def test_who_says_no_amount_gets_the_usual_one(product, usual):
    assert usual_amount(product) == usual


@pytest.mark.parametrize("product", ALL, ids=lambda p: p.sku)
def test_the_usual_amount_can_always_be_bought(product):
    assert fit(product, usual_amount(product)) is not None


@pytest.mark.parametrize(
    ("product", "cents"),
    [
        (MILK, 109),
        (MILK_PACK, Fraction(629, 6)),
        (BUTTER, 956),
        (EGGS, Fraction(219, 6)),
        (TOMATO, 299),
    ],
)
def test_sizes_are_compared_by_the_price_of_a_kilo_a_litre_or_a_piece(product, cents):
    assert product.unit_price == cents


def test_a_loose_good_whose_weight_is_unknown_is_not_counted():
    by_weight = Product("X", "X", 100, amount(1, "l"), SoldBy.KG)
    assert fit(by_weight, amount(2)) is None
    assert fit(by_weight, amount(2, "kg")) == Fit(Fraction(2), exact=True)
