"""What happens on `OrderStatus`: "où en est ma commande". Changes nothing."""

from __future__ import annotations

from assistant.dialogue import wording
from assistant.dialogue.phrases import Phrase
from assistant.dialogue.turn import Turn
from assistant.understanding.requests import OrderStatus


def handle(turn: Turn, request: OrderStatus) -> None:
    """Say where the household's last order is."""
    orders = turn.view.orders(1)
    if not orders:
        turn.say("order-none")
        return
    (order,) = orders
    turn.say(
        "order-status",
        number=wording.spelled(order.id),
        state=turn.phrase(f"state-{order.state.value}"),
        mode=wording.mode(order.mode),
        slot=wording.slot(order.slot, turn.view.now),
        total=wording.money(order.total_cents),
    )
    if turn.basket.lines and turn.draft is None:
        turn.say("order-not-this-basket", articles=Phrase.of(wording.articles(turn.basket).text))
