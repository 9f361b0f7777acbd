"""Words compared as people compare them: without accents, articles, capitals and plural."""

from __future__ import annotations

import re
import unicodedata

_TOKEN = re.compile(r"\d+(?:[.,]\d+)?|[^\W\d_]+|%")
_EMPTY = frozenset(
    (
        "a",
        "au",
        "aux",
        "ce",
        "ces",
        "cette",
        "d",
        "de",
        "des",
        "du",
        "en",
        "et",
        "l",
        "la",
        "le",
        "les",
        "un",
        "une",
    )
)


def content_words(text: str) -> tuple[str, ...]:
    """Return the words that carry meaning, folded: "Tomates cerises de l’été" is tomate, cerise, ete."""
    plain = unicodedata.normalize("NFD", text.lower().replace("œ", "oe").replace("æ", "ae"))
    plain = "".join(char for char in plain if not unicodedata.combining(char))
    words = (word.replace(",", ".") for word in _TOKEN.findall(plain))
    return tuple(_singular(word) for word in words if word not in _EMPTY)


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 3 and word[-1] in "sx" else word
