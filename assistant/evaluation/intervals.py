"""How far a share may be off, from the sample it was measured on."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

_RESAMPLES = 2_000
_Z = 1.96


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


def ratio_interval(
    above: Sequence[float], below: Sequence[float], clusters: Sequence[str] = (), seed: int = 1
) -> tuple[float, float]:
    """Return the 95 % interval of sum(above) / sum(below), as of word errors and words.

    Args:
        above: one number an utterance.
        below: one number an utterance, more than 0 in all.
        clusters: who says each, to draw whole speakers, whose utterances are alike; empty: utterances are
            drawn.
        seed: the same one gives the same interval.

    Source: Bisani and Ney, "Bootstrap Estimates for Confidence Intervals in ASR Performance Evaluation",
    2004.
    """
    sums = np.stack([np.asarray(above, float), np.asarray(below, float)])
    if clusters:
        names, where = np.unique(np.asarray(clusters), return_inverse=True)
        sums = np.stack([np.bincount(where, weights=row, minlength=names.size) for row in sums])
    count = sums.shape[1]
    rng = np.random.default_rng(seed)
    ratios = np.empty(_RESAMPLES)
    for at in range(_RESAMPLES):  # one at a time: a hundred thousand utterances need no gigabytes
        top, bottom = sums[:, rng.integers(0, count, count)].sum(axis=1)
        ratios[at] = top / bottom if bottom else np.nan
    low, high = np.nanpercentile(ratios, (2.5, 97.5))
    return float(low), float(high)


def wilson_interval(share: float, count: int) -> tuple[float, float]:
    """Return the 95 % interval of a share measured on few, where the bootstrap is too sure.

    Args:
        share: of those that are right, 0 to 1.
        count: how many there are, at least one.

    Source: Wilson, "Probable Inference, the Law of Succession, and Statistical Inference", 1927.
    """
    shrink = 1 + _Z**2 / count
    middle = (share + _Z**2 / (2 * count)) / shrink
    reach = _Z * math.sqrt(share * (1 - share) / count + _Z**2 / (4 * count**2)) / shrink
    return max(0.0, middle - reach), min(1.0, middle + reach)
