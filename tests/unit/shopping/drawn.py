"""Baskets and offers of every kind, drawn by Hypothesis for the properties of the bill."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from fractions import Fraction

from hypothesis import strategies as st

from assistant.shopping.basket import Basket
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
from tests.unit.shopping.shelf import CHERRIES, TOMATO, amount

NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)
PIECES = [
    Product(
        f"P{at}",
        f"P{at}",
        cents,
        amount(1, "package"),
        category=f"C{at % 2}",
        brand=f"B{at % 3}",
        vat_rate=Fraction(rate, 200),
        deposit_cents=deposit,
    )
    for at, (cents, rate, deposit) in enumerate(
        [(0, 11, 0), (1, 11, 0), (99, 11, 20), (250, 40, 0), (333, 20, 15), (1299, 40, 0)]
    )
]
SHELF = [*PIECES, replace(TOMATO, category="C0"), replace(CHERRIES, category="C1 > fruits", brand="B1")]
CODES = ("AUTOMNE", "CABAS10")

percents = st.integers(1, 100).map(lambda n: Fraction(n, 100))
selections = st.one_of(
    st.just(Selection()),
    st.sampled_from([Selection(categories=frozenset({c})) for c in ("C0", "C1")]),
    st.sampled_from([Selection(brands=frozenset({b})) for b in ("B0", "B1")]),
    st.sets(st.sampled_from([p.sku for p in SHELF]), min_size=1).map(lambda s: Selection(skus=frozenset(s))),
    st.sets(st.sampled_from([p.sku for p in SHELF]), min_size=1).map(
        lambda s: Selection(except_skus=frozenset(s))
    ),
)
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
basket_rules = st.one_of(
    st.builds(MoneyOff, st.integers(1, 1000), st.integers(0, 2000)),
    st.builds(BasketShare, percents, st.integers(0, 2000)),
)
rules = st.one_of(article_rules, basket_rules, percents.map(Credit))
limits = st.one_of(st.none(), st.integers(1, 2))
terms = st.fixed_dictionaries(
    {},
    optional={
        "code": st.sampled_from(CODES),
        "card": st.just(True),
        "starts": st.sampled_from([NOW - timedelta(days=1), NOW, NOW + timedelta(seconds=1)]),
        "ends": st.sampled_from([NOW + timedelta(seconds=2), NOW + timedelta(days=1)]),
    },
)
"""Under which an offer may be had: a coupon code, the loyalty card, dates. All of it is often left out."""
fulfilments = st.builds(
    lambda fee, free: Fulfilment(
        Mode.DELIVERY, fee, time(8), time(20), frozenset(range(7)), 60, 60, 5, free_from_cents=free
    ),
    st.integers(0, 900),
    st.one_of(st.none(), st.integers(0, 3000)),
)


def offers_of(rule, most, terms=terms):
    """Offers of some kinds, so many at the most, each with an identifier of its own."""
    each = st.tuples(rule, selections, limits, terms)
    return st.lists(each, max_size=most).map(
        lambda found: [Offer(f"o{at}", r, s, limit=limit, **t) for at, (r, s, limit, t) in enumerate(found)]
    )


@st.composite
def purchases(draw):
    """What somebody puts in a basket, in which order: products with amounts, each perhaps several times."""
    found = draw(st.lists(st.tuples(st.sampled_from(SHELF), st.integers(1, 3)), max_size=6))
    grams = st.integers(1, 3000).map(lambda g: Fraction(g, 1000))
    return [
        (item, amount(draw(grams), "kg") if item.sold_by is SoldBy.KG else amount(count, "package"))
        for item, count in found
    ]


codes = st.sets(st.sampled_from(CODES))


def filled(bought, given=()):
    """A basket of purchases, and coupon codes."""
    basket = Basket()
    for item, much in bought:
        basket = basket.add(item, much)
    for code in given:
        basket = basket.with_code(code)
    return basket
