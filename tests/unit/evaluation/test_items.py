"""The notation of items, and when an understood item is the one that was meant."""

from __future__ import annotations

from fractions import Fraction

import pytest

from assistant.evaluation.items import compare_items, parse_item
from assistant.understanding.quantities import Quantity
from assistant.understanding.requests import ItemWish


def wish(product, value=None, unit="", attributes=(), brand="", price=None, vague=False):
    quantity = None if value is None else Quantity(Fraction(value), unit, vague=vague)
    return ItemWish(product, quantity, attributes, brand, price)


RIGHT = [
    ("lait", wish("lait")),
    ("2 l lait", wish("lait", 2, "l")),
    ("1 kg farine", wish("farine", 1000, "g")),
    ("75 cl rhum", wish("rhum", "3/4", "l")),
    ("2 tomates", wish("tomates", 2, "piece")),
    ("3/4 l bouillon", wish("bouillon", "3/4", "l")),
    ("tomates cerises", wish("tomate-cerise")),
    ("pâtes", wish("pates")),
    ("bœuf", wish("boeuf")),
    ("lait +demi-écrémé +bio", wish("lait demi-écrémé bio")),
    ("lait demi-écrémé", wish("lait", attributes=("demi-écrémé",))),
    ("chocolat @lindt", wish("chocolat", brand="lindt")),
    ("chocolat @lindt", wish("chocolat lindt")),
    ("vin <8", wish("vin", price=800)),
    ("rôti <12.5", wish("rôti", price=1250)),
    ("2 _", wish("", 2)),
    ("_ +bio", wish("", attributes=("bio",))),
    ("~20 crevettes", wish("crevettes", 20)),
    ("~20 crevettes", wish("crevettes", 20, vague=True)),
    ("~2..3 échalotes", wish("échalotes", 2, vague=True)),
    ("~ tomates", wish("tomates", 3, vague=True)),
    ("~ tomates", wish("tomates")),
    ("pâtes | pattes", wish("pattes")),
    ("packet couches", wish("couches", 1, "packet")),
]
WRONG = [
    ("lait", wish("lait", 1)),
    ("2 l lait", wish("lait")),
    ("2 l lait", wish("lait", 2)),
    ("2 l lait", wish("lait", 3, "l")),
    ("2 bottle eau", wish("eau", 2, "pack")),
    ("lait", wish("mets lait")),
    ("lait", wish("chocolat au lait")),
    ("lait +bio", wish("lait")),
    ("lait", wish("lait", attributes=("bio",))),
    ("lait +bio", wish("bio", attributes=("lait",))),
    ("vin <8", wish("vin")),
    ("vin", wish("vin", price=800)),
    ("vin <8", wish("vin", price=80)),
    ("2 _", wish("lait", 2)),
    ("~2..3 échalotes", wish("échalotes", 4, vague=True)),
    ("~ tomates", wish("tomates", 3)),
    ("pâtes | pattes", wish("pates de fruits")),
]


@pytest.mark.parametrize(("wanted", "got"), RIGHT)
def test_the_same_item_is_right(wanted, got):
    assert parse_item(wanted).compare(got).all_right


@pytest.mark.parametrize(("wanted", "got"), WRONG)
def test_another_item_is_wrong(wanted, got):
    assert not parse_item(wanted).compare(got).all_right


def test_items_are_paired_with_what_fits_them_best():
    wanted = (parse_item("2 l lait"), parse_item("3 baguettes"))
    counts = compare_items(wanted, (wish("baguettes", 3), wish("lait", 1, "l")))
    assert (counts.found, counts.missed, counts.extra) == (3, 1, 1)


def test_what_nobody_asked_for_counts_as_made_up():
    counts = compare_items((), (wish("lait", 1, "l"),))
    assert (counts.found, counts.missed, counts.extra) == (0, 0, 2)


def test_an_item_that_was_missed_counts_with_all_its_slots():
    assert compare_items((parse_item("2 vin <8"),), ()).missed == 3


def test_an_item_without_a_product_is_refused():
    with pytest.raises(ValueError, match="no product"):
        parse_item("2 <8")
