"""What happens on `Confirm`: "oui"."""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.dialogue import alcohol, answers, recap
from assistant.dialogue.handlers import stop
from assistant.dialogue.state import (
    AskAmount,
    AskCode,
    AskCoupon,
    ChooseMode,
    ChooseProduct,
    ChooseRecipe,
    ChooseSlot,
    ConfirmAge,
    ConfirmCancel,
    ConfirmClear,
    ConfirmHeard,
    ConfirmItem,
    ConfirmOrder,
)
from assistant.dialogue.turn import MISSES_BEFORE_LEAVING, Turn
from assistant.understanding.requests import Confirm

_SATISFIED = re.compile(
    r"\b(?:voilà|c'est (?:bon|très bien)|parfait|super|génial|nickel|impeccable|ça (?:ira|suffit))\b"
)
"""Said to no question, it ends a list, or is merely content."""


def handle(turn: Turn, request: Confirm) -> None:
    """Take a yes as the answer to the question that was asked; to no question, it does nothing."""
    match turn.asked:
        case ConfirmOrder() as question:
            recap.answer_yes(turn, question)
        case ConfirmAge():
            alcohol.answer_adult(turn)
        case ConfirmItem() as question:
            answers.take_amount(turn, question)
        case ConfirmHeard() as question:
            turn.settled = True
            turn.confirmed = question.requests
        case ConfirmClear(keep, then):
            turn.settled = True
            turn.confirmed = then
            kept = tuple(line for line in turn.basket.lines if line.product.sku in keep)
            turn.basket = replace(turn.basket, lines=kept)
            turn.say("cleared-but" if keep else "cleared")
        case ConfirmCancel(number):
            _cancel(turn, number)
        case ChooseProduct(options=(_,)) as question:  # "à la place, voulez-vous … ?"
            answers.take_products(turn, question, answers.offered(turn, question))
        case ChooseProduct() | ChooseMode() | ChooseSlot():
            turn.missed = True  # "oui" is no answer to "lequel"
            if turn.state.misses < MISSES_BEFORE_LEAVING:
                turn.say("which")
        case ChooseRecipe() | AskAmount() | AskCode() | AskCoupon():
            turn.missed = True
        case None if _SATISFIED.search(turn.interpretation.text.lower().replace("’", "'")):
            if turn.state.dictated and turn.state.question is None:
                stop.said_it_all(turn)
            elif turn.draft is None:
                turn.say("very-well")
        case None if turn.state.dictated and turn.state.question is None:
            turn.say("listening")
        case None if turn.draft is None:
            turn.say("confirm-nothing-basket" if turn.basket.lines else "confirm-nothing")


def _cancel(turn: Turn, number: str) -> None:
    if not turn.is_clear:
        turn.say("confirm-unsure")
        turn.missed = True
        return
    turn.settled = True
    if any(order.id == number and order.is_cancellable for order in turn.view.orders(5)):
        turn.cancel = number
        turn.say("order-cancelled")
    else:
        turn.say("cancel-lost")
