"""Prices, tax and offers: what is paid, to the cent (what holds of every bill: test_bill_properties)."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from fractions import Fraction

import pytest

from assistant.shopping.basket import Basket
from assistant.shopping.bill import bill
from assistant.shopping.offers import (
    BasketShare,
    Credit,
    Lot,
    LotPart,
    MoneyOff,
    NForM,
    Offer,
    Percentage,
    SecondAtShareOff,
    Selection,
)
from assistant.shopping.products import Product, SoldBy
from assistant.shopping.slots import Fulfilment, Mode
from tests.unit.shopping.shelf import BAGUETTE, BUTTER, EGGS, HAM, MILK, TOMATO, amount

NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)
HALF, FIFTH = Fraction(1, 2), Fraction(1, 5)


def basket(*lines):
    result = Basket()
    for item, quantity in lines:
        unit = "kg" if item.sold_by is SoldBy.KG else "package"
        result = result.add(item, amount(quantity, unit))
    return result


def on(*products):
    return Selection(skus=frozenset(item.sku for item in products))


def total(content, *offers, card=False):
    return bill(content, offers, NOW, card).total_cents


def test_without_offers_the_total_is_that_of_the_shelf():
    paid = bill(basket((MILK, 3), (TOMATO, "0.333")))
    assert (paid.total_cents, paid.savings_cents) == (3 * 109 + 100, 0)


def test_a_percentage_lowers_the_price_of_each_unit_rounded_as_on_its_label():
    # 109 less 20 % is 87.2: the label says 87
    assert total(basket((MILK, 3)), Offer("a", Percentage(FIFTH), on(MILK))) == 3 * 87


def test_a_percentage_on_weighed_goods_lowers_the_price_of_the_kilogram():
    # 299 less 20 % is 239 a kilogram; 333 g of it are 79.6
    assert total(basket((TOMATO, "0.333")), Offer("a", Percentage(FIFTH), on(TOMATO))) == 80


@pytest.mark.parametrize(("count", "paid"), [(1, 219), (2, 219 + 110), (3, 2 * 219 + 110), (4, 2 * 329)])
def test_the_second_at_half_price(count, paid):
    assert total(basket((EGGS, count)), Offer("a", SecondAtShareOff(HALF), on(EGGS))) == paid


@pytest.mark.parametrize(("count", "free"), [(2, 0), (3, 1), (5, 1), (6, 2), (8, 2)])
def test_three_for_the_price_of_two(count, free):
    assert total(basket((MILK, count)), Offer("a", NForM(3, 2), on(MILK))) == (count - free) * 109


def test_across_products_the_cheapest_of_each_three_dearest_is_free():
    mixed = basket((HAM, 2), (MILK, 2), (BUTTER, 2))  # 249 249 239 | 239 109 109
    assert bill(mixed, [Offer("a", NForM(3, 2), on(HAM, MILK, BUTTER))], NOW).savings_cents == 239 + 109


def test_a_lot_across_products_costs_its_price_as_often_as_it_is_whole():
    breakfast = Offer("a", Lot((LotPart(on(MILK)), LotPart(on(BUTTER)), LotPart(on(BAGUETTE), 2)), 450))
    content = basket((MILK, 3), (BUTTER, 2), (BAGUETTE, 5))
    assert total(content, breakfast) == 2 * 450 + 109 + 99


def test_a_lot_that_would_cost_more_is_not_made():
    dear = Offer("a", Lot((LotPart(on(MILK)), LotPart(on(BUTTER))), 900))
    assert bill(basket((MILK, 1), (BUTTER, 1)), [dear], NOW).savings == ()


def test_a_limit_stops_an_offer():
    assert total(basket((MILK, 9)), Offer("a", NForM(3, 2), on(MILK), limit=2)) == 7 * 109
    assert total(basket((MILK, 9)), Offer("a", Percentage(HALF), on(MILK), limit=4)) == 4 * 55 + 5 * 109


def test_money_off_needs_its_threshold_at_shelf_prices():
    five = Offer("a", MoneyOff(500, 2000))
    assert total(basket((BUTTER, 8)), five) == 8 * 239
    assert total(basket((BUTTER, 9)), five) == 9 * 239 - 500
    assert total(basket((BUTTER, 8)), Offer("a", MoneyOff(500, 8 * 239))) == 8 * 239 - 500
    # another offer never makes it unreachable
    assert total(basket((BUTTER, 9)), five, Offer("b", Percentage(FIFTH), on(BUTTER))) == 9 * 191 - 500


def test_money_off_never_gives_money_back():
    assert total(basket((MILK, 1)), Offer("a", MoneyOff(500))) == 0


def test_one_offer_on_the_basket_at_the_most_and_the_better_one():
    offers = [Offer("a", MoneyOff(300, 500)), Offer("b", BasketShare(HALF, 500)), Offer("c", MoneyOff(200))]
    assert total(basket((BUTTER, 3)), *offers) == 359  # half of 717, rounded up
    assert [s.offer.id for s in bill(basket((BUTTER, 3)), offers, NOW).savings] == ["b"]


def test_a_share_off_the_basket_is_on_what_no_other_offer_reduced():
    content = basket((MILK, 3), (BUTTER, 1))
    offers = [Offer("a", NForM(3, 2), on(MILK)), Offer("b", BasketShare(Fraction(1, 10)))]
    assert total(content, *offers) == 2 * 109 + 215


def test_an_offer_on_articles_gives_way_to_a_better_share_off_the_basket():
    content = basket((MILK, 1))
    offers = [Offer("a", Percentage(Fraction(1, 10)), on(MILK)), Offer("b", BasketShare(HALF))]
    assert total(content, *offers) == 55


def test_an_offer_on_the_basket_that_is_out_of_reach_takes_no_other_away():
    content = basket((MILK, 1))
    offers = [Offer("a", Percentage(Fraction(1, 10)), on(MILK)), Offer("b", BasketShare(HALF, 5000))]
    assert total(content, *offers) == 98


def test_goods_by_weight_take_part_in_one_offer_only_and_in_the_better_one():
    content = basket((TOMATO, 1))
    tenth = Offer("a", Percentage(Fraction(1, 10)), on(TOMATO))
    assert total(content, tenth, Offer("b", BasketShare(HALF))) == 150
    assert total(content, tenth, Offer("b", BasketShare(Fraction(1, 20)))) == 269


def test_an_offer_never_takes_a_basket_below_the_amount_from_which_delivery_is_free():
    rules = Fulfilment(Mode.DELIVERY, 490, time(8), time(20), frozenset(), 60, 60, 5, free_from_cents=327)
    paid = bill(basket((MILK, 3)), [Offer("a", MoneyOff(100))], NOW).by(rules)
    assert (paid.fee_cents, paid.total_cents) == (0, 227)
    assert bill(basket((MILK, 2)), (), NOW).by(rules).total_cents == 218 + 490


def test_a_coupon_counts_only_with_its_code_whatever_its_case():
    offer = Offer("a", MoneyOff(100), code="MERCI")
    content = basket((BUTTER, 1))
    assert total(content, offer) == 239
    assert total(content.with_code(" merci "), offer) == 139
    assert total(content.with_code("merci").with_code("Merci"), offer) == 139
    assert content.with_code("merci").without_code("MERCI") == content


def test_an_offer_holds_from_its_first_moment_until_before_its_last():
    offer = Offer("a", Percentage(HALF), starts=NOW, ends=NOW + timedelta(hours=1))
    at = [NOW - timedelta(seconds=1), NOW, NOW + timedelta(minutes=59), NOW + timedelta(hours=1)]
    saved = [bill(basket((BUTTER, 1)), [offer], moment).savings_cents > 0 for moment in at]
    assert saved == [False, True, True, False]


def test_loyalty_credit_needs_the_card_and_is_on_what_is_paid():
    offers = [Offer("a", Credit(Fraction(1, 10)), card=True), Offer("b", Percentage(HALF), on(BUTTER))]
    assert bill(basket((BUTTER, 1)), offers, NOW).credits == ()
    with_card = bill(basket((BUTTER, 1)), offers, NOW, card=True)
    assert (with_card.total_cents, with_card.credit_cents) == (120, 12)


def test_a_deposit_is_paid_but_is_neither_reduced_nor_taxed():
    beer = replace(MILK, sku="BIE-1", deposit_cents=20, vat_rate=FIFTH)
    paid = bill(basket((beer, 6)), [Offer("a", Percentage(HALF), on(beer))], NOW)
    assert (paid.deposit_cents, paid.total_cents) == (120, 6 * 55 + 120)
    assert [(line.rate, line.gross_cents, line.vat_cents) for line in paid.vat] == [(FIFTH, 330, 55)]


def test_the_tax_is_worked_out_by_rate_once_and_the_fee_is_taxed_as_a_service():
    soap = replace(BUTTER, sku="SAV-1", vat_rate=FIFTH)
    paid = replace(bill(basket((MILK, 3), (TOMATO, 1), (soap, 1))), fee_cents=490)
    assert [(str(v.rate), v.gross_cents, v.vat_cents) for v in paid.vat] == [
        ("11/200", 626, 33),
        ("1/5", 239 + 490, 122),
    ]
    assert sum(v.net_cents + v.vat_cents for v in paid.vat) == paid.total_cents


def test_a_selection_takes_what_is_named_in_any_way_and_leaves_what_is_excluded():
    cheese = Product(
        "FRO-1", "Comté", 499, amount(200, "g"), category="Fromages > Pâte dure", brand="Vocabas"
    )
    assert Selection(categories=frozenset({"Fromages"})).admits(cheese)
    assert not Selection(categories=frozenset({"Fromage"})).admits(cheese)
    assert Selection(brands=frozenset({"Vocabas"}), skus=frozenset({"X"})).admits(cheese)
    excluded = frozenset({"Fromages > Pâte dure"})
    assert not Selection(brands=frozenset({"Vocabas"}), except_categories=excluded).admits(cheese)


@pytest.mark.parametrize(
    ("rule", "share"),
    [
        (Percentage(Fraction(34, 100)), "0.34"),
        (SecondAtShareOff(Fraction(68, 100)), "0.34"),
        (NForM(3, 2), "1/3"),
        (NForM(2, 1), "1/2"),
        (Credit(FIFTH), "0.2"),
    ],
)
def test_what_an_offer_gives_is_measured_on_what_must_be_bought_for_it(rule, share):
    assert Offer("a", rule).advantage == Fraction(share)


def test_what_an_offer_on_the_basket_or_a_lot_gives_depends_on_what_is_bought():
    assert Offer("a", MoneyOff(100)).advantage is None
    assert Offer("a", Lot((LotPart(on(MILK)),), 100)).advantage is None


@pytest.mark.parametrize(
    "rule", [Percentage(Fraction(2)), NForM(2, 2), Lot((), 100), MoneyOff(0), SecondAtShareOff(Fraction(0))]
)
def test_an_offer_without_meaning_is_refused(rule):
    with pytest.raises(ValueError, match="offer 'a'"):
        Offer("a", rule)
