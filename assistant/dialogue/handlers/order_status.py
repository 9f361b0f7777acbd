"""What happens on `OrderStatus`: "où en est ma commande". Changes nothing."""

from __future__ import annotations

from assistant.dialogue import wording
from assistant.dialogue.phrases import Phrase
from assistant.dialogue.placed_orders import meant
from assistant.dialogue.turn import Turn
from assistant.shopping.orders import OrderState
from assistant.understanding.requests import OrderStatus

_LOOKED_AT = 5
_OVER = (OrderState.CANCELLED, OrderState.REJECTED, OrderState.DELIVERED)
"""Nobody waits for its slot any more."""


def handle(turn: Turn, request: OrderStatus) -> None:
    """Say where an order is: the one of the day that was said, else the last one that is still to come."""
    orders = turn.view.orders(_LOOKED_AT)
    if turn.draft is not None and (not orders or orders[0].state in _OVER):
        turn.say("order-not-yet")
        return
    if not orders:
        turn.say("order-none")
        return
    order = meant(turn, [o for o in orders if o.state not in _OVER] or orders)
    number, state = wording.spelled(order.id), turn.phrase(f"state-{order.state.value}")
    if order.state in _OVER:
        day = wording.date(order.placed_at, turn.view.now)
        turn.say("order-status-over", number=number, day=day, state=state)
        _other_basket(turn)
        return
    turn.say(
        "order-status",
        number=number,
        state=state,
        mode=wording.mode(order.mode),
        slot=wording.slot(order.slot, turn.view.now),
        total=wording.money(order.total_cents),
    )
    _other_basket(turn)


def _other_basket(turn: Turn) -> None:
    """Say that what is in the basket is not part of it."""
    if turn.basket.lines and turn.draft is None:
        turn.say("order-not-this-basket", articles=Phrase.of(wording.articles(turn.basket).text))
