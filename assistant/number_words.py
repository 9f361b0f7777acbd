"""French number words, and the regional ones (septante, huitante, octante, nonante), written and read.

All of Vocabas takes them from here. `text2num` does the reading.
"""

from __future__ import annotations

import re

from text_to_num import text2num

_SMALL = (
    *("zéro", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix"),
    *("onze", "douze", "treize", "quatorze", "quinze", "seize", "dix-sept", "dix-huit", "dix-neuf"),
)
_TENS = {20: "vingt", 30: "trente", 40: "quarante", 50: "cinquante", 60: "soixante", 80: "quatre-vingt"}
_REGIONAL = {70: "septante", 80: "huitante", 90: "nonante"}
UNITS = ("un", "une", *_SMALL[2:10])
"""The words from one to nine, both genders."""
TEENS = _SMALL[10:20]
"""The words from ten to nineteen."""
TENS = (*_TENS.values(), *_REGIONAL.values(), "octante")
"""The words of the tens that units follow; soixante-dix and quatre-vingt-dix are made of these."""
_WORDS = (*UNITS, *TEENS[:7], *TENS, "vingts", "cent", "cents", "mille", "quatre-vingts")
_WORD = "(?:" + "|".join(sorted(_WORDS, key=len, reverse=True)) + ")"
_RUN = re.compile(rf"(?<![\w'-]){_WORD}(?:[ -](?:et[ -])?{_WORD})*(?![\w-])")
_WITHOUT_ET = re.compile(r"\b(vingt|trente|quarante|cinquante|soixante|septante|nonante) (une?|onze)\b")
_ALONE = ("un", "une", "mille")
"""These alone are articles, or part of a name ("mille-feuille")."""


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


def number_in(words: str) -> int | None:
    """Return the whole number that words say, hyphens or not; ``None`` when they say none, or more than one.

    >>> number_in("quatre-vingt-onze"), number_in("vingt un"), number_in("deux trois")
    (91, 21, None)
    """
    plain = " ".join(words.replace("-", " ").split())
    try:
        return int(text2num(_WITHOUT_ET.sub(r"\1 et \2", plain), "fr"))
    except ValueError:
        return None


def in_figures(text: str) -> str:
    """``text`` in lower case with its number words in figures; the articles "un" and "une" stay.

    >>> in_figures("deux paquets de cinq cents grammes et un pot")
    '2 paquets de 500 grammes et un pot'
    """
    return _RUN.sub(lambda found: _figures(found.group()), text)


def _figures(run: str) -> str:
    words = run.replace("-", " ").split()
    written: list[str] = []
    while words:
        for end in range(len(words), 0, -1):
            number = number_in(" ".join(words[:end]))
            if number is not None or end == 1:
                alone = number is None or (end == 1 and words[0] in _ALONE)
                written.append(words[0] if alone else str(number))
                words = words[end:]
                break
    return " ".join(written)


def spell_out(text: str) -> str:
    """``text`` with its figures in words ("80 %" → "quatre-vingts pour cent"); figures over 9999 stay."""
    text = text.replace("%", " pour cent ")
    return re.sub(r"(?<!\d)\d{1,4}(?!\d)", lambda found: in_words(int(found.group())), text)
