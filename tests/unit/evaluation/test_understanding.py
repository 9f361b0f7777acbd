"""Scores of understanding, from answers that are known."""

from __future__ import annotations

from datetime import datetime
from fractions import Fraction

import pytest

from assistant.dialogue.policy import ACT
from assistant.evaluation.meanings import parse_meanings
from assistant.evaluation.sentences import NOW, Sentence
from assistant.evaluation.understanding import confusions, evaluate, judge, report
from assistant.understanding import requests as ask
from assistant.understanding.interpretation import Interpretation
from assistant.understanding.quantities import Quantity

SURE, UNSURE = ACT + 0.2, ACT - 0.1


def said(text, node, subject="lists", expects=None):
    return Sentence(text, subject, parse_meanings(node, NOW), expects)


def adding(*products):
    wishes = (ask.ItemWish(name, Quantity(Fraction(count)) if count else None) for name, count in products)
    return ask.AddItems(tuple(wishes))


MILK = said("deux laits", {"add_items": ["2 lait"]})
LIGHT = said("allume", "out_of_scope", subject="house")
PRICE = said("c'est combien", "ask_total", subject="questions")
LIST = said("un plan", "no_change", subject="questions")


def answer(sentence, *requests, sure=SURE):
    return judge(sentence, Interpretation(sentence.text, requests, sure))


def test_two_products_of_which_one_is_right_are_half_of_the_slots():
    found = answer(said("lait et pain", {"add_items": ["lait", "pain"]}), adding(("lait", 0), ("riz", 0)))
    assert not found.wholly_right
    assert found.right_type
    assert (found.slots.found, found.slots.missed, found.slots.extra) == (1, 1, 1)
    assert report([found])["total"]["entity_f1"] == 50.0


def test_the_nearest_of_several_meanings_is_the_one_that_counts():
    either = said("enlève ça", {"either": ["undo", {"remove_items": ["_"]}]})
    found = answer(either, ask.RemoveItems((ask.ItemWish(""),)))
    assert found.wholly_right
    assert found.meaning.type == "remove_items"


@pytest.mark.parametrize(
    ("sentence", "requests", "left_alone", "wrong_add", "wrong_change"),
    [
        (LIGHT, [ask.OutOfScope()], True, False, False),
        (LIGHT, [ask.Greet()], False, False, False),
        (LIGHT, [adding(("lampe", 0))], False, True, True),
        (LIST, [ask.ClearBasket()], False, False, True),
        (PRICE, [ask.AskTotal(), adding(("lait", 0))], False, True, True),
        (MILK, [adding(("pain", 0))], False, False, False),
    ],
)
def test_what_must_change_nothing_is_watched(sentence, requests, left_alone, wrong_add, wrong_change):
    found = answer(sentence, *requests)
    assert (found.left_alone, found.wrong_add, found.wrong_change) == (left_alone, wrong_add, wrong_change)


def test_a_doubtful_change_is_not_acted_upon_and_harms_nothing():
    wrong, doubtful = answer(LIST, adding(("plan", 0))), answer(LIST, adding(("plan", 0)), sure=UNSURE)
    assert (wrong.wholly_right, doubtful.wholly_right) == (False, True)
    assert (wrong.change_made, doubtful.change_made) == (True, False)
    figures = report([wrong, doubtful])["questions"]
    assert (figures["wrong_adds"], figures["wrong_adds_acted_upon"]) == (2, 1)


def test_the_dialogue_holds_no_undo_back_so_neither_does_the_score():
    assert answer(LIST, ask.Undo(), sure=UNSURE).change_made


def test_changes_that_were_made_and_changes_that_were_wanted():
    acted = report(
        [
            answer(MILK, adding(("lait", 2))),
            answer(MILK, adding(("lait", 3))),
            answer(MILK, adding(("lait", 2)), sure=UNSURE),
            answer(MILK, ask.AskTotal()),
        ]
    )["acted_upon"]
    assert acted["threshold"] == ACT
    assert acted["changes_made"] == 2
    assert acted["wholly_right"]["percent"] == 50.0
    assert acted["wanted_but_not_acted_upon"] == 2


def test_figures_are_told_by_subject_and_in_all():
    document = report([answer(MILK, adding(("lait", 2))), answer(LIGHT, ask.Greet())], left_out=3)
    assert document["total"]["sentences"] == 2
    assert document["total"]["wholly_right"]["percent"] == 50.0
    assert document["subjects"]["lists"]["wholly_right"]["percent"] == 100.0
    assert document["subjects"]["house"]["wholly_right"]["percent"] == 0.0
    assert document["not_for_us"]["left_alone"]["percent"] == 0.0
    assert document["left_out_as_trained_on"] == 3


def test_a_subject_without_any_slot_has_no_entity_score():
    assert report([answer(LIGHT, adding(("lampe", 0)))])["total"]["entity_f1"] is None


def test_confusions_count_first_requests_and_leave_out_what_means_nothing_in_particular():
    answers = [
        answer(MILK, adding(("lait", 2))),
        answer(MILK, ask.AskTotal(), adding(("lait", 2))),
        answer(LIGHT, ask.OutOfScope()),
        answer(LIST, ask.Help()),
    ]
    assert confusions(answers) == {
        "add_items": {"add_items": 1, "ask_total": 1},
        "out_of_scope": {"out_of_scope": 1},
    }


class Parrot:
    """Understands everything as one request, and remembers what it was asked."""

    def __init__(self):
        self.asked = []

    def interpret(self, text: str, now: datetime, *, expects: str | None = None) -> Interpretation:
        self.asked.append((text, now, expects))
        return Interpretation(text, (ask.Confirm(),), 1.0)


def test_every_sentence_is_asked_in_its_context_and_progress_is_told():
    parrot, told = Parrot(), []
    answers = evaluate(parrot, [said("oui", "confirm", expects="confirmation"), MILK], told.append)
    assert parrot.asked[1:] == [("oui", NOW, "confirmation"), ("deux laits", NOW, None)]
    assert [one.wholly_right for one in answers] == [True, False]
    assert told == [1, 2]
    assert all(one.milliseconds >= 0 for one in answers)
