"""The best legal combination of the offers on articles.

The rule is one: **a unit takes part in one offer at the most**. Finding the best way to share units among
offers is a packing problem; it is solved exactly by going through the units from the dearest to the
cheapest and keeping, for each way in which groups can be half full, the best saving so far (dynamic
programming). That is right because the groups of one offer are best filled in that order: whatever units
an "n for m" gets, taking them dearest first and giving the last of each group makes most of them.

Offers that share no product are searched apart. Where so many share products that their ways of being half
full multiply beyond what a customer can wait for, the best of all smaller sets of them is taken that can be
searched. Any part of such a set is one too, so a basket never costs more because of one offer more.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import prod

from assistant.shopping.money import Cents, apportion, reduced
from assistant.shopping.offers import Lot, NForM, Offer, Percentage, SecondAtShareOff
from assistant.shopping.products import Product

MOST_WAYS = 200
"""Offers whose ways of being half full multiply to more than this are not searched all at once."""

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


@dataclass(frozen=True, slots=True)
class _Found:
    """A way to share units among offers."""

    saved: Fraction | int
    """What it saves, less what units lose by taking part."""
    steps: tuple[_Step, ...]
    """Which unit went to which offer, the dearest first within each offer."""


@dataclass(frozen=True, slots=True)
class _Candidate:
    """An offer, and what it can do by itself."""

    offer: Offer
    units: tuple[Unit, ...]
    """What it is on, the dearest first."""
    alone: _Found
    """The best that it does when there is no other: nothing it does beside others is worth more."""
    ways: int
    """In how many ways it was half full at once."""


def combine(units: Sequence[Unit], offers: Sequence[Offer], forgone: Forgone | None = None) -> list[Share]:
    """Share units among offers so that the saving is greatest.

    Args:
        units: every package of the basket, in any order.
        offers: the offers on articles that hold, in any order.
        forgone: what a unit loses elsewhere by taking part; ``None``: nothing.

    Returns:
        What each offer saves on each product, by offer and product; offers that save nothing are left out.
    """
    ordered = sorted(units, key=lambda unit: (-unit.price_cents, unit.product.sku))
    candidates = []
    for offer in sorted(offers, key=lambda offer: offer.id):
        admitted = tuple(unit for unit in ordered if _admits(offer, unit.product))
        alone, ways = _search(admitted, [offer], forgone)
        if alone.saved > 0:
            candidates.append(_Candidate(offer, admitted, alone, ways))
    found = _Sets(ordered, forgone).best(candidates)
    shares: list[Share] = []
    for candidate in candidates:
        offer = candidate.offer
        shares += _shares(offer, [step.unit for step in found.steps if step.offer is offer])
    return shares


class _Sets:
    """Finds the best combination of sets of offers, each set once."""

    def __init__(self, ordered: list[Unit], forgone: Forgone | None) -> None:
        self._ordered = ordered
        self._forgone = forgone
        self._known: dict[tuple[str, ...], _Found] = {}

    def best(self, candidates: list[_Candidate]) -> _Found:
        """Return the best combination of offers: those that share no product each by itself."""
        found = [self._of_linked(group) for group in _linked(candidates)]
        return _Found(sum(f.saved for f in found), tuple(step for f in found for step in f.steps))

    def _of_linked(self, group: list[_Candidate]) -> _Found:
        key = tuple(candidate.offer.id for candidate in group)
        if key not in self._known:
            self._known[key] = self._found(group)
        return self._known[key]

    def _found(self, group: list[_Candidate]) -> _Found:
        if len(group) == 1:
            return group[0].alone
        if prod(candidate.ways for candidate in group) <= MOST_WAYS:
            meant = {unit.product.sku for candidate in group for unit in candidate.units}
            units = [unit for unit in self._ordered if unit.product.sku in meant]
            return _search(units, [candidate.offer for candidate in group], self._forgone)[0]
        best = _Found(0, ())
        for left_out in sorted(group, key=lambda candidate: (candidate.alone.saved, candidate.offer.id)):
            rest = [candidate for candidate in group if candidate is not left_out]
            if sum(candidate.alone.saved for candidate in rest) <= best.saved:
                break  # nor can any set that leaves out an offer worth more
            found = self.best(rest)
            if found.saved > best.saved:
                best = found
        return best


def _admits(offer: Offer, product: Product) -> bool:
    if isinstance(offer.rule, Lot):
        return any(part.on.admits(product) for part in offer.rule.parts)
    return offer.on.admits(product)


def _linked(candidates: list[_Candidate]) -> list[list[_Candidate]]:
    """Split offers into groups that share no product."""
    groups: list[tuple[set[str], list[_Candidate]]] = []
    for candidate in candidates:
        skus, joined = {unit.product.sku for unit in candidate.units}, [candidate]
        for other in [group for group in groups if group[0] & skus]:
            groups.remove(other)
            skus |= other[0]
            joined += other[1]
        groups.append((skus, sorted(joined, key=lambda each: each.offer.id)))
    return [members for _, members in groups]


def _search(units: Sequence[Unit], offers: list[Offer], forgone: Forgone | None) -> tuple[_Found, int]:
    """Return the best way to share units among offers, and the most half-full ways that were kept at once."""
    empty: _Filling = tuple(_empty(offer) for offer in offers)
    best: _Best = {empty: (0, None)}
    most = 1
    for at_unit, unit in enumerate(units):
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
        dearest_left = units[at_unit + 1].price_cents if at_unit + 1 < len(units) else 0
        best = _worth_keeping(following, offers, dearest_left)
        most = max(most, len(best))
    saved, step = max((found for filling, found in best.items() if _is_whole(filling)), key=lambda f: f[0])
    steps = []
    while step is not None:
        steps.append(step)
        step = step.before
    return _Found(saved, tuple(steps[::-1])), most


def _worth_keeping(ways: _Best, offers: list[Offer], dearest_left: Cents) -> _Best:
    """Leave out the ways that cannot end better than one with nothing half full that used the offers no more.

    Whatever the units to come are given to, the other way can do the same, but for those that complete what
    is half full now; and these gain `_promise` at the most.
    """
    by_use: dict[tuple[int, ...], Fraction | int] = {}
    for filling, (saved, _) in ways.items():
        if _is_whole(filling):
            used = _used(filling)
            by_use[used] = max(saved, by_use.get(used, saved))
    sure = {
        used: max((saved for less, saved in by_use.items() if _no_more(less, used)), default=None)
        for used in {_used(filling) for filling in ways}
    }
    kept: _Best = {}
    for filling, found in ways.items():
        beside = sure[_used(filling)]
        promised = [_promise(o, full, dearest_left) for o, full in zip(offers, filling, strict=True)]
        hope = found[0] + sum(promised)
        if beside is None or hope > beside or (hope == beside and _is_whole(filling)):
            kept[filling] = found
    return kept


def _used(filling: _Filling) -> tuple[int, ...]:
    return tuple(full[-1] for full in filling)


def _no_more(less: tuple[int, ...], more: tuple[int, ...]) -> bool:
    return all(a <= b for a, b in zip(less, more, strict=True))


def _promise(offer: Offer, full: tuple[int, ...], dearest_left: Cents) -> Fraction | int:
    """Return the most that completing an open group can gain with units that cost no more than this."""
    match offer.rule:
        case Lot(parts, price):
            open_lots = max(-(-have // part.count) for have, part in zip(full, parts, strict=False))
            missing = sum(open_lots * part.count - have for have, part in zip(full, parts, strict=False))
            return missing * dearest_left - open_lots * price
        case SecondAtShareOff(share) if full[0]:
            return dearest_left * share + 1
        case NForM(taken, paid) if full[0]:
            return (taken - max(full[0], paid)) * dearest_left
    return 0


def _empty(offer: Offer) -> tuple[int, ...]:
    parts = len(offer.rule.parts) if isinstance(offer.rule, Lot) else 1
    return (0,) * (parts + 1)


def _is_whole(filling: _Filling) -> bool:
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
