"""From the amount people ask for to what the till counts: packages, or kilograms."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import ceil

from assistant.shopping.amounts import Amount, Dimension, Unit
from assistant.shopping.products import Product, SoldBy

_GROUPS = frozenset({Unit.PACKET, Unit.BOX, Unit.CARTON, Unit.BAG, Unit.TRAY, Unit.NET})
"""Words for a package of several things, said one for the other: "deux barquettes d'œufs"."""
_LARGE_PIECE_GRAMS = 500


@dataclass(frozen=True, slots=True)
class Fit:
    """How many of a product cover an amount."""

    quantity: Fraction
    """Packages, a whole number; or kilograms, for goods sold by weight."""
    exact: bool
    """Whether that is precisely what was asked; otherwise it is the next package up."""


def fit(product: Product, asked: Amount) -> Fit | None:
    """Return how many of a product cover what was asked, never less.

    Returns:
        The fit, or ``None`` when the product cannot be counted so (a litre of tomatoes).
    """
    needed = share(product, asked)
    if needed is None or needed <= 0:
        return None
    if product.sold_by is SoldBy.PIECE:
        whole = ceil(needed)
        return Fit(Fraction(whole), exact=whole == needed)
    # a scale weighs to the gram, and a customer gets no less
    return Fit(Fraction(ceil(needed * 1000), 1000), exact=True)


def share(product: Product, asked: Amount) -> Fraction | None:
    """Return exactly how many packages, or kilograms, an amount is, before rounding; ``None`` as in `fit`."""
    if product.sold_by is SoldBy.KG:
        return _kilograms(product, asked)
    if asked.dimension in (Dimension.MASS, Dimension.VOLUME):
        return asked.size / product.net.size if asked.dimension is product.net.dimension else None
    if product.pieces and product.pieces > 1 and _counts_pieces(product, asked.unit):
        return asked.value / product.pieces
    return asked.value


def _kilograms(product: Product, asked: Amount) -> Fraction | None:
    if asked.dimension is Dimension.MASS:
        return asked.size / 1000
    if asked.dimension is Dimension.VOLUME or product.net.dimension is not Dimension.MASS:
        return None
    if product.pieces and asked.dimension is Dimension.CONTAINER and asked.unit is not Unit.PACKAGE:
        return None  # "un filet d'oranges" is not one loose orange
    # "trois tomates": three of usual weight
    return asked.value * product.net.size / 1000


def _counts_pieces(product: Product, unit: Unit) -> bool:
    """Return whether a word such as "bouteilles" counts what is inside, not the packages themselves."""
    if unit in (product.packaging, Unit.PACKAGE, Unit.PACK):
        return False
    return product.packaging is Unit.PACK or unit not in _GROUPS


def holds(product: Product, each: Amount) -> bool:
    """Return whether a package, or each of the pieces in it, is of the size said: "de 400 g", "de six"."""
    if product.sold_by is SoldBy.KG:
        return True
    if each.dimension is Dimension.COUNT:
        return (product.pieces or 1) == each.value
    if each.dimension is not product.net.dimension:
        return False
    return product.net.size in (each.size, each.size * (product.pieces or 1))


def usual_amount(product: Product) -> Amount:
    """Return how much one means who says no amount: a package, a kilo of small fruit, one melon."""
    if product.sold_by is SoldBy.KG and product.pieces is None:
        return product.net  # cherries, stewing beef: nobody counts them, the net is what one usually buys
    if product.sold_by is SoldBy.KG and product.net.size < _LARGE_PIECE_GRAMS:
        return Amount(Fraction(1), Unit.KG)
    if product.sold_by is SoldBy.KG:
        return Amount.pieces(1)
    return Amount(Fraction(1), Unit.PACKAGE)
