"""Whether what the microphone hears is the assistant's own voice.

What was heard is cut into short pieces, each looked for in what was played. An echo finds all its pieces at
one and the same delay, give or take the drift of two clocks; somebody else's voice finds them here and there.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from assistant.hearing.audio import SAMPLE_RATE, Samples

_PIECE = SAMPLE_RATE // 8
"""Samples of a piece, 0.125 s: clocks drift apart by less than a wave in it."""
_DRIFT = SAMPLE_RATE // 500
"""Samples that the pieces' delays may differ by, 2 ms."""
_ALIKE = 0.58
"""Likeness from which a sound is taken as what was played, come back."""

_Wave = NDArray[np.float64]


def likeness(heard: Samples, played: Samples) -> float:
    """Return how alike a sound is to a stretch of what was played.

    Args:
        heard: some tenths of a second from the microphone, 16 kHz.
        played: what was played lately, 16 kHz.

    Returns:
        The mean correlation of its pieces at the delay that suits them best: near 1 for the same sound, near
        0.2 for another.
    """
    count = heard.size // _PIECE
    if count < 2 or not played.size:
        return 0.0
    over = np.concatenate([np.zeros(heard.size), played])  # it was silent before
    delays = over.size - count * _PIECE + 1
    total = np.zeros(delays)
    loud = 0.0
    for at in range(count):
        piece = heard[at * _PIECE : (at + 1) * _PIECE].astype(np.float64)
        weight = float(np.sqrt((piece * piece).mean()))
        found = _correlation(piece, over[at * _PIECE :])[:delays]
        total += weight * _highest_nearby(found)
        loud += weight
    return float(total.max()) / loud if loud else 0.0


def is_echo(heard: Samples, played: Samples) -> bool:
    """Return whether a sound is what was just played, come back through the air."""
    return likeness(heard, played) >= _ALIKE


def _correlation(piece: _Wave, over: _Wave) -> _Wave:
    """Return the normalised cross-correlation at each delay, 0 to 1."""
    size = 1 << int(np.ceil(np.log2(piece.size + over.size)))
    product = np.fft.irfft(np.fft.rfft(over, size) * np.conj(np.fft.rfft(piece, size)), size)
    energy = np.concatenate([[0.0], np.cumsum(over * over)])
    norm = np.sqrt(np.maximum(energy[piece.size :] - energy[: -piece.size], 0) * float(piece @ piece)) + 1e4
    return np.asarray(np.abs(product[: norm.size]) / norm)


def _highest_nearby(found: _Wave) -> _Wave:
    padded = np.pad(found, _DRIFT)
    return np.asarray(np.lib.stride_tricks.sliding_window_view(padded, 2 * _DRIFT + 1).max(axis=1))
