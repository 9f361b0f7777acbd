"""What a word means by default, learned from popularity and category: "un poulet" is a whole chicken.

A word that people say for several kinds of product means the kind they buy most, and above all one that is
called by it: a "poulet entier" is a chicken, a "blanc de poulet" a part of one; what stands in the aisle
"Pâtes" is pasta. Words of which two kinds are as likely mean neither: those are asked about.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from assistant.catalogue.naming import aisles
from assistant.catalogue.words import is_light, plain, tokens
from assistant.shopping.products import Product

_PART = 0.6
"""What a kind counts that is only named with the word, not called by it."""
_SETTLED = 0.97
"""The second kind must be below this share of the first."""
_LONGEST = 3
_HEADER = ("said", "family", "share", "by")

_HEAD = """\
# What a word means by default: `vocabas catalogue meanings` learns it. Put "hand" in the last column of a row
# that you change or add, and it stays when they are learned anew.
"""

Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Meaning:
    """What is meant by words that stand for several kinds."""

    said: str
    """The words, singular."""
    family: str
    """The kind that is meant."""
    share: float
    """How likely against the second likeliest, 0.5 to 1."""
    by: str = "learned"
    """``learned``, or ``hand`` for what a person settled: that is never learned anew."""


class Meanings:
    """Looks up what words mean.

    Args:
        known: all that is known; of two for the same words the last counts.
    """

    def __init__(self, known: Iterable[Meaning] = ()) -> None:
        self._families = {_key(each.said): each.family for each in known}

    def __len__(self) -> int:
        return len(self._families)

    def of(self, text: str) -> str:
        """Return the family meant by exactly these words, how many and in what package aside; "" if none."""
        words = _key(text)
        for start in range(len(words)):
            if family := self._families.get(words[start:]):
                return family
            if not (is_light(words[start]) or words[start].isdigit() or words[start][0] == "#"):
                break
        return ""


def learn(products: Iterable[Product], settled: Iterable[Meaning] = ()) -> list[Meaning]:
    """Learn from a catalogue what its words mean.

    Args:
        products: all of it, read once.
        settled: what people settled by hand, which stays as it is.

    Returns:
        The meanings by word: only of words that are said for more than one kind.
    """
    kept = {_key(each.said): each for each in settled if each.by == "hand"}
    weights: dict[Words, dict[str, float]] = {}
    spelled: dict[Words, str] = {}
    for product in products:
        if product.family:
            for said, words, share in _called(product):
                spelled.setdefault(words, said)
                kinds = weights.setdefault(words, {})
                kinds[product.family] = max(kinds.get(product.family, 0.0), share * product.popularity)
    found = list(kept.values())
    for words, kinds in weights.items():
        ranked = sorted(kinds.items(), key=lambda pair: (-pair[1], pair[0]))
        if words in kept or len(ranked) < 2 or ranked[1][1] >= _SETTLED * ranked[0][1]:
            continue
        share = ranked[0][1] / (ranked[0][1] + ranked[1][1])
        found.append(Meaning(spelled[words], ranked[0][0], round(share, 2)))
    return sorted(found, key=lambda meaning: _key(meaning.said))


def read(file: Path) -> list[Meaning]:
    """Read meanings from a CSV file; without a last cell, a person settled it.

    Raises:
        OSError: it cannot be read.
    """
    with file.open(encoding="utf-8", newline="") as lines:
        rows = csv.DictReader(line for line in lines if not line.startswith("#"))
        return [
            Meaning(row["said"], row["family"], float(row.get("share") or 1), row.get("by") or "hand")
            for row in rows
            if row.get("said") and row.get("family")
        ]


def write(meanings: Iterable[Meaning], stream: IO[str]) -> None:
    """Write meanings as CSV."""
    stream.write(_HEAD)
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(_HEADER)
    writer.writerows((each.said, each.family, f"{each.share:.2f}", each.by) for each in meanings)


def _called(product: Product) -> Iterator[tuple[str, Words, float]]:
    """Give what people say for a product, the words of it, and how much it is called by them."""
    heads = {_key(text)[:1] for text in (product.family, product.name)}
    filed = {_plain(words) for words in aisles(product.category)}
    for said in product.said:
        words = _key(said)
        if words and len(words) <= _LONGEST:
            yield said, words, 1.0 if words in filed or words[:1] in heads else _PART


def _key(text: str) -> Words:
    return _plain(tokens(text))


def _plain(words: Words) -> Words:
    return tuple(map(plain, words))
