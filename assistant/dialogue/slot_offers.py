"""Which free slots to offer: those that fit the wish, else the nearest ones, before or after."""

from __future__ import annotations

from datetime import datetime, timedelta

from assistant.dialogue import wording
from assistant.dialogue.phrases import enumerate_phrases
from assistant.dialogue.state import CheckoutDraft, ChooseSlot
from assistant.dialogue.turn import Turn
from assistant.dialogue.wording import tidy
from assistant.shopping.slots import Mode, Slot, Window

_OFFERED = 3
_ALL = 10_000
"""More slots than there are."""


def fitting(turn: Turn, mode: Mode, draft: CheckoutDraft) -> list[Slot]:
    """Return the first free slots that fit the wish, or the last one when the latest is wanted."""
    if not draft.latest or draft.wish is None:
        return turn.view.free_slots(mode, draft.wish, _OFFERED)
    return turn.view.free_slots(mode, draft.wish, _ALL)[-1:]


def nearest(turn: Turn, mode: Mode, wish: Window | None) -> list[Slot]:
    """Return the free slots nearest to a wish that none fits; without a wish, the first ones."""
    found: list[Slot] = []
    if wish is not None:
        later = Window(wish.start, wish.start + timedelta(days=turn.view.shop.horizon_days))
        earlier = Window(wish.start.replace(hour=0, minute=0), wish.start)
        near = turn.view.free_slots(mode, later, _OFFERED)
        near += turn.view.free_slots(mode, earlier, _ALL)[-_OFFERED:]
        closest = sorted(near, key=lambda slot: abs(slot.start - wish.start))[:_OFFERED]
        found = sorted(closest, key=lambda slot: slot.start)
    return found or turn.view.free_slots(mode, None, _OFFERED)


def others(turn: Turn, named: tuple[Slot, ...], earlier: bool) -> list[Slot]:
    """Return a few free slots behind those that were named, or before them."""
    mode, first, last = named[0].mode, named[0].start, named[-1].start
    if earlier:
        return turn.view.free_slots(mode, Window(turn.view.now, first), _ALL)[-_OFFERED:]
    horizon = turn.view.now + timedelta(days=turn.view.shop.horizon_days + 1)
    return turn.view.free_slots(mode, Window(last + timedelta(minutes=1), horizon), _OFFERED)


def end_of_day(slot: Slot) -> Slot:
    """Return a slot at the end of a slot's day, behind which the next day begins."""
    end = slot.start.replace(hour=23, minute=59)
    return Slot(slot.mode, end, end)


def rest_of_day(slot: Slot, now: datetime) -> Window:
    """Return the rest of a slot's day, to offer something near the place that was just lost."""
    end = slot.start.replace(hour=23, minute=59)
    return Window(max(now, slot.start.replace(hour=0, minute=0)), end)


def offer(turn: Turn, slots: list[Slot]) -> None:
    """Ask which of a few slots it shall be."""
    options = tuple(slots)
    named = wording.slot_choices(options, turn.view.now)
    mode = tidy(wording.mode(slots[0].mode))
    phrase = turn.phrase("ask-slot", mode=mode, choices=enumerate_phrases(named, "ou"))
    turn.ask(ChooseSlot(options), phrase, named)
