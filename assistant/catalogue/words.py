"""Product words in the forms that search compares."""

from __future__ import annotations

import re
import unicodedata

_STOP = frozenset(
    [
        "de",
        "d",
        "du",
        "des",
        "la",
        "le",
        "l",
        "les",
        "un",
        "une",
        "au",
        "aux",
        "à",
        "a",
        "en",
        "et",
        "avec",
        "pour",
        "qu",
        "s",
    ]
)
_INVARIABLE = frozenset(
    [
        "ananas",
        "anchois",
        "maïs",
        "jus",
        "pois",
        "noix",
        "radis",
        "anis",
        "couscous",
        "brebis",
        "colis",
        "repas",
        "bras",
        "os",
        "riz",
        "hachis",
    ]
)


def tokens(text: str) -> tuple[str, ...]:
    """Split a phrase into content words, lower case, plural endings taken off, accents kept."""
    clean = unicodedata.normalize("NFC", text.lower()).replace("’", "'").replace("œ", "oe")
    return tuple(singular(w) for w in re.findall(r"[\w%]+", clean.replace("-", " ")) if w not in _STOP)


def singular(word: str) -> str:
    """Take the plural ending off a word: "bananes" → "banane", "choux" → "chou", "maïs" stays."""
    if word in _INVARIABLE or len(word) < 4 or word.endswith("ss"):
        return word
    if word.endswith("eaux") or (word.endswith(("s", "x")) and not word.endswith("ux")):
        return word[:-1]
    if word.endswith(("oux", "eux")) and word not in ("doux", "roux", "deux"):
        return word[:-1]
    return word


def plain(word: str) -> str:
    """Take the accents off a word."""
    return "".join(c for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c))
