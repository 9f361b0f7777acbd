from itertools import islice

import pytest

from assistant.vocabulary.shopper import Shopper, _join_de
from assistant.vocabulary.wordlists import elides, products, vocabulary
from assistant.number_words import in_words, spell_out
from assistant.hearing.graph.words import tokens


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "zéro"),
        (21, "vingt et un"),
        (70, "soixante-dix"),
        (71, "soixante et onze"),
        (80, "quatre-vingts"),
        (81, "quatre-vingt-un"),
        (97, "quatre-vingt-dix-sept"),
        (100, "cent"),
        (200, "deux cents"),
        (250, "deux cent cinquante"),
        (1999, "mille neuf cent quatre-vingt-dix-neuf"),
        (2000, "deux mille"),
    ],
)
def test_numbers_are_said_as_in_france(number: int, words: str) -> None:
    assert in_words(number) == words


def test_numbers_are_said_as_in_switzerland_too() -> None:
    assert [in_words(n, regional=True) for n in (70, 71, 85, 99)] == [
        "septante",
        "septante et un",
        "huitante-cinq",
        "nonante-neuf",
    ]


def test_a_number_out_of_range_is_refused() -> None:
    with pytest.raises(ValueError, match="9999"):
        in_words(10_000)


def test_figures_are_spelled_out() -> None:
    assert spell_out("allume à 80 %").split() == "allume à quatre-vingts pour cent".split()


def test_the_same_seed_says_the_same_and_another_does_not() -> None:
    once, again, other = (list(islice(Shopper(seed).sentences(), 30)) for seed in (1, 1, 2))
    assert once == again != other


@pytest.mark.parametrize(
    ("words", "noun", "said"),
    [
        ("un litre de", "eau", "un litre d'eau"),
        ("un kilo de", "haricots verts", "un kilo de haricots verts"),
        ("un pot de", "yaourt", "un pot de yaourt"),
        ("j'ai besoin de", "des pommes", "j'ai besoin de pommes"),
        ("j'ai besoin de", "de l'huile", "j'ai besoin d'huile"),
    ],
)
def test_de_elides_as_french_does(words: str, noun: str, said: str) -> None:
    assert _join_de(words, noun) == said


def test_no_sentence_doubles_an_article() -> None:
    for sentence in islice(Shopper(3).sentences(), 2000):
        assert " de de " not in sentence and " de des " not in sentence and "  " not in sentence


def test_the_vocabulary_is_large_and_says_regional_numbers() -> None:
    words = {t for phrase in vocabulary() for t in tokens(phrase)}
    assert len(products()) > 1200
    assert {"septante", "nonante", "huitante"} <= {
        t for s in islice(Shopper(1).sentences(), 20_000) for t in tokens(s)
    }
    assert {"drive", "livraison", "bonjour", "dentifrice", "houmous"} <= words


def test_haricot_is_aspirated_and_huile_is_not() -> None:
    assert not elides("haricots")
    assert elides("huile")
