from __future__ import annotations

import pytest

from assistant.catalogue.words import plain, singular, tokens


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("du lait demi-écrémé", ("lait", "demi", "écrémé")),
        ("Pommes de terre", ("pomme", "terre")),
        ("l’huile d'olive", ("huile", "olive")),
        ("ŒUFS", ("oeuf",)),
        ("œufs et oeufs", ("oeuf", "oeuf")),
        ("steak haché 15 %", ("steak", "haché", "15%")),
        ("cre\u0300me", ("crème",)),
        ("une boîte de maïs", ("boîte", "maïs")),
        ("à la", ()),
        ("", ()),
    ],
)
def test_a_phrase_is_its_content_words(text, words):
    assert tokens(text) == words


@pytest.mark.parametrize(
    ("many", "one"),
    [
        ("bananes", "banane"),
        ("choux", "chou"),
        ("gâteaux", "gâteau"),
        ("poireaux", "poireau"),
        ("noix", "noix"),
        ("ananas", "ananas"),
        ("riz", "riz"),
        ("jus", "jus"),
        ("os", "os"),
        ("doux", "doux"),
        ("radis", "radis"),
        ("couscous", "couscous"),
        ("bass", "bass"),
        ("deux", "deux"),
        ("petits", "petit"),
        ("vin", "vin"),
        ("pois", "pois"),
    ],
)
def test_the_plural_falls_away(many, one):
    assert singular(many) == one


@pytest.mark.parametrize(
    ("one", "many"),
    [("yaourt", "yaourts"), ("poireau", "poireaux"), ("chou", "choux"), ("couche", "couches")],
)
def test_one_and_many_are_one_word(one, many):
    assert tokens(one) == tokens(many)


def test_accents_fall_away():
    assert plain("pâté crème brûlée noël façon") == "pate creme brulee noel facon"
