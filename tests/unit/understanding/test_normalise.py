from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from assistant.understanding.normalise import normalise


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("Ajoute du LAIT !", "ajoute du lait"),
        ("6 oeufs, s'il te plaît.", "6 œufs s'il te plaît"),
        ("du bœuf et du boeuf", "du bœuf et du bœuf"),
        ("l’huile d´olive", "l'huile d'olive"),
        ("de l' eau", "de l'eau"),
        ("2,5 kg de pommes.", "2,5 kg de pommes"),
        ("500g", "500g"),
        ("lait, œufs, pain", "lait et œufs et pain"),
        ("- lait\n- œufs\n- pain", "lait et œufs et pain"),
        ("mets-moi du lait demi-écrémé", "mets-moi du lait demi-écrémé"),
        ("à moins de 5€", "à moins de 5 euros"),
        ("à 18h30", "à 18h30"),
        ("à 18:30", "à 18h30"),
        ("le 24/12", "le 24/12"),
        ("lait ½ écrémé", "lait demi-écrémé"),
        ("beurre 1/2 sel", "beurre demi-sel"),
        ("½ litre", "0,5 litre"),
        ("1½ kg et 2¼ l", "1,5 kg et 2,25 l"),
        ("steak haché 15 %", "steak haché 15 %"),
        ("cre\u0300me", "crème"),
        ("(bio)", "bio"),
        ("aujourd’hui", "aujourd'hui"),
        ("Qu'est-ce qu'il y a ?", "qu'est-ce qu'il y a"),
        ("🥛🥚", ""),
        ("...", ""),
        ("", ""),
    ],
)
def test_what_is_typed_becomes_what_a_recogniser_would_write(typed, read):
    assert normalise(typed) == read


@example("0-'")
@given(st.text(max_size=60))
def test_reading_twice_changes_nothing_more(text):
    assert normalise(normalise(text)) == normalise(text)


@example("0-'")
@given(st.text(max_size=60))
def test_what_is_left_is_tidy(text):
    clean = normalise(text)
    assert clean == " ".join(clean.split())
    assert not set(clean) & set('!?;:()[]"\n\t,.') - set(",.")


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("slt jveux du coca", "salut je veux du coca"),
        ("cb pour les fraises ?", "combien pour les fraises"),
        ("c cb le total", "c'est combien le total"),
        ("2L lait + 6 oeufs", "2l lait et 6 œufs"),
        ("beurre x2, farine x1", "beurre x2 et farine x1"),
        ("oui, ajoute du lait", "oui ajoute du lait"),
        ("trois, non, quatre bananes", "trois non quatre bananes"),
        ("2,5 kg de pommes, du lait", "2,5 kg de pommes du lait"),
    ],
)
def test_chat_is_written_out_and_its_lists_are_joined(typed, read):
    assert normalise(typed) == read
