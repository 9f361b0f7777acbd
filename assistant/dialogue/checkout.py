"""What an order still lacks: the mode, the slot, then the yes (`recap`)."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime, timedelta

from assistant.dialogue import recap, shelf, slot_offers, wording
from assistant.dialogue.phrases import Phrase, enumerate_phrases
from assistant.dialogue.state import CheckoutDraft, ChooseMode, ChooseSlot
from assistant.dialogue.turn import Turn
from assistant.dialogue.wishes import combined, is_day, is_soonest, offered_at, on_day_offered, within_day
from assistant.dialogue.wording import tidy
from assistant.shopping.slots import Mode, Slot, Window
from assistant.understanding.requests import TimeWish

_ONE_DAY = timedelta(hours=25)
"""A day of the clock's change lasts as long."""


_SHIFT = re.compile(
    r"\b(?:(?P<earlier>plus tôt|avant ça)|plus tard|après ça|(?P<day>(?:un|d')\s?autres? jours?)"
    r"|(?:un |d')autres? (?:horaire|créneau|heure|moment|choix)\w*|une autre heure)\b(?! possible)"
)
"""Asks for other slots than those that were named."""


def prepare(turn: Turn, mode: str, when: TimeWish | None) -> None:
    """Take a mode or a time into the order being prepared; without one, begin it."""
    if not turn.basket.lines:
        turn.say("checkout-empty")
        return
    draft = turn.draft or CheckoutDraft()
    asked = turn.asked
    if isinstance(asked, ChooseSlot) and when is not None and not mode:
        when = on_day_offered(asked.options, when)
        slot = offered_at(asked.options, when)
        if slot is not None:
            choose_among_slots(turn, slot)
            return
        draft = replace(draft, wish=draft.wish or within_day(asked.options, turn.view.now))
    turn.draft = _merged(draft, mode, when, turn.view.now)


def advance(turn: Turn) -> None:
    """Ask for what the order still lacks: the mode, the slot, then the yes."""
    if turn.draft is None:
        return
    household = turn.household or turn.view.household
    if household.code is not None and household.is_locked(turn.view.now):
        turn.draft = None
        turn.say("code-locked")
        return
    shelf.keep_to_limits(turn)
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
    if mode is None:
        _ask_mode(turn, tuple(f.mode for f in turn.view.shop.fulfilments))
    elif _reaches_minimum(turn, mode):
        _find_slot(turn, mode, turn.draft)


def choose_mode(turn: Turn, mode: Mode) -> None:
    """Take one of the modes that were offered."""
    turn.draft = replace(turn.draft or CheckoutDraft(), mode=mode)


def choose_among_slots(turn: Turn, slot: Slot) -> None:
    """Take one of the slots that were offered."""
    turn.draft = replace(
        turn.draft or CheckoutDraft(), mode=slot.mode, wish=Window.at(slot.start), latest=False
    )


def offer_others(turn: Turn, named: tuple[Slot, ...]) -> bool:
    """Take "plus tard", "plus tôt" or "un autre jour" as the answer; returns whether the words are one."""
    words = turn.interpretation.text.lower().replace("’", "'")
    found = _SHIFT.search(words)
    if found is None:
        return False
    if found["day"]:
        named = (*named, slot_offers.end_of_day(named[-1]))
    turn.settled = True
    turn.draft = replace(turn.draft or CheckoutDraft(), mode=named[0].mode)
    slots = slot_offers.others(turn, named, bool(found["earlier"]))
    if slots:
        turn.draft = replace(turn.draft, wish=None, latest=False)
        slot_offers.offer(turn, slots)
    else:
        turn.say("slot-no-earlier" if found["earlier"] else "slot-no-later")
    return True


def _find_slot(turn: Turn, mode: Mode, draft: CheckoutDraft) -> None:
    """Take the slot that fits, or offer a few."""
    wish = draft.wish
    slots = slot_offers.fitting(turn, mode, draft)
    if slots and (
        mode is Mode.EXPRESS or (wish is not None and (len(slots) == 1 or wish.is_point or is_soonest(wish)))
    ):
        recap.ask_yes(turn, slots[0])
        return
    if slots:
        slot_offers.offer(turn, slots)
        return
    others = tuple(f.mode for f in turn.view.shop.fulfilments if f.mode is not mode)
    if mode is Mode.EXPRESS:
        turn.say("express-full" if _is_open(turn, mode) else "express-closed")
        turn.draft = replace(draft, mode=None)
        _ask_mode(turn, others)
        return
    if wish is not None:
        turn.say("slot-none-there")
    turn.draft = replace(draft, wish=None, latest=False)
    if near := slot_offers.nearest(turn, mode, wish):
        slot_offers.offer(turn, near)
        return
    turn.say("slot-none-at-all")
    turn.draft = replace(turn.draft, mode=None)
    _ask_mode(turn, others)


def _is_open(turn: Turn, mode: Mode) -> bool:
    return any(turn.view.shop.slots(mode, turn.view.now))


def _reaches_minimum(turn: Turn, mode: Mode) -> bool:
    """Return whether the basket is large enough for a mode; if not, say so and offer the others."""
    shelf = turn.view.bill(turn.basket).shelf_cents
    rules = turn.view.shop.fulfilment(mode)
    missing = rules.missing(shelf) if rules else 0
    if rules is None or not missing:
        return True
    turn.say(
        "order-too-small",
        mode=tidy(wording.mode(mode)),
        minimum=wording.money(rules.minimum_cents),
        missing=wording.money(missing),
    )
    others = tuple(f.mode for f in turn.view.shop.fulfilments if not f.missing(shelf))
    if others:
        turn.draft = replace(turn.draft or CheckoutDraft(), mode=None)
        _ask_mode(turn, others)
    else:
        turn.draft = None
    return False


def _merged(draft: CheckoutDraft, mode: str, when: TimeWish | None, now: datetime) -> CheckoutDraft:
    wish = combined(draft.wish, when, now) if when else draft.wish
    chosen = Mode(mode) if mode else draft.mode
    if chosen is Mode.EXPRESS and when is None:
        wish = None
    latest = draft.latest
    if when is not None:  # "le plus tard possible", then "samedi": the latest of that day
        latest = when.latest or (draft.latest and is_day(when))
    return replace(draft, mode=chosen, wish=wish, latest=latest)


def _ask_mode(turn: Turn, options: tuple[Mode, ...]) -> None:
    wish = turn.draft.wish if turn.draft else None
    named = [wording.mode(option) for option in options]
    choices = enumerate_phrases(named, "ou")
    when = _named(turn, wish) if wish is not None else None
    if when is None:
        phrase = turn.phrase("ask-mode", choices=choices)
    else:
        phrase = turn.phrase("ask-mode-when", when=when, choices=choices)
    turn.ask(ChooseMode(options), tidy(phrase), named)


def _named(turn: Turn, wish: Window) -> Phrase | None:
    """Name the day of a wish, and its time if it is exact; ``None`` when it spans several days."""
    if wish.is_point:
        return wording.moment(wish.start, turn.view.now)
    if wish.end - wish.start > _ONE_DAY:
        return None
    return wording.day(wish.start, turn.view.now)
