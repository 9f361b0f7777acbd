"""What a word means by default, as it is learned and used."""

from __future__ import annotations

import io
from fractions import Fraction

import pytest

from assistant.catalogue import Catalogue, Chosen
from assistant.catalogue.files import read_folder
from assistant.catalogue.language import MEANINGS
from assistant.catalogue.meanings import Meaning, Meanings, learn, read, write
from assistant.settings import Settings
from assistant.shopping.amounts import Amount, Unit
from assistant.shopping.products import Product

ONE = Amount(Fraction(1), Unit.PACKAGE)
KILO = Amount(Fraction(1), Unit.KG)


def product(sku, name, family, popularity, said, category="Boucherie > Volaille"):
    return Product(sku, name, 500, KILO, family=family, popularity=popularity, said=said, category=category)


WHOLE = product("A", "Poulet entier", "poulet entier", 600, ("poulet", "poulet entier"))
BREAST = product("B", "Blanc de poulet", "blanc de poulet", 900, ("blanc de poulet", "poulet"))


@pytest.fixture(scope="module")
def shop():
    return Catalogue(read_folder(Settings().catalogue_dir)[0])


def test_a_chicken_is_a_whole_one_though_its_breast_is_bought_more():
    assert learn([BREAST, WHOLE]) == [Meaning("poulet", "poulet entier", 0.53)]
    assert (
        Catalogue([BREAST, WHOLE], Meanings(learn([BREAST, WHOLE]))).search("un poulet")[0].product == WHOLE
    )


def test_what_stands_in_an_aisle_is_called_by_the_name_of_it():
    pasta = product("C", "Coquillettes", "coquillettes", 500, ("pâtes",), "Épicerie > Pâtes")
    dough = product("D", "Rouleau à dérouler", "rouleau", 700, ("pâtes",), "Frais > Rouleaux")
    assert learn([dough, pasta])[0].family == "coquillettes"


def test_two_kinds_as_likely_are_left_to_a_question():
    other = product("C", "Poulet jaune", "poulet jaune", 599, ("poulet",))
    assert learn([WHOLE, other]) == []


def test_what_a_person_settled_is_not_learned_anew():
    by_hand = Meaning("poulet", "blanc de poulet", 1.0, "hand")
    assert learn([BREAST, WHOLE], [by_hand]) == [by_hand]


def test_written_meanings_are_read_again(tmp_path):
    learned = learn([BREAST, WHOLE])
    stream = io.StringIO()
    write(learned, stream)
    file = tmp_path / "meanings.csv"
    file.write_text(stream.getvalue(), encoding="utf-8")
    assert read(file) == learned


def test_what_ships_is_what_the_embedded_catalogue_teaches(shop):
    products = read_folder(Settings().catalogue_dir)[0]
    shipped = read(MEANINGS)
    assert [m for m in learn(products, shipped) if m.by == "learned"] == [
        m for m in shipped if m.by == "learned"
    ]


@pytest.mark.parametrize(
    ("said", "family"),
    [
        ("lait", "lait demi-écrémé"),
        ("un poulet", "poulet entier"),
        ("du beurre", "beurre doux"),
        ("deux baguettes", "baguette"),
        ("de l'eau", "eau minérale plate"),
        ("du jambon", "jambon blanc"),
    ],
)
def test_a_bare_word_means_its_most_ordinary_kind(shop, said, family):
    found = shop.find(said, ONE)
    assert isinstance(found, Chosen)
    assert found.product.family == family


@pytest.mark.parametrize(
    ("said", "aisle"),
    [("pommes", "Pommes et poires"), ("pâtes", "Pâtes"), ("lait", "Lait"), ("beurre", "Beurre")],
)
def test_a_bare_word_is_never_what_is_made_of_it(shop, said, aisle):
    assert aisle in shop.search(said)[0].product.category
