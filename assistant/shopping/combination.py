"""The best legal combination of the offers on articles.

The rule is one: **a unit takes part in one offer at the most**. Finding the best way to share units among
offers is a packing problem; it is solved exactly by going through the units from the dearest to the
cheapest and keeping, for each way in which groups can be half full, the best saving so far (dynamic
programming). That is right because the groups of one offer are best filled in that order: whatever units
an "n for m" gets, taking them dearest first and giving the last of each group makes most of them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from assistant.shopping.money import Cents, apportion, reduced
from assistant.shopping.offers import Lot, NForM, Offer, Percentage, SecondAtShareOff
from assistant.shopping.products import Product

_MOST_STATES = 4_000
"""More half-full ways than this are not kept: beyond it the result stays legal but may miss the very best."""

Forgone = Callable[[Product], Fraction]
"""The share of its price that a unit loses by taking part in an offer on articles at all."""


@dataclass(frozen=True, slots=True)
class Unit:
    """One package, as an offer sees it."""

    product: Product
    """What it is."""

    @property
    def price_cents(self) -> Cents:
        """Return its price on the shelf."""
        return self.product.price_cents


@dataclass(frozen=True, slots=True)
class Share:
    """What one offer saves on one product."""

    offer: Offer
    """The offer."""
    sku: str
    """The product."""
    units: int
    """How many units take part."""
    cents: Cents
    """What they save."""


@dataclass(frozen=True, slots=True)
class _Step:
    """One unit given to one offer, and the steps before it."""

    unit: Unit
    offer: Offer
    before: _Step | None


_Filling = tuple[tuple[int, ...], ...]
"""For each offer: how full its open group is, part by part, then how often it was used if that is limited."""
_Best = dict[_Filling, tuple[Fraction | int, _Step | None]]


def combine(units: Sequence[Unit], offers: Sequence[Offer], forgone: Forgone | None = None) -> list[Share]:
    """Share units among offers so that the saving is greatest.

    Args:
        units: every package of the basket, in any order.
        offers: the offers on articles that hold, in any order.
        forgone: what a unit loses elsewhere by taking part; ``None``: nothing.

    Returns:
        What each offer saves on each product, by offer and product; offers that save nothing are left out.
    """
    rated = sorted(offers, key=lambda offer: offer.id)
    ordered = sorted(units, key=lambda unit: (-unit.price_cents, unit.product.sku))
    shares: list[Share] = []
    for group_units, group_offers in _independent(ordered, rated):
        steps = _search(group_units, group_offers, forgone)
        for offer in group_offers:
            shares += _shares(offer, [step.unit for step in steps if step.offer is offer])
    return shares


def _admits(offer: Offer, product: Product) -> bool:
    if isinstance(offer.rule, Lot):
        return any(part.on.admits(product) for part in offer.rule.parts)
    return offer.on.admits(product)


def _independent(units: list[Unit], offers: list[Offer]) -> list[tuple[list[Unit], list[Offer]]]:
    """Split into groups that share no unit, so that each is searched alone."""
    by_sku = {unit.product.sku: [o for o in offers if _admits(o, unit.product)] for unit in units}
    groups: list[set[str]] = []
    for sku, admitted in by_sku.items():
        ids = {offer.id for offer in admitted}
        if not ids:
            continue
        joined = {sku}
        for other in [g for g in groups if ids & {o.id for member in g for o in by_sku[member]}]:
            joined |= other
            groups.remove(other)
        groups.append(joined)
    return [
        (
            [unit for unit in units if unit.product.sku in group],
            [offer for offer in offers if any(offer in by_sku[sku] for sku in group)],
        )
        for group in groups
    ]


def _search(units: list[Unit], offers: list[Offer], forgone: Forgone | None) -> list[_Step]:
    empty: _Filling = tuple(_empty(offer) for offer in offers)
    best: _Best = {empty: (0, None)}
    for unit in units:
        lost = unit.price_cents * forgone(unit.product) if forgone else 0
        following: _Best = dict(best)
        for filling, (saved, last) in best.items():
            for at, offer in enumerate(offers):
                for after, gain in _taken(offer, filling[at], unit):
                    reached = (*filling[:at], after, *filling[at + 1 :])
                    total = saved + gain - lost
                    known = following.get(reached)
                    if known is None or total > known[0]:
                        following[reached] = (total, _Step(unit, offer, last))
        best = following if len(following) <= _MOST_STATES else _thinned(following, offers)
    whole = [found for filling, found in best.items() if _is_whole(filling, offers)]
    step = max(whole, key=lambda found: found[0])[1]
    steps = []
    while step is not None:
        steps.append(step)
        step = step.before
    return steps[::-1]


def _thinned(best: _Best, offers: list[Offer]) -> _Best:
    """Keep the most promising ways, and every one that is whole already."""
    kept = sorted(best.items(), key=lambda item: (not _is_whole(item[0], offers), -item[1][0], item[0]))
    return dict(kept[:_MOST_STATES])


def _empty(offer: Offer) -> tuple[int, ...]:
    parts = len(offer.rule.parts) if isinstance(offer.rule, Lot) else 1
    return (0,) * (parts + 1)


def _is_whole(filling: _Filling, offers: list[Offer]) -> bool:
    return all(not any(full[:-1]) for full in filling)


def _taken(offer: Offer, full: tuple[int, ...], unit: Unit) -> list[tuple[tuple[int, ...], int]]:
    """Return each way an offer can take one more unit: how full it is then, and what that gains in cents."""
    used = full[-1]
    if offer.limit is not None and used >= offer.limit:
        return []
    more = used + 1 if offer.limit is not None else 0
    price = unit.price_cents
    match offer.rule:
        case Lot(parts, lot_price):
            ways = []
            for at, part in enumerate(parts):
                if not part.on.admits(unit.product):
                    continue
                filled = [*full[:-1]]
                filled[at] += 1
                if all(have >= part.count for have, part in zip(filled, parts, strict=True)):
                    rest = [have - part.count for have, part in zip(filled, parts, strict=True)]
                    ways.append(((*rest, more), price - lot_price))
                else:
                    ways.append(((*filled, used), price))
            return ways
        case Percentage(share) if offer.on.admits(unit.product):
            return [((0, more), price - reduced(price, share))]
        case SecondAtShareOff(share) if offer.on.admits(unit.product):
            if full[0]:
                return [((0, more), price - reduced(price, share))]
            return [((1, used), 0)]
        case NForM(taken, paid) if offer.on.admits(unit.product):
            gain = price if full[0] >= paid else 0
            done = full[0] + 1 == taken
            return [((0, more) if done else (full[0] + 1, used), gain)]
    return []


def _shares(offer: Offer, units: list[Unit]) -> list[Share]:
    """Return what an offer saves on each product, its units dearest first."""
    match offer.rule:
        case Percentage(share):
            saved = [unit.price_cents - reduced(unit.price_cents, share) for unit in units]
        case SecondAtShareOff(share):
            saved = [
                unit.price_cents - reduced(unit.price_cents, share) if at % 2 else 0
                for at, unit in enumerate(units)
            ]
        case NForM(taken, paid):
            saved = [unit.price_cents if at % taken >= paid else 0 for at, unit in enumerate(units)]
        case Lot(parts, price):
            lots = len(units) // sum(part.count for part in parts)
            whole = sum(unit.price_cents for unit in units) - lots * price
            saved = apportion(max(whole, 0), [unit.price_cents for unit in units])
        case _:
            saved = []
    by_sku: dict[str, tuple[int, Cents]] = {}
    for unit, cents in zip(units, saved, strict=True):
        count, total = by_sku.get(unit.product.sku, (0, 0))
        by_sku[unit.product.sku] = (count + 1, total + cents)
    if not sum(saved):
        return []
    return [Share(offer, sku, count, cents) for sku, (count, cents) in sorted(by_sku.items())]
