from __future__ import annotations

import pytest

from assistant.understanding import requests as ask
from assistant.understanding.modes import parse_mode
from tests.unit.understanding.test_understander import requests


@pytest.mark.parametrize(
    ("words", "mode"),
    [
        ("delivery", "delivery"),
        ("livrez", "delivery"),
        ("à la maison", "delivery"),
        ("chez moi", "delivery"),
        ("en livraison express", "express"),
        ("dans l’heure", "express"),
        ("au drive", "drive"),
        ("je passe les chercher", "drive"),
        ("bientôt", ""),
        ("", ""),
    ],
)
def test_words_name_a_mode(words, mode):
    assert parse_mode(words) == mode


def test_a_mode_that_the_engine_marked_in_part_is_still_one():
    assert requests("[livrez](mode)-moi ça", "checkout") == (ask.Checkout("delivery"),)


def test_a_mode_that_is_none_is_left_out():
    assert requests("commande [bientôt](mode)", "checkout") == (ask.Checkout(),)
