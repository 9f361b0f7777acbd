"""What happens on `Deny`: "non", "rien d’autre"."""

from __future__ import annotations

from assistant.dialogue import alcohol, recap
from assistant.dialogue.handlers import set_quantity, stop
from assistant.dialogue.state import (
    AskAmount,
    AskCoupon,
    ChooseProduct,
    ChooseRecipe,
    ConfirmAge,
    ConfirmCancel,
    ConfirmClear,
    ConfirmHeard,
    ConfirmItem,
    OrderQuestion,
)
from assistant.dialogue.turn import Turn
from assistant.understanding.requests import Deny


def handle(turn: Turn, request: Deny) -> None:
    """Take a no: whatever was asked is left alone."""
    if turn.asked is None and set_quantity.corrected(turn):
        return
    turn.settled = True
    match turn.asked:
        case ConfirmAge():
            alcohol.answer_minor(turn)
        case question if isinstance(question, OrderQuestion):
            recap.answer_no(turn)
        case ChooseProduct() | ConfirmItem() | AskAmount():
            turn.say("skipped")
        case ConfirmHeard():
            turn.say("heard-wrong")
        case ConfirmClear(then=then):
            turn.say("clear-kept")
            turn.confirmed = then
        case ConfirmCancel():
            turn.say("cancel-kept")
        case ChooseRecipe():
            turn.say("recipe-skipped")
        case AskCoupon():
            turn.say("deny-nothing")
        case _ if turn.basket.lines and (turn.state.dictated or stop.ends_list(turn)):
            stop.said_it_all(turn)
        case _:
            turn.say("deny-nothing")
