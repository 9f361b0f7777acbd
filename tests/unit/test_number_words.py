"""French number words: one home for all who write, hear or search them."""

from __future__ import annotations

import pytest

from assistant.catalogue.words import normal
from assistant.number_words import in_words


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (0, "zéro"),
        (17, "dix-sept"),
        (21, "vingt et un"),
        (45, "quarante-cinq"),
        (71, "soixante et onze"),
        (80, "quatre-vingts"),
        (99, "quatre-vingt-dix-neuf"),
        (1984, "mille neuf cent quatre-vingt-quatre"),
    ],
)
def test_numbers_in_words(value, words):
    assert in_words(value) == words


@pytest.mark.parametrize("value", [-1, 10_000])
def test_numbers_beyond_what_is_known_are_refused(value):
    with pytest.raises(ValueError, match=str(value)):
        in_words(value)


@pytest.mark.parametrize("regional", [False, True])
@pytest.mark.parametrize("value", range(2, 100))
def test_search_reads_every_number_that_is_said(value, regional):
    assert normal(f"couches {in_words(value, regional)}") == f"couches {value}"
