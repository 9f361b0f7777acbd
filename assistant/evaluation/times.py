"""The notation of a time that a sentence asks for, and whether an understood one is the same.

``03-14 at 10:00``, ``03-14 morning``, ``03-14..03-15 day``, ``soonest``: see intents/heldout/README.md.
Explicit hours must be exact; parts of the day mean an hour more or less to different people, so an understood
interval must hold the core of the part and stay within what anybody calls so.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from assistant.understanding.requests import TimeWish

_NOTATION = re.compile(
    r"(?P<first>\d\d-\d\d)(?:\.\.(?P<last>\d\d-\d\d))? (?P<how>at|around|from|until)? ?"
    r"(?P<what>[a-z]+|\d\d:\d\d(?:-\d\d:\d\d)?)"
)
_PARTS = {
    "morning": (0, 9.5, 11, 13),
    "noon": (10.5, 12, 12.5, 15),
    "afternoon": (11.5, 14.5, 16.5, 20),
    "evening": (16, 18.5, 19, 24),
    "day": (0, 11, 17, 24),
}
"""For each part of the day, in hours: not before, holds from, holds to, not behind."""
_AT_LASTS = timedelta(hours=2)
"""How long after an exact hour an interval may end: a slot has to be found in it."""
_AROUND = timedelta(hours=1, minutes=30)
"""How far from an approximate hour an interval may reach."""


@dataclass(frozen=True, slots=True)
class WantedTime:
    """When a sentence asks for something: bounds on the start and the end of an interval."""

    start: tuple[datetime, datetime]
    """Earliest and latest start of the interval, both included."""
    end: tuple[datetime, datetime]
    """Earliest and latest end of the interval, both included."""
    latest: bool = False
    """Whether the last slot is wanted."""

    def accepts(self, got: TimeWish) -> bool:
        """Return whether an understood time is this one."""
        inside = self.start[0] <= got.start <= self.start[1] and self.end[0] <= got.end <= self.end[1]
        return inside and got.latest == self.latest


def parse_time(text: str, now: datetime) -> tuple[WantedTime, ...]:
    """Read the notation of a time, with its alternatives.

    Raises:
        ValueError: it is none.
    """
    return tuple(_parse_way(part.strip(), now) for part in text.split("|"))


def _parse_way(text: str, now: datetime) -> WantedTime:
    far = now + timedelta(days=60)
    if text == "soonest":
        return WantedTime((now - timedelta(minutes=1), now + timedelta(minutes=1)), (now, far))
    if text == "latest":
        return WantedTime((now - timedelta(days=1), far), (now, far), latest=True)
    parts = _NOTATION.fullmatch(text)
    if parts is None:
        raise ValueError(f'no time: {text!r} (as "03-14 at 10:00", "03-14 morning", "soonest")')
    first, last = _day(parts["first"], now), _day(parts["last"] or parts["first"], now)
    what = parts["what"]
    if what in _PARTS:
        not_before, from_, to, not_behind = (timedelta(hours=hours) for hours in _PARTS[what])
        # what has already begun may start now
        core = max(first + from_, now + timedelta(minutes=1)) if first.date() == now.date() else first + from_
        return WantedTime((first + not_before, core), (last + to, last + not_behind))
    begin, _, finish = what.partition("-")
    hour = _at(first, begin)
    if finish:
        return WantedTime((hour, hour), (_at(last, finish), _at(last, finish)))
    day_ends = last + timedelta(days=1)
    if parts["how"] == "around":
        return WantedTime((hour - _AROUND, hour), (hour, hour + _AROUND))
    if parts["how"] == "from":
        return WantedTime((hour, hour), (min(hour + timedelta(hours=1), day_ends), day_ends))
    if parts["how"] == "until":
        return WantedTime((first, first + timedelta(hours=10)), (hour, hour))
    return WantedTime((hour, hour), (hour, hour + _AT_LASTS))


def _day(text: str, now: datetime) -> datetime:
    month, day = (int(part) for part in text.split("-"))
    return datetime.combine(now.date().replace(month=month, day=day), time(), now.tzinfo)


def _at(day: datetime, text: str) -> datetime:
    hours, minutes = (int(part) for part in text.split(":"))
    return day.replace(hour=hours, minute=minutes)
