"""From the amount people ask for to what the till counts: packages, or kilograms."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import ceil

from assistant.shopping.amounts import Amount, Dimension, Unit
from assistant.shopping.products import Product, SoldBy

_CONTAINERS_THAT_HOLD_ONE = (Unit.PACKAGE,)
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
    if asked.value <= 0:
        return None
    if product.sold_by is SoldBy.KG:
        return _weigh(product, asked)
    if asked.dimension in (Dimension.MASS, Dimension.VOLUME):
        return _packages(asked.size / product.net.size) if asked.dimension is product.net.dimension else None
    if product.pieces and product.pieces > 1 and _counts_pieces(product, asked.unit):
        return _packages(asked.value / product.pieces)
    return _packages(asked.value)


def _weigh(product: Product, asked: Amount) -> Fit | None:
    if asked.dimension is Dimension.MASS:
        return Fit(asked.size / 1000, exact=True)
    if asked.dimension is Dimension.VOLUME:
        return None
    # "trois tomates": three of usual weight, to the gram
    grams = (asked.value * product.net.size + Fraction(1, 2)) // 1
    return Fit(Fraction(grams, 1000), exact=True)


def _counts_pieces(product: Product, unit: Unit) -> bool:
    """Return whether a word such as "bouteilles" counts what is inside, not the packages themselves."""
    return unit is not product.packaging and unit not in _CONTAINERS_THAT_HOLD_ONE


def _packages(needed: Fraction) -> Fit:
    whole = ceil(needed)
    return Fit(Fraction(whole), exact=whole == needed)


def usual_amount(product: Product) -> Amount:
    """Return how much one means who says no amount: a package, a kilo of small fruit, one melon."""
    if product.sold_by is SoldBy.KG and product.net.size < _LARGE_PIECE_GRAMS:
        return Amount(Fraction(1), Unit.KG)
    if product.sold_by is SoldBy.KG:
        return Amount.pieces(1)
    return Amount(Fraction(1), Unit.PACKAGE)
