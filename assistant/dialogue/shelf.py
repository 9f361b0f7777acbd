"""What the shop can still give of a basket, seen when it is to be ordered."""

from __future__ import annotations

from fractions import Fraction

from assistant.dialogue import nouns, wording
from assistant.dialogue.turn import Turn
from assistant.shopping.amounts import Amount, Unit
from assistant.shopping.products import Product, SoldBy


def short(turn: Turn) -> list[tuple[Product, Fraction]]:
    """Return the products of which the shop has less than the basket, with what is left of each."""
    skus = tuple(item.product.sku for item in turn.basket.lines)
    left = turn.view.stock(skus)
    found = []
    for item in turn.basket.lines:
        sku = item.product.sku
        remaining = Fraction(0) if turn.view.product(sku) is None else left.get(sku)
        if remaining is not None and remaining < item.quantity:
            found.append((item.product, remaining))
    return found


def over_limit(turn: Turn) -> list[tuple[Product, Fraction]]:
    """Return the products of which the basket holds more than one order may, with that limit."""
    limited = [(item, item.product.max_quantity) for item in turn.basket.lines]
    return [(item.product, Fraction(most)) for item, most in limited if most and item.quantity > most]


def keep_to_limits(turn: Turn) -> None:
    """Bring down what a limit set since it was put in the basket no longer allows, saying so."""
    for product, most in over_limit(turn):
        unit = Unit.KG if product.sold_by is SoldBy.KG else Unit.PACKAGE
        turn.basket = turn.basket.set(product, Amount(most, unit))
        turn.say("kept-to-limit", most=wording.amount_of(product, most))


def take_out_what_is_gone(turn: Turn) -> None:
    """Bring the basket down to what the shop has, saying so; the order is asked about again after that."""
    for product, left in short(turn):
        if product.sold_by is SoldBy.PIECE:
            left = Fraction(int(left))
        if left <= 0:
            turn.basket = turn.basket.remove(product.sku)
            turn.say("stock-none", product=nouns.lower_first(product.name))
            continue
        unit = Unit.KG if product.sold_by is SoldBy.KG else Unit.PACKAGE
        turn.basket = turn.basket.set(product, Amount(left, unit))
        turn.say("stock-short", left=wording.only(wording.amount_of(product, left)))
