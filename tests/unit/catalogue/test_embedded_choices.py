"""Which product of the embedded catalogue is put in the basket for what people say, and how many of it."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from assistant.catalogue import Ambiguous, Catalogue, Chosen, NotAvailable
from assistant.catalogue.files import read_folder
from assistant.catalogue.matching import UNSURE
from assistant.settings import Settings
from assistant.shopping.amounts import Amount, Unit


@pytest.fixture(scope="module")
def products():
    return read_folder(Settings().catalogue_dir)[0]


@pytest.fixture(scope="module")
def shop(products):
    return Catalogue(products)


@pytest.mark.parametrize(
    ("said", "amount", "unit", "quantity", "net", "exact"),
    [
        ("lait", 2, Unit.L, 2, "1 l", True),
        ("beurre", 250, Unit.G, 1, "250 g", True),
        ("beurre", 500, Unit.G, 2, "250 g", True),
        ("œufs", 12, Unit.PIECE, 1, "12 piece", True),
        ("tomates", 1, Unit.KG, 1, "0.12 kg", True),
        ("coquillettes", 400, Unit.G, 1, "500 g", False),
        ("farine", 1, Unit.KG, 1, "1 kg", True),
        ("yaourts", 8, Unit.PIECE, 1, "1000 g", True),
        ("riz", 2, Unit.KG, 2, "1 kg", True),
    ],
)
def test_packs_cover_what_was_asked_exactly_or_with_the_least_too_much(
    shop, said, amount, unit, quantity, net, exact
):
    found = shop.find(said, Amount(Fraction(amount), unit))
    assert isinstance(found, Chosen)
    held = found.product.net
    assert (f"{float(held.value):g} {held.unit.value}", found.fit.quantity, found.fit.exact) == (
        net,
        quantity,
        exact,
    )


@pytest.mark.parametrize(
    ("said", "attributes", "name"),
    [
        ("chocolat noir", ("soixante-dix pour cent",), "Chocolat noir 70 %"),
        ("chocolat 85 %", (), "Chocolat noir 85 %"),
        ("chocolat noir 70", (), "Chocolat noir 70 %"),
        ("steak haché", ("à cinq pour cent",), "Steaks hachés pur bœuf 5 % MG"),
    ],
)
def test_a_share_that_was_said_is_the_share_that_is_bought(shop, said, attributes, name):
    assert shop.find(said, Amount(Fraction(1), Unit.PACKAGE), attributes).product.name == name


def test_two_litres_are_one_large_bottle_when_that_is_cheaper(products):
    milk = next(p for p in products if p.family == "lait demi-écrémé" and p.net.size == 1000)
    large = replace(milk, sku="LAI-9999", net=Amount(Fraction(2), Unit.L), price_cents=150)
    dear = replace(large, price_cents=400)
    two = Amount(Fraction(2), Unit.L)
    others = [p for p in products if p.family != "lait demi-écrémé"]
    assert Catalogue([*others, milk, large]).find("lait", two).product.sku == "LAI-9999"
    found = Catalogue([*others, milk, dear]).find("lait", two)
    assert (found.product.sku, found.fit.quantity) == (milk.sku, 2)


@pytest.mark.parametrize("said", ["viande", "fromage", "pâtes"])
def test_a_word_for_many_kinds_is_asked_about_with_two_or_three_never_ten(shop, said):
    found = shop.find(said, Amount(Fraction(1), Unit.PACKAGE))
    assert isinstance(found, Ambiguous)
    assert 2 <= len(found.options) <= 3
    assert len({p.family for p in found.options}) == len(found.options)


def test_what_is_sold_out_is_answered_with_two_different_things(products):
    sold_out = Catalogue(
        [replace(p, stock=0) if p.family == "lait demi-écrémé" else p for p in products]
    ).find("lait", Amount(Fraction(2), Unit.L))
    assert isinstance(sold_out, NotAvailable)
    assert sold_out.reason == "out_of_stock"
    assert sold_out.product.family == "lait demi-écrémé"
    assert all("Lait" in p.category for p in sold_out.substitutes)
    assert len({p.family for p in sold_out.substitutes}) == 2


def test_a_brand_that_the_shop_does_not_have_is_asked_about(shop):
    found = shop.find("activia", Amount(Fraction(1), Unit.PACKAGE))
    assert isinstance(found, NotAvailable)
    assert found.reason == "not_exactly"
    assert found.substitutes[0].family == "bifidus"


@pytest.mark.parametrize("said", ["du papier peint", "une machine à laver", "bougie d'allumage", "zorglub"])
def test_what_no_shop_sells_finds_nothing(shop, said):
    assert shop.search(said) == []


def test_what_something_is_for_does_not_name_it(shop):
    assert shop.search("des tomates pour la sauce")[0].product.family.startswith("tomate")
    assert shop.search("sauce tomate")[0].product.family.startswith("sauce tomate")


@pytest.mark.parametrize(
    ("said", "family"),
    [
        ("katre pakets de chips", "chips"),
        ("troi oignons rouges", "oignon rouge"),
        ("troi kiwis", "kiwi vert"),
    ],
)
def test_misheard_counts_and_packages_do_not_matter(shop, said, family):
    assert shop.search(said)[0].product.family == family


@pytest.mark.parametrize(
    ("said", "family"),
    [
        ("du jean bon blanc", "jambon blanc"),
        ("des cours gettes", "courgette"),
        ("du vin aigre balsamique", "vinaigre balsamique"),
        ("des en dives", "endive"),
        ("du caca au", "cacao"),
    ],
)
def test_words_that_were_cut_in_two_are_put_together_again(shop, said, family):
    assert shop.search(said)[0].product.family == family


def test_an_accent_that_was_said_tells_words_apart(shop):
    assert shop.search("du pâté lorrain")[0].product.family.startswith("pâté")
    assert not shop.search("des pâtes pour la soupe")[0].product.family.startswith("pâté")


def test_the_package_it_was_said_in_does_not_make_it_unknown(shop):
    assert shop.search("une cagette de clémentines")[0].product.family == "clémentine"
    assert shop.search("une cagette de clémentines")[0].score > UNSURE


def test_a_product_of_that_name_comes_before_what_else_is_called_so(shop):
    assert shop.search("clementine")[0].product.family == "clémentine"


@pytest.mark.parametrize(
    ("said", "family"),
    [
        ("un produit contre les taches", "détachant"),
        ("un truc pour enlever les taches", "détachant"),
        ("du shampoing contre les poux", "shampoing anti-poux"),
        ("quelque chose contre les fourmis", "antifourmis"),
    ],
)
def test_what_it_fights_names_what_has_no_other_name(shop, said, family):
    assert shop.search(said)[0].product.family == family


def test_what_follows_qui_describes_and_names_nothing(shop):
    assert shop.search("du lait qui se garde longtemps")[0].product.family == "lait demi-écrémé"


def test_a_misheard_brand_is_asked_about_as_the_brand_is(shop):
    for said in ("vienneta", "heads end shoulders"):
        assert 0 < shop.search(said)[0].score <= UNSURE
