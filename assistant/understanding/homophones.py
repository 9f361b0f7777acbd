"""What may have been said instead: words that sound alike, and which of them a shop would hear.

A recogniser writes "mais deux litres de lait" where somebody said "mets". Nothing is replaced for certain:
each variant is read like the sentence itself, and wins only when what it asks for is the more probable, the
change weighed in (a noisy channel: Kernighan, Church & Gale 1990). The words are data, `data/homophones.tsv`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from assistant.understanding.vocabulary import lines_of

_USUAL = 0.8
_MAX_VARIANTS = 6


@dataclass(frozen=True, slots=True)
class Variant:
    """Another way to write what was heard."""

    text: str
    """The sentence."""
    plausibility: float
    """How plausible it is that this was said when the other was written, 0 to 1."""


def variants(text: str) -> tuple[Variant, ...]:
    """Return what a normalised sentence may have been, the most plausible first, at most six.

    One word is exchanged at a time, then two.
    """
    single = list(_exchanged(text))
    double = [
        Variant(second.text, first.plausibility * second.plausibility)
        for first in single
        if first.plausibility >= _USUAL
        for second in _exchanged(first.text)
        if second.plausibility >= _USUAL and second.text != text
    ]
    best: dict[str, float] = {}
    for variant in (*single, *double):
        best[variant.text] = max(variant.plausibility, best.get(variant.text, 0.0))
    found = sorted((Variant(words, sure) for words, sure in best.items()), key=lambda v: -v.plausibility)
    return tuple(found[:_MAX_VARIANTS])


def _exchanged(text: str) -> Iterator[Variant]:
    for heard, others in _homophones().items():
        for match in re.finditer(rf"(?<![\w'-]){re.escape(heard)}(?![\w'-])", text):
            for meant, plausibility in others:
                yield Variant(text[: match.start()] + meant + text[match.end() :], plausibility)


@cache
def _homophones() -> dict[str, list[tuple[str, float]]]:
    found: dict[str, list[tuple[str, float]]] = {}
    for line in lines_of("homophones.tsv"):
        heard, meant, *plausibility = line.split("\t")
        found.setdefault(heard, []).append((meant, float(plausibility[0]) if plausibility else _USUAL))
    return found
