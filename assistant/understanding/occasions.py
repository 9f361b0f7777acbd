"""When and how an order is wanted, and for how many a dish."""

from __future__ import annotations

import re
from datetime import datetime

from assistant.understanding import requests as ask
from assistant.understanding.clauses import Clause
from assistant.understanding.numbers import parse_number
from assistant.understanding.when import parse_when

_ORDER_MODE = re.compile(
    r"\b(?P<drive>drive|retrait|en magasin|à emporter|click and collect)\b|\b(?P<express>express)\b"
    r"|\b(?P<delivery>livraison|livre[rz]?|livrée?s?|domicile)\b"
)
"""Words that say how an order is wanted, whatever else is said."""
_SERVED = re.compile(
    r"\b(?:pour|sera|serons|est|sommes|on est) (?P<number>[\w-]+)\b|\bà (?P<table>[\w-]+)(?: personnes)?$"
)


def servings_of(clause: Clause, text: str) -> int | None:
    """Return for how many people a dish is."""
    if clause.servings is not None:
        return clause.servings
    said = [match["number"] or match["table"] for match in _SERVED.finditer(text)]
    found = [parse_number(number) for number in said if number not in ("un", "une")]
    return next((int(number[0]) for number in found if number and number[0].denominator == 1), None)


_TIME_GOES_ON = re.compile(
    r" (?:(?:et (?:demie?|quart)|moins (?:le quart|dix|cinq|vingt|vingt-cinq)"
    r"|(?:le |dans la |en |l')?(?:matin|soir|après-midi)"
    r"|(?:avant|après|à|vers|entre|dès|à partir de|jusqu'à) [\w' -]*(?:heures?|h|midi)\b[\w' -]*)(?= |$))+"
)
"""What ends an expression of time that the engine cut short: "dans une heure | et demie"."""


def time_of(clause: Clause, text: str, now: datetime) -> ask.TimeWish | None:
    """Return when an order is wanted, with what the engine cut off its end."""
    if not clause.when:
        return None
    said = " ".join(clause.when)
    end = text.find(clause.when[-1]) + len(clause.when[-1])
    rest = _TIME_GOES_ON.match(text[end:])
    return parse_when(said + rest[0], now) or parse_when(said, now) if rest else parse_when(said, now)


def mode_of(text: str) -> str:
    """Return the mode that words name: "drive", "delivery", "express" or none."""
    found = _ORDER_MODE.search(text)
    return next((name for name, words in found.groupdict().items() if words), "") if found else ""
