"""Changes of mind: a correction within a question, a question that lost its point, "attends"."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.catalogue import Catalogue
from assistant.dialogue.state import AskAmount, ConfirmItem, ConfirmOrder
from assistant.understanding import requests as ask
from tests.unit.dialogue.shop import PRODUCTS, FakeView, Talk, wish


@pytest.fixture
def talk():
    return Talk()


@pytest.mark.parametrize(
    ("request_", "text"),
    [
        (ask.SetQuantity((wish("", 50),)), "non cinquante"),
        (ask.AddItems((wish("", 50),)), "cinquante"),
        (ask.AddItems((wish("baguettes", 50),)), "non mets cinquante baguettes"),
        (ask.Choose(0, wish("", 50)), "non cinquante"),
        (ask.Deny(), "non cinquante"),
    ],
)
def test_a_correction_answers_the_question_of_an_odd_amount(talk, request_, text):
    talk.says(ask.AddItems((wish("baguettes", 1000),)))
    reply = talk.says(request_, text=text)
    assert talk.skus == {"bread": 50}
    assert reply.expects is None


def test_a_correction_that_is_odd_too_is_asked_about_too(talk):
    talk.says(ask.AddItems((wish("baguettes", 1000),)))
    talk.says(ask.SetQuantity((wish("", 2000),)), text="non deux mille")
    assert isinstance(talk.state.question, ConfirmItem)
    assert talk.skus == {}
    talk.says(ask.Confirm())
    assert talk.skus == {"bread": 2000}


def test_a_plain_no_to_an_odd_amount_adds_nothing(talk):
    talk.says(ask.AddItems((wish("baguettes", 1000),)))
    talk.says(ask.Deny(), text="non")
    assert talk.skus == {}


def test_another_product_is_no_correction(talk):
    talk.says(ask.AddItems((wish("baguettes", 1000),)))
    reply = talk.says(ask.AddItems((wish("lait", 2, "l"),)))
    assert talk.skus == {"milk": 2}
    assert reply.expects == "confirmation"


def test_an_amount_corrects_what_was_heard_in_doubt(talk):
    talk.says(ask.AddItems((wish("baguettes", 2),)), heard=0.4, text="deux baguettes")
    talk.says(ask.SetQuantity((wish("", 3),)), text="non trois")
    assert talk.skus == {"bread": 3}


def test_a_misheard_amount_corrects_nothing(talk):
    talk.says(ask.AddItems((wish("baguettes", 2),)), heard=0.4, text="deux baguettes")
    talk.says(ask.SetQuantity((wish("", 3),)), heard=0.3, text="non trois")
    assert talk.skus == {}


def test_no_one_kilo_changes_the_amount_and_chooses_nothing(talk):
    talk.says(ask.AddItems((wish("tomates", 500, "g"),)))
    talk.says(ask.Choose(0, wish("", 1, "kg")), text="non un kilo")
    assert talk.skus == {"tomato": 1}


def test_the_other_is_asked_about_when_there_are_several():
    nature = next(product for product in PRODUCTS if product.sku == "plain")
    kinds = [replace(nature, sku=f"plain-{n}", brand=f"Marque {n}", popularity=10) for n in (1, 2)]
    talk = Talk(FakeView(catalogue=Catalogue([*PRODUCTS, *kinds])))
    talk.says(ask.AddItems((wish("yaourts nature", 1),)))
    reply = talk.says(ask.Choose(0, wish("", reference="other")), text="l'autre")
    assert reply.expects == "choice"
    talk.says(ask.Choose(2))
    assert set(talk.skus) < {"plain-1", "plain-2", "fruit"}


def test_a_question_about_what_was_removed_is_not_put_again(talk):
    talk.says(ask.AddItems((wish("lait"),)))
    assert talk.says(ask.ReplaceItem(wish("lait"), wish("yaourts"))).expects == "choice"
    reply = talk.says(ask.RemoveItems((wish("lait"),)))
    assert reply.expects is None
    assert talk.skus == {}


def test_a_question_that_was_answered_by_doing_is_not_put_again(talk):
    talk.says(ask.AddItems((wish("yaourts"),)))
    reply = talk.says(ask.AddItems((wish("yaourts nature", 2), wish("lait", 1, "l"))), text="…")
    assert talk.skus == {"plain": 2, "milk": 1}
    assert reply.expects is None


def test_wait_keeps_the_order_and_asks_it_anew(talk):
    talk.says(ask.AddItems((wish("lait"),)))
    talk.says(ask.Checkout("drive"))
    talk.says(ask.Choose(1))
    slot = talk.state.question.slot
    reply = talk.says(ask.Stop(), text="euh attends")
    assert reply.text == "Je vous attends."
    again = talk.says(ask.Confirm())
    assert not talk.placed, "a yes behind « attends » is a yes to nothing"
    assert "Je récapitule" in again.text
    assert talk.state.question.slot == slot
    talk.says(ask.Confirm())
    assert talk.placed


def test_wait_keeps_a_question_open(talk):
    talk.says(ask.AddItems((wish("baguettes", 1000),)))
    talk.says(ask.Stop(), text="attends deux minutes")
    talk.says(ask.Confirm())
    assert talk.skus == {"bread": 1000}


def test_stop_still_leaves_the_order(talk):
    talk.says(ask.AddItems((wish("lait"),)))
    talk.says(ask.Checkout("drive"))
    talk.says(ask.Choose(1))
    assert isinstance(talk.state.question, ConfirmOrder)
    talk.says(ask.Stop(), text="stop")
    assert talk.state.question is None
    assert talk.state.draft is None


def test_more_of_it_says_how_much_that_makes(talk):
    talk.says(ask.AddItems((wish("baguettes", 3),)))
    reply = talk.says(ask.AddItems((wish("", 2),)))
    assert "2 baguettes, soit 5 en tout" in reply.text


def test_more_of_what_is_weighed_says_the_weight_that_makes(talk):
    talk.says(ask.AddItems((wish("tomates", 500, "g"),)))
    reply = talk.says(ask.AddItems((wish("tomates", 1, "kg"),)))
    assert "1\N{NO-BREAK SPACE}kg de tomates rondes, soit 1,5\N{NO-BREAK SPACE}kg en tout" in reply.text


def test_more_that_a_box_holds_already_needs_no_other_box(talk):
    talk.says(ask.AddItems((wish("œufs", 2),)))
    reply = talk.says(ask.AddItems((wish("œufs", 2),)))
    assert talk.skus == {"eggs": 1}
    assert "Il y en a assez" in reply.text


@pytest.mark.parametrize("text", ["voilà c'est bon", "voilà", "c'est bon", "parfait"])
def test_content_at_the_end_of_a_list_sums_it_up(talk, text):
    talk.says(ask.AddItems((wish("lait"),)))
    talk.says(ask.AddItems((wish("baguettes", 3),)))
    assert "4 articles" in talk.says(ask.Confirm(), text=text).text


def test_yes_within_a_list_goes_on_listening(talk):
    talk.says(ask.AddItems((wish("lait"),)))
    talk.says(ask.AddItems((wish("baguettes", 3),)))
    assert talk.says(ask.Confirm(), text="oui").text == "Je vous écoute."


def test_content_out_of_the_blue_orders_nothing(talk):
    assert talk.says(ask.Confirm(), text="parfait").text == "Très bien."
    assert not talk.placed


def test_no_with_another_product_right_behind_an_addition_replaces_it(talk):
    talk.says(ask.AddItems((wish("lait"),)), text="du lait")
    reply = talk.says(ask.AddItems((wish("beurre"),)), text="non du beurre")
    assert talk.skus == {"butter": 1}
    assert "lait" in reply.text


@pytest.mark.parametrize("text", ["non du beurre aussi", "du beurre"])
def test_no_with_another_product_as_well_adds_it(talk, text):
    talk.says(ask.AddItems((wish("lait"),)), text="du lait")
    talk.says(ask.AddItems((wish("beurre"),)), text=text)
    assert talk.skus == {"milk": 1, "butter": 1}


def test_a_number_alone_is_how_many_of_what_was_added(talk):
    talk.says(ask.AddItems((wish("baguettes"),)))
    talk.says(ask.Choose(2), text="deux")
    assert talk.skus == {"bread": 2}


def test_both_is_no_second_place(talk):
    talk.says(ask.AddItems((wish("yaourts"),)))
    talk.says(ask.Choose(2), text="les deux")
    assert talk.skus == {"plain": 1, "fruit": 1}


def test_the_dearest_can_be_taken_out_by_that(talk):
    talk.says(ask.AddItems((wish("lait"), wish("beurre"), wish("baguettes"))))
    talk.says(ask.RemoveItems((wish("", attributes=("le plus cher",)),)))
    assert talk.skus == {"milk": 1, "bread": 1}


def test_a_question_that_was_talked_past_is_put_once_more_then_left_by_name(talk):
    talk.says(ask.AddItems((wish("yaourts"),)))
    assert talk.says(ask.AddItems((wish("lait"),))).expects == "choice"
    reply = talk.says(ask.AddItems((wish("beurre"),)))
    assert reply.expects is None
    assert "Je laisse «\N{NO-BREAK SPACE}yaourts\N{NO-BREAK SPACE}» de côté." in reply.text


def test_a_question_put_a_third_time_names_a_way_out(talk):
    talk.says(ask.AddItems((wish("yaourts"),)))
    assert "laisse tomber" not in talk.says(ask.AskTotal()).text
    assert "laisse tomber" in talk.says(ask.AskTotal()).text
    assert "laisse tomber" in talk.says(ask.AskTotal()).text


def test_yes_is_no_answer_to_which_and_does_not_go_on_for_ever(talk):
    talk.says(ask.AddItems((wish("lait"),)))
    talk.says(ask.Checkout("drive"))
    assert talk.says(ask.Confirm(), text="oui").text.startswith("Lequel")
    assert "laisse tomber" in talk.says(ask.Confirm(), text="oui").text
    assert talk.says(ask.Confirm(), text="oui").expects is None
    assert talk.state.draft is None


def test_what_tells_two_choices_apart_is_said_and_the_question_stays(talk):
    talk.says(ask.AddItems((wish("yaourts"),)))
    reply = talk.says(ask.AskProduct(), text="c'est quoi la différence")
    assert "soit" in reply.text
    assert reply.expects == "choice"


def test_an_order_said_before_what_is_to_be_in_it_comes_behind_it(talk):
    reply = talk.says(ask.Checkout("drive"), ask.AddItems((wish("lait"),)))
    assert "vide" not in reply.text
    assert reply.expects == "choice"


def test_wait_that_was_not_understood_waits_all_the_same(talk):
    talk.says(ask.AddItems((wish("lait"),)))
    talk.says(ask.Checkout("drive"))
    talk.says(ask.Choose(1))
    assert "attends" in talk.says(ask.OutOfScope(), text="euh attends").text
    talk.says(ask.Confirm())
    assert not talk.placed


def test_no_with_an_amount_corrects_the_last_one_even_taken_for_a_plain_no(talk):
    talk.says(ask.AddItems((wish("baguettes", 3),)))
    talk.says(ask.Deny(), text="non cinq")
    assert talk.skus == {"bread": 5}


def test_the_end_of_a_list_taken_for_stop_sums_it_up(talk):
    talk.says(ask.AddItems((wish("baguettes", 3),)))
    assert "3 articles" in talk.says(ask.Stop(), text="voilà c'est bon").text


def test_an_amount_for_another_product_is_no_answer_to_how_many():
    talk = Talk(FakeView())
    talk.says(ask.AddItems((wish("baguettes", 2),)))
    talk.says(ask.SetQuantity((wish("baguettes"),)))
    assert isinstance(talk.state.question, AskAmount)
    talk.says(ask.ReplaceItem(wish("", attributes=("bio",)), wish("", 3)), confidence=0.2)
    assert [line.quantity for line in talk.basket.lines] == [2]
