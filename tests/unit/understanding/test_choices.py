"""One of several things offered."""

from __future__ import annotations

import pytest

from assistant.understanding import requests as ask
from tests.unit.understanding.reading import requests


@pytest.mark.parametrize(
    ("said", "position"),
    [
        ("premier", 1),
        ("la première", 1),
        ("1er", 1),
        ("1ère", 1),
        ("second", 2),
        ("seconde", 2),
        ("deuxième", 2),
        ("deuxieme", 2),
        ("2e", 2),
        ("2ème", 2),
        ("troisième", 3),
        ("quatrième", 4),
        ("cinquième", 5),
        ("neuvième", 9),
        ("onzième", 11),
        ("numéro deux", 2),
        ("numero trois", 3),
        ("n 2", 2),
        ("deux", 2),
        ("3", 3),
        ("dernier", -1),
        ("dernière", -1),
        ("premier choix", 1),
    ],
)
def test_a_choice_is_named_by_its_place(said, position):
    assert requests(f"[{said}](ordinal)", "choose") == (ask.Choose(position),)


@pytest.mark.parametrize("said", ["prochain", "zéro", "demi", "autre"])
def test_a_word_that_is_no_place_chooses_nothing(said):
    assert requests(f"[{said}](ordinal)", "choose") == (ask.OutOfScope(),)


@pytest.mark.parametrize(("words", "position"), [("le deuxième", 2), ("la première", 1), ("le dernier", -1)])
def test_a_choice_is_read_from_the_words_when_no_ordinal_was_marked(words, position):
    assert requests(words, "choose") == (ask.Choose(position),)
