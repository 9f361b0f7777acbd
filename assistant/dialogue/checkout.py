"""From "commande" to an order: mode, slot, and a clear yes to a question that named everything.

No other module places an order.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import timedelta

from assistant.dialogue import savings, shelf, wording
from assistant.dialogue.phrases import enumerate_phrases
from assistant.dialogue.spoken_code import read_code
from assistant.dialogue.state import AskCode, CheckoutDraft, ChooseMode, ChooseSlot, ConfirmAge, ConfirmOrder
from assistant.dialogue.turn import Placement, Turn
from assistant.dialogue.wishes import combined, offered_at
from assistant.dialogue.wording import tidy
from assistant.shopping.basket import Basket
from assistant.shopping.bill import Bill
from assistant.shopping.slots import Mode, Slot, Window
from assistant.understanding.requests import TimeWish

_OFFERED = 3
_ALL_DAY = 60
"""More slots than a day has."""
CLEAR_YES = 0.6
"""How sure hearing and understanding must be of a yes that places an order, 0 to 1."""


def prepare(turn: Turn, mode: str, when: TimeWish | None) -> None:
    """Take a mode or a time into the order being prepared; without one, begin it."""
    if not turn.basket.lines:
        turn.say("checkout-empty")
        return
    asked = turn.asked
    if isinstance(asked, ChooseSlot) and when is not None and not mode:
        slot = offered_at(asked.options, when)
        if slot is not None:
            choose_among_slots(turn, slot)
            return
    turn.draft = _merged(turn.draft or CheckoutDraft(), mode, when)


def advance(turn: Turn) -> None:
    """Ask for what the order still lacks: the mode, the slot, then the yes."""
    if turn.draft is None:
        return
    household = turn.household or turn.view.household
    if household.code is not None and household.is_locked(turn.view.now):
        turn.draft = None
        turn.say("code-locked")
        return
    shelf.take_out_what_is_gone(turn)
    if not turn.basket.lines:
        turn.draft = None
        turn.say("checkout-dropped")
        return
    mode = turn.draft.mode
    if mode is not None and turn.view.shop.fulfilment(mode) is None:
        turn.say("mode-not-offered", shop=turn.view.shop.name)
        mode = None
        turn.draft = replace(turn.draft, mode=None)
    if mode is not None and not _reaches_minimum(turn, mode):
        return
    if mode is None:
        _ask_mode(turn, tuple(f.mode for f in turn.view.shop.fulfilments))
        return
    slots = _fitting(turn, mode, turn.draft)
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
    """Ask the question that a clear yes turns into an order: articles, total, savings, mode and slot.

    With alcohol in the basket, the person's age is asked first.
    """
    is_adult = turn.draft is not None and turn.draft.adult
    if not is_adult and _alcohol(turn.basket):
        turn.ask(ConfirmAge(), turn.phrase("ask-age"))
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
    if not is_clear(turn):
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


def is_clear(turn: Turn) -> bool:
    """Return whether hearing and understanding are sure enough for an answer that cannot be taken back."""
    return min(turn.interpretation.confidence, turn.interpretation.heard_confidence) >= CLEAR_YES


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
        turn.draft = replace(turn.draft or CheckoutDraft(), wish=_same_day(turn, question.slot))
        return False
    if shelf.short(turn):
        return False  # the checkout says what is missing and asks again
    return not _alcohol(turn.basket) or (turn.draft is not None and turn.draft.adult)


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


def answer_adult(turn: Turn) -> None:
    """Take a clear yes to the question of age; the checkout goes on."""
    if not is_clear(turn):
        turn.say("confirm-unsure")
        return
    turn.draft = replace(turn.draft or CheckoutDraft(), adult=True)


def answer_minor(turn: Turn) -> None:
    """Sell no alcohol to a minor: the order is left, the basket stays."""
    turn.draft = None
    turn.say("age-refused", items=wording.lines(_alcohol_of(turn.basket)))


def _alcohol_of(basket: Basket) -> Basket:
    return Basket(tuple(item for item in basket.lines if item.product.alcohol))


def _alcohol(basket: Basket) -> bool:
    return any(item.product.alcohol for item in basket.lines)


def _reaches_minimum(turn: Turn, mode: Mode) -> bool:
    """Return whether the basket is large enough for a mode; if not, say so and offer the others."""
    goods = turn.view.bill(turn.basket).goods_cents
    rules = turn.view.shop.fulfilment(mode)
    missing = rules.missing(goods) if rules else 0
    if rules is None or not missing:
        return True
    turn.say(
        "order-too-small",
        mode=tidy(wording.mode(mode)),
        minimum=wording.money(rules.minimum_cents),
        missing=wording.money(missing),
    )
    others = tuple(f.mode for f in turn.view.shop.fulfilments if not f.missing(goods))
    if others:
        turn.draft = replace(turn.draft or CheckoutDraft(), mode=None)
        _ask_mode(turn, others)
    else:
        turn.draft = None
    return False


NUMBER = "\ue000"
"""Stands in the reply for the order's number, which the store gives."""


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


def _merged(draft: CheckoutDraft, mode: str, when: TimeWish | None) -> CheckoutDraft:
    wish = combined(draft.wish, when) if when else draft.wish
    chosen = Mode(mode) if mode else draft.mode
    if chosen is Mode.EXPRESS and when is None:
        wish = None
    latest = when.latest if when else draft.latest
    return replace(draft, mode=chosen, wish=wish, latest=latest)


def _fitting(turn: Turn, mode: Mode, draft: CheckoutDraft) -> list[Slot]:
    """Return the first free slots that fit the wish, or the last one when the latest is wanted."""
    if not draft.latest or draft.wish is None:
        return turn.view.free_slots(mode, draft.wish, _OFFERED)
    return turn.view.free_slots(mode, draft.wish, _ALL_DAY)[-1:]


def _same_day(turn: Turn, slot: Slot) -> Window:
    """Return the rest of a slot's day, to offer something near the place that was just lost."""
    end = slot.start.replace(hour=23, minute=59)
    return Window(max(turn.view.now, slot.start.replace(hour=0, minute=0)), end)


def _offer_nearest(turn: Turn, mode: Mode) -> None:
    """Say that nothing is free when it was wanted, and offer the nearest slots, before or after."""
    wish = turn.draft.wish if turn.draft else None
    turn.draft = replace(turn.draft or CheckoutDraft(), mode=mode, wish=None)
    slots: list[Slot] = []
    if wish is not None:
        turn.say("slot-none-there")
        slots = _nearest(turn, mode, wish)
    slots = slots or turn.view.free_slots(mode, None, _OFFERED)
    if slots:
        _offer(turn, slots)
        return
    turn.say("slot-none-at-all")
    turn.draft = replace(turn.draft, mode=None)
    _ask_mode(turn, tuple(f.mode for f in turn.view.shop.fulfilments if f.mode is not mode))


def _nearest(turn: Turn, mode: Mode, wish: Window) -> list[Slot]:
    later = Window(wish.start, wish.start + timedelta(days=turn.view.shop.horizon_days))
    earlier = Window(wish.start.replace(hour=0, minute=0), wish.start)
    near = turn.view.free_slots(mode, later, _OFFERED)
    near += turn.view.free_slots(mode, earlier, _ALL_DAY)[-_OFFERED:]
    closest = sorted(near, key=lambda slot: abs(slot.start - wish.start))[:_OFFERED]
    return sorted(closest, key=lambda slot: slot.start)


def _ask_mode(turn: Turn, options: tuple[Mode, ...]) -> None:
    named = [wording.mode(option) for option in options]
    phrase = turn.phrase("ask-mode", choices=enumerate_phrases(named, "ou"))
    turn.ask(ChooseMode(options), tidy(phrase), named)


def _offer(turn: Turn, slots: list[Slot]) -> None:
    options = tuple(slots)
    named = wording.slot_choices(options, turn.view.now)
    mode = tidy(wording.mode(slots[0].mode))
    phrase = turn.phrase("ask-slot", mode=mode, choices=enumerate_phrases(named, "ou"))
    turn.ask(ChooseSlot(options), phrase, named)
