from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from assistant.understanding import Understander
from assistant.understanding import requests as ask
from assistant.understanding.normalise import normalise
from assistant.understanding.vouchers import split_voucher
from tests.unit.understanding.markup import FakeParser, parsed

NOW = datetime(2026, 3, 11, 10, 20, tzinfo=ZoneInfo("Europe/Paris"))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("j'ai un code promo", ""),
        ("J’ai un code promo : CABAS", "cabas"),
        ("utilise le code CABAS10 s'il te plaît", "cabas10"),
        ("Mon code de réduction, c'est merci dix", "merci dix"),
        ("le code promo est noël", "noël"),
        ("je voudrais utiliser un bon de réduction", ""),
        ("euh ajoute le code cabas", "cabas"),
    ],
)
def test_a_coupon_code_is_heard_with_its_words_or_without(text, code):
    assert split_voucher(normalise(text)) == ("", ask.GiveCode(code), "")


@pytest.mark.parametrize(
    ("text", "code"),
    [("enlève le code promo", ""), ("retire mon code cabas", "cabas"), ("oublie le coupon", "")],
)
def test_a_coupon_code_is_taken_off(text, code):
    assert split_voucher(normalise(text)) == ("", ask.DropCode(code), "")


@pytest.mark.parametrize(
    "text",
    [
        "combien j'ai sur ma cagnotte",
        "ma cagnotte",
        "Quel est le solde de ma carte de fidélité ?",
        "il me reste quoi sur ma cagnotte",
        "et mes points fidélité",
        "ma cagnotte elle est de combien",
    ],
)
def test_the_loyalty_credit_is_asked_for_in_many_words(text):
    assert split_voucher(normalise(text)) == ("", ask.AskCredit(), "")


@pytest.mark.parametrize(
    "text",
    [
        "tu as des codes promo",
        "quels sont les codes promo en ce moment",
        "coupons la lumière",
        "le code postal est 75011",
        "avec la carte de fidélité c'est encore moins cher",
        "j'ai un code barre",
        "du lait et du pain",
    ],
)
def test_what_is_no_code_given_is_left_to_the_engine(text):
    assert split_voucher(normalise(text)) == (normalise(text), None, "")


def test_a_code_said_beside_a_wish_is_cut_off_before_the_engine_reads_the_wish():
    engine = FakeParser(parsed("ajoute du [lait](product)"))
    meant = Understander(engine).interpret("ajoute du lait et j'ai un code promo cabas", NOW)
    assert engine.asked == ["ajoute du lait"]
    assert meant.requests == (ask.AddItems((ask.ItemWish("lait"),)), ask.GiveCode("cabas"))
    behind = Understander(engine).interpret("j'ai un code promo cabas et ajoute du lait", NOW)
    assert behind.requests == meant.requests[::-1]


def test_an_order_with_a_code_is_an_order_and_a_code():
    engine = FakeParser(parsed("commande", "checkout"))
    meant = Understander(engine).interpret("commande avec le code cabas", NOW)
    assert meant.requests == (ask.Checkout(), ask.GiveCode("cabas"))
