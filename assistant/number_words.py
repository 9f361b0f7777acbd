"""French number words, and the regional ones (septante, huitante, octante, nonante)."""

from __future__ import annotations

import re

_SMALL = (
    *("zéro", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix"),
    *("onze", "douze", "treize", "quatorze", "quinze", "seize", "dix-sept", "dix-huit", "dix-neuf"),
)
_TENS = {20: "vingt", 30: "trente", 40: "quarante", 50: "cinquante", 60: "soixante", 80: "quatre-vingt"}
_REGIONAL = {70: "septante", 80: "huitante", 90: "nonante"}


def in_words(number: int, regional: bool = False) -> str:
    """``number`` (0 to 9999) as people say it; ``regional`` counts as in Switzerland (Belgium says
    quatre-vingts).

    >>> in_words(71), in_words(80), in_words(95, regional=True)
    ('soixante et onze', 'quatre-vingts', 'nonante-cinq')
    """
    if not 0 <= number <= 9999:
        raise ValueError(f"number words go from 0 to 9999, not {number}")
    if number < 100:
        return _below_hundred(number, regional)
    thousands, rest = divmod(number, 1000)
    hundreds, rest = divmod(rest, 100)
    words = []
    if thousands:
        words += ["mille"] if thousands == 1 else [_SMALL[thousands], "mille"]
    if hundreds:
        words += ["cent"] if hundreds == 1 else [_SMALL[hundreds], "cent" if rest else "cents"]
    if rest:
        words.append(_below_hundred(rest, regional))
    return " ".join(words)


def _below_hundred(number: int, regional: bool) -> str:
    if number < 20:
        return _SMALL[number]
    ten, unit = number // 10 * 10, number % 10
    if regional and ten in _REGIONAL:
        return _join(_REGIONAL[ten], unit)
    if ten in (70, 90):
        ten, unit = ten - 10, unit + 10
    if ten == 80:
        return f"quatre-vingt-{_SMALL[unit]}" if unit else "quatre-vingts"
    return _join(_TENS[ten], unit)


def _join(ten: str, unit: int) -> str:
    if unit == 0:
        return ten
    return f"{ten} et {_SMALL[unit]}" if unit in (1, 11) else f"{ten}-{_SMALL[unit]}"


def spell_out(text: str) -> str:
    """``text`` with its figures in words ("80 %" → "quatre-vingts pour cent"); figures over 9999 stay."""
    text = text.replace("%", " pour cent ")
    return re.sub(r"(?<!\d)\d{1,4}(?!\d)", lambda found: in_words(int(found.group())), text)
