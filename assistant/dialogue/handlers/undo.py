"""What happens on `Undo`: "annule"."""

from __future__ import annotations

from assistant.dialogue import recipes, wording
from assistant.dialogue.asking import put
from assistant.dialogue.phrases import Phrase, enumerate_phrases
from assistant.dialogue.state import ConfirmCancel
from assistant.dialogue.turn import Turn
from assistant.shopping.basket import Basket
from assistant.understanding.requests import Undo


def handle(turn: Turn, request: Undo) -> None:
    """Leave what was asked; with nothing asked, take the last change of the basket back and say what it was.

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
    back, gone = _differences(turn.basket, before), _differences(before, turn.basket)
    turn.basket = before.refreshed(turn.view.product)  # its lines as they were, at today's prices
    turn.undo = True
    turn.focus = None
    recipes.forget(
        turn, {line.product.sku for line in turn.before.lines} - {line.product.sku for line in before.lines}
    )
    if not before.lines:
        turn.say("undone-empty")
    elif back and gone:
        turn.say("undone-both", back=enumerate_phrases(back), gone=enumerate_phrases(gone))
    elif back:
        turn.say("undone-back", items=enumerate_phrases(back))
    elif gone:
        turn.say("undone-gone", items=enumerate_phrases(gone))
    else:
        turn.say("undone")


def _differences(less: Basket, more: Basket) -> list[Phrase]:
    """Name what one basket has more of than another."""
    named = []
    for item in more.lines:
        other = less.line(item.product.sku)
        extra = item.quantity - (other.quantity if other else 0)
        if extra > 0:
            named.append(wording.amount_of(item.product, extra))
    return named
