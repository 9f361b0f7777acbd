"""When an order is wanted, put together from what was said in several turns."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime, timedelta

from assistant.shopping.slots import Slot, Window
from assistant.understanding.requests import TimeWish

_DAY = re.compile(
    r"\b(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|demain|aujourd'hui|ce (?:soir|matin|midi)|"
    r"cet après-midi|tout à l'heure|dans|semaine|week-end|janvier|février|mars|avril|mai|juin|juillet|août|"
    r"septembre|octobre|novembre|décembre|le \d+|le premier)\b"
)
_WEEKDAY = re.compile(r"(?:le |plutôt |pour )?(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)\b.*")
_AT_ONCE = re.compile(r"\b(?:vite|maintenant|dès que|tout de suite|n'importe quand)\b")
"""Sooner than any day that was said before."""
_SOONEST = re.compile(r"\bplus tôt\b")
_WHOLE_DAY = timedelta(hours=22)
"""An interval this long says a day and no time of it; a day of the clock's change lasts 23 hours."""


def combined(before: Window | None, when: TimeWish, now: datetime) -> Window:
    """Return what is wanted now: a time said without its day is for the day said before, and the reverse.

    "Vendredi", then "plutôt à dix-huit heures", is Friday at six; "à dix-huit heures", then "vendredi", too.
    "Le plus tard possible", said behind a day, is for that day, and for today without one; "au plus vite" is
    for whichever comes first.
    """
    wish = Window(when.start, when.end, when.said)
    words = _plain(when.said)
    if before is None:
        if when.latest and not _DAY.search(words):
            return Window(wish.start, min(wish.end, _day_of(wish).end), wish.said)
        return wish
    if _DAY.search(words):
        if is_day(when) and before.end - before.start < _WHOLE_DAY:
            return _moved(before, wish.start)
        return wish
    if _AT_ONCE.search(words):
        return wish
    if when.latest or _SOONEST.search(words):
        return replace(_day_of(before) if before.is_point else before, said=wish.said)
    moved = _moved(wish, before.start)
    return moved if moved.end > now else wish


def is_soonest(wish: Window) -> bool:
    """Return whether the first slot that fits is wanted, whichever it is: "le plus tôt possible"."""
    words = _plain(wish.said)
    return bool(_SOONEST.search(words) or _AT_ONCE.search(words))


def is_day(when: TimeWish) -> bool:
    """Return whether a day is said and no time of it: "samedi"."""
    return bool(_DAY.search(_plain(when.said))) and when.end - when.start >= _WHOLE_DAY


def offered_at(options: tuple[Slot, ...], when: TimeWish) -> Slot | None:
    """Return the slot among those offered that a time said without its day means: "neuf heures"."""
    if when.latest or _DAY.search(_plain(when.said)):
        return None
    clock = when.start.time()
    found = [slot for slot in options if slot.start.astimezone(when.start.tzinfo).time() == clock]
    return found[0] if len(found) == 1 else None


def on_day_offered(options: tuple[Slot, ...], when: TimeWish) -> TimeWish:
    """Return a wish for a weekday as the day of that name offered: "lundi", of slots on Monday week."""
    if not _WEEKDAY.fullmatch(_plain(when.said).strip()):
        return when
    days = [slot.start.astimezone(when.start.tzinfo) for slot in options]
    if any(day.date() == when.start.date() for day in days):
        return when
    same = next((day for day in days if day.weekday() == when.start.weekday()), None)
    if same is None:
        return when
    moved = _moved(Window(when.start, when.end, when.said), same)
    return replace(when, start=moved.start, end=moved.end)


def within_day(options: tuple[Slot, ...], now: datetime) -> Window | None:
    """Return the day that all slots offered are on, which a time said behind them is for."""
    days = {slot.start.astimezone(now.tzinfo).date() for slot in options}
    return _day_of(Window.at(options[0].start.astimezone(now.tzinfo))) if len(days) == 1 else None


def _plain(said: str) -> str:
    return said.lower().replace("’", "'")


def _day_of(wish: Window) -> Window:
    """Return the whole day of a wish."""
    start = wish.start.replace(hour=0, minute=0, second=0, microsecond=0)
    return Window(start, start + timedelta(days=1), wish.said)


def _moved(wish: Window, day: datetime) -> Window:
    """Return the same times of the clock on another day."""
    start = wish.start
    local = day.astimezone(start.tzinfo)
    moved = start.replace(year=local.year, month=local.month, day=local.day)
    return Window(moved, moved + (wish.end - start), wish.said)
