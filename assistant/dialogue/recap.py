"""The question that named everything, and the clear yes that turns it into an order.

No other module places an order.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace

from assistant.dialogue import alcohol, savings, shelf, slot_offers, wording
from assistant.dialogue.spoken_code import read_code
from assistant.dialogue.state import AskCode, CheckoutDraft, ConfirmOrder
from assistant.dialogue.turn import CLEAR_YES, MISSES_BEFORE_LEAVING, Placement, Turn
from assistant.shopping.basket import Basket
from assistant.shopping.bill import Bill
from assistant.shopping.slots import Slot

NUMBER = "\ue000"
"""Stands in the reply for the order's number, which the store gives."""


def ask_yes(turn: Turn, slot: Slot) -> None:
    """Ask the question that a clear yes turns into an order: articles, total, savings, mode and slot.

    With alcohol in the basket, the person's age is asked first.
    """
    if not alcohol.may_be_sold(turn):
        alcohol.ask_age(turn)
        return
    bill = turn.view.bill(turn.basket, slot.mode)
    question = ConfirmOrder(slot, bill.total_cents, fingerprint(bill), turn.view.new_token())
    recap = turn.phrase(
        "confirm-order",
        articles=wording.articles(turn.basket),
        total=savings.total(bill),
        mode=wording.mode(slot.mode),
        slot=wording.slot(slot, turn.view.now),
    )
    turn.ask(question, recap)


def answer_yes(turn: Turn, question: ConfirmOrder) -> None:
    """Place the order if the yes is clear and everything is still as the question named it.

    A household with a spoken code is asked for it first.
    """
    if not turn.is_clear:
        turn.missed = True
        turn.say("confirm-unsure")
        return
    if turn.view.household.code is not None:
        if turn.view.household.is_locked(turn.view.now):
            turn.leave_question()
            turn.say("code-locked")
        elif _still_holds(turn, question):
            turn.ask(AskCode(question), turn.phrase("code-ask"))
        return
    if _still_holds(turn, question):
        _place(turn, question)


def answer_code(turn: Turn, question: AskCode) -> bool:
    """Take a spoken code; returns whether the turn's words are one, right or wrong."""
    digits = read_code(turn.interpretation.text)
    if digits is None:
        return False
    turn.settled = turn.secret = True
    if turn.interpretation.heard_confidence < CLEAR_YES:
        turn.missed = True
        if turn.state.misses >= MISSES_BEFORE_LEAVING:
            turn.leave_question()
            turn.say("question-dropped")
        else:
            turn.ask(question, turn.phrase("code-unsure"))
        return True
    right, turn.household = turn.view.household.heard_code(digits, turn.view.now)
    if right:
        if _still_holds(turn, question.order):
            _place(turn, question.order)
    elif turn.household.is_locked(turn.view.now):
        turn.leave_question()
        turn.say("code-locked")
    else:
        turn.ask(question, turn.phrase("code-wrong"))
    return True


def answer_no(turn: Turn) -> None:
    """Leave the order; the basket stays."""
    turn.draft = None
    turn.say("order-not-placed")


def fingerprint(bill: Bill) -> str:
    """Return a short text that changes with anything in a basket, then one that changes with any price."""
    content = [f"{line.item.product.sku}:{line.item.quantity}" for line in bill.lines]
    prices = [f"{line.item.product.price_cents}:{line.total_cents}" for line in bill.lines]
    return f"{_short_hash(content)}-{_short_hash([*prices, str(bill.fee_cents)])}"


def _short_hash(parts: list[str]) -> str:
    return hashlib.sha256("|".join(parts).encode()).hexdigest()[:12]


def _still_holds(turn: Turn, question: ConfirmOrder) -> bool:
    """Return whether basket, prices, slot and stock are as the question named them; say what changed."""
    bill = turn.view.bill(turn.basket, question.slot.mode)
    now, then = fingerprint(bill), question.basket
    if now.partition("-")[0] != then.partition("-")[0]:
        turn.say("basket-changed")
        return False
    if now != then or bill.total_cents != question.total_cents:
        turn.say("price-changed")
        return False
    rules = turn.view.shop.fulfilment(question.slot.mode)
    if rules is None or not turn.view.is_free(question.slot):
        turn.say("slot-taken")
        day = slot_offers.rest_of_day(question.slot, turn.view.now)
        turn.draft = replace(turn.draft or CheckoutDraft(), wish=day)
        return False
    if shelf.short(turn) or shelf.over_limit(turn):
        return False  # the checkout says what is missing or limited, and asks again
    return alcohol.may_be_sold(turn)


def _place(turn: Turn, question: ConfirmOrder) -> None:
    bill = turn.view.bill(turn.basket, question.slot.mode)
    turn.placement = Placement(question.slot, bill, question.token)
    turn.basket = Basket()
    turn.draft = None
    turn.focus = None
    turn.waiting.clear()
    turn.say(
        "order-placed",
        number=NUMBER,
        mode=wording.mode(question.slot.mode),
        slot=wording.slot(question.slot, turn.view.now),
        total=wording.money(question.total_cents),
    )
    if bill.credit_cents:
        turn.say("credit-earned", credit=wording.money(bill.credit_cents))
    if any(line.item.product.alcohol for line in bill.lines):
        turn.say("age-checked-later")
