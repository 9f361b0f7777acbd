"""French number words: one home for all who write, hear or search them."""

from __future__ import annotations

import pytest

from assistant.catalogue.words import normal
from assistant.number_words import in_figures, in_words, number_in


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


@pytest.mark.parametrize("regional", [False, True])
def test_every_number_that_is_written_is_read_again(regional):
    written = {value: in_words(value, regional) for value in range(10_000)}
    assert {value: number_in(words) for value, words in written.items()} == {v: v for v in written}


@pytest.mark.parametrize(
    ("said", "figures"),
    [
        ("cinq cents grammes", "500 grammes"),
        ("vingt et une bières", "21 bières"),
        ("vingt un", "21"),
        ("deux trois", "2 3"),
        ("un pot et une boîte", "un pot et une boîte"),
        ("un mille-feuille", "un mille-feuille"),
        ("mille deux cents", "1200"),
        ("dix-neuf et un", "19 et un"),
        ("ronze", "ronze"),
    ],
)
def test_number_words_become_figures_and_articles_stay(said, figures):
    assert in_figures(said) == figures


@pytest.mark.parametrize("value", [-1, 10_000])
def test_numbers_beyond_what_is_known_are_refused(value):
    with pytest.raises(ValueError, match=str(value)):
        in_words(value)


@pytest.mark.parametrize("regional", [False, True])
@pytest.mark.parametrize("value", range(2, 100))
def test_search_reads_every_number_that_is_said(value, regional):
    assert normal(f"couches {in_words(value, regional)}") == f"couches {value}"
