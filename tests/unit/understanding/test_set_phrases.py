from __future__ import annotations

import pytest

from assistant.understanding import requests as ask
from assistant.understanding.set_phrases import of_phrases


@pytest.mark.parametrize(
    "text", ["laisse tomber", "non laissez tomber", "bon oublie ça", "euh on laisse tomber"]
)
def test_dropping_denies_a_question_and_undoes_without_one(text):
    assert of_phrases("remove_items", text, "confirmation") == ask.Deny()
    assert of_phrases("remove_items", text, None) == ask.Undo()


@pytest.mark.parametrize("text", ["euh attends", "attendez une minute", "bon deux secondes", "un instant"])
def test_who_asks_for_time_stops_nothing(text):
    assert of_phrases("stop", text, None) == ask.OutOfScope()


@pytest.mark.parametrize("text", ["huit trois zéro cinq", "zéro six un deux", "4 7 1 9"])
def test_digits_read_out_are_no_choice(text):
    assert of_phrases("choose", text, "confirmation") == ask.OutOfScope()


@pytest.mark.parametrize("text", ["laisse tomber le beurre", "trois", "deux ou trois", "attends du lait"])
def test_other_words_are_left_to_the_intent(text):
    assert of_phrases("stop", text, None) is None


def test_no_with_something_else_is_a_correction_not_a_bare_no():
    other = ask.Choose(item=ask.ItemWish("", reference="other"))
    assert of_phrases("deny", "non l'autre", None) == other
    assert of_phrases("deny", "non plutôt l'autre", "choice") == other
    changed = of_phrases("deny", "non cinquante", None)
    assert isinstance(changed, ask.SetQuantity)
    assert changed.items[0].quantity.value == 50
    kilo = of_phrases("deny", "non un kilo", None).items[0].quantity
    assert (kilo.value, kilo.unit) == (1, "kg")
    assert of_phrases("deny", "non merci", None) is None
    assert of_phrases("deny", "non deux", "choice") is None


def test_a_list_that_is_complete_and_a_question_of_differences():
    assert of_phrases("stop", "voilà c'est bon", None) == ask.Confirm()
    assert of_phrases("out_of_scope", "c'est quoi la différence", "choice") == ask.AskProduct()


@pytest.mark.parametrize(
    "text", ["ni l'un ni l'autre", "ni le premier ni le deuxième", "non ni celui-ci ni celui-là"]
)
def test_neither_of_two_is_a_no(text):
    assert of_phrases("choose", text, "choice") == ask.Deny()
    assert of_phrases("choose", "ni sel ni poivre", "choice") is None
