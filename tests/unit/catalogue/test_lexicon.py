from __future__ import annotations

import pytest

from assistant.catalogue.lexicon import Lexicon
from assistant.catalogue.likeness import likeness
from assistant.catalogue.words import purpose, tokens

LEXICON = Lexicon.build(
    {"lait": 900, "pain": 800, "poire": 90, "poireau": 80, "chocolat": 500, "courgette": 70, "morteau": 3}
)


@pytest.mark.parametrize(
    ("said", "known"),
    [
        ("lait", "lait"),
        ("laid", "lait"),
        ("pin", "pain"),
        ("courjette", "courgette"),
        ("courgete", "courgette"),
        ("choco", "chocolat"),
        ("poire", "poire"),
    ],
)
def test_a_word_said_is_first_of_all_the_known_word_that_it_sounds_like(said, known):
    assert next(iter(LEXICON.forms(said))) == known


@pytest.mark.parametrize("said", ["marteau", "xylopharde", "boeuf"])
def test_a_word_of_another_trade_or_of_no_language_is_no_known_word(said):
    assert LEXICON.forms(said) == {}


def test_a_lexicon_opened_again_knows_the_same(tmp_path):
    Lexicon.build({"lait": 2, "pain": 1}, tmp_path)
    assert dict(Lexicon.open(tmp_path).forms("laits")) == dict(LEXICON.forms("laits"))


def test_the_more_letters_differ_the_less_alike_are_two_words():
    assert likeness("tomate", "tomate") > likeness("tommate", "tomate") > likeness("tomade", "tomate") > 0
    assert likeness("tomate", "carotte") == 0


def test_what_it_is_for_is_told_from_what_it_is():
    assert purpose("du beurre pour les tartines") == {"tartine"}
    assert purpose("du beurre") == frozenset()


@pytest.mark.parametrize(
    ("said", "size"), [("une livre de beurre", "#500g"), ("un demi-litre de crème", "#500ml")]
)
def test_a_pound_and_half_a_litre_are_sizes(said, size):
    assert tokens(said)[0] == size
