"""Adding, removing, changing, choosing: what happens to the basket."""

from __future__ import annotations

from fractions import Fraction

import pytest

from assistant.understanding import requests as ask
from tests.unit.dialogue.shop import Talk, wish


@pytest.fixture
def talk():
    return Talk()


def test_two_litres_of_milk_are_two_one_litre_cartons(talk):
    reply = talk.says(ask.AddItems((wish("lait", 2, "l"),)))
    assert talk.skus == {"milk": 2}
    assert reply.text == "J’ajoute 2 briques de lait demi-écrémé."
    assert reply.expects is None


def test_several_requests_of_one_sentence_are_done_in_order_and_answered_in_one_breath(talk):
    talk.says(ask.AddItems((wish("beurre"),)))
    reply = talk.says(
        ask.AddItems((wish("lait", 1, "l"), wish("baguettes", 3))), ask.RemoveItems((wish("beurre"),))
    )
    assert talk.skus == {"milk": 1, "bread": 3}
    assert (
        reply.text == "C’est noté\N{NO-BREAK SPACE}: une brique de lait demi-écrémé et 3 baguettes. "
        "C’est enlevé\N{NO-BREAK SPACE}: une plaquette de beurre doux."
    )


def test_lines_of_the_same_product_merge(talk):
    talk.says(ask.AddItems((wish("lait", 2, "l"),)))
    talk.says(ask.AddItems((wish("lait", 1, "l"),)))
    assert talk.skus == {"milk": 3}
    assert talk.basket.lines[0].asked.value == 3


def test_a_product_the_shop_does_not_have_is_said_and_the_rest_is_done(talk):
    reply = talk.says(ask.AddItems((wish("lait"), wish("zorglub"))))
    assert talk.skus == {"milk": 1}
    assert "zorglub" in reply.text
    assert "lait" in reply.text


def test_five_eggs_become_a_box_of_six_and_it_is_said(talk):
    reply = talk.says(ask.AddItems((wish("œufs", 5),)))
    assert talk.skus == {"eggs": 1}
    assert "boîte de 6" in reply.text


def test_tomatoes_without_an_amount_are_a_kilo(talk):
    reply = talk.says(ask.AddItems((wish("tomates"),)))
    assert talk.skus == {"tomato": 1}
    assert "1\N{NO-BREAK SPACE}kg de tomates rondes" in reply.text


def test_a_litre_of_tomatoes_is_refused_and_nothing_changes(talk):
    reply = talk.says(ask.AddItems((wish("tomates", 1, "l"),)))
    assert talk.skus == {}
    assert "unité" in reply.text


def test_zero_of_something_is_asked_about(talk):
    reply = talk.says(ask.AddItems((wish("lait", 0),)))
    assert talk.skus == {}
    assert "Combien de lait demi-écrémé" in reply.text
    assert reply.expects == "detail"
    talk.says(ask.SetQuantity((wish("", 2),)))
    assert talk.skus == {"milk": 2}


def test_an_absurd_amount_is_added_only_after_a_yes(talk):
    reply = talk.says(ask.AddItems((wish("lait", 200, "l"),)))
    assert talk.skus == {}
    assert reply.expects == "confirmation"
    talk.says(ask.Confirm())
    assert talk.skus == {"milk": 200}


def test_an_absurd_amount_is_left_after_a_no(talk):
    talk.says(ask.AddItems((wish("lait", 200, "l"),)))
    talk.says(ask.Deny())
    assert talk.skus == {}
    assert talk.state.question is None


@pytest.mark.parametrize("answer", [ask.Choose(2), ask.Choose(-1), ask.AddItems((wish("aux fruits"),))])
def test_two_kinds_as_likely_are_asked_about_and_either_way_of_answering_works(talk, answer):
    reply = talk.says(ask.AddItems((wish("yaourts", 3),)))
    assert reply.expects == "choice"
    assert reply.choices == ("yaourts nature", "yaourts aux fruits")
    talk.says(answer, text="aux fruits")
    assert talk.skus == {"fruit": 3}


def test_a_choice_that_was_not_offered_asks_again(talk):
    talk.says(ask.AddItems((wish("yaourts"),)))
    reply = talk.says(ask.Choose(5))
    assert talk.skus == {}
    assert reply.expects == "choice"


def test_two_unclear_items_of_one_sentence_are_asked_about_one_after_the_other(talk):
    talk.says(ask.AddItems((wish("yaourts"), wish("lait", 100, "l"))))
    reply = talk.says(ask.Choose(1))
    assert talk.skus == {"plain": 1}
    assert reply.expects == "confirmation"
    talk.says(ask.Confirm())
    assert talk.skus == {"plain": 1, "milk": 100}


def test_a_question_left_open_comes_back_after_something_else_and_then_gives_up(talk):
    talk.says(ask.AddItems((wish("yaourts"),)))
    assert talk.says(ask.AddItems((wish("lait"),))).expects == "choice"
    assert talk.says(ask.OutOfScope()).expects == "choice"
    reply = talk.says(ask.OutOfScope())
    assert reply.expects is None
    assert "de côté" in reply.text
    assert talk.skus == {"milk": 1}


def test_removing_an_amount_leaves_the_rest(talk):
    talk.says(ask.AddItems((wish("baguettes", 3),)))
    reply = talk.says(ask.RemoveItems((wish("baguette", 1),)))
    assert talk.skus == {"bread": 2}
    assert reply.text == "C’est enlevé\N{NO-BREAK SPACE}: une baguette."


def test_fewer_eggs_from_the_only_box_keep_the_box_and_it_is_said(talk):
    talk.says(ask.AddItems((wish("œufs", 6),)))
    reply = talk.says(ask.RemoveItems((wish("œufs", 2),)))
    assert talk.skus == {"eggs": 1}
    assert reply.text.replace("\N{NO-BREAK SPACE}", " ") == (
        "C’est vendu par boîte de 6 : je garde une boîte d’œufs plein air."
    )


def test_removing_what_is_not_there_says_so(talk):
    reply = talk.says(ask.RemoveItems((wish("beurre"),)))
    assert reply.text.replace("\N{NO-BREAK SPACE}", " ") == "Il n’y a pas de beurre dans votre panier."


def test_removing_one_of_two_likely_lines_asks_which(talk):
    talk.says(ask.AddItems((wish("yaourts nature"), wish("yaourts aux fruits"))))
    reply = talk.says(ask.RemoveItems((wish("yaourts"),)))
    assert reply.expects == "choice"
    talk.says(ask.Choose(1))
    assert talk.skus == {"fruit": 1}


def test_setting_a_quantity_replaces_it_and_zero_removes(talk):
    talk.says(ask.AddItems((wish("lait", 2, "l"),)))
    talk.says(ask.SetQuantity((wish("lait", 4, "l"),)))
    assert talk.skus == {"milk": 4}
    talk.says(ask.SetQuantity((wish("lait", 0),)))
    assert talk.skus == {}


def test_the_pronoun_means_the_product_spoken_of_last(talk):
    talk.says(ask.AddItems((wish("lait", 1), wish("tomates", Fraction(1, 2), "kg"))))
    talk.says(ask.AddItems((wish("", 2, "kg"),)))
    assert talk.skus == {"milk": 1, "tomato": Fraction(5, 2)}


def test_the_pronoun_without_any_product_before_is_asked_about(talk):
    assert "quel produit" in talk.says(ask.AddItems((wish("", 2),))).text


def test_undo_brings_the_basket_back(talk):
    talk.says(ask.AddItems((wish("lait"),)))
    talk.says(ask.AddItems((wish("beurre"),)))
    talk.says(ask.Undo())
    assert talk.skus == {"milk": 1}


def test_the_basket_is_emptied_only_after_a_yes(talk):
    talk.says(ask.AddItems((wish("lait"),)))
    assert talk.says(ask.ClearBasket()).expects == "confirmation"
    assert talk.skus == {"milk": 1}
    talk.says(ask.Confirm())
    assert talk.skus == {}


@pytest.mark.parametrize(
    "request_", [ask.ReadBasket(), ask.AskTotal(), ask.Help(), ask.Repeat(), ask.OutOfScope(), ask.Stop()]
)
def test_questions_and_talk_change_nothing(talk, request_):
    talk.says(ask.AddItems((wish("lait", 2),)))
    before = talk.basket
    talk.says(request_)
    assert talk.basket == before
    assert not talk.placed


def test_repeat_says_the_last_reply_and_keeps_its_question_open(talk):
    first = talk.says(ask.AddItems((wish("yaourts"),)))
    second = talk.says(ask.Repeat())
    assert (second.text, second.ssml, second.expects, second.choices) == (
        first.text,
        first.ssml,
        first.expects,
        first.choices,
    )


def test_words_heard_badly_change_nothing_and_are_said_back(talk):
    reply = talk.says(ask.AddItems((wish("lait"),)), heard=0.3, text="des lai")
    assert talk.skus == {}
    assert "des lai" in reply.text


def test_words_understood_badly_change_nothing(talk):
    talk.says(ask.AddItems((wish("lait"),)), confidence=0.2)
    assert talk.skus == {}


def test_prices_are_spoken_in_words_that_a_voice_can_say(talk):
    talk.says(ask.AddItems((wish("lait", 2, "l"),)))
    reply = talk.says(ask.AskTotal())
    assert "2,18\N{NO-BREAK SPACE}€" in reply.text
    assert 'alias="2 euros 18"' in reply.ssml
    assert reply.ssml.startswith("<speak")


@pytest.mark.parametrize(
    ("product", "cents", "skus"),
    [
        ("tomates", 1000, {"tomato": Fraction(3344, 1000)}),
        ("baguettes", 500, {"bread": 5}),
        ("baguettes", 50, {"bread": 1}),
    ],
)
def test_a_sum_of_money_buys_no_more_than_it_and_one_pack_at_least(talk, product, cents, skus):
    talk.says(ask.AddItems((ask.ItemWish(product, worth_cents=cents),)))
    assert talk.skus == skus
