"""What "en", "le même", "l'autre" and "finalement du bio" refer to: the product spoken of last."""

from __future__ import annotations

from assistant.catalogue import Ambiguous, Chosen
from assistant.dialogue.choosing import pick
from assistant.dialogue.state import Focus
from assistant.dialogue.turn import Turn
from assistant.shopping.amounts import Amount, Unit
from assistant.shopping.basket import BasketLine
from assistant.shopping.products import Product
from assistant.understanding.requests import ItemWish

_SIBLINGS = 3


def remember(turn: Turn, product: Product, said: str, options: tuple[str, ...] = ()) -> None:
    """Make a product the one spoken of; what was named with it stays while it is one of them."""
    before = turn.focus
    if not options and before is not None and product.sku in before.options:
        options = before.options
    turn.focus = Focus(product.sku, said, options)


def offer(turn: Turn, products: list[Product], said: str) -> None:
    """Remember several products that were named, of which none was taken: "prends le deuxième" may follow."""
    sku = products[0].sku if len(products) == 1 else ""
    turn.focus = Focus(sku, said, tuple(product.sku for product in products))


def spoken_of(turn: Turn) -> Product | None:
    """Return the product spoken of last, if there is one."""
    return turn.view.product(turn.focus.sku) if turn.focus and turn.focus.sku else None


def referred_to(turn: Turn, wish: ItemWish) -> Product | None:
    """Return the product that an item without a name means, or ``None`` when nothing tells."""
    focus = turn.focus
    if wish.position:
        return _at_place(turn, wish.position)
    if focus is None:
        return None
    options = tuple(p for sku in focus.options if (p := turn.view.product(sku)))
    # the words of several requests would choose for each other
    text = turn.interpretation.text if len(turn.interpretation.requests) == 1 else ""
    if wish.reference == "other" or wish.attributes or wish.brand or wish.price_cents is not None:
        found = pick(turn.view, options, text or " ".join(wish.attributes), wish, focus.sku)
        return found[0] if len(found) == 1 else sibling(turn, wish)
    return spoken_of(turn)


def line_at(turn: Turn, position: int) -> BasketLine | None:
    """Return the basket line at a place of the basket as it was read out, from 1; -1 is the last.

    What was put in since stands behind; without a list read out, the last is what was spoken of last.
    """
    last = turn.basket.line(turn.focus.sku) if turn.focus else None
    if position == -1 and not turn.listed and last is not None:
        return last
    held = [line.product.sku for line in turn.before.lines if line.product.sku not in turn.listed]
    skus = (*turn.listed, *held)
    at = len(skus) - 1 if position == -1 else position - 1
    return turn.basket.line(skus[at]) if 0 <= at < len(skus) else None


def _at_place(turn: Turn, position: int) -> Product | None:
    """Return one of the products named to choose from, else one of the basket."""
    options = turn.focus.options if turn.focus else ()
    if len(options) < 2:
        line = line_at(turn, position)
        return line.product if line else None
    at = len(options) - 1 if position == -1 else position - 1
    return turn.view.product(options[at]) if at < len(options) else None


def sibling(turn: Turn, wish: ItemWish) -> Product | None:
    """Return another product of the kind spoken of last, described anew: "finalement du bio"."""
    focus = turn.focus
    if focus is None or not focus.said or not (wish.attributes or wish.brand):
        return None
    match turn.view.find(focus.said, Amount(_ONE, Unit.PACKAGE), wish.attributes, wish.brand):
        case Chosen(product, _, _):
            return product
        case Ambiguous(options):
            return options[0]
    return None


def others(turn: Turn) -> list[Product]:
    """Return a few products that could stand in for the one spoken of last, which is left out."""
    focus = turn.focus
    if focus is None:
        return []
    named = [p for sku in focus.options if sku != focus.sku and (p := turn.view.product(sku))]
    if named:
        return named[:_SIBLINGS]
    current = spoken_of(turn)
    found = turn.view.search(focus.said, 12) if focus.said else []
    return [p for p in found if current is None or p.sku != current.sku][:_SIBLINGS]


_ONE = Amount.pieces(1).value
