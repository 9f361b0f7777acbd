"""Packages of the size that was said, or else of the nearest."""

from __future__ import annotations

from fractions import Fraction

import pytest

from assistant.catalogue import Catalogue, Chosen
from assistant.shopping.amounts import Amount, Unit
from tests.unit.catalogue.shelf import EGGS, EGGS_TEN, product

SMALL, MIDDLE, LARGE = (
    product(f"RIZ-{net}", "Riz long grain", "riz", "riz", net=f"{net} g", popularity=popularity, **more)
    for net, popularity, more in (
        (300, 200, {"packaging": Unit.PACKET}),
        (500, 300, {"packaging": Unit.PACKET}),
        (1000, 900, {"packaging": Unit.PACKET}),
    )
)
WATER = product("EAU-1", "Eau de source", "eau", "eau", net="1.5 l", packaging=Unit.BOTTLE, popularity=300)
WATERS = product(
    "EAU-6", "Eau de source", "eau", "eau", net="9 l", pieces=6, packaging=Unit.PACK, popularity=900
)
SHOP = Catalogue([SMALL, MIDDLE, LARGE, WATER, WATERS, EGGS, EGGS_TEN])


def sku(text, asked, each=None, **more):
    found = SHOP.find(text, Amount(Fraction(asked[0]), asked[1]), each=each, **more)
    assert isinstance(found, Chosen)
    return found.product.sku


def grams(value):
    return Amount(Fraction(value), Unit.G)


@pytest.mark.parametrize(
    ("each", "wanted"),
    [
        (None, "RIZ-1000"),
        (grams(500), "RIZ-500"),
        (grams(300), "RIZ-300"),
        (grams(400), "RIZ-500"),
        (grams(320), "RIZ-300"),
        (Amount(Fraction(5), Unit.KG), "RIZ-1000"),
        (Amount(Fraction(1), Unit.L), "RIZ-1000"),
    ],
)
def test_a_package_of_the_size_said_or_the_nearest(each, wanted):
    assert sku("riz", (2, Unit.PACKET), each) == wanted


def test_a_size_among_the_words_counts_as_well():
    assert sku("riz 500 g", (1, Unit.PACKAGE)) == "RIZ-500"
    assert sku("riz de cinq cents grammes", (1, Unit.PACKAGE)) == "RIZ-500"


def test_one_bottle_of_a_size_that_packs_hold_too_is_one_bottle():
    assert sku("eau", (1, Unit.BOTTLE), Amount(Fraction(3, 2), Unit.L)) == "EAU-1"
    assert sku("eau", (1, Unit.PACK), Amount(Fraction(6), Unit.PIECE)) == "EAU-6"


def test_a_box_of_ten_eggs_is_a_box_of_ten():
    assert sku("œufs", (1, Unit.BOX), Amount.pieces(10)) == EGGS_TEN.sku
    assert sku("œufs", (1, Unit.BOX), Amount.pieces(6)) == EGGS.sku


def test_the_usual_size_does_not_stand_in_for_the_one_said():
    usual = {"RIZ-1000": 9}
    assert sku("riz", (1, Unit.PACKET), usual=usual) == "RIZ-1000"
    assert sku("riz", (1, Unit.PACKET), grams(500), usual=usual) == "RIZ-500"
