"""What the shop's own rules do to an order: age, stock, prices, savings, minimum, and calling it off."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from fractions import Fraction

import pytest

from assistant.catalogue import Catalogue
from assistant.dialogue.state import ConfirmAge, ConfirmOrder
from assistant.shopping.offers import Credit, MoneyOff, NForM, Offer, Selection
from assistant.shopping.slots import Mode, Shop
from assistant.understanding import requests as ask
from assistant.understanding.requests import TimeWish
from tests.unit.dialogue.shop import NOW, PRODUCTS, SHOP, FakeView, Talk, wish

NBSP = "\N{NO-BREAK SPACE}"
TOMORROW_18 = TimeWish(
    datetime(2026, 11, 24, 18, tzinfo=NOW.tzinfo), datetime(2026, 11, 24, 18, 1, tzinfo=NOW.tzinfo)
)
CHECK_OUT = ask.Checkout("drive", TOMORROW_18)
THREE_FOR_TWO = Offer("a", NForM(3, 2), Selection(skus=frozenset({"milk"})))


def talk_with(*wishes, **view):
    talk = Talk(FakeView(**view))
    talk.says(ask.AddItems(wishes))
    return talk


def test_alcohol_asks_for_age_before_the_recap_and_the_order_says_it_is_checked():
    talk = talk_with(wish("vin rouge", 2))
    reply = talk.says(CHECK_OUT)
    assert "18" in reply.text
    assert reply.expects == "confirmation"
    assert "Je récapitule" in talk.says(ask.Confirm()).text
    assert not talk.placed
    assert "pièce d’identité" in talk.says(ask.Confirm()).text
    assert len(talk.placed) == 1


def test_without_alcohol_nobody_asks_for_age():
    assert "Je récapitule" in talk_with(wish("lait")).says(CHECK_OUT).text


@pytest.mark.parametrize("answer", [ask.Deny(), ask.Stop(), ask.Undo()])
def test_who_does_not_say_to_be_of_age_gets_no_order_and_keeps_the_basket(answer):
    talk = talk_with(wish("vin rouge", 2), wish("lait"))
    talk.says(CHECK_OUT)
    talk.says(answer)
    talk.says(ask.Confirm())
    assert not talk.placed
    assert talk.skus == {"wine": 2, "milk": 1}


def test_an_unclear_yes_about_age_is_asked_again():
    talk = talk_with(wish("vin rouge"))
    talk.says(CHECK_OUT)
    talk.says(ask.Confirm(), confidence=0.4)
    assert isinstance(talk.state.question, ConfirmAge)


def test_wine_added_after_the_recap_asks_for_age_first():
    talk = talk_with(wish("lait"))
    talk.says(CHECK_OUT)
    talk.says(ask.AddItems((wish("vin rouge"),)))
    assert isinstance(talk.state.question, ConfirmAge)
    talk.says(ask.Confirm())
    assert not talk.placed


def test_wine_put_in_by_another_device_after_the_recap_is_not_sold_on_that_yes():
    talk = talk_with(wish("lait"))
    talk.says(CHECK_OUT)
    other = talk_with(wish("vin rouge"))
    talk.basket = replace(talk.basket, lines=(*talk.basket.lines, *other.basket.lines))
    talk.says(ask.Confirm())
    assert not talk.placed
    assert isinstance(talk.state.question, ConfirmAge)


def test_a_price_that_changed_since_the_question_asks_again_with_the_new_total():
    talk = talk_with(wish("lait", 2))
    talk.says(CHECK_OUT)
    dearer = [replace(p, price_cents=119) if p.sku == "milk" else p for p in PRODUCTS]
    talk.view.catalogue = Catalogue(dearer)
    reply = talk.says(ask.Confirm())
    assert not talk.placed
    assert "prix a changé" in reply.text
    assert f"2,38{NBSP}€" in reply.text
    talk.says(ask.Confirm())
    assert talk.placed[0].bill.total_cents == 238


def test_an_offer_that_ended_since_the_question_asks_again():
    talk = talk_with(wish("lait", 3), running=[THREE_FOR_TWO])
    talk.says(CHECK_OUT)
    talk.view.running = []
    assert "prix a changé" in talk.says(ask.Confirm()).text
    assert not talk.placed


def test_the_recap_and_the_total_say_what_is_saved_and_why():
    talk = talk_with(wish("lait", 3), running=[THREE_FOR_TWO])
    total = talk.says(ask.AskTotal()).text
    assert f"2,18{NBSP}€ pour 3 articles" in total
    assert f"Vous économisez 1,09{NBSP}€{NBSP}: lait demi-écrémé, 3 pour le prix de 2" in total
    assert f"2,18{NBSP}€ après 1,09{NBSP}€ d’économies" in talk.says(CHECK_OUT).text


def test_loyalty_credit_is_said_when_the_order_is_placed():
    talk = talk_with(wish("lait", 10), running=[Offer("c", Credit(Fraction(1, 10)))])
    talk.says(CHECK_OUT)
    assert f"1,09{NBSP}€ sur votre cagnotte" in talk.says(ask.Confirm()).text


def test_what_the_shop_has_less_of_is_said_before_the_question_and_again_at_the_yes():
    talk = talk_with(wish("lait", 5), wish("baguettes", 2), left={"milk": 3})
    reply = talk.says(CHECK_OUT)
    assert "Il ne reste que 3 briques de lait" in reply.text
    assert talk.skus == {"milk": 3, "bread": 2}
    talk.view.left["bread"] = 0
    reply = talk.says(ask.Confirm())
    assert not talk.placed
    assert "plus de «\N{NO-BREAK SPACE}baguette" in reply.text
    assert talk.skus == {"milk": 3}
    assert isinstance(talk.state.question, ConfirmOrder)


def test_a_product_the_shop_no_longer_sells_leaves_the_basket_at_checkout():
    talk = talk_with(wish("lait"), wish("baguettes", 2))
    talk.view.catalogue = Catalogue([p for p in PRODUCTS if p.sku != "milk"])
    assert "lait" in talk.says(CHECK_OUT).text
    assert talk.skus == {"bread": 2}


def test_a_product_is_limited_in_one_order():
    talk = talk_with(wish("vin rouge", 4))
    reply = talk.says(ask.AddItems((wish("vin rouge", 3),)))
    assert "limité à 6 bouteilles" in reply.text
    assert talk.skus == {"wine": 4}


def with_delivery(**rules):
    changed = [replace(f, **rules) if f.mode is Mode.DELIVERY else f for f in SHOP.fulfilments]
    return Shop(SHOP.name, SHOP.zone, tuple(changed))


def test_a_basket_below_the_minimum_of_a_mode_is_offered_the_others():
    talk = talk_with(wish("lait", 2), shop=with_delivery(minimum_cents=3000))
    reply = talk.says(ask.Checkout("delivery", TOMORROW_18))
    assert f"minimum est de 30,00{NBSP}€{NBSP}: il manque 27,82{NBSP}€" in reply.text
    assert len(reply.choices) == 2
    talk.says(ask.Confirm())
    assert not talk.placed


@pytest.mark.parametrize("running", [[], [Offer("a", MoneyOff(100))]])
def test_delivery_is_free_from_an_amount_at_shelf_prices_so_that_no_offer_costs_the_fee(running):
    view = {"shop": with_delivery(free_from_cents=1090), "running": running}
    recap = talk_with(wish("lait", 10), **view).says(ask.Checkout("delivery", TOMORROW_18)).text
    assert "de frais" not in recap
    assert "de frais" in talk_with(wish("lait", 9), **view).says(ask.Checkout("delivery", TOMORROW_18)).text


def test_no_offer_makes_an_order_too_small():
    view = {"shop": with_delivery(minimum_cents=1090), "running": [Offer("a", MoneyOff(100))]}
    assert (
        "Je récapitule"
        in talk_with(wish("lait", 10), **view).says(ask.Checkout("delivery", TOMORROW_18)).text
    )


def test_a_deposit_is_told_with_the_price_the_basket_the_total_and_the_recap():
    bottled = [replace(p, deposit_cents=25) if p.sku == "wine" else p for p in PRODUCTS]
    talk = Talk(FakeView(catalogue=Catalogue(bottled)))
    assert f"plus 0,25{NBSP}€ de consigne" in talk.says(ask.AskPrice((wish("vin rouge"),))).text
    talk.says(ask.AddItems((wish("vin rouge", 2),)))
    for request in (ask.ReadBasket(), ask.AskTotal(), ask.Stop()):
        assert f"14,30{NBSP}€ dont 0,50{NBSP}€ de consigne" in talk.says(request, text="c'est tout").text
    talk.says(CHECK_OUT)
    assert f"14,30{NBSP}€ dont 0,50{NBSP}€ de consigne" in talk.says(ask.Confirm()).text


def test_a_limit_set_since_the_product_was_put_in_the_basket_holds_at_the_order():
    talk = talk_with(wish("vin rouge", 6), wish("lait"))
    talk.view.catalogue = Catalogue([replace(p, max_quantity=2) if p.sku == "wine" else p for p in PRODUCTS])
    reply = talk.says(CHECK_OUT).text
    assert "limité à 2 bouteilles" in reply
    assert talk.skus == {"wine": 2, "milk": 1}


def test_a_limit_set_since_the_question_asks_again():
    talk = talk_with(wish("lait", 6))
    talk.says(CHECK_OUT)
    talk.view.catalogue = Catalogue([replace(p, max_quantity=2) if p.sku == "milk" else p for p in PRODUCTS])
    reply = talk.says(ask.Confirm()).text
    assert not talk.placed
    assert "limité à 2 briques" in reply
    assert f"2,18{NBSP}€" in reply


def test_undo_brings_back_what_was_at_todays_prices():
    talk = talk_with(wish("lait", 2))
    talk.says(ask.RemoveItems((wish("lait"),)))
    talk.view.catalogue = Catalogue([replace(p, price_cents=119) if p.sku == "milk" else p for p in PRODUCTS])
    talk.says(ask.Undo())
    assert talk.basket.total_cents == 2 * 119


def test_express_says_whether_it_is_closed_or_full():
    talk = talk_with(wish("lait"))
    talk.view.taken = {slot.start for slot in SHOP.slots(Mode.EXPRESS, NOW)}
    assert "complet" in talk.says(ask.Checkout("express")).text
    talk = talk_with(wish("lait"))
    talk.view.now = NOW.replace(hour=22)
    assert "pas ouvert" in talk.says(ask.Checkout("express")).text
