"""The word lists in `data/`, which a linguist edits without touching Python."""

from __future__ import annotations

import unicodedata
from functools import cache
from importlib import resources


class _Unaccented(frozenset[str]):
    """Words compared without their accents and the apostrophe of an elision."""

    def __contains__(self, word: object) -> bool:
        return super().__contains__(unaccented(str(word)).removesuffix("'"))


@cache
def function_words() -> frozenset[str]:
    """Return the words that say nothing about what is wanted: `data/function_words.txt`."""
    return _Unaccented(word for line in lines_of("function_words.txt") for word in line.split())


@cache
def places() -> frozenset[str]:
    """Return regions and countries that food comes from: `data/places.txt`."""
    return frozenset(word for line in lines_of("places.txt") for word in line.split())


@cache
def abbreviations() -> dict[str, str]:
    """Return what people type short, and what it stands for: `data/abbreviations.tsv`."""
    return dict(line.split("\t") for line in lines_of("abbreviations.tsv"))


def unaccented(text: str) -> str:
    """Return a text without accents."""
    return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))


def lines_of(name: str) -> list[str]:
    """Return the lines of a list in `data/` that are no comments."""
    text = (resources.files("assistant.understanding") / "data" / name).read_text("utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]
