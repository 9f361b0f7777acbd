"""Orders are sacred: nothing is ordered without a clear yes to a question that named everything."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from assistant.dialogue.state import ConfirmOrder
from assistant.shopping.slots import Mode
from assistant.understanding import requests as ask
from assistant.understanding.requests import TimeWish
from tests.unit.dialogue.shop import NOW, Talk, wish

TOMORROW_18 = TimeWish(
    datetime(2026, 11, 24, 18, tzinfo=NOW.tzinfo),
    datetime(2026, 11, 24, 18, 1, tzinfo=NOW.tzinfo),
    "demain dix-huit heures",
)
TOMORROW = TimeWish(
    datetime(2026, 11, 24, tzinfo=NOW.tzinfo), datetime(2026, 11, 25, tzinfo=NOW.tzinfo), "demain"
)


@pytest.fixture
def talk():
    talk = Talk()
    talk.says(ask.AddItems((wish("lait", 2, "l"), wish("baguettes", 3))))
    return talk


def test_the_question_names_articles_total_mode_and_slot(talk):
    reply = talk.says(ask.Checkout("drive", TOMORROW_18))
    assert reply.expects == "confirmation"
    for named in (
        "5 articles",
        "5,15\N{NO-BREAK SPACE}€",
        "drive",
        "mardi 24 novembre",
        "18\N{NO-BREAK SPACE}h",
    ):
        assert named in reply.text
    assert not talk.placed


def test_a_clear_yes_to_that_question_places_the_order_and_empties_the_basket(talk):
    talk.says(ask.Checkout("drive", TOMORROW_18))
    reply = talk.says(ask.Confirm())
    (placement,) = talk.placed
    assert placement.slot.mode is Mode.DRIVE
    assert placement.slot.start == TOMORROW_18.start
    assert placement.bill.total_cents == 515
    assert talk.skus == {}
    assert reply.expects is None


def test_the_delivery_fee_is_named_and_in_the_total(talk):
    reply = talk.says(ask.Checkout("delivery", TOMORROW_18))
    assert "10,05\N{NO-BREAK SPACE}€ dont 4,90\N{NO-BREAK SPACE}€ de frais" in reply.text
    talk.says(ask.Confirm())
    assert talk.placed[0].bill.fee_cents == 490


def test_mode_and_slot_may_come_in_any_order(talk):
    assert talk.says(ask.Checkout()).expects == "detail"
    assert talk.says(ask.ChooseSlot("", TOMORROW_18)).expects == "detail"
    assert talk.says(ask.ChooseSlot("drive")).expects == "confirmation"
    talk.says(ask.Confirm())
    assert talk.placed[0].slot.start == TOMORROW_18.start


@pytest.mark.parametrize(("position", "mode"), [(1, Mode.DRIVE), (2, Mode.DELIVERY), (-1, Mode.EXPRESS)])
def test_a_mode_can_be_chosen_by_its_place(talk, position, mode):
    reply = talk.says(ask.Checkout("", TOMORROW_18))
    assert len(reply.choices) == 3
    talk.says(ask.Choose(position))
    assert talk.state.question.slot.mode is mode


def test_without_a_time_the_nearest_slots_are_offered(talk):
    reply = talk.says(ask.Checkout("drive"))
    assert reply.expects == "choice"
    assert len(reply.choices) == 3
    assert "11\N{NO-BREAK SPACE}h" in reply.choices[0]
    talk.says(ask.Choose(2))
    assert isinstance(talk.state.question, ConfirmOrder)
    assert talk.state.question.slot.start.strftime("%H:%M") == "11:30"


def test_a_full_slot_is_said_and_the_nearest_are_offered(talk):
    talk.view.taken.add(TOMORROW_18.start)
    reply = talk.says(ask.Checkout("drive", TOMORROW_18))
    assert "pas de créneau libre" in reply.text
    assert reply.expects == "choice"
    offered = [slot.start.strftime("%H:%M") for slot in talk.state.question.options]
    assert offered == ["17:30", "18:30", "19:00"]


@pytest.mark.parametrize(
    "before",
    [
        (),
        (ask.AskTotal(),),
        (ask.Checkout(),),
        (ask.Checkout("drive"),),
        (ask.Checkout("drive", TOMORROW),),
        (ask.ClearBasket(),),
        (ask.Checkout("drive", TOMORROW_18), ask.Deny()),
        (ask.Checkout("drive", TOMORROW_18), ask.Stop()),
        (ask.Checkout("drive", TOMORROW_18), ask.Undo()),
        (ask.Checkout("drive", TOMORROW_18), ask.ClearBasket()),
    ],
)
def test_a_yes_that_answers_anything_else_orders_nothing(talk, before):
    for request in before:
        talk.says(request)
    talk.says(ask.Confirm())
    assert not talk.placed


def test_a_yes_said_with_something_else_does_that_and_asks_again_with_the_new_total(talk):
    talk.says(ask.Checkout("drive", TOMORROW_18))
    reply = talk.says(ask.Confirm(), ask.AddItems((wish("beurre"),)))
    assert not talk.placed
    assert "7,64\N{NO-BREAK SPACE}€" in reply.text
    assert reply.expects == "confirmation"


@pytest.mark.parametrize("doubt", [{"heard": 0.4}, {"confidence": 0.4}])
def test_an_unclear_yes_is_asked_again(talk, doubt):
    talk.says(ask.Checkout("drive", TOMORROW_18))
    reply = talk.says(ask.Confirm(), **doubt)
    assert not talk.placed
    assert reply.expects == "confirmation"
    assert "5,15" in reply.text


def test_a_basket_changed_on_another_device_is_asked_about_again(talk):
    talk.says(ask.Checkout("drive", TOMORROW_18))
    talk.basket = talk.basket.remove("bread")
    reply = talk.says(ask.Confirm())
    assert not talk.placed
    assert "a changé" in reply.text
    assert "2,18" in reply.text


def test_a_slot_lost_since_the_question_is_said_and_others_offered(talk):
    talk.says(ask.Checkout("drive", TOMORROW_18))
    talk.view.taken.add(TOMORROW_18.start)
    reply = talk.says(ask.Confirm())
    assert not talk.placed
    assert "vient d’être pris" in reply.text
    assert reply.expects == "choice"


def test_the_order_to_order_is_a_clear_yes_to_that_question_and_only_when_clear(talk):
    talk.says(ask.Checkout("drive", TOMORROW_18))
    assert talk.says(ask.Checkout(), confidence=0.5).expects == "confirmation"
    assert not talk.placed
    talk.says(ask.Checkout())
    assert len(talk.placed) == 1


@pytest.mark.parametrize(
    "breath",
    [
        (ask.Confirm(), ask.Deny()),
        (ask.Deny(), ask.Confirm()),
        (ask.Stop(), ask.Checkout()),
        (ask.Deny(), ask.Checkout()),
        (ask.AskTotal(), ask.Checkout()),
    ],
    ids=["yes no", "no yes", "stop order", "no order", "how much order"],
)
def test_what_is_no_plain_yes_orders_nothing_and_asks_again(talk, breath):
    talk.says(ask.Checkout("drive", TOMORROW_18))
    reply = talk.says(*breath)
    assert not talk.placed
    assert reply.expects is not None


def test_a_yes_that_repeats_the_question_is_plain(talk):
    talk.says(ask.Checkout("drive", TOMORROW_18))
    talk.says(ask.Confirm(), ask.Checkout())
    assert len(talk.placed) == 1


def test_a_yes_said_twice_orders_once(talk):
    talk.says(ask.Checkout("drive", TOMORROW_18))
    talk.says(ask.Confirm())
    talk.says(ask.Confirm())
    assert len(talk.placed) == 1


def test_another_time_can_be_named_instead_of_yes(talk):
    talk.says(ask.Checkout("drive", TOMORROW_18))
    later = TimeWish(TOMORROW_18.start + timedelta(hours=1), TOMORROW_18.end + timedelta(hours=1))
    reply = talk.says(ask.Deny(), ask.ChooseSlot("", later))
    assert "19\N{NO-BREAK SPACE}h" in reply.text
    assert reply.expects == "confirmation"


def test_an_empty_basket_cannot_be_ordered():
    talk = Talk()
    assert "vide" in talk.says(ask.Checkout("drive", TOMORROW_18)).text
    talk.says(ask.Confirm())
    assert not talk.placed


def test_emptying_the_basket_line_by_line_stops_the_order(talk):
    talk.says(ask.Checkout("drive", TOMORROW_18))
    reply = talk.says(ask.RemoveItems((wish("lait"), wish("baguettes"))))
    assert "j’arrête la commande" in reply.text
    talk.says(ask.Confirm())
    assert not talk.placed


def test_express_comes_within_the_hour_and_only_while_the_shop_is_open(talk):
    reply = talk.says(ask.Checkout("express"))
    assert "avant 11\N{NO-BREAK SPACE}h" in reply.text
    talk.says(ask.Deny())
    talk.view.now = NOW.replace(hour=22)
    reply = talk.says(ask.Checkout("express"))
    assert reply.expects == "detail"
    assert "express" not in " ".join(reply.choices)


def test_talk_during_the_question_answers_and_asks_again(talk):
    talk.says(ask.Checkout("drive", TOMORROW_18))
    reply = talk.says(ask.AskTotal())
    assert reply.text.count("5,15") == 2
    talk.says(ask.Confirm())
    assert len(talk.placed) == 1


def test_a_question_never_loops(talk):
    talk.says(ask.Checkout("drive", TOMORROW_18))
    replies = [talk.says(ask.OutOfScope()) for _ in range(3)]
    assert [r.expects for r in replies] == ["confirmation", "confirmation", None]
    talk.says(ask.Confirm())
    assert not talk.placed
    assert talk.skus == {"milk": 2, "bread": 3}


SATURDAY = TimeWish(
    datetime(2026, 11, 28, tzinfo=NOW.tzinfo), datetime(2026, 11, 29, tzinfo=NOW.tzinfo), "samedi"
)
LATEST = TimeWish(NOW, NOW + timedelta(days=8), "le plus tard possible", latest=True)
SOONEST = TimeWish(NOW, NOW + timedelta(days=8), "le plus tôt possible")


def _slot(talk):
    assert isinstance(talk.state.question, ConfirmOrder)
    start = talk.state.question.slot.start
    return start.day, start.hour, start.minute


@pytest.mark.parametrize("said", [(SATURDAY, LATEST), (LATEST, SATURDAY)])
def test_the_latest_possible_is_for_the_day_that_was_said(talk, said):
    talk.says(ask.Checkout("drive"))
    for when in said:
        talk.says(ask.ChooseSlot("", when))
    assert _slot(talk) == (28, 19, 30)


def test_the_latest_possible_without_a_day_is_for_the_day_offered(talk):
    talk.says(ask.Checkout("drive", TOMORROW))
    talk.says(ask.ChooseSlot("", LATEST))
    assert _slot(talk) == (24, 19, 30)


def test_the_soonest_possible_is_for_the_day_that_was_said_and_needs_no_choice(talk):
    talk.says(ask.Checkout("drive", SATURDAY))
    talk.says(ask.ChooseSlot("", SOONEST))
    assert _slot(talk) == (28, 8, 0)


def test_a_time_that_is_over_on_the_day_offered_is_for_the_next(talk):
    talk.says(ask.Checkout("drive"))
    nine = datetime(2026, 11, 24, 9, tzinfo=NOW.tzinfo)
    talk.says(ask.ChooseSlot("", TimeWish(nine, nine + timedelta(minutes=1), "neuf heures")))
    assert _slot(talk) == (24, 9, 0)


def test_the_question_of_the_mode_names_the_day_that_was_said(talk):
    assert "mardi 24 novembre" in talk.says(ask.Checkout("", TOMORROW)).text


def test_the_status_of_a_cancelled_order_names_no_slot(talk):
    talk.says(ask.Checkout("drive", TOMORROW_18))
    talk.says(ask.Confirm())
    talk.says(ask.CancelOrder())
    talk.says(ask.Confirm())
    reply = talk.says(ask.OrderStatus())
    assert "annulée" in reply.text
    assert "18\N{NO-BREAK SPACE}h" not in reply.text


@pytest.mark.parametrize(
    ("text", "offered"),
    [
        ("non plus tard", [(24, 18, 30), (24, 19, 0), (24, 19, 30)]),
        ("plus tôt", [(24, 16, 30), (24, 17, 0), (24, 17, 30)]),
        ("un autre jour", [(25, 8, 0), (25, 8, 30), (25, 9, 0)]),
    ],
)
def test_other_slots_can_be_had_instead_of_the_one_in_the_recap(talk, text, offered):
    talk.says(ask.Checkout("drive", TOMORROW_18))
    reply = talk.says(ask.Deny(), text=text)
    assert reply.expects == "choice"
    starts = [slot.start for slot in talk.state.question.options]
    assert [(s.day, s.hour, s.minute) for s in starts] == offered


def test_an_unclear_yes_is_not_asked_again_for_ever(talk):
    talk.says(ask.Checkout("drive", TOMORROW_18))
    assert talk.says(ask.Confirm(), heard=0.55).expects == "confirmation"
    assert "laisse tomber" in talk.says(ask.Confirm(), heard=0.55).text
    assert talk.says(ask.Confirm(), heard=0.55).expects is None
    talk.says(ask.Confirm())
    assert not talk.placed


def test_of_two_orders_the_one_of_the_day_that_was_said_is_cancelled(talk):
    talk.says(ask.Checkout("drive", TOMORROW_18))
    talk.says(ask.Confirm())
    talk.says(ask.AddItems((wish("lait"),)))
    talk.says(ask.Checkout("drive", SATURDAY))
    talk.says(ask.Choose(1))
    talk.says(ask.Confirm())
    assert len(talk.placed) == 2
    assert "mardi 24" in talk.says(ask.CancelOrder(), text="annule la commande de demain").text
    talk.says(ask.Deny())
    assert "samedi 28" in talk.says(ask.CancelOrder(), text="annule ma commande").text
    talk.says(ask.Confirm())
    assert "mardi 24" in talk.says(ask.OrderStatus(), text="où en est ma commande").text
