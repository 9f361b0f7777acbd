"""Short sentences that are clear only behind the last one, and items named by their place."""

from __future__ import annotations

from fractions import Fraction

import pytest

from assistant.dialogue.asked_amount import asked_of
from assistant.shopping.amounts import Amount, Unit
from assistant.understanding import requests as ask
from assistant.understanding.quantities import Quantity
from assistant.understanding.requests import ItemWish
from tests.unit.dialogue.shop import PRODUCTS, Talk, wish

MILK, BREAD, EGGS, YOGURT = (
    next(p for p in PRODUCTS if p.sku == sku) for sku in ("milk", "bread", "eggs", "plain")
)
BASKET = ("lait", "baguettes", "beurre")


@pytest.fixture
def talk():
    talk = Talk()
    for words in BASKET:
        talk.says(ask.AddItems((wish(words),)))
    return talk


def fresh(*requests):
    talk = Talk()
    for request in requests:
        talk.says(request)
    return talk


@pytest.mark.parametrize(
    ("text", "request_"),
    [
        ("et le beurre ?", ask.OutOfScope()),
        ("et le beurre", ask.RemoveItems((wish("beurre"),))),
        ("et pour le beurre", ask.AddItems((wish("beurre"),))),
    ],
)
def test_the_same_is_asked_of_something_else(text, request_):
    talk = fresh(ask.AskPrice((wish("lait"),)))
    assert "Beurre doux" in talk.says(request_, text=text, confidence=0.3).text
    assert talk.skus == {}


@pytest.mark.parametrize("text", ["et du beurre", "et le beurre je le prends", "ajoute le beurre"])
def test_what_is_asked_for_behind_a_price_is_added(text):
    talk = fresh(ask.AskPrice((wish("lait"),)))
    talk.says(ask.AddItems((wish("beurre"),)), text=text)
    assert talk.skus == {"butter": 1}


def test_a_list_goes_on_with_the_butter_when_nothing_was_asked(talk):
    talk.says(ask.AddItems((wish("œufs"),)), text="et les œufs")
    assert talk.skus["eggs"] == 1


def test_no_the_other_exchanges_and_ends_nothing():
    talk = fresh(ask.AddItems((wish("yaourts"),)), ask.Choose(1))
    assert talk.skus == {"plain": 1}
    talk.says(ask.Deny(), text="ah non pas celui-là, l'autre")
    assert talk.skus == {"fruit": 1}


def test_no_with_the_name_of_what_was_offered_besides_exchanges():
    talk = fresh(ask.AddItems((wish("yaourts"),)), ask.Choose(1))
    talk.says(ask.Deny(), text="non aux fruits")
    assert talk.skus == {"fruit": 1}


@pytest.mark.parametrize("text", ["non", "non merci", "non merci ce sera tout", "non rien d'autre"])
def test_a_plain_no_at_the_end_of_a_list_sums_it_up(talk, text):
    before = talk.skus
    assert "3 articles" in talk.says(ask.Deny(), text=text).text
    assert talk.skus == before


def test_that_is_all_is_understood_without_the_engine_while_a_list_is_dictated(talk):
    assert "3 articles" in talk.says(ask.OutOfScope(), text="et puis c'est bon je crois", confidence=0).text
    assert "3 articles" not in talk.says(ask.OutOfScope(), text="c'est pas fini", confidence=0).text


@pytest.mark.parametrize(
    ("places", "left"),
    [((2,), {"milk", "butter"}), ((1, 3), {"bread"}), ((-1,), {"milk", "bread"}), ((9,), None)],
)
def test_what_is_removed_by_its_place_is_that_of_the_list_read_out(talk, places, left):
    talk.says(ask.ReadBasket())
    reply = talk.says(ask.RemoveItems(tuple(ItemWish("", position=at) for at in places)))
    if left is None:
        assert "que 3 produits" in reply.text
    assert set(talk.skus) == (left or {"milk", "bread", "butter"})


def test_places_stay_those_that_were_read_out_while_lines_go(talk):
    talk.says(ask.ReadBasket())
    talk.says(ask.RemoveItems((ItemWish("", position=1),)))
    talk.says(ask.RemoveItems((ItemWish("", position=3),)))
    assert set(talk.skus) == {"bread"}


def test_without_a_list_read_out_the_last_is_what_was_spoken_of_last(talk):
    talk.says(ask.AddItems((wish("lait"),)))
    talk.says(ask.RemoveItems((ItemWish("", position=-1),)))
    assert set(talk.skus) == {"bread", "butter"}


def test_an_amount_is_set_and_a_choice_explained_by_place(talk):
    talk.says(ask.SetQuantity((wish("", 3, position=2),)))
    assert talk.skus["bread"] == 3
    assert "Baguette" in talk.says(ask.AskWhy((ItemWish("", position=2),))).text


@pytest.mark.parametrize(("text", "now"), [("double les baguettes", 4), ("la moitié des baguettes", 1)])
def test_an_amount_is_doubled_and_halved(text, now):
    talk = fresh(ask.AddItems((wish("baguettes", 2),)))
    talk.says(ask.SetQuantity((wish("baguettes"),)), text=text)
    assert talk.skus == {"bread": now}


def test_half_of_one_package_is_asked_about():
    talk = fresh(ask.AddItems((wish("lait"),)))
    assert talk.says(ask.SetQuantity((wish("lait"),)), text="la moitié du lait").expects == "detail"
    assert talk.skus == {"milk": 1}


def test_what_is_too_dear_is_compared_with_its_like():
    talk = fresh(ask.AddItems((wish("yaourts"),)), ask.Choose(2))
    assert "yaourts nature" in talk.says(ask.OutOfScope(), text="c'est trop cher", confidence=0.7).text
    talk.says(ask.Confirm())
    assert talk.skus == {"plain": 1}
    reply = talk.says(ask.AskProduct((wish("", attributes=("moins cher",)),)), text="y a pas moins cher")
    assert "déjà le moins cher" in reply.text


def test_a_limit_of_price_holds_for_questions_too():
    yogurts = fresh().says(ask.AskProduct((wish("yaourt", price_cents=160),))).text
    assert "1,50" in yogurts
    assert "1,90" not in yogurts
    assert "à ce prix" in fresh().says(ask.AskProduct((wish("yaourt", price_cents=100),))).text


def counted(value, unit="", **more):
    return ItemWish("x", Quantity(Fraction(value), unit, "", **more))


@pytest.mark.parametrize(
    ("product", "wished", "amount"),
    [
        (EGGS, counted(5, at_most=Fraction(6)), Amount.pieces(6)),
        (EGGS, counted(7, at_most=Fraction(8)), Amount.pieces(7)),
        (BREAD, counted(2, at_most=Fraction(3)), Amount.pieces(2)),
        (EGGS, counted(2, "box", holds=Fraction(6)), Amount(Fraction(2), Unit.PACKAGE)),
        (EGGS, counted(2, "box", holds=Fraction(12)), Amount.pieces(24)),
        (MILK, counted(2, "pack", holds=Fraction(6)), Amount(Fraction(2), Unit.PACK)),
    ],
    ids=["a whole box", "none fills one", "the least", "as it holds", "more than it holds", "not counted"],
)
def test_a_range_and_the_size_of_packs_are_taken_as_the_product_is_sold(product, wished, amount):
    assert asked_of(product, None, wished) == amount


def test_a_number_that_may_count_what_is_in_the_pack_is_asked_about():
    talk = fresh(ask.AddItems((wish("yaourts nature", 20),)))
    assert talk.state.question is not None
    assert talk.skus == {}
    talk.says(ask.SetQuantity((wish("", 2),)), text="non deux")
    assert talk.skus == {"plain": 2}


def test_who_goes_leaves_the_order_unplaced(talk):
    talk.says(ask.Checkout("drive"))
    reply = talk.says(ask.Greet(), text="merci au revoir")
    assert "rien commandé" in reply.text
    assert reply.expects is None
    talk.says(ask.Confirm())
    assert talk.placed == []


def test_an_order_under_way_is_not_yet_placed(talk):
    talk.says(ask.Checkout("drive"))
    assert "pas encore passée" in talk.says(ask.OrderStatus()).text


def test_good_evening_is_answered_in_kind():
    assert fresh().says(ask.Greet(), text="bonsoir").text.startswith("Bonsoir")
    assert fresh().says(ask.Greet(), text="bonjour").text.startswith("Bonjour")
