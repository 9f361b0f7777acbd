"""The likeliest smooth path through a sequence of Gaussians (MLPG: Tokuda et al. 2000)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.linalg.lapack import dpbsv

Floats = NDArray[np.float64]


def trajectory(mean: Floats, variance: Floats, voiced: NDArray[np.bool_] | None = None) -> Floats:
    """Static values whose values, slopes and curvatures together are likeliest.

    ``mean`` and ``variance`` (T, 3, D) are of the static value, its slope (window -½ 0 ½) and curvature (1 -2 1). Where
    not ``voiced`` nothing is known, and the path runs straight. Returns shape (T, D).
    """
    frames, _, dimensions = mean.shape
    precision = 1 / np.maximum(variance, 1e-8)
    precision[0, 1:] = precision[-1, 1:] = 0
    if voiced is not None:
        mean, precision = _bridged(mean.copy(), precision, voiced)
    p0, p1, p2 = precision[:, 0], precision[:, 1], precision[:, 2]
    a, b = p1 * mean[:, 1], p2 * mean[:, 2]
    main = p0 + 0.25 * (_before(p1) + _after(p1)) + _before(p2) + 4 * p2 + _after(p2)
    beside = -2 * (p2[:-1] + p2[1:])
    two_off = (p2 - 0.25 * p1)[1:-1]
    right = p0 * mean[:, 0] + 0.5 * (_before(a) - _after(a)) + _before(b) - 2 * b + _after(b)
    path = np.empty((frames, dimensions))
    for d in range(dimensions):
        bands = np.zeros((3, frames))
        bands[2], bands[1, 1:], bands[0, 2:] = main[:, d], beside[:, d], two_off[:, d]
        _, solution, failed = dpbsv(bands, right[:, d].copy())
        path[:, d] = mean[:, 0, d] if failed else solution
    return path


def _bridged(mean: Floats, precision: Floats, voiced: NDArray[np.bool_]) -> tuple[Floats, Floats]:
    precision[~voiced] = 0
    inside = voiced & np.r_[False, voiced[:-1]] & np.r_[voiced[1:], False]
    precision[~inside, 1:] = 0
    gaps = np.flatnonzero(~voiced)
    gaps = gaps[(gaps > 0) & (gaps < len(voiced) - 1)]
    precision[gaps, 2] = 20.0
    mean[gaps, 2] = 0
    precision[:, 0] += 1e-6 * (~voiced)[:, None]
    mean[~voiced, 0] = mean[voiced, 0].mean(0)
    return mean, precision


def _after(x: Floats) -> Floats:
    """Each row's successor's value (a window centred one frame later reaches back here)."""
    return np.r_[x[1:], np.zeros((1, x.shape[1]))]


def _before(x: Floats) -> Floats:
    return np.r_[np.zeros((1, x.shape[1])), x[:-1]]
