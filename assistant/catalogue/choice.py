"""Which product is meant, how many of it, and why: never by payment.

In this order: fit to the words, the household's habits, what is in stock, how well the packs cover the
amount, the best price per kilo, litre or piece.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from assistant.catalogue.hit import Hit
from assistant.shopping.amounts import Amount, Dimension, Unit
from assistant.shopping.packs import Fit, fit, holds
from assistant.shopping.products import Product, SoldBy

SAME_FIT = 0.06
"""Scores closer than this fit the words equally well."""
_AS_LIKELY = 0.97
"""A second family this popular, relative to the first, is worth a question."""
_MAX_OPTIONS = 3
_LESS_IS_WORSE = Fraction(3, 2)
"""Who asks for 400 g takes 500 g rather than 300 g."""
_PER_UNIT = {
    Dimension.MASS: "cheapest_per_kilo",
    Dimension.VOLUME: "cheapest_per_litre",
    Dimension.COUNT: "cheapest_per_piece",
}


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


@dataclass(frozen=True, slots=True)
class NotAvailable:
    """What is meant is known, but cannot be had: ask whether the closest will do."""

    reason: str
    """``out_of_stock``, ``no_price``, ``brand_unknown``, or ``not_exactly``: only the kind fits."""
    product: Product | None = None
    """What was meant; ``None`` for a brand that the shop does not know."""
    substitutes: tuple[Product, ...] = ()
    """The closest that can be had, the closest first; two at the most."""


Outcome = Chosen | Ambiguous | NotFoundInShop | NotAvailable


@dataclass(frozen=True, slots=True)
class Wish:
    """What is asked of the choice beside the words."""

    asked: Amount
    """How much is wanted."""
    cheapest: bool = False
    """Whether the person asked for the cheapest."""
    usual: Mapping[str, int] = field(default_factory=dict)
    """How often the household bought each product (SKU)."""
    meant: str = ""
    """The family that the words mean by default, if that is settled."""
    each: Amount | None = None
    """What one package should hold, if that was said: "de 400 g", "de six"."""


def choose(hits: list[Hit], wish: Wish) -> Outcome:
    """Choose among search hits.

    Args:
        hits: best first, as `assistant.catalogue.Catalogue.search` gives them.
        wish: how much is wanted, and by whom.
    """
    if not hits:
        return NotFoundInShop()
    best = hits[0].score
    near = [hit.product for hit in hits if best - hit.score <= SAME_FIT]
    counted = [product for product in near if fit(product, wish.asked) is not None]
    if not counted:
        return NotFoundInShop(near[0])
    ready = _sized_as_asked([product for product in counted if product.in_stock], wish)
    if wish.cheapest and ready:
        return _chosen(min(ready, key=lambda p: (p.unit_price, p.sku)), wish.asked, "cheapest")
    if habit := [product for product in ready if wish.usual.get(product.sku)]:
        return _chosen(max(habit, key=lambda p: (wish.usual[p.sku], p.popularity)), wish.asked, "usual")
    families = _families(counted, wish.meant)
    first = families[0]
    settled = bool(wish.meant) and first[0].family == wish.meant
    bar = _AS_LIKELY * max(first[0].popularity, 1)
    rivals = [] if settled else [family for family in families[1:] if family[0].popularity >= bar]
    kinds = [left for family in (first, *rivals) if (left := [p for p in family if p.in_stock])]
    if not kinds:
        others = tuple(left[0] for family in families if (left := [p for p in family if p.in_stock]))
        return NotAvailable("out_of_stock", first[0], others[:2])
    if len(kinds) > 1:
        return Ambiguous(tuple(_best_of(kind, wish)[0] for kind in kinds[:_MAX_OPTIONS]))
    product, why = _best_of(kinds[0], wish)
    return _chosen(product, wish.asked, why)


def _families(products: list[Product], meant: str) -> list[list[Product]]:
    """Group products by family: the one that is meant, then by the most popular product, and so in each."""
    groups: dict[str, list[Product]] = {}
    for product in sorted(products, key=lambda p: (-p.popularity, p.sku)):
        groups.setdefault(product.family or product.sku, []).append(product)
    return sorted(groups.values(), key=lambda family: family[0].family != meant)


def _best_of(family: list[Product], wish: Wish) -> tuple[Product, str]:
    """Return the product of one kind that covers the amount best, and why."""
    asked = wish.asked
    if len(family) == 1:
        return family[0], "only_one"
    pool = _sized_as_asked(_packed_as_asked(family, asked), wish, nearest=True)
    if asked.dimension in (Dimension.MASS, Dimension.VOLUME):
        weighed = [p for p in pool if p.sold_by is SoldBy.KG]
        pool = weighed or _best_covering(pool, asked)
        cheapest = min(pool, key=lambda p: (_cost(p, asked), -p.popularity, p.sku))
        return cheapest, _per_unit(cheapest)
    usual = max(pool, key=lambda p: (p.popularity, p.sku))
    if asked.dimension is Dimension.COUNT and usual.pieces and usual.pieces > 1:  # eggs, not baguettes
        pool = _best_covering(pool, asked)
        cheapest = min(pool, key=lambda p: (_cost(p, asked), -p.popularity, p.sku))
        return cheapest, _per_unit(cheapest)
    # as many packages of the size that most people take
    same = [p for p in pool if _size(p) == _size(usual)]
    cheapest = min(same, key=lambda p: (p.unit_price, -p.popularity, p.sku))
    return cheapest, _per_unit(cheapest) if len(same) > 1 else "popular"


def _packed_as_asked(family: list[Product], asked: Amount) -> list[Product]:
    """Return those in the package that was named, or all of them when there is none: "un pack de lait"."""
    if asked.dimension is not Dimension.CONTAINER or asked.unit is Unit.PACKAGE:
        return family
    return [product for product in family if product.packaging is asked.unit] or family


def _sized_as_asked(products: list[Product], wish: Wish, nearest: bool = False) -> list[Product]:
    """Return those whose packages hold what was said, as many as were asked for; all when that is not said.

    Args:
        products: of one kind, or of several.
        wish: what is asked.
        nearest: whether the nearest size will do where there is none; else all of them.
    """
    each = wish.each
    if each is None or each.size <= 0:
        return products
    if sized := [p for p in products if holds(p, each)]:
        return [p for p in sized if (covered := fit(p, wish.asked)) and covered.exact] or sized
    if not nearest:
        return products
    off = {p.sku: _off(p, each) for p in products}
    least = min(off.values(), default=0)
    return [p for p in products if off[p.sku] == least]


def _off(product: Product, each: Amount) -> Fraction:
    """Return how far a package is from the size that was said, as a share of it; too large counts less."""
    held = Fraction(product.pieces or 1) if each.dimension is Dimension.COUNT else product.net.size
    if each.dimension not in (Dimension.COUNT, product.net.dimension) or held <= 0:
        return Fraction(10**6)
    return (held / each.size - 1) * (1 if held >= each.size else -_LESS_IS_WORSE)


def _best_covering(products: list[Product], asked: Amount) -> list[Product]:
    """Return those whose packs cover the amount exactly, or else with the least too much."""
    excess = {p.sku: _excess(p, asked) for p in products}
    least = min(excess.values())
    return [p for p in products if excess[p.sku] == least]


def _excess(product: Product, asked: Amount) -> Fraction:
    covered = fit(product, asked)
    if covered is None or covered.exact:
        return Fraction(0)
    held = product.net.size if asked.dimension is not Dimension.COUNT else Fraction(product.pieces or 1)
    return covered.quantity * held - asked.size


def _size(product: Product) -> tuple[str, Fraction, int]:
    return product.net.dimension, product.net.size, product.pieces or 1


def _per_unit(product: Product) -> str:
    return "cheapest_per_kilo" if product.sold_by is SoldBy.KG else _PER_UNIT[product.net.dimension]


def _cost(product: Product, asked: Amount) -> float:
    covered = fit(product, asked)
    return float(covered.quantity * product.price_cents) if covered else float("inf")


def _chosen(product: Product, asked: Amount, why: str) -> Outcome:
    covered = fit(product, asked)
    return Chosen(product, covered, why) if covered else NotFoundInShop(product)
