from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from assistant.understanding import Understander
from assistant.understanding import requests as ask
from assistant.understanding.homophones import variants
from tests.unit.understanding.markup import parsed

NOW = datetime(2026, 11, 18, 10, 15, tzinfo=ZoneInfo("Europe/Paris"))


@pytest.mark.parametrize(
    ("heard", "meant"),
    [
        ("mais deux litres de lait", "mets deux litres de lait"),
        ("ajouté du peint", "ajoute du pain"),
        ("un quilo de pommes", "un kilo de pommes"),
        ("il me faux du lait", "il me faut du lait"),
    ],
)
def test_what_sounds_alike_is_proposed(heard, meant):
    assert meant in [variant.text for variant in variants(heard)]


def test_only_whole_words_are_exchanged_and_the_likeliest_come_first():
    assert variants("maison") == ()
    plausible = [variant.plausibility for variant in variants("des vins et des pins")]
    assert plausible == sorted(plausible, reverse=True)


class Ear:
    """Understands a few sentences, and nothing else."""

    def __init__(self, *marked):
        self._marked = marked

    def parse(self, text):
        for marked in self._marked:
            parse = parsed(marked, "add_items", sure=0.99)
            if parse.text == text:
                return parse
        return parsed(text, "out_of_scope", sure=0.3)


def test_a_sentence_that_makes_no_sense_is_read_as_what_sounds_like_it():
    ear = Ear("[mets](act_add) du [lait](product)")
    found = Understander(ear).interpret("met du lait", NOW)
    assert found.requests == (ask.AddItems((ask.ItemWish("lait"),)),)
    assert found.text == "mets du lait"


def test_what_makes_sense_as_it_is_stays_as_it_is():
    ear = Ear("[mets](act_add) des [vins](product)", "[mets](act_add) [deux](quantity) [vins](product)")
    assert Understander(ear).interpret("mets des vins", NOW).text == "mets des vins"


def test_a_reading_that_needed_a_change_is_less_sure_than_one_that_did_not():
    ear = Ear("[mets](act_add) du [lait](product)")
    understander = Understander(ear)
    plain = understander.interpret("mets du lait", NOW).confidence
    assert 0.5 < understander.interpret("met du lait", NOW).confidence < plain


def test_the_recognisers_other_hypotheses_are_weighed_when_the_first_makes_no_sense():
    ear = Ear("[ajoute](act_add) des [pommes](product)")
    found = Understander(ear).interpret("à joute des peaux me", NOW, alternatives=("ajoute des pommes",))
    assert found.text == "ajoute des pommes"
