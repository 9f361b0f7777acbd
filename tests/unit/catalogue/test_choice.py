from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from assistant.catalogue import Ambiguous, Catalogue, Chosen, NotFoundInShop
from assistant.catalogue.choice import Wish, choose
from assistant.catalogue.hit import Hit
from assistant.shopping.amounts import Amount, Unit
from tests.unit.catalogue.shelf import ALL, BUTTER, MILK, RICE, SALTED, TOMATO, product

SHOP = Catalogue(ALL)


def asked(value, unit="piece"):
    return Amount(Fraction(value), Unit(unit))


def chosen(text, amount, *attributes, brand=""):
    outcome = SHOP.find(text, amount, attributes, brand)
    assert isinstance(outcome, Chosen), outcome
    return outcome.product.sku, outcome.fit.quantity, outcome.why


@pytest.mark.parametrize(
    ("text", "amount", "expected"),
    [
        ("lait", asked(1, "package"), ("LAI-1", 1, "cheapest_per_litre")),
        ("lait", asked(2, "l"), ("LAI-1", 2, "cheapest_per_litre")),
        ("lait", asked(6, "l"), ("LAI-3", 1, "cheapest_per_litre")),
        ("lait", asked(1, "pack"), ("LAI-3", 1, "popular")),
        ("lait entier", asked(1), ("LAI-5", 1, "only_one")),
        ("œufs", asked(6), ("OEU-1", 1, "cheapest_per_piece")),
        ("œufs", asked(10), ("OEU-2", 1, "cheapest_per_piece")),
        ("œufs", asked(12), ("OEU-1", 2, "cheapest_per_piece")),
        ("œufs", asked(7), ("OEU-2", 1, "cheapest_per_piece")),
        ("tomates", asked("1.5", "kg"), ("TOM-1", Fraction(3, 2), "only_one")),
        ("tomates", asked(3), ("TOM-1", Fraction(9, 25), "only_one")),
        ("riz", asked(1, "kg"), ("RIZ-1", 2, "only_one")),
    ],
)
def test_what_is_asked_for_becomes_a_product_and_how_many(text, amount, expected):
    assert chosen(text, amount) == expected


def test_a_qualifier_narrows_the_choice():
    assert chosen("lait", asked(1), "bio")[0] == "LAI-4"


def test_a_brand_narrows_the_choice():
    assert chosen("lait", asked(1), brand="Clairpré")[0] == "LAI-2"


@pytest.mark.parametrize("words", ["le moins cher", "la moins chère", "les moins chers", "premier prix"])
def test_the_cheapest_is_the_cheapest_per_litre(words):
    assert chosen("lait", asked(1), words) == ("LAI-3", 1, "cheapest")


def test_two_kinds_as_likely_are_asked_about():
    outcome = SHOP.find("beurre", asked(1))
    assert outcome == Ambiguous((BUTTER, SALTED))


def test_the_likelier_kind_is_chosen_without_asking():
    outcome = Catalogue([BUTTER, replace(SALTED, popularity=700)]).find("beurre", asked(1))
    assert isinstance(outcome, Chosen)
    assert outcome.product is BUTTER


def test_no_more_than_three_kinds_are_offered():
    kinds = [product(f"T-{n}", "Thé", "thé", f"thé {n}", net="50 g", popularity=500) for n in range(5)]
    outcome = Catalogue(kinds).find("thé", asked(1))
    assert isinstance(outcome, Ambiguous)
    assert len(outcome.options) == 3


def test_a_litre_of_tomatoes_names_the_tomatoes_that_are_sold_otherwise():
    assert SHOP.find("tomates", asked(1, "l")) == NotFoundInShop(TOMATO)


@pytest.mark.parametrize("text", ["caviar", "", "trottinette"])
def test_what_is_not_sold_is_not_found(text):
    assert SHOP.find(text, asked(1)) == NotFoundInShop()


def test_no_hits_choose_nothing():
    assert choose([], Wish(asked(1))) == NotFoundInShop()


def test_what_fits_the_words_worse_is_no_rival_however_popular():
    hits = [Hit(RICE, 0.9), Hit(replace(MILK, popularity=1000), 0.7)]
    outcome = choose(hits, Wish(asked(1)))
    assert isinstance(outcome, Chosen)
    assert outcome.product is RICE


def test_a_product_is_had_by_its_number():
    assert SHOP.get("LAI-1") is MILK
    assert SHOP.get("unknown") is None
    assert len(SHOP) == len(ALL)
