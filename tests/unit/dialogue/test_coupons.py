"""Coupon codes and the loyalty card in conversation: given, asked for, explained, taken back."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from fractions import Fraction

import pytest

from assistant.customers import Household
from assistant.customers.code import CodeHash
from assistant.dialogue.listening import listening
from assistant.dialogue.state import AskCoupon, ConfirmOrder
from assistant.shopping.offers import BasketShare, Credit, MoneyOff, NForM, Offer, Selection
from assistant.understanding import requests as ask
from tests.unit.dialogue.shop import NOW, FakeView, Talk, wish
from tests.unit.dialogue.test_checkout_rules import CHECK_OUT, NBSP

CABAS = Offer("c", BasketShare(Fraction(1, 10)), code="CABAS10")


def talk_with(*offers, milk=10, **view):
    talk = Talk(FakeView(running=list(offers), **view))
    if milk:
        talk.says(ask.AddItems((wish("lait", milk),)))
    return talk


def test_a_code_is_kept_with_the_basket_and_what_it_saves_is_said():
    talk = talk_with(CABAS)
    reply = talk.says(ask.GiveCode("cabas dix"))
    assert talk.basket.codes == ("CABAS10",)
    assert f"10{NBSP}% de remise sur le panier{NBSP}: 1,09{NBSP}€ de moins" in reply.text
    assert "déjà" in talk.says(ask.GiveCode("CABAS10")).text


@pytest.mark.parametrize("said", ["cabas10", "Cabas 10", "cabas dix", "CABAS-DIX"])
def test_a_code_is_the_same_in_figures_and_in_words(said):
    talk = talk_with(CABAS)
    talk.says(ask.GiveCode(said))
    assert talk.basket.codes == ("CABAS10",)


def test_a_code_with_accents_is_heard_without():
    talk = talk_with(replace(CABAS, code="NOËL"))
    talk.says(ask.GiveCode("noel"))
    assert talk.basket.codes == ("NOËL",)


def test_a_code_that_the_shop_does_not_know_is_said_and_changes_nothing():
    talk = talk_with(CABAS)
    before = talk.basket
    assert f"«{NBSP}merci{NBSP}»" in talk.says(ask.GiveCode("merci")).text
    assert talk.basket == before


@pytest.mark.parametrize(
    ("times", "says"),
    [
        ({"ends": NOW}, "n’est plus valable"),
        ({"starts": NOW + timedelta(hours=1)}, "pas encore valable"),
        ({"card": True}, "qu’avec la carte"),
    ],
)
def test_why_a_code_does_not_hold_is_said(times, says):
    talk = talk_with(replace(CABAS, **times))
    assert says in talk.says(ask.GiveCode("cabas dix")).text
    assert talk.basket.codes == ()


def test_what_is_missing_to_the_threshold_of_a_code_is_said():
    talk = talk_with(Offer("c", MoneyOff(500, 2000), code="CABAS"))
    reply = talk.says(ask.GiveCode("cabas")).text
    assert f"Il manque 9,10{NBSP}€ d’achats" in reply
    talk.says(ask.AddItems((wish("lait", 10),)))
    assert f"économisez 5,00{NBSP}€" in talk.says(ask.AskTotal()).text


def test_a_code_that_gives_less_than_another_offer_is_kept_and_said_to_change_nothing():
    better = Offer("b", BasketShare(Fraction(1, 2)))
    talk = talk_with(CABAS, better)
    assert "ne change rien au total" in talk.says(ask.GiveCode("cabas dix")).text
    assert talk.basket.codes == ("CABAS10",)


def test_a_code_for_loyalty_credit_says_what_is_earned():
    talk = talk_with(Offer("c", Credit(Fraction(1, 10)), card=True, code="PLUS"), has_card=True)
    assert f"soit 1,09{NBSP}€" in talk.says(ask.GiveCode("plus")).text


def test_a_code_not_said_is_asked_for_and_the_next_words_are_it():
    talk = talk_with(CABAS)
    assert talk.says(ask.GiveCode()).expects == "detail"
    reply = talk.says(ask.AddItems((wish("cabas dix"),)), text="c'est cabas dix, merci")
    assert talk.basket.codes == ("CABAS10",)
    assert talk.skus == {"milk": 10}
    assert reply.expects is None


def test_a_code_misheard_is_asked_for_again_but_not_for_ever():
    talk = talk_with(CABAS)
    talk.says(ask.GiveCode())
    for _ in range(2):
        reply = talk.says(ask.OutOfScope(), text="caba disse")
        assert isinstance(talk.state.question, AskCoupon)
    assert "laisse tomber" in reply.text
    talk.says(ask.OutOfScope(), text="caba disse")
    assert talk.state.question is None
    assert talk.basket.codes == ()


@pytest.mark.parametrize("request_", [ask.Deny(), ask.Undo(), ask.Stop()])
def test_who_has_no_code_after_all_leaves_the_question(request_):
    talk = talk_with(CABAS)
    talk.says(ask.GiveCode())
    talk.says(request_, text="laisse tomber")
    assert talk.state.question is None
    assert talk.skus == {"milk": 10}


def test_a_wish_said_instead_of_the_code_is_done():
    talk = talk_with(CABAS)
    talk.says(ask.GiveCode())
    talk.says(ask.AddItems((wish("baguette", 2),)), text="ajoute deux baguettes")
    assert talk.skus == {"milk": 10, "bread": 2}


def test_a_code_given_at_the_recap_asks_again_with_the_new_total():
    talk = talk_with(CABAS)
    talk.says(CHECK_OUT)
    reply = talk.says(ask.GiveCode("cabas dix"))
    assert isinstance(talk.state.question, ConfirmOrder)
    assert f"9,81{NBSP}€ après 1,09{NBSP}€ d’économies" in reply.text
    talk.says(ask.Confirm())
    assert talk.placed[0].bill.total_cents == 981
    assert talk.basket.codes == (), "a code is for one order"


def test_a_code_is_taken_off_or_taken_back():
    talk = talk_with(CABAS)
    talk.says(ask.GiveCode("cabas dix"))
    assert "CABAS10" in talk.says(ask.DropCode()).text
    assert talk.basket.codes == ()
    talk.says(ask.Undo())
    assert talk.basket.codes == ("CABAS10",)
    talk.says(ask.Undo())
    assert talk.basket.codes == ()
    assert "pas de code" in talk.says(ask.DropCode("cabas dix")).text


def test_emptying_the_basket_but_for_one_thing_keeps_its_code():
    talk = talk_with(CABAS)
    talk.says(ask.AddItems((wish("baguette", 2),)))
    talk.says(ask.GiveCode("cabas dix"))
    talk.says(ask.ClearBasket((wish("lait"),)))
    talk.says(ask.Confirm())
    assert talk.skus == {"milk": 10}
    assert talk.basket.codes == ("CABAS10",)


def test_a_household_code_said_by_mistake_is_never_repeated():
    talk = talk_with(CABAS, household=Household("dupont", code=CodeHash.of("4719")))
    reply = talk.says(ask.GiveCode("4719"), text="le code est 4719")
    assert "4719" not in reply.text
    assert talk.decision.secret


def test_while_a_code_is_asked_for_hearing_is_ready_for_the_shops_codes_in_words():
    talk = talk_with(CABAS, Offer("n", NForM(3, 2), Selection(skus=frozenset({"milk"}))))
    talk.says(ask.GiveCode())
    assert "cabas dix" in [phrase.text for phrase in listening(talk.state, talk.view).phrases]


def test_the_loyalty_credit_is_told_with_what_this_basket_adds():
    offer = Offer("c", Credit(Fraction(1, 10)), card=True)
    talk = talk_with(offer, has_card=True, credit_cents=320)
    reply = talk.says(ask.AskCredit()).text
    assert f"cagnotte est de 3,20{NBSP}€" in reply
    assert f"y ajoutera 1,09{NBSP}€" in reply


def test_without_a_card_there_is_no_credit_to_tell():
    assert "pas de carte de fidélité" in talk_with(CABAS).says(ask.AskCredit()).text
