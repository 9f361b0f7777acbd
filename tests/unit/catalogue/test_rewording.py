"""Other ways to put a phrase, word by word."""

from __future__ import annotations

import pytest

from assistant.catalogue import Catalogue
from assistant.catalogue.files import read_folder
from assistant.catalogue.rewording import reworded, without_class
from assistant.catalogue.words import root
from assistant.settings import Settings


@pytest.fixture(scope="module")
def shop():
    return Catalogue(read_folder(Settings().catalogue_dir)[0])


@pytest.mark.parametrize(
    ("said", "family"),
    [
        ("eau pétillante", "eau gazeuse"),
        ("de la sauce au raifort", "raifort"),
        ("poudre de curcuma", "curcuma"),
        ("rondelles de calamar", "anneaux de calamar surgelés"),
        ("brosse à dents douce", "brosse à dents souple"),
        ("barres céréalières", "barres de céréales"),
    ],
)
def test_other_words_for_the_same_are_understood(shop, said, family):
    assert shop.search(said)[0].product.family == family


@pytest.mark.parametrize(
    ("said", "family"), [("jus de raisin blanc", "jus de raisin"), ("sauce tomate", "sauce tomate")]
)
def test_what_is_named_well_is_not_put_otherwise(shop, said, family):
    assert shop.search(said)[0].product.family == family


def test_a_thing_whose_class_only_is_known_is_asked_about(shop):
    assert all(hit.score <= 0.7 for hit in shop.search("sauce au raifort"))


def test_two_words_may_be_put_otherwise_and_few_wordings_are_tried():
    texts = [wording.text for wording in reworded("lamelle de daurade")]
    assert "tranche dorade" in texts
    assert len(texts) == len(set(texts)) <= 8


@pytest.mark.parametrize("said", ["sauce", "une petite sauce", "jus de pomme", ""])
def test_nothing_is_left_out_where_nothing_would_be_left_or_another_thing(said):
    assert list(without_class(said)) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [("congélateur", "congélation"), ("céréalières", "céréale"), ("déboucheur", "déboucher")],
)
def test_words_made_from_one_another_have_one_root(one, other):
    assert root(one) == root(other)


@pytest.mark.parametrize(("one", "other"), [("pommade", "pomme"), ("poulet", "poule"), ("laitue", "lait")])
def test_words_that_only_begin_alike_have_not(one, other):
    assert root(one) != root(other)
