"""Yes, no, and the choice of one of several."""

from __future__ import annotations

from assistant.dialogue import checkout, items
from assistant.dialogue.phrases import Phrase
from assistant.dialogue.state import (
    ChooseMode,
    ChooseProduct,
    ChooseSlot,
    ConfirmClear,
    ConfirmItem,
    ConfirmOrder,
)
from assistant.dialogue.turn import Turn
from assistant.shopping.basket import Basket
from assistant.shopping.packs import usual_amount
from assistant.shopping.products import Product
from assistant.understanding.requests import AddItems, Choose, Confirm, Deny, Request, SetQuantity


def confirm(turn: Turn, request: Confirm) -> None:
    """Take a yes as the answer to the question that was asked; to no question, it does nothing."""
    match turn.asked:
        case ConfirmOrder() as question:
            checkout.answer_yes(turn, question)
        case ConfirmItem(sku, asked, said, act):
            product = turn.view.product(sku)
            if product is not None:
                done: list[Phrase] = []
                items.apply(turn, product, asked, said, act, done)
                items.announce(turn, act, done)
        case ConfirmClear():
            turn.basket = Basket()
            turn.say("cleared")
        case ChooseProduct() as question:
            items.ask_about(turn, question)
        case ChooseMode() | ChooseSlot():
            pass  # the checkout asks again
        case None:
            turn.say("confirm-nothing")


def deny(turn: Turn, request: Deny) -> None:
    """Take a no: whatever was asked is left alone."""
    match turn.asked:
        case ConfirmOrder() | ChooseMode() | ChooseSlot():
            checkout.answer_no(turn)
        case ChooseProduct() | ConfirmItem():
            turn.say("skipped")
        case ConfirmClear():
            turn.say("clear-kept")
        case None:
            turn.say("deny-nothing")


def choose(turn: Turn, request: Choose) -> None:
    """Take the choice of one among those offered."""
    question = turn.asked
    if not isinstance(question, ChooseProduct | ChooseSlot | ChooseMode):
        turn.say("choose-nothing")
        return
    count = len(question.options)
    position = count if request.position == -1 else request.position
    if not 1 <= position <= count:
        turn.say("choose-out-of-range", count=count)
        if isinstance(question, ChooseProduct):
            items.ask_about(turn, question)
        return
    if isinstance(question, ChooseMode):
        checkout.choose_mode(turn, question.options[position - 1])
        return
    if isinstance(question, ChooseSlot):
        checkout.choose_among_slots(turn, question.options[position - 1])
        return
    product = turn.view.product(question.options[position - 1])
    if product is not None:
        _take_choice(turn, question, product)


def answered_by_name(turn: Turn, requests: tuple[Request, ...]) -> bool:
    """Take "le demi-sel" or "nature" as the answer to "lequel ?". Returns whether it was one."""
    question = turn.asked
    if not isinstance(question, ChooseProduct) or len(requests) != 1:
        return False
    if isinstance(requests[0], Choose | Confirm | Deny):
        return False
    named = _single_item(requests[0])
    options = tuple(p for sku in question.options if (p := turn.view.product(sku)))
    found = turn.view.find_among(named or turn.interpretation.text, options)
    if len(found) != 1:
        return False
    _take_choice(turn, question, found[0])
    return True


def _single_item(request: Request) -> str:
    """Return the words of a request for one thing whose amount was not said anew."""
    if isinstance(request, AddItems | SetQuantity) and len(request.items) == 1:
        wish = request.items[0]
        return " ".join((wish.product, wish.brand, *wish.attributes)).strip()
    return ""


def _take_choice(turn: Turn, question: ChooseProduct, product: Product) -> None:
    turn.settled = True
    done: list[Phrase] = []
    asked = question.asked if question.asked.value > 0 else usual_amount(product)
    items.apply(turn, product, asked, question.said, question.act, done)
    items.announce(turn, question.act, done)
