"""Days as French names them: "demain", "samedi", "le vingt-quatre", "ce week-end"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from assistant.understanding.numbers import parse_number

_WEEKDAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
_MONTHS = (
    "janvier",
    "fevrier",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "aout",
    "septembre",
    "octobre",
    "novembre",
    "decembre",
)
_SATURDAY = 5
_OFFSETS = (
    (r"\bapres-demain\b", 2),
    (r"\bdemain\b", 1),
    (r"\baujourd'hui\b", 0),
    (r"\b(?:ce|cet|cette)(?= (?:soir|matin|midi|apres-midi|soiree|nuit|matinee))", 0),
)
_MONTH = "|".join(_MONTHS)
_NUMBER = r"\d{1,2}(?:er)?|premier|[a-z-]+(?: et un)?"
_NO_HOUR = r"(?! ?(?:heures?|h|minutes?)\b)"
_DATED = re.compile(
    rf"\b(?:le )?(?P<d>\d{{1,2}})/(?P<m>\d{{1,2}})\b"
    rf"|\b(?:le )?(?P<dm>{_NUMBER}) (?P<mm>{_MONTH})\b"
    rf"|\ble (?P<dd>{_NUMBER})\b{_NO_HOUR}"
)
_WEEKDAY = re.compile(
    rf"\b(?:le )?(?P<name>{'|'.join(_WEEKDAYS)})\b(?P<far> prochain| en huit| en quinze)?"
    rf"(?: (?P<date>(?:{_NUMBER})(?: (?:{_MONTH}))?|\d{{1,2}}/\d{{1,2}})\b{_NO_HOUR})?"
)

_NEXT_WEEKS = re.compile(
    rf"\b(?P<name>{'|'.join(_WEEKDAYS)})(?P<far>)(?P<date>)"
    r"(?P<week> (?:de )?la semaine (?:prochaine|d'apres|qui vient))\b"
)


@dataclass(frozen=True, slots=True)
class Days:
    """The day that was said, or several on end."""

    first: date
    """The first."""
    last: date
    """The last; mostly the same."""
    repeats: bool = False
    """Whether only the day's name was said, so that next week's may be meant."""


def parse_days(words: str, today: date) -> tuple[str, Days | None]:
    """Read the day and take its words away.

    Args:
        words: lower case, without accents.
        today: the shop's date.

    Returns:
        The words that are left, and the days, or ``None`` when no day was said.
    """
    if next_week := _NEXT_WEEKS.search(words):
        rest, days = _weekday(next_week, words.replace(next_week["week"], "", 1), today)
        monday = today + timedelta(days=7 - today.weekday())
        if days is not None and days.first < monday:
            days = _one(days.first + timedelta(days=7))
        return rest, days
    for pattern, offset in _OFFSETS:
        if re.search(pattern, words):
            return re.sub(pattern, " ", words, count=1), _one(today + timedelta(days=offset))
    for pattern, days in _spans(today):
        if re.search(pattern, words):
            return re.sub(pattern, " ", words, count=1), days
    if weekday := _WEEKDAY.search(words):
        return _weekday(weekday, words, today)
    for dated in _DATED.finditer(words):
        if found := _dated(dated, today):
            return words.replace(dated[0], " ", 1), _one(found)
    return words, None


def _one(day: date) -> Days:
    return Days(day, day)


def _spans(today: date) -> tuple[tuple[str, Days], ...]:
    monday = today - timedelta(days=today.weekday())
    saturday = monday + timedelta(days=_SATURDAY)
    week = timedelta(days=7)
    sunday = saturday + timedelta(days=1)
    return (
        (r"\b(?:le )?week-end prochain\b", Days(saturday + week, sunday + week)),
        (r"\b(?:ce |le |pendant le )?week-end\b", Days(max(today, saturday), sunday)),
        (r"\bdebut de (?:la )?semaine\b", Days(monday + week, monday + week + timedelta(days=1))),
        (
            r"\b(?:la )?semaine (?:prochaine|d'apres|suivante|qui (?:vient|arrive))\b",
            Days(monday + week, sunday + week),
        ),
        (r"\bfin de (?:la )?semaine\b", Days(max(today, saturday - timedelta(days=2)), sunday)),
        (r"\bcette semaine\b|\bdans la semaine\b", Days(today, sunday)),
    )


def _weekday(found: re.Match[str], words: str, today: date) -> tuple[str, Days]:
    index = _WEEKDAYS.index(found["name"])
    ahead = (index - today.weekday()) % 7
    if found["date"] and (dated := _DATED.fullmatch("le " + found["date"])):
        day = _dated(dated, today, index) or _dated(dated, today)
        if day is not None:
            return words.replace(found[0], " ", 1), _one(day)
    far = found["far"] or ""
    extra = {" en huit": 7, " en quinze": 14}.get(far, 7 if far and ahead == 0 else 0)
    rest = words[: found.start()] + " " + words[found.start("name") :].replace(found["name"] + far, "", 1)
    day = today + timedelta(days=ahead + extra)
    other = re.match(rf"^ *(?:ou|et) ({'|'.join(_WEEKDAYS)})\b", rest[found.start() + 1 :])
    if other and (_WEEKDAYS.index(other[1]) - index) % 7 == 1 and not far:
        return rest.replace(other[0], " ", 1), Days(day, day + timedelta(days=1))
    return rest, Days(day, day, repeats=not far)


def _dated(match: re.Match[str], today: date, weekday: int | None = None) -> date | None:
    """Return the next such day from today: "le vingt-quatre", "le premier décembre", "le 24/12"."""
    said = match["d"] or match["dm"] or match["dd"]
    number = (1,) if said in ("premier", "1er") else parse_number(said)
    if not number or not 1 <= number[0] <= 31 or number[0] != int(number[0]):
        return None
    month = int(match["m"] or 0) or (_MONTHS.index(match["mm"]) + 1 if match["mm"] else 0)
    for months_ahead in range(13):
        year, month_number = divmod(today.year * 12 + today.month - 1 + months_ahead, 12)
        if month and month_number + 1 != month:
            continue
        try:
            found = date(year, month_number + 1, int(number[0]))
        except ValueError:
            continue
        if found >= today and (weekday is None or found.weekday() == weekday):
            return found
        if weekday is not None and found >= today + timedelta(days=62):
            return None
    return None
