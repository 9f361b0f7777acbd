"""Whether "80 % sure" is right four times in five."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

_BINS = 10


@dataclass(frozen=True, slots=True)
class Bin:
    """The sentences whose confidence lies in one tenth of the scale."""

    low: float
    """Lower bound of the confidence, included."""
    count: int
    """How many sentences."""
    confidence: float
    """Their mean confidence, 0 to 1."""
    right: float
    """Which share of them is right, 0 to 1."""


def reliability(confidences: Sequence[float], right: Sequence[bool]) -> tuple[Bin, ...]:
    """Return the bins that hold any sentence, from the least sure to the surest."""
    bins: list[Bin] = []
    for at in range(_BINS):
        inside = [
            (confidence, ok)
            for confidence, ok in zip(confidences, right, strict=True)
            if min(int(confidence * _BINS), _BINS - 1) == at
        ]
        if inside:
            mean = sum(confidence for confidence, _ in inside) / len(inside)
            share = sum(ok for _, ok in inside) / len(inside)
            bins.append(Bin(at / _BINS, len(inside), mean, share))
    return tuple(bins)


def calibration_error(bins: Sequence[Bin]) -> float:
    """Return the expected calibration error, 0 to 1.

    Source: Guo et al., "On Calibration of Modern Neural Networks", 2017.
    """
    total = sum(one.count for one in bins)
    return sum(one.count * abs(one.right - one.confidence) for one in bins) / total if total else 0.0
