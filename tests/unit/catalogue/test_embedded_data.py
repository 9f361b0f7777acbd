"""The catalogue that comes with Vocabas keeps what docs/catalogue-format.md promises."""

from __future__ import annotations

import re
from collections import Counter
from fractions import Fraction

import pytest

from assistant.catalogue import Ambiguous, Catalogue, Chosen
from assistant.catalogue.files import read_folder
from assistant.settings import Settings
from assistant.shopping.amounts import Amount, Dimension, Unit
from assistant.shopping.packs import fit, usual_amount
from assistant.shopping.products import SoldBy


@pytest.fixture(scope="module")
def rows():
    return read_folder(Settings().catalogue_dir)


@pytest.fixture(scope="module")
def products(rows):
    return rows[0]


@pytest.fixture(scope="module")
def shop(products):
    return Catalogue(products)


def check_digit(ean):
    """Source: GS1 General Specifications, section 7.9."""
    weighted = sum(int(digit) * (3 if at % 2 else 1) for at, digit in enumerate(ean[:12]))
    return -weighted % 10


def test_the_check_digit_of_a_known_barcode():
    assert check_digit("4006381333931") == 1


def test_it_loads_without_a_bad_row(rows):
    products, bad = rows
    assert bad == []
    assert len(products) >= 1_500


def test_skus_are_three_letters_and_four_digits(products):
    assert [p.sku for p in products if not re.fullmatch(r"[A-Z]{3}-\d{4}", p.sku)] == []


def test_barcodes_are_unique_and_of_the_shop_s_own_range_with_a_right_check_digit(products):
    codes = [p.ean for p in products if p.ean]
    assert [code for code, count in Counter(codes).items() if count > 1] == []
    wrong = [c for c in codes if not re.fullmatch(r"200\d{10}", c) or int(c[-1]) != check_digit(c)]
    assert wrong == []


def test_everything_costs_something_and_nothing_a_fortune(products):
    assert [p.sku for p in products if not 10 <= p.price_cents <= 20_000] == []


def test_vat_is_one_of_the_three_rates(products):
    assert {p.vat_rate for p in products} <= {Fraction(55, 1000), Fraction(1, 10), Fraction(1, 5)}


def test_alcohol_bears_the_full_rate(products):
    assert [p.sku for p in products if p.alcohol and p.vat_rate != Fraction(1, 5)] == []


def test_every_product_has_a_family_an_aisle_a_word_to_say_and_a_popularity(products):
    lacking = [
        p.sku for p in products if not (p.family and p.category and p.said and 0 <= p.popularity <= 1000)
    ]
    assert lacking == []


def test_words_to_say_are_lower_case_with_a_straight_apostrophe(products):
    assert [(p.sku, w) for p in products for w in p.said if w != w.lower() or "’" in w] == []


def test_names_are_written_with_the_typographic_apostrophe(products):
    assert [p.sku for p in products if "'" in p.name] == []


def test_goods_by_weight_have_a_usual_weight_in_kilograms(products):
    wrong = [p.sku for p in products if p.sold_by is SoldBy.KG and p.net.unit is not Unit.KG]
    assert wrong == []


def test_the_usual_amount_of_everything_can_be_bought(products):
    assert [p.sku for p in products if fit(p, usual_amount(p)) is None] == []


def test_seasons_are_months(products):
    assert {month for p in products for month in p.season} <= set(range(1, 13))


def test_every_product_is_found_by_each_word_people_say_for_it(shop, products):
    lost = [
        (p.sku, said)
        for p in products[::17]
        for said in p.said
        if p.sku not in {hit.product.sku for hit in shop.search(said, limit=400)}
    ]
    assert lost == []


def find(shop, text, value, unit, *attributes):
    return shop.find(text, Amount(Fraction(value), Unit(unit)), attributes)


@pytest.mark.parametrize(
    ("said", "value", "unit", "category", "dimension"),
    [
        ("lait", 2, "l", "Crèmerie > Lait", Dimension.VOLUME),
        ("lait demi-écrémé", 1, "package", "Crèmerie > Lait", Dimension.VOLUME),
        ("œufs", 12, "piece", "Crèmerie", Dimension.COUNT),
        ("oeufs", 6, "piece", "Crèmerie", Dimension.COUNT),
        ("baguette", 3, "piece", "Boulangerie", Dimension.MASS),
        ("tomates", 1, "kg", "Fruits et légumes", Dimension.MASS),
        ("bananes", 6, "piece", "Fruits et légumes", Dimension.MASS),
        ("pommes de terre", "2.5", "kg", "Fruits et légumes", Dimension.MASS),
        ("farine", 1, "kg", "Épicerie sucrée", Dimension.MASS),
        ("jambon", 4, "slice", "Charcuterie", Dimension.MASS),
        ("huile d'olive", 1, "bottle", "Épicerie salée", Dimension.VOLUME),
        ("papier toilette", 1, "package", "Hygiène", Dimension.COUNT),
    ],
)
def test_ordinary_words_find_the_ordinary_thing(shop, said, value, unit, category, dimension):
    outcome = find(shop, said, value, unit)
    product = outcome.options[0] if isinstance(outcome, Ambiguous) else outcome.product
    assert product.category.startswith(category)
    assert product.net.dimension is dimension


def test_two_litres_of_milk_are_two_litres(shop):
    outcome = find(shop, "lait", 2, "l")
    assert isinstance(outcome, Chosen)
    assert outcome.product.net.size * outcome.fit.quantity == 2000


def test_a_dozen_eggs_are_twelve_eggs(shop):
    outcome = find(shop, "œufs", 12, "piece")
    assert isinstance(outcome, Chosen)
    assert outcome.product.pieces * outcome.fit.quantity == 12


def test_organic_milk_is_organic(shop):
    outcome = find(shop, "lait", 1, "package", "bio")
    assert isinstance(outcome, Chosen)
    assert "bio" in outcome.product.labels


@pytest.mark.parametrize("said", ["trottinette", "uranium", "billet d'avion"])
def test_what_no_grocer_sells_is_not_found(shop, said):
    assert shop.search(said) == []


def test_some_bottles_bear_a_deposit_beside_their_price(shop, products):
    bottle = shop.find("eau gazeuse en verre", Amount.pieces(1))
    assert isinstance(bottle, Chosen)
    assert bottle.product.deposit_cents == 20
    borne = [p for p in products if p.deposit_cents]
    assert {p.packaging_name for p in borne} == {"bouteille", "pièce"}
    assert all(p.deposit_cents < p.price_cents for p in borne)


def test_some_goods_are_limited_in_one_order(shop, products):
    formula = shop.find("lait infantile 1er âge", Amount.pieces(1))
    assert isinstance(formula, Chosen)
    assert formula.product.max_quantity == 6
    assert 5 <= sum(p.max_quantity is not None for p in products) < 50
