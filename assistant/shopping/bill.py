"""The bill: what a basket costs with everything that is on it, and why."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from fractions import Fraction

from assistant.shopping.basket import Basket, BasketLine
from assistant.shopping.combination import Share, Unit, combine
from assistant.shopping.money import Cents, apportion, reduced, round_cents
from assistant.shopping.offers import (
    BasketShare,
    Credit,
    Lot,
    MoneyOff,
    NForM,
    Offer,
    Percentage,
    SecondAtShareOff,
)
from assistant.shopping.products import Product, SoldBy
from assistant.shopping.slots import Fulfilment
from assistant.shopping.vat import SERVICE_RATE, VatLine, vat_lines


@dataclass(frozen=True, slots=True)
class Saving:
    """What one offer gives, today or as credit."""

    offer: Offer
    """Which."""
    cents: Cents
    """How much in all."""
    by_sku: tuple[tuple[str, Cents], ...]
    """On which products, by number."""


@dataclass(frozen=True, slots=True)
class BillLine:
    """One line of the basket, with what is taken off and put on."""

    item: BasketLine
    """The basket's line."""
    savings_cents: Cents = 0
    """What offers take off it."""
    deposit_cents: Cents = 0
    """What comes back with the empties."""

    @property
    def goods_cents(self) -> Cents:
        """Return what the goods cost after the savings, without deposit."""
        return self.item.total_cents - self.savings_cents

    @property
    def total_cents(self) -> Cents:
        """Return what the line costs."""
        return self.goods_cents + self.deposit_cents


@dataclass(frozen=True, slots=True)
class Bill:
    """What a basket costs now."""

    lines: tuple[BillLine, ...] = ()
    """In the order of the basket."""
    savings: tuple[Saving, ...] = ()
    """What each offer takes off, by the offers' identifiers, those on the whole basket last."""
    credits: tuple[Saving, ...] = ()
    """What goes to the loyalty credit once the order is had."""
    fee_cents: Cents = 0
    """Fee of the mode, once that is known."""

    @property
    def shelf_cents(self) -> Cents:
        """Return what the goods cost without any offer, deposits and fee apart."""
        return sum(line.item.total_cents for line in self.lines)

    @property
    def goods_cents(self) -> Cents:
        """Return what the goods cost after the savings, deposits and fee apart."""
        return sum(line.goods_cents for line in self.lines)

    @property
    def savings_cents(self) -> Cents:
        """Return what the offers take off."""
        return sum(line.savings_cents for line in self.lines)

    @property
    def deposit_cents(self) -> Cents:
        """Return what comes back with the empties."""
        return sum(line.deposit_cents for line in self.lines)

    @property
    def credit_cents(self) -> Cents:
        """Return what goes to the loyalty credit."""
        return sum(credit.cents for credit in self.credits)

    @property
    def total_cents(self) -> Cents:
        """Return what the customer pays: the lines and the fee."""
        return sum(line.total_cents for line in self.lines) + self.fee_cents

    def by(self, fulfilment: Fulfilment) -> Bill:
        """Return the bill of the same basket had in one way: with the fee of that mode."""
        return replace(self, fee_cents=fulfilment.fee(self.shelf_cents))

    @property
    def vat(self) -> tuple[VatLine, ...]:
        """Return the tax in it by rate; deposits are outside."""
        taxed = [(line.item.product.vat_rate, line.goods_cents) for line in self.lines]
        return vat_lines([*taxed, (SERVICE_RATE, self.fee_cents)])


def bill(
    basket: Basket,
    offers: Iterable[Offer] = (),
    now: datetime | None = None,
    card: bool = False,
) -> Bill:
    """Work out what a basket costs with the best legal combination of offers.

    The rule (docs/shopping.md): a unit takes part in one offer on articles at the most; one offer on the
    basket at the most, whose threshold counts shelf prices; a share off the basket is on units that no
    other offer reduced, money off on what is left to pay; then loyalty credit, one for each line, on what
    is paid. Of all that is legal, what is cheapest today.

    Args:
        basket: what is bought, and the coupon codes given.
        offers: every offer of the shop; those that do not hold are left out.
        now: the moment that validity is judged at, aware; ``None``: no offer holds.
        card: whether the customer has the loyalty card.
    """
    codes = frozenset(basket.codes)
    held = sorted(
        (offer for offer in offers if now is not None and offer.holds(now, codes, card)),
        key=lambda offer: offer.id,
    )
    on_basket = [o for o in held if isinstance(o.rule, MoneyOff | BasketShare)]
    plain = _on_articles(basket, held, None)
    found = [_with_savings(basket, plain, None)]
    for chosen in on_basket:
        # only a share off the basket makes it matter which units other offers reduce
        by_share = isinstance(chosen.rule, BasketShare)
        shares = _on_articles(basket, held, chosen) if by_share else plain
        found.append(_with_savings(basket, shares, chosen))
    lines, savings = max(found, key=lambda each: sum(line.savings_cents for line in each[0]))
    credits_ = _credits(lines, [o for o in held if isinstance(o.rule, Credit)])
    return Bill(tuple(lines), tuple(savings), tuple(credits_))


def _with_savings(
    basket: Basket, shares: list[Share], chosen: Offer | None
) -> tuple[list[BillLine], list[Saving]]:
    """Return the lines and savings with what offers on articles save, and one on the basket, or none."""
    off: dict[str, Cents] = defaultdict(int)
    for share in shares:
        off[share.sku] += share.cents
    savings = _by_offer(shares)
    taken = _on_basket(basket, chosen, shares, off) if chosen is not None else None
    if taken is not None:
        savings.append(taken)
        for sku, cents in taken.by_sku:
            off[sku] += cents
    lines = [
        BillLine(item, off[item.product.sku], round_cents(item.quantity * item.product.deposit_cents))
        for item in basket.lines
    ]
    return lines, savings


def _on_articles(basket: Basket, held: list[Offer], chosen: Offer | None) -> list[Share]:
    def forgone(product: Product) -> Fraction:
        rule = chosen.rule if chosen is not None and chosen.on.admits(product) else None
        return rule.share if isinstance(rule, BasketShare) else Fraction(0)

    units = [
        Unit(item.product)
        for item in basket.lines
        if item.product.sold_by is SoldBy.PIECE
        for _ in range(int(item.quantity))
    ]
    offers = [o for o in held if isinstance(o.rule, Percentage | SecondAtShareOff | NForM | Lot)]
    has_share = chosen is not None and isinstance(chosen.rule, BasketShare)
    shares = combine(units, offers, forgone if has_share else None)
    for item in basket.lines:
        if item.product.sold_by is SoldBy.KG:
            shares += _weighed(item, offers, item.total_cents * forgone(item.product))
    return shares


def _weighed(item: BasketLine, offers: list[Offer], forgone: Fraction) -> list[Share]:
    """Return the best percentage on goods sold by weight: their price a kilogram is what is reduced."""
    best: list[Share] = []
    for offer in offers:
        if isinstance(offer.rule, Percentage) and offer.limit is None and offer.on.admits(item.product):
            price = reduced(item.product.price_cents, offer.rule.share)
            cents = item.total_cents - round_cents(item.quantity * price)
            if cents > forgone and (not best or cents > best[0].cents):
                best = [Share(offer, item.product.sku, 1, cents)]
    return best


def _on_basket(basket: Basket, offer: Offer, shares: list[Share], off: dict[str, Cents]) -> Saving | None:
    """Return what an offer on the basket takes off, after the offers on articles."""
    items = sorted(basket.lines, key=lambda item: item.product.sku)
    meant = [item for item in items if offer.on.admits(item.product)]
    shelf = sum(item.total_cents for item in meant)
    if not isinstance(offer.rule, MoneyOff | BasketShare) or shelf < offer.rule.threshold_cents:
        return None
    if isinstance(offer.rule, MoneyOff):
        left = {item.product.sku: item.total_cents - off[item.product.sku] for item in items}
        cents = min(offer.rule.off_cents, sum(left.values()))
    else:
        left = {item.product.sku: _untouched(item, shares) for item in meant}
        cents = sum(left.values()) - reduced(sum(left.values()), offer.rule.share)
    parts = apportion(cents, list(left.values()))
    by_sku = tuple((sku, part) for sku, part in zip(left, parts, strict=True) if part)
    return Saving(offer, cents, by_sku) if cents else None


def _untouched(item: BasketLine, shares: list[Share]) -> Cents:
    """Return what the units of a line cost that take part in no offer on articles."""
    taken = sum(share.units for share in shares if share.sku == item.product.sku)
    if item.product.sold_by is SoldBy.KG:
        return 0 if taken else item.total_cents
    return item.total_cents - taken * item.product.price_cents


def _by_offer(shares: list[Share]) -> list[Saving]:
    by_offer: dict[str, list[Share]] = defaultdict(list)
    for share in shares:
        by_offer[share.offer.id].append(share)
    return [
        _saving(group[0].offer, [(s.sku, s.cents) for s in group]) for _, group in sorted(by_offer.items())
    ]


def _saving(offer: Offer, parts: list[tuple[str, Cents]]) -> Saving:
    return Saving(offer, sum(cents for _, cents in parts), tuple(sorted(p for p in parts if p[1])))


def _credits(lines: list[BillLine], offers: list[Offer]) -> list[Saving]:
    """Return the loyalty credit: for each line the offer that gives most."""
    given: dict[str, list[tuple[str, Cents]]] = defaultdict(list)
    for line in lines:
        product = line.item.product
        rates = [(o.rule.share, o) for o in offers if isinstance(o.rule, Credit) and o.on.admits(product)]
        if not rates:
            continue
        share, offer = max(rates, key=lambda rate: rate[0])
        cents = int(line.goods_cents * share)
        if cents:
            given[offer.id].append((product.sku, cents))
    by_id = {offer.id: offer for offer in offers}
    return [_saving(by_id[id_], parts) for id_, parts in sorted(given.items())]
