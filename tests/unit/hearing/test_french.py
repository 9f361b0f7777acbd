from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.hearing.french import join_tokens


@pytest.mark.parametrize(
    ("heard", "written"),
    [
        ("de l' eau", "de l'eau"),
        ("une douzaine d' œufs", "une douzaine d'œufs"),
        ("s' il te plaît", "s'il te plaît"),
        ("qu' est ce qu' il y a", "qu'est-ce qu'il y a"),
        ("est ce que c' est cher", "est-ce que c'est cher"),
        ("aujourd' hui", "aujourd'hui"),
        ("aujourd hui", "aujourd'hui"),
        ("du lait demi écrémé", "du lait demi-écrémé"),
        ("du beurre demi sel", "du beurre demi-sel"),
        ("de l' essuie tout", "de l'essuie-tout"),
        ("un chou fleur", "un chou-fleur"),
        ("cet après midi", "cet après-midi"),
        ("après demain matin", "après-demain matin"),
        ("  du   lait  ", "du lait"),
        ("", ""),
    ],
)
def test_tokens_become_french_words(heard, written):
    assert join_tokens(heard) == written


@pytest.mark.parametrize(
    ("heard", "written"),
    [
        ("dix huit heures", "dix-huit heures"),
        ("dix sept", "dix-sept"),
        ("vingt quatre œufs", "vingt-quatre œufs"),
        ("vingt et un", "vingt et un"),
        ("trente et une", "trente et une"),
        ("soixante quinze", "soixante-quinze"),
        ("soixante dix sept", "soixante-dix-sept"),
        ("quatre vingts", "quatre-vingts"),
        ("quatre vingt douze", "quatre-vingt-douze"),
        ("quatre vingt dix neuf", "quatre-vingt-dix-neuf"),
        ("septante cinq", "septante-cinq"),
        ("cent vingt trois", "cent vingt-trois"),
        ("deux cent cinquante", "deux cent cinquante"),
        ("dix œufs", "dix œufs"),
        ("vingt bananes", "vingt bananes"),
    ],
)
def test_numbers_get_their_hyphens(heard, written):
    assert join_tokens(heard) == written


@pytest.mark.parametrize(
    ("heard", "written"),
    [
        ("mets moi du lait", "mets-moi du lait"),
        ("mettez moi deux baguettes", "mettez-moi deux baguettes"),
        ("mets en deux", "mets-en deux"),
        ("ajoute en encore un", "ajoute-en encore un"),
        ("enlève en une", "enlève-en une"),
        ("aide moi", "aide-moi"),
        ("livre moi demain", "livre-moi demain"),
        ("donnez nous des pommes", "donnez-nous des pommes"),
    ],
)
def test_a_pronoun_joins_its_verb(heard, written):
    assert join_tokens(heard) == written


@pytest.mark.parametrize(
    "heard",
    [
        "commande en drive demain matin",
        "passe en livraison",
        "une livre en plus",
        "une demi-livre en plus",
        "commande en express",
        "le lait est en promotion",
    ],
)
def test_en_that_is_no_pronoun_stays_alone(heard):
    assert join_tokens(heard) == heard


HEARD = (
    "mets moi en nous du lait demi écrémé sel dix huit sept vingt quatre cent et un une deux "
    "soixante d' l' qu' est ce que après midi demain aujourd hui livre heures œufs chou fleur"
)
WORDS = st.sampled_from(HEARD.split())


@given(st.lists(WORDS, max_size=10).map(" ".join))
def test_nothing_said_is_lost_or_added(heard):
    def letters(text):
        return text.replace(" ", "").replace("-", "").replace("'", "")

    assert letters(join_tokens(heard)) == letters(heard)


@pytest.mark.parametrize(
    ("heard", "written"),
    [
        ("l' huile d' olive et l' ail", "l'huile d'olive et l'ail"),
        ("j' aimerais qu' on m' apporte de l' essuie tout", "j'aimerais qu'on m'apporte de l'essuie-tout"),
        ("aujourd' hui après midi", "aujourd'hui après-midi"),
        ("deux litres de demi écrémé pour aujourd'hui", "deux litres de demi-écrémé pour aujourd'hui"),
        ("trois choux fleurs", "trois choux-fleurs"),
        ("quatre vingt quinze centimes", "quatre-vingt-quinze centimes"),
        ("soixante et onze", "soixante et onze"),
        ("à dix neuf heures quarante cinq", "à dix-neuf heures quarante-cinq"),
        ("est ce qu' il reste du demi sel", "est-ce qu'il reste du demi-sel"),
        ("rajoutez nous des petits beurres", "rajoutez-nous des petits-beurres"),
    ],
)
def test_sentences_nobody_wrote_the_rules_for(heard, written):
    assert join_tokens(heard) == written
