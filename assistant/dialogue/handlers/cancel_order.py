"""What happens on `CancelOrder`: "annule ma commande"."""

from __future__ import annotations

from assistant.dialogue import recap
from assistant.dialogue.asking import put
from assistant.dialogue.placed_orders import meant
from assistant.dialogue.state import ConfirmCancel, OrderQuestion
from assistant.dialogue.turn import Turn
from assistant.understanding.requests import CancelOrder

_LOOKED_AT = 5


def handle(turn: Turn, request: CancelOrder) -> None:
    """Leave the order being prepared; with none, ask before the last one that was placed is cancelled."""
    if turn.draft is not None or isinstance(turn.asked, OrderQuestion):
        turn.settled = True
        recap.answer_no(turn)
        return
    orders = turn.view.orders(_LOOKED_AT)
    open_ones = [order for order in orders if order.is_cancellable]
    if open_ones:
        put(turn, ConfirmCancel(meant(turn, open_ones).id))
    elif orders:
        turn.say("cancel-too-late", state=turn.phrase(f"state-{orders[0].state.value}"))
    else:
        turn.say("order-none")
