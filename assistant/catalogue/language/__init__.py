"""What search knows about French words, as data that a linguist can edit: see the files beside this one."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

_HERE = Path(__file__).resolve().parent
MEANINGS = _HERE / "meanings.csv"
"""What words mean by default in the embedded catalogue: see `assistant.catalogue.meanings`."""


@cache
def small_words() -> frozenset[str]:
    """Return words that say nothing about a product: articles, "de", "avec"."""
    return _list("small_words.txt")


@cache
def light_words() -> frozenset[str]:
    """Return words that say little: packages, "bon", "frais"."""
    return _list("light_words.txt")


@cache
def vague_words() -> frozenset[str]:
    """Return words for a thing whose name is not known: "truc"."""
    return _list("vague_words.txt")


@cache
def class_words() -> frozenset[str]:
    """Return words for the class or form of a thing, which its name may follow: "sauce"."""
    return _list("class_words.txt")


@cache
def alike_words() -> dict[str, tuple[str, ...]]:
    """Return words that may stand for others within a name: "pétillante" for "gazeuse"."""
    return {said: tuple(meant.split("|")) for said, meant in _pairs("alike_words.csv")}


@cache
def invariable_words() -> frozenset[str]:
    """Return words whose last s or x is no plural: "maïs"."""
    return _list("invariable_words.txt")


@cache
def other_words() -> frozenset[str]:
    """Return words that name nothing a supermarket sells, and are heard as they are: "marteau"."""
    return frozenset(word for line in _list("other_words.txt") for word in line.split())


@cache
def other_things() -> frozenset[str]:
    """Return names of things no supermarket sells whose words it knows: "papier peint"."""
    return _list("other_things.txt")


@cache
def everyday_names() -> tuple[tuple[str, str], ...]:
    """Return everyday names, each with what it is called in a catalogue: ("sopalin", "essuie-tout").

    A name may stand several times, for several things that it is called.
    """
    pages = sorted((_HERE / "everyday_names").glob("*.csv"))
    return tuple(pair for page in pages for pair in _called(page))


@cache
def brands() -> tuple[tuple[str, str], ...]:
    """Return brands that people say, each with the kind of thing they want: ("activia", "bifidus")."""
    return tuple(_called(_HERE / "brands.csv"))


@cache
def off_categories() -> dict[str, str]:
    """Return Open Food Facts category tags with the French words for them: "en:milks" → "lait"."""
    return dict(_pairs("openfoodfacts_categories.csv"))


def _list(name: str) -> frozenset[str]:
    lines = (_HERE / name).read_text(encoding="utf-8").splitlines()
    return frozenset(line.strip() for line in lines if line.strip() and not line.startswith("#"))


def _pairs(name: str, folder: Path = _HERE) -> tuple[tuple[str, str], ...]:
    with (folder / name).open(encoding="utf-8", newline="") as lines:
        rows = list(csv.reader(line for line in lines if not line.startswith("#")))
    return tuple((row[0].strip(), row[1].strip()) for row in rows[1:] if len(row) == 2)


def _called(page: Path) -> list[tuple[str, str]]:
    """Read rows of a catalogue's name and the names that people say for it; give each of those with it."""
    return [
        (said.strip(), catalogue)
        for catalogue, names in _pairs(page.name, page.parent)
        for said in names.split("|")
    ]
