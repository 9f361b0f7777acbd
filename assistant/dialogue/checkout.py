"""From "commande" to an order: mode, slot, and a clear yes to a question that named everything.

No other module places an order.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import timedelta

from assistant.dialogue import wording
from assistant.dialogue.phrases import Phrase, enumerate_phrases, join, say
from assistant.dialogue.state import CheckoutDraft, ChooseMode, ChooseSlot, ConfirmOrder
from assistant.dialogue.turn import Placement, Turn
from assistant.dialogue.wording import tidy
from assistant.shopping.basket import Basket
from assistant.shopping.slots import Mode, Slot, Window
from assistant.understanding.requests import Checkout, TimeWish
from assistant.understanding.requests import ChooseSlot as ChooseSlotRequest

_OFFERED = 3
CLEAR_YES = 0.6
"""How sure hearing and understanding must be of a yes that places an order, 0 to 1."""


def check_out(turn: Turn, request: Checkout) -> None:
    """Begin an order, or go on with the one being prepared; "valide" answers the question that it repeats."""
    if isinstance(turn.asked, ConfirmOrder) and not request.mode and request.when is None:
        answer_yes(turn, turn.asked)
        return
    if not turn.basket.lines:
        turn.say("checkout-empty")
        return
    turn.draft = _merged(turn.draft or CheckoutDraft(), request.mode, request.when)


def choose_slot(turn: Turn, request: ChooseSlotRequest) -> None:
    """Take a mode or a time into the order being prepared; said out of the blue, it begins one."""
    if not turn.basket.lines:
        turn.say("checkout-empty")
        return
    turn.draft = _merged(turn.draft or CheckoutDraft(), request.mode, request.when)


def advance(turn: Turn) -> None:
    """Ask for what the order still lacks: the mode, the slot, then the yes."""
    if turn.draft is None:
        return
    if not turn.basket.lines:
        turn.draft = None
        turn.say("checkout-dropped")
        return
    mode = turn.draft.mode
    if mode is not None and turn.view.shop.fulfilment(mode) is None:
        turn.say("mode-not-offered", shop=turn.view.shop.name)
        mode = None
        turn.draft = replace(turn.draft, mode=None)
    if mode is None:
        _ask_mode(turn, tuple(f.mode for f in turn.view.shop.fulfilments))
        return
    slots = turn.view.free_slots(mode, turn.draft.wish, _OFFERED)
    if not slots and mode is Mode.EXPRESS:
        turn.say("express-closed")
        turn.draft = replace(turn.draft, mode=None)
        _ask_mode(turn, tuple(f.mode for f in turn.view.shop.fulfilments if f.mode is not Mode.EXPRESS))
        return
    if not slots:
        _offer_nearest(turn, mode)
        return
    wish = turn.draft.wish
    if mode is Mode.EXPRESS or (wish is not None and (len(slots) == 1 or wish.is_point)):
        ask_yes(turn, slots[0])
    else:
        _offer(turn, slots)


def choose_mode(turn: Turn, mode: Mode) -> None:
    """Take one of the modes that were offered."""
    turn.draft = replace(turn.draft or CheckoutDraft(), mode=mode)


def choose_among_slots(turn: Turn, slot: Slot) -> None:
    """Take one of the slots that were offered."""
    turn.draft = replace(turn.draft or CheckoutDraft(), mode=slot.mode, wish=Window.at(slot.start))


def ask_yes(turn: Turn, slot: Slot) -> None:
    """Ask the question that a clear yes turns into an order: articles, total, mode and slot."""
    rules = turn.view.shop.fulfilment(slot.mode)
    fee = rules.fee_cents if rules else 0
    total = turn.basket.total_cents + fee
    question = ConfirmOrder(slot, total, fingerprint(turn.basket), turn.view.new_token())
    named: dict[str, Phrase | str | int] = {
        "articles": wording.articles(turn.basket),
        "total": wording.money(total),
        "mode": wording.mode(slot.mode),
        "slot": wording.slot(slot, turn.view.now),
    }
    if fee:
        turn.ask(question, say("confirm-order-fee", fee=wording.money(fee), **named))
    else:
        turn.ask(question, say("confirm-order", **named))


def answer_yes(turn: Turn, question: ConfirmOrder) -> None:
    """Place the order if the yes is clear and everything is still as the question named it."""
    said = turn.interpretation
    if min(said.confidence, said.heard_confidence) < CLEAR_YES:
        turn.say("confirm-unsure")
        return
    rules = turn.view.shop.fulfilment(question.slot.mode)
    fee = rules.fee_cents if rules else 0
    if fingerprint(turn.basket) != question.basket or turn.basket.total_cents + fee != question.total_cents:
        turn.say("basket-changed")
        return
    if rules is None or not turn.view.is_free(question.slot):
        turn.say("slot-taken")
        turn.draft = replace(turn.draft or CheckoutDraft(), wish=_same_day(turn, question.slot))
        return
    turn.placement = Placement(question.slot, fee, question.token, turn.basket)
    turn.basket = Basket()
    turn.draft = None
    turn.say(
        "order-placed",
        number=NUMBER,
        mode=wording.mode(question.slot.mode),
        slot=wording.slot(question.slot, turn.view.now),
        total=wording.money(question.total_cents),
    )


NUMBER = "\ue000"
"""Stands in the reply for the order's number, which the store gives."""


def answer_no(turn: Turn) -> None:
    """Leave the order; the basket stays."""
    turn.draft = None
    turn.say("order-not-placed")


def fingerprint(basket: Basket) -> str:
    """Return a short text that changes when anything in a basket, or a price, changes."""
    parts = [f"{item.product.sku}:{item.quantity}:{item.total_cents}" for item in basket.lines]
    return hashlib.sha256("|".join(parts).encode()).hexdigest()[:16]


def _merged(draft: CheckoutDraft, mode: str, when: TimeWish | None) -> CheckoutDraft:
    wish = Window(when.start, when.end, when.said) if when else draft.wish
    chosen = Mode(mode) if mode else draft.mode
    if chosen is Mode.EXPRESS and when is None:
        wish = None
    return CheckoutDraft(chosen, wish)


def _same_day(turn: Turn, slot: Slot) -> Window:
    """Return the rest of a slot's day, to offer something near the place that was just lost."""
    end = slot.start.replace(hour=23, minute=59)
    return Window(max(turn.view.now, slot.start.replace(hour=0, minute=0)), end)


def _offer_nearest(turn: Turn, mode: Mode) -> None:
    """Say that nothing is free when it was wanted, and offer the next slots after it, else any."""
    wish = turn.draft.wish if turn.draft else None
    turn.draft = CheckoutDraft(mode)
    slots: list[Slot] = []
    if wish is not None:
        turn.say("slot-none-there")
        later = Window(wish.start, wish.start + timedelta(days=turn.view.shop.horizon_days))
        slots = turn.view.free_slots(mode, later, _OFFERED)
    slots = slots or turn.view.free_slots(mode, None, _OFFERED)
    if slots:
        _offer(turn, slots)
        return
    turn.say("slot-none-at-all")
    turn.draft = CheckoutDraft()
    _ask_mode(turn, tuple(f.mode for f in turn.view.shop.fulfilments if f.mode is not mode))


def _ask_mode(turn: Turn, options: tuple[Mode, ...]) -> None:
    named = [wording.mode(option) for option in options]
    turn.ask(ChooseMode(options), tidy(say("ask-mode", choices=enumerate_phrases(named, "ou"))), named)


def _offer(turn: Turn, slots: list[Slot]) -> None:
    options = tuple(slots)
    named = wording.slot_choices(options, turn.view.now)
    phrase = say("ask-slot", mode=tidy(wording.mode(slots[0].mode)), choices=enumerate_phrases(named, "ou"))
    turn.ask(ChooseSlot(options), join([phrase]), named)
