"""The basket: what a household means to buy. Values never change; each act gives a new basket."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from fractions import Fraction

from assistant.shopping.amounts import Amount, Dimension, Unit
from assistant.shopping.money import Cents, round_cents
from assistant.shopping.packs import fit, share
from assistant.shopping.products import Product, SoldBy


class CannotCount(ValueError):
    """The product cannot be bought in that unit, such as a litre of tomatoes."""


class OverLimit(ValueError):
    """More of a product than one order may hold.

    Attributes:
        limit: the most, in packages or kilograms.
    """

    def __init__(self, limit: int) -> None:
        super().__init__(f"at most {limit}")
        self.limit = limit


@dataclass(frozen=True, slots=True)
class BasketLine:
    """One product in the basket."""

    product: Product
    """What."""
    asked: Amount
    """How much the household asked for, as it said it."""
    quantity: Fraction
    """What the till counts: whole packages, or kilograms."""
    said: str = ""
    """The words that asked for it: "lait demi-écrémé"."""
    why: str = ""
    """Short French reason for choosing this product."""

    @property
    def unit(self) -> SoldBy:
        """Return what `quantity` counts."""
        return self.product.sold_by

    @property
    def total_cents(self) -> Cents:
        """Return the price of the line, rounded once."""
        return round_cents(self.quantity * self.product.price_cents)


@dataclass(frozen=True, slots=True)
class Basket:
    """Lines in the order they were first asked for, one for each product."""

    lines: tuple[BasketLine, ...] = ()
    """What is in it."""
    codes: tuple[str, ...] = ()
    """Coupon codes given for it, upper case, in alphabetical order."""

    @property
    def total_cents(self) -> Cents:
        """Return the sum of the lines at shelf prices; what is paid is the business of `bill`."""
        return sum(line.total_cents for line in self.lines)

    @property
    def article_count(self) -> int:
        """Return how many articles a person would count: packages, and one for each weighed line."""
        return sum(int(line.quantity) if line.unit is SoldBy.PIECE else 1 for line in self.lines)

    def line(self, sku: str) -> BasketLine | None:
        """Return the line of a product, if it is in the basket."""
        return next((line for line in self.lines if line.product.sku == sku), None)

    def add(self, product: Product, asked: Amount, said: str = "", why: str = "") -> Basket:
        """Return the basket with more of a product; what was there is kept and refitted into packs.

        Raises:
            CannotCount: the product is not sold in such a unit.
            OverLimit: the product is limited, and this would be too much of it.
        """
        before = self.line(product.sku)
        if before is None:
            return replace(self, lines=(*self.lines, _line(product, asked, said, why)))
        return self._with(_line(product, _combined(before, asked), before.said, before.why))

    def set(self, product: Product, asked: Amount, said: str = "", why: str = "") -> Basket:
        """Return the basket with exactly this much of a product, in it already or not.

        Raises:
            CannotCount: the product is not sold in such a unit.
            OverLimit: the product is limited, and this is too much of it.
        """
        before = self.line(product.sku)
        if before is None:
            return self.add(product, asked, said, why)
        return self._with(_line(product, asked, before.said, before.why))

    def take(self, sku: str, asked: Amount) -> Basket:
        """Return the basket with less of a product; the line goes when nothing is left of it.

        Raises:
            CannotCount: the product is not sold in such a unit.
            KeyError: the product is not in the basket.
        """
        before = self.line(sku)
        if before is None:
            raise KeyError(sku)
        rest = _combined(before, asked, -1)
        if rest.value <= 0:
            return self.remove(sku)
        return self._with(_line(before.product, rest, before.said, before.why))

    def remove(self, sku: str) -> Basket:
        """Return the basket without a product."""
        return replace(self, lines=tuple(line for line in self.lines if line.product.sku != sku))

    def with_code(self, code: str) -> Basket:
        """Return the basket with a coupon code; given twice it counts once."""
        return replace(self, codes=tuple(sorted({*self.codes, code.strip().upper()} - {""})))

    def without_code(self, code: str) -> Basket:
        """Return the basket without a coupon code."""
        return replace(self, codes=tuple(known for known in self.codes if known != code.strip().upper()))

    def refreshed(self, current: Callable[[str], Product | None]) -> Basket:
        """Return the basket at today's prices: each line with its product as the shop sells it now.

        A product that the shop no longer knows, or packs so that the amount asked for cannot be covered,
        stays as it was: it is for the checkout to say so.

        Args:
            current: gives a product by its number.
        """
        return replace(self, lines=tuple(_refreshed(line, current(line.product.sku)) for line in self.lines))

    def _with(self, changed: BasketLine) -> Basket:
        sku = changed.product.sku
        return replace(self, lines=tuple(changed if line.product.sku == sku else line for line in self.lines))


def _line(product: Product, asked: Amount, said: str, why: str) -> BasketLine:
    fitted = fit(product, asked)
    if fitted is None:
        raise CannotCount(asked.unit)
    if product.max_quantity is not None and fitted.quantity > product.max_quantity:
        raise OverLimit(product.max_quantity)
    return BasketLine(product, asked, fitted.quantity, said, why)


def _refreshed(line: BasketLine, now: Product | None) -> BasketLine:
    if now is None or now == line.product:
        return line
    fitted = fit(now, line.asked)
    if fitted is None:
        return line
    return replace(line, product=now, quantity=fitted.quantity)


def _combined(before: BasketLine, asked: Amount, sign: int = 1) -> Amount:
    """Return what is asked for in all, exactly, so that the order of asking makes no difference.

    "Six œufs" and "une boîte" are counted in the finer of both units, here eggs.
    """
    product = before.product
    if asked.value <= 0 or share(product, asked) is None:
        raise CannotCount(asked.unit)
    more = Amount(sign * asked.value, asked.unit)
    if before.asked.can_add(more):
        return before.asked + more
    finer = min(
        before.asked.unit, asked.unit, key=lambda unit: (_share(product, 1, unit), _is_container(unit))
    )
    total = _share(product, before.asked.value, before.asked.unit) + _share(product, more.value, more.unit)
    return Amount(total / _share(product, 1, finer), finer)


def _share(product: Product, value: Fraction | int, unit: Unit) -> Fraction:
    found = share(product, Amount(Fraction(value), unit))
    if found is None:
        raise CannotCount(unit)
    return found


def _is_container(unit: Unit) -> bool:
    return unit.dimension is Dimension.CONTAINER
