"""What happens on `Undo`: "annule"."""

from __future__ import annotations

from assistant.dialogue import wording
from assistant.dialogue.asking import put
from assistant.dialogue.state import ConfirmCancel
from assistant.dialogue.turn import Turn
from assistant.understanding.requests import Undo


def handle(turn: Turn, request: Undo) -> None:
    """Leave what was asked; with nothing asked, take the last change of the basket back.

    Right behind an order it means the order, which is never cancelled without a question.
    """
    if turn.asked is not None:
        turn.leave_question()
        turn.say("question-dropped")
        return
    if turn.state.ordered and (orders := turn.view.orders(1)) and orders[0].is_cancellable:
        put(turn, ConfirmCancel(orders[0].id))
        return
    before = turn.view.basket_before()
    if before is None:
        turn.say("nothing-to-undo")
        return
    turn.basket = before
    turn.undo = True
    turn.focus = None
    if before.lines:
        turn.say("undone", items=wording.lines(before))
    else:
        turn.say("undone-empty")
