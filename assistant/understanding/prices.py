"""Prices as French says them."""

from __future__ import annotations

import re
from fractions import Fraction

from assistant.understanding.numbers import parse_number

_PRICE = re.compile(
    r"(?P<euros>.+?) ?(?:euros?|€)(?: (?:et )?(?P<cents>.+?))?(?: ?centimes?)?|(?P<only>.+?) ?centimes?"
)


def parse_price(text: str) -> int | None:
    """Read a price: "cinq euros", "deux euros vingt", "3,50 euros", "quatre-vingt-dix centimes", "cinq".

    Returns:
        Cents, or ``None`` when the words are no price.
    """
    words = re.sub(r" (?:le|la|les|l'|par|maximum|pièce|au)\b.*", "", " ".join(text.split()))
    found = _PRICE.fullmatch(words)
    euros, cents = (found["euros"], found["cents"] or found["only"]) if found else (words, None)
    total = Fraction(0)
    for part, times in ((euros, 100), (cents, 1)):
        if not part:
            continue
        number = Fraction(50) if part in ("demi", "et demi") else _value(part)
        if number is None:
            return None
        total += number * times
    return int(total) if total.denominator == 1 else None


def _value(words: str) -> Fraction | None:
    found = parse_number(words)
    return found[0] if found else None
