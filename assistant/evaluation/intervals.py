"""How far a share may be off, from the sample it was measured on."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

_RESAMPLES = 2_000


def bootstrap_interval(values: Sequence[float], seed: int = 1) -> tuple[float, float]:
    """Return the 95 % interval of the mean of `values`, by the percentile bootstrap.

    Args:
        values: one number a sentence, at least one.
        seed: the same one gives the same interval.

    Source: Efron and Tibshirani, "An Introduction to the Bootstrap", 1993, chapter 13.
    """
    sample = np.asarray(values, dtype=float)
    drawn = np.random.default_rng(seed).integers(0, sample.size, size=(_RESAMPLES, sample.size))
    low, high = np.percentile(sample[drawn].mean(axis=1), (2.5, 97.5))
    return float(low), float(high)
