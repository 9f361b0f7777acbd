"""Moments at which a time is said, and what it means then."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from assistant.understanding.when import parse_when

PARIS = ZoneInfo("Europe/Paris")
WEDNESDAY = datetime(2026, 11, 18, 10, 15, tzinfo=PARIS)
SUNDAY_EVENING = datetime(2026, 11, 22, 20, 30, tzinfo=PARIS)


def span(said, now=WEDNESDAY):
    """The wish as "18 10:00 → 18 12:00"; an exact time as "18 10:00"."""
    wish = parse_when(said, now)
    if wish is None:
        return None
    start, end = (f"{moment.day} {moment:%H:%M}" for moment in (wish.start, wish.end))
    return start if wish.end - wish.start == timedelta(minutes=1) else f"{start} → {end}"
