"""How amounts, prices, days and times are written in French.

Words that change with a number or need an elision are in ``replies/fr.ftl``; this module only formats values.
"""

from __future__ import annotations

import re
from datetime import datetime
from fractions import Fraction

from assistant.number_words import in_words
from assistant.shopping.money import Cents

_DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
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
NBSP = "\N{NO-BREAK SPACE}"


def number(value: Fraction, places: int = 3) -> str:
    """Write a number: "2", "1,5", "0,333"."""
    if value.denominator == 1:
        return f"{value.numerator:,}".replace(",", "\N{NARROW NO-BREAK SPACE}")
    return f"{float(value):.{places}f}".rstrip("0").rstrip(".").replace(".", ",")


def grouped(value: int) -> str:
    """Write a whole number in groups of three: "4 690"."""
    return f"{value:,}".replace(",", "\N{NARROW NO-BREAK SPACE}")


def price(cents: Cents) -> str:
    """Write a price: "12,50 €"."""
    sign = "-" if cents < 0 else ""
    return f"{sign}{abs(cents) // 100},{abs(cents) % 100:02d}{NBSP}€"


def price_speech(cents: Cents) -> str:
    """Write a price as it is said: "12 euros 50", "1 euro", "90 centimes"."""
    euros, rest = divmod(abs(cents), 100)
    if not euros and rest:
        return f"{rest} centime{'s' if rest > 1 else ''}"
    said = f"{euros} euro{'s' if euros > 1 else ''}"
    return f"{said} {rest}" if rest else said


_MEASURES = {
    "mg": "milligramme",
    "g": "gramme",
    "kg": "kilo",
    "ml": "millilitre",
    "cl": "centilitre",
    "dl": "décilitre",
    "l": "litre",
}


def measured(value: Fraction, unit: str) -> str:
    """Write a mass or a volume as it is said: "250 grammes", "1,5 litre", "2 kilos"."""
    return f"{number(value)} {_MEASURES[unit]}{'s' if value >= 2 else ''}"


def day(moment: datetime, now: datetime) -> str:
    """Write a day as people say it: "demain lundi 23 novembre"."""
    written = date(moment)
    ahead = (moment.date() - now.date()).days
    near = {0: "aujourd’hui", 1: "demain"}.get(ahead)
    return f"{near} {written}" if near else written


def date(moment: datetime) -> str:
    """Write a day by its date alone, as behind "du" and "jusqu’au": "lundi 23 novembre"."""
    return f"{_DAYS[moment.weekday()]} {_ordinal(moment.day)} {_MONTHS[moment.month - 1]}"


def clock(moment: datetime) -> str:
    """Write a time: "18 h", "18 h 30"."""
    minutes = f"{NBSP}{moment.minute:02d}" if moment.minute else ""
    return f"{moment.hour}{NBSP}h{minutes}"


def clock_speech(moment: datetime) -> str:
    """Write a time as it is said: "18 heures 30"."""
    if moment.hour == 0 and not moment.minute:
        return "minuit"
    minutes = f" {moment.minute}" if moment.minute else ""
    return f"{moment.hour} heure{'s' if moment.hour > 1 else ''}{minutes}"


def clock_in_words(moment: datetime) -> str:
    """Write a time as it is heard, without figures: "dix-huit heures trente"."""
    if moment.hour == 0 and not moment.minute:
        return "minuit"
    minutes = f" {in_words(moment.minute)}" if moment.minute else ""
    hours = "une heure" if moment.hour == 1 else f"{in_words(moment.hour)} heures"
    return f"{hours}{minutes}"


def day_in_words(moment: datetime, now: datetime) -> str:
    """Write a day as it is answered: "demain", "lundi"."""
    ahead = (moment.date() - now.date()).days
    return {0: "aujourd'hui", 1: "demain", 2: "après-demain"}.get(ahead) or _DAYS[moment.weekday()]


def spoken_name(name: str) -> str:
    """Write a product's name as it may be said: without figures, sizes and signs."""
    words = [w for w in name.lower().replace("’", "'").split() if not re.search(r"[\d%&/°+]", w)]
    return " ".join(re.sub(r"[^\w'-]", "", w) for w in words)


def _ordinal(day_of_month: int) -> str:
    return "1er" if day_of_month == 1 else str(day_of_month)
