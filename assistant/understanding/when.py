"""When people want their order: French dates and times as an interval on the shop's clock."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from assistant.understanding.numbers import parse_number
from assistant.understanding.requests import TimeWish

_WEEKDAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
_MONTHS = (
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
)
_PARTS = {
    "fin de matinée": (10, 12),
    "fin d'après-midi": (16, 18),
    "fin de journée": (17, 20),
    "début d'après-midi": (13, 15),
    "début de soirée": (18, 20),
    "début de matinée": (8, 10),
    "après-midi": (12, 18),
    "matinée": (6, 12),
    "matin": (6, 12),
    "soirée": (18, 24),
    "soir": (18, 24),
    "nuit": (20, 24),
}
_SOON = (
    "le plus tôt possible",
    "dès que possible",
    "au plus vite",
    "le plus vite possible",
    "maintenant",
    "tout de suite",
    "au plus tôt",
)
_MINUTES = (
    "et demie?|et quart|moins le quart|moins (?:cinq|dix|vingt)"
    "|cinq|dix|quinze|vingt(?:-cinq)?|trente(?:-cinq)?|quarante(?:-cinq)?|cinquante(?:-cinq)?"
)
_CLOCK = re.compile(
    r"(?P<noon>midi|minuit)(?! et demi)"
    r"|(?P<h>\d{1,2}) ?(?:h|heures?|:) ?(?P<m>\d{2})?"
    rf"|(?P<hw>(?:[a-zéû'-]+ ){{0,2}}[a-zéû'-]+) heures?(?: (?P<mw>{_MINUTES}))?"
)
_RANGE = re.compile(r"\b(entre|de) ([a-zéû-]+|\d{1,2}) (et|à) (?=\S+(?: et une?)? ?(?:h\b|heures?))")
_NOON = re.compile(r"(midi|minuit) et demie?")
_POINT = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class _Clock:
    hour: int
    minute: int
    exact: bool
    """Whether the half of the day was said ("dix-huit heures", "six heures du soir", "midi")."""


def parse_when(text: str, now: datetime) -> TimeWish | None:
    """Read a time expression.

    An hour said without its half of the day is taken in the shop's day: "à six heures" is 18:00.

    Args:
        text: lower case, such as "samedi entre dix heures et midi".
        now: aware; its zone is the shop's.

    Returns:
        The interval in which a slot should start (one minute long for an exact time), or ``None`` when
        the words are no time.
    """
    said = " ".join(text.replace("’", "'").replace("aprem", "après-midi").split())
    words = re.sub(r"\baprès midi\b", "après-midi", said).replace("après demain", "après-demain")
    words = words.replace("apres-midi", "après-midi").replace("apres-demain", "après-demain")
    if any(soon in words for soon in _SOON):
        return TimeWish(now, now + timedelta(days=8), said)
    if relative := _relative(words, now):
        return TimeWish(*relative, said)
    words, day = _day(words, now)
    part = next((hours for name, hours in _PARTS.items() if re.search(rf"\b{name}s?\b", words)), None)
    for name in _PARTS:
        words = re.sub(rf"(?:du |de l'|le |en |dans la |l'|cet? |cette )?\b{name}s?\b", " ", words)
    interval = _interval(" ".join(words.split()), part)
    if day is None and part is None and interval is None:
        return None
    return _lay(day, part, interval, now, said)


def _relative(words: str, now: datetime) -> tuple[datetime, datetime] | None:
    """Read "dans deux heures", "dans une demi-heure", "d'ici trois jours"."""
    match = re.search(r"\b(?:dans|d'ici) (.+?)[ -](heures?|minutes?|jours?|semaines?)( et demie?)?\b", words)
    if not match:
        return None
    number = parse_number(match[1] + (match[3] or ""))
    if number is None:
        return None
    value = float(number[0])
    if match[2].startswith("jour") or match[2].startswith("semaine"):
        days = value * (7 if match[2].startswith("semaine") else 1)
        day = (now + timedelta(days=days)).date()
        return _at(day, time(0), now), _at(day + timedelta(days=1), time(0), now)
    start = now + (timedelta(hours=value) if match[2].startswith("heure") else timedelta(minutes=value))
    return start, start + timedelta(hours=1)


def _day(words: str, now: datetime) -> tuple[str, date | None]:
    """Read the day and take its words away."""
    today = now.date()
    for pattern, offset in (
        (r"\baprès-demain\b", 2),
        (r"\bdemain\b", 1),
        (r"\baujourd'hui\b", 0),
        (r"\b(?:ce|cet|cette)(?= (?:soir|matin|midi|après-midi|soirée|nuit|matinée))", 0),
    ):
        if re.search(pattern, words):
            return re.sub(pattern, " ", words, count=1), today + timedelta(days=offset)
    weekday = re.search(rf"\b({'|'.join(_WEEKDAYS)})\b( prochain| en huit| en quinze)?", words)
    dated = re.search(
        rf"\ble (\d{{1,2}}|premier|[a-zé-]+(?: et un)?)(?: ({'|'.join(_MONTHS)}))?(?=$| (?!heures|h))", words
    )
    if dated and not weekday and (found := _dated(dated[1], dated[2], today)):
        return words.replace(dated[0], " ", 1), found
    if weekday:
        ahead = (_WEEKDAYS.index(weekday[1]) - today.weekday()) % 7
        extra = {" en huit": 7, " en quinze": 14}.get(weekday[2] or "", 0)
        if ahead == 0 and weekday[2] == " prochain":
            ahead = 7
        rest = words.replace(weekday[0], " ", 1)
        return re.sub(rf"\b(?:le )?\d{{1,2}} (?:{'|'.join(_MONTHS)})", " ", rest), today + timedelta(
            days=ahead + extra
        )
    return words, None


def _dated(day_words: str, month: str | None, today: date) -> date | None:
    """Read "le vingt-quatre", "le premier décembre": the next such day from today."""
    number = (1,) if day_words == "premier" else parse_number(day_words)
    if not number or not 1 <= number[0] <= 31 or (number[0] != int(number[0])):
        return None
    for months_ahead in range(13):
        index = today.month - 1 + months_ahead
        year, month_number = today.year + index // 12, index % 12 + 1
        if month and _MONTHS[month_number - 1] != month:
            continue
        try:
            found = date(year, month_number, int(number[0]))
        except ValueError:
            continue
        if found >= today:
            return found
    return None


def _interval(words: str, part: tuple[int, int] | None) -> tuple[time | None, time | None] | None:
    """Read the clock times: (from, to), ``to`` ``None`` for "after", equal for an exact time."""
    words = _RANGE.sub(_name_both_hours, _expand_noon(words))
    clocks = [_clock(match) for match in _CLOCK.finditer(words)]
    times = [_to_time(clock, part) for clock in clocks if clock]
    if not times:
        return None
    if len(times) >= 2 and re.search(r"\b(entre|de)\b", words):
        return times[0], times[1]
    whole = " " + words + " "
    if re.search(r" (après|à partir de|à partir d'|dès|pas avant) ?", whole):
        return times[0], None
    if re.search(r" (avant|jusqu'à|au plus tard) ?", whole):
        return None, times[0]
    if re.search(r" (vers|aux alentours de|environ) ", whole):
        return _shift(times[0], -30), _shift(times[0], 31)
    return times[0], times[0]


def _name_both_hours(match: re.Match[str]) -> str:
    """Complete "de quatorze à seize heures": the first number is hours as well."""
    hours = " heures" if parse_number(match[2]) else ""
    return f"{match[1]} {match[2]}{hours} {match[3]} "


def _expand_noon(words: str) -> str:
    return _NOON.sub(lambda m: "12 h 30" if m[1] == "midi" else "0 h 30", words)


def _clock(match: re.Match[str]) -> _Clock | None:
    if match["noon"]:
        return _Clock(12 if match["noon"] == "midi" else 0, 0, exact=True)
    if match["h"]:
        hour, minute = int(match["h"]), int(match["m"] or 0)
    else:
        words = match["hw"].split()
        number = None
        for start in range(len(words)):  # the longest run of words before "heures" that is a number
            if number := parse_number(" ".join(words[start:])):
                break
        if number is None or number[0].denominator != 1:
            return None
        hour = int(number[0])
        minute = _minutes(match["mw"] or "")
        if minute < 0:
            hour, minute = hour - 1, 60 + minute
    return _Clock(hour, minute, exact=hour > 12) if 0 <= hour <= 24 and 0 <= minute < 60 else None


def _minutes(words: str) -> int:
    if words.startswith("moins"):
        rest = words.removeprefix("moins ").removeprefix("le ")
        return -15 if rest == "quart" else -int((parse_number(rest) or (0,))[0])
    known = {"": 0, "et demie": 30, "et demi": 30, "et quart": 15}
    if words in known:
        return known[words]
    number = parse_number(words)
    return int(number[0]) if number else 0


def _to_time(clock: _Clock, part: tuple[int, int] | None) -> time:
    hour = clock.hour % 24
    afternoon = part is not None and part[0] >= 12
    if not clock.exact and hour < 12 and (afternoon or (part is None and hour < 8)):
        hour += 12
    return time(hour, clock.minute)


def _shift(clock: time, minutes: int) -> time:
    total = min(max(clock.hour * 60 + clock.minute + minutes, 0), 24 * 60 - 1)
    return time(total // 60, total % 60)


def _lay(
    day: date | None,
    part: tuple[int, int] | None,
    interval: tuple[time | None, time | None] | None,
    now: datetime,
    said: str,
) -> TimeWish:
    """Put the clock times on a day; without a day, the next time they come."""
    if interval is None:
        first, last = (time(part[0]), part[1]) if part else (time(0), 24)
        on = day or (now.date() if now.hour < (part[1] if part else 24) else now.date() + timedelta(days=1))
        return TimeWish(_at(on, first, now), _end_of(on, last, now), said)
    start, end = interval
    on = day or now.date()
    if day is None and _at(on, end or start or time(0), now) <= now:
        on += timedelta(days=1)
    opening = time(part[0]) if part else time(0)
    begin = _at(on, start or opening, now)
    if end is None:
        return TimeWish(begin, _end_of(on, part[1] if part else 24, now), said)
    finish = _at(on, end, now)
    return TimeWish(begin, begin + _POINT if start == end else finish, said)


def _end_of(day: date, hour: int, now: datetime) -> datetime:
    return _at(day + timedelta(days=1), time(0), now) if hour == 24 else _at(day, time(hour), now)


def _at(day: date, clock: time, now: datetime) -> datetime:
    return datetime.combine(day, clock, tzinfo=now.tzinfo)
