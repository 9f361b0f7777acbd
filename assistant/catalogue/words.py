"""Product words in the forms that search compares.

A word is compared in four forms, the strictest first: as it is said without its plural, without accents, its
stem (gender and the other endings taken off), and its sound (`assistant.catalogue.phonetics`).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from fractions import Fraction
from functools import lru_cache

from assistant.catalogue.language import invariable_words, light_words, small_words
from assistant.number_words import in_figures, number_in
from assistant.shopping.amounts import Amount, Unit

_PER_CENT = re.compile(r"\bpour cents?\b")
_WORD = re.compile(r"#?[\w%]+")
_UNITS = {
    "demi kilo": (500, "g"),
    "livre": (500, "g"),
    "demi litre": (500, "ml"),
    "kilogramme": (1000, "g"),
    "kilo": (1000, "g"),
    "kg": (1000, "g"),
    "gramme": (1, "g"),
    "gr": (1, "g"),
    "g": (1, "g"),
    "litre": (1000, "ml"),
    "l": (1000, "ml"),
    "décilitre": (100, "ml"),
    "dl": (100, "ml"),
    "centilitre": (10, "ml"),
    "cl": (10, "ml"),
    "millilitre": (1, "ml"),
    "ml": (1, "ml"),
}
_VALUE = r"\d+(?:[.,]\d+)?|un(?=\s(?:demi|litre|kilo))|une(?=\slivre)"
_SIZE = re.compile(rf"\b({_VALUE})\s*({'|'.join(_UNITS)})s?\b(?:\s+(et demie?)\b|\s*(\d\d?)\b(?!\s*%))?")


def normal(text: str) -> str:
    """Write a phrase in one way: lower case, digits for numbers, "%" for "pour cent", no hyphens.

    Sizes become one word each: "un litre et demi" and "1,5 l" give "#1500ml".
    """
    clean = unicodedata.normalize("NFC", text.lower()).replace("’", "'").replace("œ", "oe").replace("-", " ")
    if not clean.isascii() or " " in clean or any(c.isdigit() for c in clean) or number_in(clean) is not None:
        clean = in_figures(_PER_CENT.sub("%", clean))
        clean = re.sub(r"(\d)\s+virgule\s+(\d)", r"\1,\2", clean)
        clean = _SIZE.sub(_size_word, clean)
        clean = re.sub(r"(\d)\s+%", r"\1%", clean)
    return clean


def _size_word(found: re.Match[str]) -> str:
    scale, unit = _UNITS[found[2]]
    value = Fraction(1) if found[1].startswith("un") else Fraction(found[1].replace(",", "."))
    if found[3]:
        value += Fraction(1, 2)
    elif found[4] and scale == 1000:  # "un litre cinq", "1 l 5"
        value += Fraction(int(found[4]), 10 ** len(found[4]))
    elif found[4]:
        return f" {size_word(value * scale, unit)} {found[4]}"
    return f" {size_word(value * scale, unit)} "


def size_word(size: Fraction, unit: str) -> str:
    """Return the one word for a size: "#1500ml"."""
    return f"#{size.numerator}{unit}" if size.denominator == 1 else f"#{float(size):g}{unit}"


def size_said(text: str) -> Amount | None:
    """Return the one size that a phrase names, in grams or millilitres; ``None`` for none and for several."""
    found = {word for word in normal(text).split() if word[0] == "#"}
    if len(found) != 1:
        return None
    value, unit = re.fullmatch(r"#([\d.]+)(g|ml)", found.pop()).groups()  # type: ignore[union-attr]
    return Amount(Fraction(value), Unit(unit))


def is_exact(word: str) -> bool:
    """Return whether a word is a number, a share ("70%") or a size: another one is another thing."""
    return word[0] == "#" or word.rstrip("%").isdigit()


def other_share(number: str) -> str:
    """Write a number as a share, and a share as a number: "70" and "70%"."""
    return number[:-1] if number.endswith("%") else f"{number}%"


def every_word(text: str) -> tuple[str, ...]:
    """Split a phrase into all its words as they are said, small ones too."""
    return tuple(_WORD.findall(normal(text)))


@lru_cache(maxsize=50_000)
def tokens(text: str) -> tuple[str, ...]:
    """Split a phrase into content words, lower case, plural endings taken off, accents kept."""
    return _content(normal(text))


_PURPOSE = re.compile(r"\s(?:pour|qui)\s")


def purpose(text: str) -> frozenset[str]:
    """Return the content words that say what it is for or does: "tartine" of "beurre pour tartines"."""
    what, *why = _PURPOSE.split(normal(text), maxsplit=1)
    named = _content(what)
    if not why or all(map(is_light, named)):  # "un truc pour déboucher l'évier" has no other name
        return frozenset()
    return frozenset(_content(why[0])).difference(named)


_BESIDE = re.compile(r"\b(?:pour|à|au|aux)\b")


def beside(text: str) -> frozenset[str]:
    """Return the content words after "à" or "pour", not what it is: "tarte" of "pommes à tarte"."""
    what, *rest = _BESIDE.split(normal(text), maxsplit=1)
    return frozenset(_content(rest[0])).difference(_content(what)) if rest else frozenset()


def _content(text: str) -> tuple[str, ...]:
    small = small_words()
    words = (singular(word) for word in _WORD.findall(text) if word not in small)
    return tuple(in_figures(word) for word in words if word not in small)


@lru_cache(maxsize=100_000)
def singular(word: str) -> str:
    """Take the plural ending off a word: "bananes" → "banane", "choux" → "chou", "maïs" stays."""
    if word in invariable_words() or len(word) < 4 or word.endswith("ss") or word[0] == "#":
        return word
    if word.endswith("eaux") or (word.endswith(("s", "x")) and not word.endswith("ux")):
        return word[:-1]
    if word.endswith(("oux", "eux")) and word not in ("doux", "roux", "deux"):
        return word[:-1]
    if word.endswith("aux") and len(word) > 4:
        return word[:-3] + "al"
    return word


@lru_cache(maxsize=100_000)
def plain(word: str) -> str:
    """Take the accents off a word."""
    if word.isascii():
        return word
    return "".join(c for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c))


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """Take number, gender and accents off a word: "râpée", "râpés" and "râpé" give "rap".

    Source: J. Savoy's light French stemmer, "A stemming procedure and stopword list for general French
    corpora" (JASIS 50, 1999), in its minimal form; here from five letters on, so that "verte" is "vert".
    """
    bare = plain(singular(word))
    if len(bare) < 5 or not bare.isalpha():
        return bare
    for ending in ("ere", "er"):  # "entière" and "entier"
        if bare.endswith(ending):
            return bare[: -len(ending)]
    while len(bare) > 3 and bare.endswith("e"):
        bare = bare[:-1]
    if len(bare) > 3 and bare[-1] == bare[-2]:
        bare = bare[:-1]
    if bare.endswith("euse"[:-1]) and len(bare) > 5:  # "gazeuse" and "gazeux"
        bare = bare[:-1]
    return bare


_DERIVED = re.compile(
    r"(?<=.{5})(?:issement|ement|ateur|atric|ation|iere|ier|ieux|euse|eur|ante|ant|ee|ere|age|oir|ure|aire|al|ique|er|e)$"
)


@lru_cache(maxsize=100_000)
def root(word: str) -> str:
    """Return what a word has in common with those made from it: "congel" of "congélateur" and "congélation".

    Source: the derivational suffixes of the French Snowball stemmer (snowballstem.org), from five letters on.
    """
    bare = plain(singular(word))
    found = _DERIVED.sub("", bare)
    return found[:-1] if len(found) > 5 and found[-1] == found[-2] else found


def is_light(word: str) -> bool:
    """Return whether a word says little about which product is meant: "bon", "paquet"."""
    return word in light_words()


def windows(words: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Give every run of neighbouring words, the longest first."""
    for length in range(len(words), 0, -1):
        for start in range(len(words) - length + 1):
            yield words[start : start + length]
