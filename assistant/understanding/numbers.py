"""French numbers, in words or digits, as exact fractions.

`assistant.number_words` reads the number words (septante, huitante and nonante too); what a shop adds is
here: dozens, halves and quarters, decimals said with "virgule", approximations.
"""

from __future__ import annotations

import re
from fractions import Fraction

from assistant.number_words import number_in

_COLLECTIVES = {
    "demi-douzaine": 6,
    "douzaine": 12,
    "dizaine": 10,
    "huitaine": 8,
    "quinzaine": 15,
    "vingtaine": 20,
    "trentaine": 30,
    "quarantaine": 40,
    "cinquantaine": 50,
    "soixantaine": 60,
    "centaine": 100,
    "paire": 2,
    "couple": 2,
}
_FRACTIONS = {
    "demi": Fraction(1, 2),
    "demie": Fraction(1, 2),
    "moitié": Fraction(1, 2),
    "tiers": Fraction(1, 3),
    "quart": Fraction(1, 4),
    "quarts": Fraction(1, 4),
}
_VAGUE = {
    "quelques": 3,
    "plusieurs": 3,
    "un peu": 1,
    "un petit peu": 1,
    "pas mal": 5,
    "beaucoup": 5,
    "assez": 3,
    "plein": 5,
}
_APPROXIMATE = {
    "dizaine",
    "quinzaine",
    "vingtaine",
    "trentaine",
    "quarantaine",
    "cinquantaine",
    "soixantaine",
    "centaine",
}
_LOOSELY = re.compile(r"\b(?:bonne|bon|petite|petit|grosse|gros) (?=(?:demi )?[a-z]+aines?$)")
"""Adjectives that make a round number rounder: "une bonne douzaine"."""
_ARTICLES = {"un": 1, "une": 1, "l'": 1, "le": 1, "la": 1}


def parse_number(text: str) -> tuple[Fraction, bool] | None:
    """Read a number.

    Args:
        text: lower case, such as "deux", "une demi-douzaine", "trois quarts", "2,5", "deux ou trois".

    Returns:
        The exact value and whether it was said vaguely, or ``None`` when it is no number.
    """
    words = " ".join(text.replace("’", "'").replace("-", " ").split()).removesuffix(" de").removesuffix(" d'")
    if not words:
        return None
    if words in _VAGUE:
        return Fraction(_VAGUE[words]), True
    for between in (" ou ", " à "):
        if between in words:
            parts = [parse_number(part) for part in words.split(between)]
            found = [p[0] for p in parts if p]
            return (found[0], True) if len(found) == len(parts) else None
    for start in ("environ ", "à peu près ", "dans les "):
        if words.startswith(start):
            inner = parse_number(words.removeprefix(start))
            return (inner[0], True) if inner else None
    rounded = _LOOSELY.sub("", words)
    exact = _exact(rounded)
    if exact is None:
        return _neighbours(words)
    return exact, rounded != words or any(word.rstrip("s") in _APPROXIMATE for word in words.split())


def upper_end(text: str) -> Fraction | None:
    """Return the upper end of a range, 3 for "deux ou trois" and "deux trois"; ``None`` for one number."""
    words = " ".join(text.replace("’", "'").replace("-", " ").split())
    for between in (" ou ", " à "):
        if between in words:
            last = parse_number(words.split(between)[-1])
            return last[0] if last and parse_number(words) else None
    pair = words.split()
    return _integer(pair[1]) if len(pair) == 2 and _exact(words) is None and _neighbours(words) else None


def _neighbours(words: str) -> tuple[Fraction, bool] | None:
    """Read "deux trois": two or three."""
    pair = words.split()
    numbers = [_integer(word) for word in pair]
    if len(pair) != 2 or numbers[0] is None or numbers[1] != numbers[0] + 1:
        return None
    return numbers[0], True


def _exact(words: str) -> Fraction | None:
    if re.fullmatch(r"\d+(?:[.,]\d+)?", words):
        return Fraction(words.replace(",", "."))
    if match := re.fullmatch(r"(\d+)/(\d+)", words):
        return Fraction(int(match[1]), int(match[2])) if int(match[2]) else None
    head, found, tail = words.rpartition(" et ")
    if found and (part := _fraction(tail)) is not None:
        whole = _exact(head)
        if whole is None:
            return None
        # half of "une douzaine et demie" is half a dozen
        return whole + part * (_base(head) or 1)
    head, found, tail = words.partition(" virgule ")
    if found:
        return _decimal(head, tail)
    return _collective(words) or _fraction(words) or _integer(words)


def _integer(words: str) -> Fraction | None:
    if words in _ARTICLES:
        return Fraction(_ARTICLES[words])
    if words in ("zéro", "zero", "aucun", "aucune"):
        return Fraction(0)
    number = number_in(words)
    return None if number is None else Fraction(number)


def _decimal(head: str, tail: str) -> Fraction | None:
    """Read "deux virgule cinq", "un virgule zéro cinq", "deux virgule vingt-cinq"."""
    whole = _integer(head)
    zeros = 0
    while tail.startswith(("zéro", "zero")):
        zeros += 1
        tail = tail[4:].strip()
    digits = _integer(tail) if tail else Fraction(0)
    if whole is None or digits is None:
        return None
    places = zeros + (len(str(digits)) if tail else 0)
    return whole + digits / Fraction(int(10**places))


def _collective(words: str) -> Fraction | None:
    """Read "une douzaine", "deux douzaines", "une demi-douzaine", "une douzaine et demie"."""
    base = _base(words)
    if base is None:
        return None
    head = words.replace("demi douzaine", "demi-douzaine").rpartition(" ")[0]
    count = _integer(head) if head else Fraction(1)
    return count * base if count is not None else None


def _base(words: str) -> int | None:
    """Return how many the collective at the end of the words stands for."""
    last = words.replace("demi douzaine", "demi-douzaine").rpartition(" ")[2]
    return _COLLECTIVES.get(last.removesuffix("s"))


def _fraction(words: str) -> Fraction | None:
    """Read "demi", "un demi", "une demie", "trois quarts", "la moitié"."""
    head, _, last = words.rpartition(" ")
    base = _FRACTIONS.get(last)
    if base is None:
        return None
    count = _integer(head) if head else Fraction(1)
    return count * base if count is not None else None
