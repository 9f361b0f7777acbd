"""When people want their order: French dates and times as an interval on the shop's clock."""

from __future__ import annotations

import re
import unicodedata
from datetime import UTC, date, datetime, time, timedelta

from assistant.understanding.clock import DAY, Hours, parse_hours
from assistant.understanding.days import Days, parse_days
from assistant.understanding.numbers import parse_number
from assistant.understanding.requests import TimeWish

_PARTS = {
    "fin de matinee": (10, 12),
    "fin d'apres-midi": (16, 18),
    "fin de d'apres-midi": (16, 18),
    "fin de journee": (17, 20),
    "debut d'apres-midi": (13, 15),
    "debut de soiree": (18, 20),
    "debut de matinee": (8, 10),
    "apres-midi": (12, 18),
    "matinee": (6, 12),
    "matin": (6, 12),
    "soiree": (18, 24),
    "soir": (18, 24),
    "nuit": (20, 24),
    "tantot": (12, 18),
    "premiere heure": (7, 10),
    "journee": (0, 24),
}
_SOON = (
    "plus tot possible",
    "plus vite possible",
    "des que possible",
    "au plus vite",
    "au plus tot",
    "maintenant",
    "tout de suite",
    "tout a l'heure",
)
_LATE = re.compile(
    r"\ble plus tard(?: possible)?\b|\bplus tard possible\b"
    r"|\bau plus tard(?! (?:a|midi|vers|avant|\w+ heures?))\b"
)
_SHORT_FOR = {
    **{day[:3]: day for day in ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")},
    **{"dmn": "demain", "dem": "demain", "2m1": "demain", "auj": "aujourd'hui", "we": "week-end"},
    **{"aprem": "apres-midi", "apm": "apres-midi", "ap midi": "apres-midi", "mat": "matin"},
}
"""What a chat writes short, without accents, and what it stands for in a time."""
_SHORT = re.compile(rf"\b(?:{'|'.join(map(re.escape, _SHORT_FOR))})\b")
_SOON_ENDS = timedelta(days=8)
_FROM = re.compile(r"\b(?:pas avant|a partir d[eu']|des)\b")
_BEHIND = re.compile(
    r"\bapres (?:le |la |ce )?(?:week-end|semaine|(?:lun|mar|mercre|jeu|vendre|same)di|dimanche)\b"
)
"""What makes a day the first of several: from it on, or from the next."""
_OPEN_DAYS = timedelta(days=7)
"""So long a time without an end lasts."""
_POINT = timedelta(minutes=1)
_HOUR = timedelta(hours=1)
_RELATIVE = re.compile(
    r"\b(?P<how>dans|d'ici|sous) (?:l'(?P<the>heure)|(?!la )(?P<number>.+?)[ -]"
    r"(?:d')?(?P<unit>heure|minute|jour|semaine)s?(?P<half> et demie?)?)\b"
)


def parse_when(text: str, now: datetime) -> TimeWish | None:
    """Read a time expression.

    An hour said without its half of the day is taken in the shop's day: "à six heures" is 18:00. A day
    said by its name is one that is not over: "mercredi matin" said on a Wednesday evening is next week's.

    Args:
        text: lower case, such as "samedi entre dix heures et midi".
        now: aware; its zone is the shop's.

    Returns:
        The interval in which a slot should start (one minute long for an exact time), or ``None`` when
        the words are no time.
    """
    said = " ".join(text.replace("’", "'").split())
    words = _plain(said)
    if any(soon in words for soon in _SOON) or words == "n'importe quand":
        return TimeWish(now, now + _SOON_ENDS, said)
    if late := _LATE.search(words):
        rest = (words[: late.start()] + words[late.end() :]).strip()
        within = parse_when(rest, now) if rest else None
        if within and "au plus tard" in late[0]:
            return TimeWish(now, within.end, said)  # "jeudi au plus tard"
        return TimeWish(
            within.start if within else now, within.end if within else now + _SOON_ENDS, said, latest=True
        )
    try:
        if relative := _relative(words, now):
            return TimeWish(*relative, said)
        plain = words
        words, days = parse_days(words, now.date())
        part = next((hours for name, hours in _PARTS.items() if re.search(rf"\b{name}s?\b", words)), None)
        for name in _PARTS:
            words = re.sub(rf"(?:du |de l'|le |en |dans la |l'|cet? |cette )?\b{name}s?\b", " ", words)
        words = " ".join(words.split())
        afternoon = part[0] >= 12 if part and part != _PARTS["journee"] else None
        hours = parse_hours(words, afternoon)
        if days is None and part is None and hours is None:
            return None
        return TimeWish(*_interval(days, part, hours, words, plain, now), said)
    except OverflowError:  # "dans un milliard de jours"
        return None


def _plain(said: str) -> str:
    """Return the words without accents and with one spelling for each compound."""
    bare = "".join(c for c in unicodedata.normalize("NFD", said.lower()) if not unicodedata.combining(c))
    bare = _SHORT.sub(lambda match: _SHORT_FOR[match[0]], bare)
    bare = re.sub(r"\bapres[ -](midi|demain)\b", r"apres-\1", bare)
    return re.sub(r"\bweek end\b", "week-end", bare)


def _relative(words: str, now: datetime) -> tuple[datetime, datetime] | None:
    """Read "dans deux heures", "dans une demi-heure", "d'ici trois jours"."""
    match = _RELATIVE.search(words)
    if not match:
        return None
    by = match["how"] != "dans" or bool(match["the"])
    said = "une" if match["the"] else match["number"] + (match["half"] or "")
    number = parse_number(said)
    if number is None:
        return None
    value = float(number[0])
    unit = match["the"] or match["unit"]
    if unit in ("jour", "semaine"):
        day = now.date() + timedelta(days=int(value * (7 if unit == "semaine" else 1)))
        return (now if by else _at(day, 0, now)), _at(day, DAY, now)
    ahead = timedelta(hours=value) if unit == "heure" else timedelta(minutes=value)
    moment = (now.astimezone(UTC) + ahead).astimezone(now.tzinfo)
    return (now, moment) if by else (moment, (moment.astimezone(UTC) + _HOUR).astimezone(now.tzinfo))


def _interval(
    days: Days | None,
    part: tuple[int, int] | None,
    hours: Hours | None,
    words: str,
    said: str,
    now: datetime,
) -> tuple[datetime, datetime]:
    """Put the clock times on a day: the one said, or the next on which they are still to come.

    Args:
        days: the days said.
        part: the hours of the part of the day said.
        hours: the clock times said.
        words: what is left when all these are taken away.
        said: all the words, without accents.
        now: aware.
    """
    first = days.first if days else now.date()
    last = days.last if days else first
    start, end = _on(first, last, part, hours, now)
    if end <= now:
        if days is None:
            first = last = first + timedelta(days=1)
        elif days.repeats:
            first = last = first + timedelta(days=7)
        elif last > first:
            first = last
        elif hours and hours.start and hours.start.ambiguous and hours.is_exact:
            # "aujourd'hui à huit heures" said at ten is eight in the evening
            evening = hours.start.evening()
            hours = Hours(evening, evening)
        start, end = _on(first, last, part, hours, now)
    if hours is None and days and _FROM.search(said):
        return start, start + _OPEN_DAYS
    if hours is None and days and _BEHIND.search(said):
        return end, end + _OPEN_DAYS
    if hours is None and re.search(r"(^| )(?:d'ici|avant la fin de)\b", said):
        return min(now, start), end
    if hours is None and re.search(r"(^| )avant\b", words) and start > now:
        return now, start
    return start, end


def _on(
    first: date, last: date, part: tuple[int, int] | None, hours: Hours | None, now: datetime
) -> tuple[datetime, datetime]:
    opening, closing = (part[0] * 60, part[1] * 60) if part else (0, DAY)
    if hours is None:
        return _at(first, opening, now), _at(last, closing, now)
    if hours.start is not None and hours.is_exact:
        moment = _at(first, hours.start.minutes, now)
        return moment, moment + _POINT
    begin = hours.start.minutes if hours.start else opening
    finish = hours.end.minutes if hours.end else closing
    if finish <= begin:  # past midnight, or the part of the day was a slip: "demain soir avant midi"
        begin, finish = (
            (begin, finish + DAY)
            if hours.start and hours.end
            else ((begin, DAY) if hours.start else (0, finish))
        )
    return _at(first, begin, now), max(_at(last, finish, now), _at(first, begin, now) + _POINT)


def _at(day: date, minutes: int, now: datetime) -> datetime:
    """Return a time of the wall clock on a day, in the zone of ``now``."""
    ahead, rest = divmod(minutes, DAY)
    return datetime.combine(day + timedelta(days=ahead), time(rest // 60, rest % 60), tzinfo=now.tzinfo)
