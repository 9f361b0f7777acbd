"""What is said of running offers."""

from __future__ import annotations

from datetime import timedelta
from fractions import Fraction

from assistant.shopping.offers import Lot, LotPart, MoneyOff, NForM, Offer, Percentage, Selection
from assistant.understanding import requests as ask
from tests.unit.dialogue.shop import NOW, FakeView, Talk, wish

YOGHURTS = Offer("a", NForM(3, 2), Selection(families=frozenset({"plain", "fruit"})))
BUTTER = Offer("b", Percentage(Fraction(1, 5)), Selection(skus=frozenset({"butter"})), limit=2)
BASKET = Offer("c", MoneyOff(1000, 10_000))
BREAKFAST = Offer(
    "d",
    Lot((LotPart(Selection(skus=frozenset({"milk"}))), LotPart(Selection(skus=frozenset({"bread"})))), 150),
)
SECRET = Offer("e", Percentage(Fraction(1, 2)), Selection(skus=frozenset({"milk"})), code="AMIS")


def told(*offers, on=(), basket=()):
    talk = Talk(FakeView(running=list(offers)))
    if basket:
        talk.says(ask.AddItems(basket))
    return talk, talk.says(ask.AskOffers(on)).text.replace("\N{NO-BREAK SPACE}", " ")


def test_the_two_best_are_told_and_how_many_more_there_are():
    _, text = told(BASKET, BUTTER, YOGHURTS, BREAKFAST)
    assert "3 pour le prix de 2" in text
    assert "10,00 €" not in text
    assert "2 autres" in text


def test_asked_again_the_next_ones_are_told_then_that_is_all():
    talk, first = told(BASKET, BUTTER, YOGHURTS)
    second = talk.says(ask.AskOffers()).text
    assert "remise sur les beurres doux, 2 au plus" in first.replace("\N{NO-BREAK SPACE}", " ")
    assert "d’achats" in second
    assert "C’est tout" in talk.says(ask.AskOffers()).text


def test_what_is_in_the_basket_comes_first():
    _, text = told(BASKET, BUTTER, YOGHURTS, BREAKFAST, basket=(wish("baguettes", 1),))
    assert text.index("laits demi-écrémés et les baguettes") < text.index("3 pour le prix de 2")


def test_offers_on_a_product_and_on_one_without():
    _, text = told(YOGHURTS, BUTTER, BASKET, on=(wish("beurre"),))
    assert "20 % de remise" in text
    assert "3 pour" not in text
    _, text = told(YOGHURTS, BUTTER, BASKET, on=(wish("tomates"),))
    assert "Rien en promotion pour « tomates »" in text


def test_an_end_is_told_when_it_is_near():
    for ahead, said in (
        (0.2, "aujourd’hui seulement"),
        (1, "jusqu’à demain"),
        (5, "jusqu’au samedi 28 novembre"),
    ):
        offer = Offer("b", BUTTER.rule, BUTTER.on, ends=NOW + timedelta(days=ahead))
        assert said in told(offer)[1]
    assert "jusqu’au" not in told(Offer("b", BUTTER.rule, BUTTER.on, ends=NOW + timedelta(days=90)))[1]


def test_an_offer_that_needs_a_code_is_not_given_away():
    assert "pas de promotion" in told(SECRET)[1]
    assert "pas de promotion" in told()[1]
