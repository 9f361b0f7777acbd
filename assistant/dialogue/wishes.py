"""When an order is wanted, put together from what was said in several turns."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from assistant.shopping.slots import Slot, Window
from assistant.understanding.requests import TimeWish

_DAY = re.compile(
    r"\b(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|demain|aujourd'hui|ce (?:soir|matin|midi)|"
    r"cet après-midi|tout à l'heure|dans|semaine|week-end|janvier|février|mars|avril|mai|juin|juillet|août|"
    r"septembre|octobre|novembre|décembre|le \d+|le premier|tôt|tard|vite)\b"
)
_WHOLE_DAY = timedelta(hours=22)
"""An interval this long says a day and no time of it; a day of the clock's change lasts 23 hours."""


def combined(before: Window | None, when: TimeWish) -> Window:
    """Return what is wanted now: a time said without its day is for the day said before, and the reverse.

    "Vendredi", then "plutôt à dix-huit heures", is Friday at six; "à dix-huit heures", then "vendredi", too.
    """
    wish = Window(when.start, when.end, when.said)
    if before is None:
        return wish
    if not names_day(when.said):
        return _moved(wish, before.start)
    if wish.end - wish.start >= _WHOLE_DAY and before.end - before.start < _WHOLE_DAY:
        return _moved(before, wish.start)
    return wish


def names_day(said: str) -> bool:
    """Return whether the words say a day: "demain", "le vingt-quatre", "dans deux heures"."""
    return bool(_DAY.search(said.lower().replace("’", "'")))


def offered_at(options: tuple[Slot, ...], when: TimeWish) -> Slot | None:
    """Return the slot among those offered that a time said without its day means: "neuf heures"."""
    if names_day(when.said):
        return None
    clock = when.start.time()
    found = [slot for slot in options if slot.start.astimezone(when.start.tzinfo).time() == clock]
    return found[0] if len(found) == 1 else None


def _moved(wish: Window, day: datetime) -> Window:
    """Return the same times of the clock on another day."""
    start = wish.start
    local = day.astimezone(start.tzinfo)
    moved = start.replace(year=local.year, month=local.month, day=local.day)
    return Window(moved, moved + (wish.end - start), wish.said)
