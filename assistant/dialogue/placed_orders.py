"""Which of the household's orders is meant."""

from __future__ import annotations

from assistant.dialogue.turn import Turn
from assistant.shopping.orders import Order
from assistant.understanding.when import parse_when


def meant(turn: Turn, orders: list[Order]) -> Order:
    """Return the order for the day that was said ("celle de jeudi"), else the first of those given."""
    when = parse_when(turn.interpretation.text.lower(), turn.view.now)
    if when is not None:
        for order in orders:
            if when.start < order.slot.end and order.slot.start < when.end:
                return order
    return orders[0]
