"""Error rates, and how sure one can be of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class ErrorRate:
    """A rate with its 95 % confidence interval, all as shares of the reference length (0.25 = 25 %)."""

    rate: float
    low: float
    high: float
    errors: int
    length: int

    def __str__(self) -> str:
        return f"{self.rate:.1%} [{self.low:.1%}, {self.high:.1%}]"


def distance(reference: Sequence[object], heard: Sequence[object]) -> int:
    """Insertions, deletions and substitutions between two sequences (Levenshtein 1966)."""
    row = list(range(len(heard) + 1))
    for i, said in enumerate(reference, 1):
        previous, row[0] = row[0], i
        for j, got in enumerate(heard, 1):
            previous, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, previous + (said != got))
    return row[-1]


def rate(pairs: Sequence[tuple[int, int]], speakers: Sequence[str] | None = None, seed: int = 0) -> ErrorRate:
    """Error rate of (errors, reference length) pairs, one an utterance.

    The interval is a percentile bootstrap (Bisani & Ney 2004) over speakers where given, else over utterances:
    utterances of one person fail together.
    """
    counts: dict[str, list[int]] = {}
    for i, (errors, length) in enumerate(pairs):
        total = counts.setdefault(speakers[i] if speakers else str(i), [0, 0])
        total[0] += errors
        total[1] += length
    table = np.array(list(counts.values()))
    if not len(table) or not table[:, 1].sum():
        return ErrorRate(0.0, 0.0, 0.0, 0, 0)
    draws = np.random.default_rng(seed).integers(len(table), size=(2000, len(table)))
    sums = table[draws].sum(1)
    rates = sums[:, 0] / np.maximum(sums[:, 1], 1)
    low, high = np.percentile(rates, (2.5, 97.5))
    errors, length = table.sum(0)
    return ErrorRate(errors / length, float(low), float(high), int(errors), int(length))
