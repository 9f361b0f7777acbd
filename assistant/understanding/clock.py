"""Hours as French says them, and what an hour means in a shop's day."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.understanding.numbers import parse_number

DAY = 24 * 60
"""Minutes in a day of the wall clock."""

_MINUTES = (
    "et demie?|et quart|moins le quart|moins (?:vingt-cinq|cinq|dix|vingt)"
    "|cinq|dix|quinze|(?:vingt|trente|quarante|cinquante)(?:-cinq)?"
)
_CLOCK = re.compile(
    rf"\b(?P<noon>midi|minuit)\b(?: (?P<mn>{_MINUTES})\b)?"
    rf"|\b(?P<h>\d{{1,2}}) ?(?:heures?|h|:)(?: ?(?P<m>[0-5]\d)\b| (?P<md>{_MINUTES})\b)?"
    rf"|(?P<hw>(?:[a-z'-]+ ){{0,2}}[a-z'-]+) heures?\b(?: (?P<mw>{_MINUTES})\b)?"
)
_HOUR = r"midi|\d{1,2}|[a-z-]+(?: et une)?"
_RANGE = re.compile(
    rf"\b(?P<from>entre|de) (?P<a>{_HOUR}) (?P<to>et|a) (?P<b>{_HOUR})(?= ?(?P<h>h\b|heures?\b)| |$)"
)

_SHORT_RANGE = re.compile(rf"^\s*de ({_HOUR}) a ({_HOUR})\s*$|\b(\d{{1,2}}) ?- ?(\d{{1,2}}) ?h\b")
"""What names two hours and says so once at the most: "de huit à dix", "18-20h"."""


@dataclass(frozen=True, slots=True)
class Clock:
    """One time of day."""

    minutes: int
    """Minutes since midnight, 0 to 1440."""
    ambiguous: bool
    """Whether it may also be twelve hours later ("six heures")."""

    def evening(self) -> Clock:
        """Return the same hour in the second half of the day."""
        return Clock(self.minutes + DAY // 2, ambiguous=False)


@dataclass(frozen=True, slots=True)
class Hours:
    """The clock times of one sentence; both ends are the same for an exact time."""

    start: Clock | None
    """From, or ``None`` for "avant…"."""
    end: Clock | None
    """To, or ``None`` for "après…"."""

    @property
    def is_exact(self) -> bool:
        """Return whether one exact time was said."""
        return self.start == self.end


def parse_hours(words: str, afternoon: bool | None) -> Hours | None:
    """Read the clock times of a time expression.

    An hour said without its half of the day is taken in the shop's day: "à six heures" is 18:00.

    Args:
        words: lower case, without accents.
        afternoon: whether "soir" or "après-midi" was said (true), "matin" (false) or neither (``None``).
    """
    words = _SHORT_RANGE.sub(lambda m: f"entre {m[1] or m[3]} et {m[2] or m[4]}", words)
    words = _RANGE.sub(_name_both_hours, words)
    found = [clock for match in _CLOCK.finditer(words) if (clock := _read(match))]
    times = [_in_shop_day(clock, afternoon) for clock in found]
    if not times:
        return None
    whole = f" {words} "
    if re.search(r" (?<!pas )(apres|a partir de|a partir d'|des) ?| pas avant ", whole):
        return Hours(times[0], None)
    if re.search(r" (avant|jusqu'a|au plus tard|d'ici|pas apres|pas plus tard que) ?", whole):
        return Hours(None, times[0])
    if len(times) >= 2:
        return Hours(times[0], _after(times[1], times[0]))
    if re.search(r" (vers|autour de|aux alentours de|environ|a peu pres) ", whole):
        return Hours(_shift(times[0], -30), _shift(times[0], 31))
    return Hours(times[0], times[0])


def _name_both_hours(match: re.Match[str]) -> str:
    """Complete "de quatorze à seize heures" and "entre midi et deux": each number is hours."""
    first, last = match["a"], match["b"]
    if not match["h"] and not (match["from"] == "entre" and (last == "midi" or parse_number(last))):
        return match[0]
    if first != "midi" and not parse_number(first):
        return match[0]
    end = last if match["h"] or last == "midi" else f"{last} heures"
    start = first if first == "midi" else f"{first} heures"
    return f"{match['from']} {start} {match['to']} {end}"


def _read(match: re.Match[str]) -> Clock | None:
    if match["noon"]:
        start = 12 * 60 if match["noon"] == "midi" else DAY
        return Clock((start + _minutes(match["mn"] or "")) % (DAY + 1), ambiguous=False)
    if match["h"]:
        hour = int(match["h"])
        minutes = int(match["m"]) if match["m"] else _minutes(match["md"] or "")
        exact = hour > 12 or match["h"].startswith("0")
    else:
        words = match["hw"].split()
        starts = range(len(words))  # the longest run of words before "heures" that is a number
        number = next((found for at in starts if (found := parse_number(" ".join(words[at:])))), None)
        if number is None or number[0].denominator != 1:
            return None
        hour, minutes = int(number[0]), _minutes(match["mw"] or "")
        exact = hour > 12
    total = hour * 60 + minutes
    if not 0 <= total <= DAY:
        return None
    return Clock(DAY if total == 0 else total, ambiguous=not exact and 0 < total < 12 * 60)


def _minutes(words: str) -> int:
    if words.startswith("moins "):
        rest = words.removeprefix("moins ").removeprefix("le ")
        return -15 if rest == "quart" else -_number(rest)
    if words.startswith("et "):
        return 15 if words == "et quart" else 30
    return _number(words)


def _number(words: str) -> int:
    number = parse_number(words)
    return int(number[0]) if number else 0


def _in_shop_day(clock: Clock, afternoon: bool | None) -> Clock:
    if not clock.ambiguous or afternoon is False:
        return Clock(clock.minutes, ambiguous=clock.ambiguous and afternoon is None)
    if afternoon or clock.minutes < 8 * 60:
        return clock.evening()
    return clock


def _after(end: Clock, start: Clock) -> Clock:
    """Return the end of an interval, in the half of the day that lies behind its start."""
    if end.minutes <= start.minutes and end.ambiguous and end.minutes + DAY // 2 > start.minutes:
        return end.evening()
    return end


def _shift(clock: Clock, minutes: int) -> Clock:
    return Clock(min(max(clock.minutes + minutes, 0), DAY), ambiguous=False)
