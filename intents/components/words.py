"""A sentence as words to learn from: numbers are one class, accents are gone, politeness and hesitation are left out.

A model that sees `#` for every number need not meet each of them in training, and one that never sees "s'il te plaît"
is not led astray by it. Where a word stands in the text is kept, so that spans are found in the text as it was sent.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

NUMBER = "#"
"""Stands for a number in digits or words, "un" and "une" apart, which are articles as well."""

_WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+")
_CARDINALS = frozenset(
    (
        *("zero", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze", "treize"),
        *("quatorze", "quinze", "seize", "vingt", "vingts", "trente", "quarante", "cinquante", "soixante", "septante"),
        *("huitante", "octante", "nonante", "cent", "cents", "mille", "million", "millions"),
    )
)
_THOUSANDS = re.compile(r"\d{3}(?:[.,]\d+)?")
_HESITATIONS = frozenset(("euh", "heu", "hum", "hein", "bah", "hm", "hmm", "mmh"))
_POLITE = re.compile(r"\b(?:s[' ]il (?:te|vous) plait|stp|svp|(?<=\w )merci(?: d'avance| beaucoup| bien)?)(?!\w)")


@dataclass(slots=True)
class Word:
    """One word, or one number of several words."""

    form: str
    """What is learnt from: lower case, without accents; `#` for a number."""
    start: int
    """Offset of its first character in the text."""
    end: int
    """Offset behind its last character."""


def plain(text: str) -> str:
    """The text in lower case without accents, each character in its place, but for "œ", which becomes "o"."""
    return "".join(map(_plain_character, text.lower()))


def _plain_character(character: str) -> str:
    if character.isascii():
        return character
    return "o" if character == "œ" else unicodedata.normalize("NFD", character)[0]


def words(text: str) -> list[Word]:
    """The words of a text that say something; all of them when none does."""
    bare = plain(text)
    if len(bare) != len(text):  # a character whose lower case is two: leave it as it is
        bare = "".join(map(_plain_character, text))
    found = [Word(match.group().replace("oeu", "ou"), match.start(), match.end()) for match in _WORD.finditer(bare)]
    polite = [match.span() for match in _POLITE.finditer(bare)]
    kept = [
        word
        for word in found
        if word.form not in _HESITATIONS and not any(start <= word.start < end for start, end in polite)
    ]
    return _with_numbers(kept or found, bare)


def _with_numbers(found: list[Word], text: str) -> list[Word]:
    """Make one word of each number: "deux cent cinquante", "2,5", "vingt et un"."""
    out: list[Word] = []
    at = 0
    while at < len(found):
        end = _number_end(found, at, text)
        if end > at:
            out.append(Word(NUMBER, found[at].start, found[end - 1].end))
            at = end
        else:
            out.append(found[at])
            at += 1
    return out


def _number_end(found: list[Word], at: int, text: str) -> int:
    """Where the number that begins at a word ends, or `at` when none begins there."""
    end = at
    for here in range(at, len(found)):
        form = found[here].form
        if here > at and text[found[here - 1].end : found[here].start].strip(" -"):
            break
        before = found[here - 1].form if here > at else ""
        if form in _CARDINALS or form[0].isdigit():
            if end > at and form[0].isdigit() != found[end - 1].form[0].isdigit():
                break  # "six 2": two numbers
            if end > at and form[0].isdigit() and not _THOUSANDS.fullmatch(form):
                break  # "t55 1kg": two numbers, but "1 500" is one
            if end == at and here > at and before != "virgule":
                break  # "un deux": two numbers
            end = here + 1
        elif form in _ARTICLES:
            if here == at:
                continue  # an article, unless "virgule" follows
            if before in _TENS or (before == "et" and end == here - 1 and found[here - 2].form in _TENS):
                end = here + 1
            else:
                break
        elif form not in ("et", "virgule") or here == at or (form == "et" and before not in _TENS):
            break
    return end if end > at + 1 or (end == at + 1 and found[at].form not in _ARTICLES) else at


_ARTICLES = ("un", "une")
_TENS = frozenset(
    [
        "vingt",
        "vingts",
        "trente",
        "quarante",
        "cinquante",
        "soixante",
        "septante",
        "huitante",
        "nonante",
        "cent",
        "cents",
        "mille",
    ]
)


def singular(form: str) -> str:
    """A form without its plural ending, to compare product names."""
    return form[:-1] if len(form) > 3 and form[-1] in "sx" else form
