"""Prices, tax and offers: what is paid, to the cent, and that no offer ever costs anybody anything."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from itertools import permutations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.shopping.basket import Basket
from assistant.shopping.bill import bill
from assistant.shopping.money import apportion
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
    "rule", [Percentage(Fraction(2)), NForM(2, 2), Lot((), 100), MoneyOff(0), SecondAtShareOff(Fraction(0))]
)
def test_an_offer_without_meaning_is_refused(rule):
    with pytest.raises(ValueError, match="offer 'a'"):
        Offer("a", rule)


# properties, on every kind of offer and basket

SHELF = [
    Product(
        f"P{at}", f"P{at}", cents, amount(1, "package"), category=f"C{at % 2}", vat_rate=Fraction(rate, 200)
    )
    for at, (cents, rate) in enumerate([(0, 11), (1, 11), (99, 11), (250, 40), (333, 20), (1299, 40)])
] + [TOMATO]
selections = st.one_of(
    st.just(Selection()),
    st.sampled_from([Selection(categories=frozenset({"C0"})), Selection(categories=frozenset({"C1"}))]),
    st.sets(st.sampled_from([p.sku for p in SHELF]), min_size=1).map(lambda s: Selection(skus=frozenset(s))),
)
percents = st.integers(1, 100).map(lambda n: Fraction(n, 100))
article_rules = st.one_of(
    percents.map(Percentage),
    percents.map(SecondAtShareOff),
    st.tuples(st.integers(2, 4), st.integers(0, 3)).filter(lambda t: t[1] < t[0]).map(lambda t: NForM(*t)),
    st.builds(
        Lot,
        st.lists(st.builds(LotPart, selections, st.integers(1, 2)), min_size=1, max_size=2).map(tuple),
        st.integers(0, 1500),
    ),
)
rules = st.one_of(
    article_rules,
    st.builds(MoneyOff, st.integers(1, 1000), st.integers(0, 2000)),
    st.builds(BasketShare, percents, st.integers(0, 2000)),
    percents.map(Credit),
)


def offers_of(rule, most):
    limits = st.one_of(st.none(), st.integers(1, 2))
    each = st.builds(lambda rule, on, limit: (rule, on, limit), rule, selections, limits)
    return st.lists(each, max_size=most).map(
        lambda found: [Offer(f"o{at}", r, s, limit=limit) for at, (r, s, limit) in enumerate(found)]
    )


contents = st.dictionaries(st.sampled_from(range(len(SHELF))), st.integers(1, 4), max_size=5).map(
    lambda counts: basket(*((SHELF[at], count) for at, count in counts.items()))
)


@settings(max_examples=300, deadline=None)
@given(contents, offers_of(rules, 4))
def test_a_basket_never_costs_more_because_an_offer_exists(content, offers):
    with_all = total(content, *offers)
    assert 0 <= with_all <= content.total_cents
    for left_out in range(len(offers)):
        assert with_all <= total(content, *offers[:left_out], *offers[left_out + 1 :])


@settings(max_examples=200, deadline=None)
@given(contents, offers_of(rules, 4), st.randoms())
def test_the_order_of_adding_never_matters(content, offers, random):
    shuffled = list(content.lines)
    random.shuffle(shuffled)
    reordered = list(offers)
    random.shuffle(reordered)
    first = bill(content, offers, NOW, card=True)
    second = bill(Basket(tuple(shuffled)), reordered, NOW, card=True)
    by_sku = {line.item.product.sku: line for line in second.lines}
    assert [by_sku[line.item.product.sku] for line in first.lines] == list(first.lines)
    assert (first.savings, first.credits) == (second.savings, second.credits)


@settings(max_examples=300, deadline=None)
@given(contents, offers_of(rules, 4), st.integers(0, 1000))
def test_totals_equal_the_sum_of_their_lines(content, offers, fee):
    paid = replace(bill(content, offers, NOW, card=True), fee_cents=fee)
    assert paid.total_cents == sum(line.total_cents for line in paid.lines) + fee
    assert paid.savings_cents == sum(saving.cents for saving in paid.savings)
    assert all(saving.cents == sum(c for _, c in saving.by_sku) for saving in (*paid.savings, *paid.credits))
    assert paid.shelf_cents - paid.savings_cents == paid.goods_cents
    assert sum(v.gross_cents for v in paid.vat) + paid.deposit_cents == paid.total_cents
    assert all(0 <= line.goods_cents <= line.item.total_cents for line in paid.lines)
    assert len({saving.offer.id for saving in paid.savings}) == len(paid.savings)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.sampled_from(SHELF[:6]), max_size=5),
    offers_of(article_rules, 2),
    st.one_of(st.none(), st.builds(BasketShare, percents)),
)
def test_the_combination_chosen_is_the_best_of_all(items, offers, share):
    """Try every way to give each unit to an offer or to none, and every way to make groups of them."""
    extra = [Offer("z", share)] if share else []
    content = Basket()
    for item in items:
        content = content.add(item, amount(1, "package"))
    best = content.total_cents
    for owners in product(range(len(offers) + 1), repeat=len(items)):
        given_to = [[i for i, o in zip(items, owners, strict=True) if o == at] for at in range(len(offers))]
        costs = [cheapest(o, units) for o, units in zip(offers, given_to, strict=True)]
        if None in costs:
            continue
        rest = sum(i.price_cents for i, o in zip(items, owners, strict=True) if o == len(offers))
        for left in (rest, *([round_half_up(rest * (1 - share.share))] if share else [])):
            best = min(best, sum(costs) + left)
    assert total(content, *offers, *extra) == best


def cheapest(offer, units):
    """What units cost when all are in groups of one offer, tried in every order; None if they cannot be."""
    rule, limit = offer.rule, offer.limit
    size = {Percentage: 1, SecondAtShareOff: 2}.get(type(rule)) or (
        rule.taken if isinstance(rule, NForM) else sum(p.count for p in rule.parts)
    )
    if len(units) % size or (limit is not None and len(units) // size > limit):
        return None
    found = [priced(rule, offer.on, order, size) for order in permutations(units)]
    return min((cents for cents in found if cents is not None), default=None)


def priced(rule, selection, units, size):
    cost = 0
    for at in range(0, len(units), size):
        group = sorted(units[at : at + size], key=lambda unit: unit.price_cents)
        prices = [unit.price_cents for unit in group]
        if isinstance(rule, Lot):
            slots = [part.on for part in rule.parts for _ in range(part.count)]
            if not all(s.admits(u) for s, u in zip(slots, units[at : at + size], strict=True)):
                return None
            cost += rule.price_cents
            continue
        if not all(selection.admits(unit) for unit in group):
            return None
        match rule:
            case Percentage(share) | SecondAtShareOff(share):
                cost += sum(prices[1:]) + round_half_up(prices[0] * (1 - share))
            case NForM(taken, paid):
                cost += sum(prices[taken - paid :])
    return cost


def round_half_up(value):
    return int(value + HALF)


@given(st.integers(0, 10_000), st.lists(st.integers(0, 500), min_size=1))
def test_a_split_sums_to_what_was_split_and_is_fair_to_a_cent(amount_, weights):
    if amount_ and not sum(weights):
        with pytest.raises(ValueError, match="nothing"):
            apportion(amount_, weights)
        return
    parts = apportion(amount_, weights)
    assert sum(parts) == amount_
    for part, weight in zip(parts, weights, strict=True):
        assert not amount_ or abs(part - Fraction(amount_ * weight, sum(weights))) < 1
