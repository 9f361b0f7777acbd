"""What holds of every bill: no offer ever costs anybody anything, order never matters, totals are sums.

On every kind of offer, with and without codes, loyalty card, dates, limits and exclusions, on goods by the
piece and by weight, with deposits and fees (`drawn`).
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import permutations, product
from unittest import mock

from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.shopping import combination
from assistant.shopping.bill import bill
from assistant.shopping.offers import BasketShare, Credit, Lot, MoneyOff, NForM, Percentage, SecondAtShareOff
from tests.unit.shopping.drawn import (
    NOW,
    PIECES,
    article_rules,
    basket_rules,
    codes,
    filled,
    fulfilments,
    offers_of,
    purchases,
    rules,
)
from tests.unit.shopping.shelf import TOMATO, amount

ALWAYS = st.just({})
HALF = Fraction(1, 2)


def total(content, offers, card=False, by=None):
    costs = bill(content, offers, NOW, card)
    return (costs.by(by) if by else costs).total_cents


@settings(max_examples=300, deadline=None)
@given(purchases(), codes, offers_of(rules, 4), st.booleans(), fulfilments, st.integers(0, 300))
def test_a_basket_never_costs_more_because_an_offer_exists(bought, given_codes, offers, card, way, slack):
    content = filled(bought, given_codes)
    way = replace(way, free_from_cents=max(0, content.total_cents - slack))
    with_all = total(content, offers, card, way)
    assert with_all <= total(content, [], card, way)
    for left_out in range(len(offers)):
        assert with_all <= total(content, [*offers[:left_out], *offers[left_out + 1 :]], card, way)


@settings(max_examples=150, deadline=None)
@given(purchases(), offers_of(article_rules, 6, ALWAYS), st.sampled_from([1, 4, 12]))
def test_nor_does_it_when_there_are_too_many_offers_to_search_them_all_at_once(bought, offers, most):
    content = filled(bought)
    with mock.patch.object(combination, "MOST_WAYS", most):
        with_all = total(content, offers)
        for left_out in range(len(offers)):
            assert with_all <= total(content, [*offers[:left_out], *offers[left_out + 1 :]])
        paid = bill(content, offers, NOW)
        assert paid.savings_cents == sum(saving.cents for saving in paid.savings)
        assert paid == bill(content, offers[::-1], NOW)
    assert total(content, offers) <= with_all, "searching more never costs more"


@settings(max_examples=200, deadline=None)
@given(purchases(), codes, offers_of(rules, 4), fulfilments)
def test_neither_a_card_nor_a_code_ever_makes_a_basket_dearer(bought, given_codes, offers, way):
    content = filled(bought, given_codes)
    assert total(content, offers, True, way) <= total(content, offers, False, way)
    for code in given_codes:
        assert total(content, offers, True, way) <= total(content.without_code(code), offers, True, way)


@settings(max_examples=200, deadline=None)
@given(purchases(), codes, offers_of(rules, 4), st.booleans())
def test_loyalty_credit_changes_nothing_of_what_is_paid_and_is_never_more_than_it(
    bought, given_codes, offers, card
):
    content = filled(bought, given_codes)
    costs = bill(content, offers, NOW, card)
    without = [offer for offer in offers if not isinstance(offer.rule, Credit)]
    assert costs.lines == bill(content, without, NOW, card).lines
    assert 0 <= costs.credit_cents <= costs.goods_cents
    assert all(isinstance(credit.offer.rule, Credit) for credit in costs.credits)


@settings(max_examples=200, deadline=None)
@given(purchases(), codes, offers_of(rules, 4), st.booleans(), st.randoms(use_true_random=False))
def test_the_order_of_adding_never_matters(bought, given_codes, offers, card, random):
    first = bill(filled(bought, sorted(given_codes)), offers, NOW, card)
    again = random.sample(bought, len(bought))
    second = bill(
        filled(again, sorted(given_codes, reverse=True)), random.sample(offers, len(offers)), NOW, card
    )
    priced = [
        {
            line.item.product.sku: (line.item.quantity, line.savings_cents, line.total_cents)
            for line in each.lines
        }
        for each in (first, second)
    ]
    assert priced[0] == priced[1]
    assert (first.savings, first.credits, first.vat) == (second.savings, second.credits, second.vat)


@settings(max_examples=300, deadline=None)
@given(purchases(), codes, offers_of(rules, 4), st.booleans(), fulfilments)
def test_totals_equal_the_sum_of_their_lines(bought, given_codes, offers, card, way):
    content = filled(bought, given_codes)
    paid = bill(content, offers, NOW, card).by(way)
    assert paid.total_cents == sum(line.total_cents for line in paid.lines) + paid.fee_cents
    assert paid.savings_cents == sum(saving.cents for saving in paid.savings)
    assert all(saving.cents == sum(c for _, c in saving.by_sku) for saving in (*paid.savings, *paid.credits))
    assert paid.shelf_cents == content.total_cents
    assert paid.shelf_cents - paid.savings_cents + paid.deposit_cents + paid.fee_cents == paid.total_cents
    assert sum(v.gross_cents for v in paid.vat) + paid.deposit_cents == paid.total_cents
    assert all(0 <= line.goods_cents <= line.item.total_cents for line in paid.lines)
    assert len({saving.offer.id for saving in paid.savings}) == len(paid.savings)


@settings(max_examples=200, deadline=None)
@given(purchases(), codes, offers_of(rules, 4), st.booleans())
def test_every_saving_comes_from_an_offer_that_may_be_had_and_on_products_that_it_is_on(
    bought, given_codes, offers, card
):
    content = filled(bought, given_codes)
    known = {line.product.sku: line.product for line in content.lines}
    paid = bill(content, offers, NOW, card)
    for saving in (*paid.savings, *paid.credits):
        offer = saving.offer
        assert not offer.code or offer.code in given_codes
        assert card or not offer.card
        assert offer.starts is None or offer.starts <= NOW
        assert offer.ends is None or offer.ends > NOW
        assert saving.cents > 0
        if not isinstance(offer.rule, MoneyOff):  # money off is taken from what is left to pay, wherever
            on = [part.on for part in offer.rule.parts] if isinstance(offer.rule, Lot) else [offer.on]
            assert all(any(each.admits(known[sku]) for each in on) for sku, _ in saving.by_sku)
    whole = [saving for saving in paid.savings if isinstance(saving.offer.rule, MoneyOff | BasketShare)]
    assert len(whole) <= 1, "one offer on the basket at the most"


@settings(max_examples=250, deadline=None)
@given(
    st.lists(st.sampled_from(PIECES), max_size=4),
    st.one_of(st.none(), st.integers(1, 2000)),
    offers_of(article_rules, 2, ALWAYS),
    offers_of(basket_rules, 2, ALWAYS),
)
def test_the_combination_chosen_is_the_best_of_all(items, grams, offers, on_basket):
    """Try every way to give each unit to an offer or to none, and every offer on the basket or none."""
    renamed = [replace(offer, id=f"z{offer.id}") for offer in on_basket]
    weighed = [(TOMATO, amount(Fraction(grams, 1000), "kg"))] if grams else []
    content = filled([*((item, amount(1, "package")) for item in items), *weighed])
    tomato = content.line(TOMATO.sku)
    goods = content.total_cents
    for owners in product(range(len(offers) + 1), repeat=len(items)):
        given_to = [[i for i, o in zip(items, owners, strict=True) if o == at] for at in range(len(offers))]
        costs = [cheapest(o, units) for o, units in zip(offers, given_to, strict=True)]
        if None in costs:
            continue
        rest = [(i, i.price_cents) for i, o in zip(items, owners, strict=True) if o == len(offers)]
        shelf = [(item, item.price_cents) for item in items] + (
            [(TOMATO, tomato.total_cents)] if tomato else []
        )
        for price, untouched in weighed_ways(tomato, offers):
            for chosen in (None, *renamed):
                goods = min(goods, on_top(chosen, shelf, sum(costs) + price, [*rest, *untouched]))
    assert total(content, [*offers, *renamed]) == goods + sum(item.deposit_cents for item in items)


def weighed_ways(line, offers):
    """Every way to price goods by weight: reduced by a percentage, or left alone for the basket's offer."""
    if line is None:
        return [(0, [])]
    shares = [
        offer.rule.share
        for offer in offers
        if isinstance(offer.rule, Percentage) and offer.limit is None and offer.on.admits(line.product)
    ]
    by_kilogram = [half_up(line.product.price_cents * (1 - share)) for share in shares]
    untouched = (0, [(line.product, line.total_cents)])
    return [untouched, *((half_up(line.quantity * price), []) for price in by_kilogram)]


def on_top(offer, shelf, reduced, rest):
    """What a basket costs with one offer on it, after those on articles; ``rest`` is what none of these has.

    Both lists hold products with what they cost on the shelf.
    """
    plain = sum(cents for _, cents in rest)
    if offer is None or sum(c for p, c in shelf if offer.on.admits(p)) < offer.rule.threshold_cents:
        return reduced + plain
    if isinstance(offer.rule, MoneyOff):
        return max(0, reduced + plain - offer.rule.off_cents)
    meant = sum(cents for item, cents in rest if offer.on.admits(item))
    return reduced + plain - meant + half_up(meant * (1 - offer.rule.share))


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
                cost += sum(prices[1:]) + half_up(prices[0] * (1 - share))
            case NForM(taken, paid):
                cost += sum(prices[taken - paid :])
    return cost


def half_up(value):
    return int(value + HALF)
