"""Which product is meant, and why: never by payment."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.catalogue.index import Hit
from assistant.shopping.amounts import Amount, Dimension
from assistant.shopping.packs import Fit, fit
from assistant.shopping.products import Product

_SAME_FIT = 0.06
"""Scores closer than this fit the words equally well."""
_AS_LIKELY = 0.97
"""A second family this popular, relative to the first, is worth a question."""
_MAX_OPTIONS = 3


@dataclass(frozen=True, slots=True)
class Chosen:
    """One product is meant."""

    product: Product
    """Which."""
    fit: Fit
    """How many packages or kilograms cover what was asked."""
    why: str
    """Reason code: the French phrase is ``why-<code>`` in the replies."""


@dataclass(frozen=True, slots=True)
class Ambiguous:
    """Two or three kinds are equally likely: ask."""

    options: tuple[Product, ...]
    """The best product of each kind, likeliest first."""


@dataclass(frozen=True, slots=True)
class NotFoundInShop:
    """Nothing fits the words, or nothing that fits is sold in that unit."""

    nearest: Product | None = None
    """A product that fits the words but not the unit asked for ("un litre de tomates")."""


Outcome = Chosen | Ambiguous | NotFoundInShop


def choose(hits: list[Hit], asked: Amount, cheapest: bool = False) -> Outcome:
    """Choose among search hits.

    Kinds (families) that fit the words equally well are compared by popularity; within the kind, an exact
    number of packs comes first, then the price per kilo or litre when a measure was asked for, then
    popularity.

    Args:
        hits: best first, as `assistant.catalogue.index.Index.search` gives them.
        asked: how much is wanted.
        cheapest: whether the person asked for the cheapest.
    """
    if not hits:
        return NotFoundInShop()
    best = hits[0].score
    near = [hit.product for hit in hits if best - hit.score <= _SAME_FIT]
    counted = [product for product in near if fit(product, asked) is not None]
    if not counted:
        return NotFoundInShop(near[0])
    if cheapest:
        return _chosen(min(counted, key=lambda p: p.unit_price), asked, "cheapest")
    families = _families(counted)
    first = families[0]
    rivals = [f for f in families[1:] if f[0].popularity >= _AS_LIKELY * max(first[0].popularity, 1)]
    if rivals:
        return Ambiguous(tuple(f[0] for f in (first, *rivals)[:_MAX_OPTIONS]))
    return _best_of(first, asked)


def _families(products: list[Product]) -> list[list[Product]]:
    """Group products by family, the family of the most popular product first."""
    groups: dict[str, list[Product]] = {}
    for product in sorted(products, key=lambda p: -p.popularity):
        groups.setdefault(product.family or product.sku, []).append(product)
    return list(groups.values())


def _best_of(family: list[Product], asked: Amount) -> Outcome:
    exact = [p for p in family if (found := fit(p, asked)) is not None and found.exact]
    pool = exact or family
    if asked.dimension in (Dimension.MASS, Dimension.VOLUME) and len(pool) > 1:
        product = min(pool, key=lambda p: (_cost(p, asked), -p.popularity))
        return _chosen(product, asked, "cheapest_per_unit")
    product = max(pool, key=lambda p: p.popularity)
    return _chosen(product, asked, "only_one" if len(family) == 1 else "popular")


def _cost(product: Product, asked: Amount) -> float:
    covered = fit(product, asked)
    return float(covered.quantity * product.price_cents) if covered else float("inf")


def _chosen(product: Product, asked: Amount, why: str) -> Outcome:
    covered = fit(product, asked)
    return Chosen(product, covered, why) if covered else NotFoundInShop(product)
