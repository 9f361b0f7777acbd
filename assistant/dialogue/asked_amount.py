"""How much of a product a sentence asks for: what was said, as the product is counted."""

from __future__ import annotations

from fractions import Fraction

from assistant.dialogue.turn import Turn
from assistant.shopping.amounts import Amount, Dimension, Unit
from assistant.shopping.basket import BasketLine
from assistant.shopping.packs import fit, usual_amount
from assistant.shopping.products import Product, SoldBy
from assistant.understanding.normalise import normalise
from assistant.understanding.requests import ItemWish

ONE = Amount(Fraction(1), Unit.PACKAGE)
UNSAID = Amount(Fraction(0), Unit.PACKAGE)
"""Stands in a question for an amount that was not said: it is settled when the product is known."""


def amount_of(wish: ItemWish) -> Amount | None:
    """Return the amount said, or ``None`` when none was."""
    if wish.quantity is None:
        return None
    unit = wish.quantity.unit
    return Amount(wish.quantity.value, Unit(unit) if unit else Unit.PIECE)


def each_of(wish: ItemWish) -> Amount | None:
    """Return what one package should hold, if that was said: "un paquet de 400 g", "de six"."""
    said = wish.quantity
    if said is None or said.holds is None or said.holds <= 0:
        return None
    return Amount(said.holds, Unit(said.holds_unit) if said.holds_unit else Unit.PIECE)


def asked_of(product: Product, line: BasketLine | None, wish: ItemWish) -> Amount | None:
    """Return how much of a product a wish asks for, or ``None`` when it does not say.

    "Cinq ou six œufs" are six, a whole box; "deux packs de six" of what comes in fours are twelve pieces;
    "pour dix euros de cerises" are what ten euros buy.

    Args:
        product: which.
        line: it in the basket, if it is there.
        wish: what was said.
    """
    if wish.worth_cents is not None and wish.quantity is None and product.price_cents > 0:
        return _worth(product, wish.worth_cents)
    quantity, asked = wish.quantity, _counted_like(line, wish)
    if quantity is None or asked is None:
        return asked
    if quantity.holds is not None and not quantity.holds_unit and product.pieces is not None:
        if product.pieces == quantity.holds:
            return Amount(asked.value, Unit.PACKAGE)
        return Amount.pieces(asked.value * quantity.holds)
    if quantity.at_most is not None and quantity.at_most > quantity.value:
        return _within(product, asked, quantity.at_most)
    return asked


def _worth(product: Product, cents: int) -> Amount:
    """Return how much of a product a sum of money buys, never more than it: by the gram, or in whole packs.

    One pack is the least: who asks for two euros' worth of what costs three hears its price in the answer.
    """
    if product.sold_by is SoldBy.KG:
        return Amount(Fraction(max(1, cents * 1000 // product.price_cents)), Unit.G)
    return Amount(Fraction(max(1, cents // product.price_cents)), Unit.PACKAGE)


def _within(product: Product, asked: Amount, at_most: Fraction) -> Amount:
    """Return the first amount up to the upper end that fills whole packs, else what was said first."""
    value = asked.value
    while value <= at_most:
        covered = fit(product, Amount(value, asked.unit))
        if covered is not None and covered.exact:
            return Amount(value, asked.unit)
        value += 1
    return asked


def _counted_like(line: BasketLine | None, wish: ItemWish) -> Amount | None:
    """Return the amount of "mets-en deux": a bare number counts what the line counts, packs or kilos.

    "Une douzaine" of boxes of six is two of them: a number that fills whole packs of several counts pieces.
    """
    asked = amount_of(wish)
    if asked is None or line is None or wish.product or (wish.quantity and wish.quantity.unit):
        return asked
    unit, pieces = line.asked.unit, line.product.pieces
    if pieces is not None and pieces > 1 and asked.value % pieces == 0:
        return asked
    if unit in (Unit.KG, Unit.L) or unit.dimension is Dimension.CONTAINER:
        return Amount(asked.value, unit)
    return asked


def settles_unsaid(turn: Turn, line: BasketLine | None, wish: ItemWish) -> bool:
    """Return whether a sentence that is nothing but an amount says how much was meant just before.

    "Ajoute des œufs", "une douzaine": a dozen in all. "Encore une douzaine" and "mets-en douze" add.
    """
    if line is None or wish.product or wish.reference or wish.quantity is None:
        return False
    unsaid = line.asked == usual_amount(line.product)
    return unsaid and normalise(turn.interpretation.text) == normalise(wish.quantity.said)
