from __future__ import annotations

import pytest

FORMS = [
    ("mets deux litres de lait", "mets # litres de lait"),
    ("deux cent cinquante grammes", "# grammes"),
    ("vingt et un œufs", "# oufs"),
    ("21 oeufs", "# oufs"),
    ("deux virgule cinq kilos", "# kilos"),
    ("un virgule cinq litre", "# litre"),
    ("500g de farine", "# g de farine"),
    ("un kilo et demi", "un kilo et demi"),
    ("farine t55 1kg", "farine t # # kg"),
    ("1 500 g de farine", "# g de farine"),
    ("trois une pomme", "# une pomme"),
    ("trois euh non quatre bananes", "# non # bananes"),
    ("du lait s'il te plaît", "du lait"),
    ("s'il te plaît", "s il te plait"),
    ("du pain stp merci", "du pain"),
    ("merci", "merci"),
    ("pâtes à l'œuf", "pates a l ouf"),
]


@pytest.mark.parametrize(("text", "expected"), FORMS)
def test_numbers_are_one_sign_and_politeness_is_left_out(text, expected):
    from components.words import words

    assert " ".join(word.form for word in words(text)) == expected


def test_a_word_knows_its_place_in_the_text_as_it_was_sent():
    from components.words import words

    text = "mets-moi vingt-cinq bœufs"
    assert [text[word.start : word.end] for word in words(text)] == ["mets", "moi", "vingt-cinq", "bœufs"]


def lexicon():
    from components.lexicon import Lexicon

    phrases = [("food", "lait"), ("food", "lait de coco"), ("food", "pommes"), ("lack_word", "j'ai plus")]
    return Lexicon([*phrases, ("unit_word", "litres")], [("en", r"\ben\b")])


def test_the_longest_product_name_is_found_whatever_its_number_and_accents():
    from components.words import words

    found = lexicon().products(words("deux laits de coco et une pomme"))
    assert found == [(1, 4), (6, 7)]


def test_a_phrase_names_each_of_its_words():
    from components.words import words

    assert lexicon().names(words("j'ai plus de lait")) == [["lack_word"]] * 3 + [[], []]


def test_the_shape_of_a_sentence_has_one_sign_for_any_known_product():
    from components.features import Sentence

    def shape(text, **reading):
        return " ".join(Sentence(text, lexicon(), **reading).shape())

    assert shape("mets deux litres de lait de coco") == "mets # litres de @"
    assert shape("mets deux litres de lait de coco", blind=True) == "mets # litres de lait de coco"


def test_each_word_is_seen_among_its_neighbours():
    from components.features import Sentence, of_words

    features = of_words(Sentence("deux litres de lait", lexicon()))
    assert len(features) == 4
    assert {"w=#", "first", "w1=litres"} <= set(features[0])
    assert {"w=lait", "gz=BE", "w-1=de", "w1=|"} <= set(features[3])
