"""New speakers from old ones: a recording taken apart and put together again with another throat.

The WORLD vocoder (Morise et al. 2016, "WORLD: a vocoder-based high-quality speech synthesis system") splits speech
into pitch, spectral envelope and aperiodicity. A new speaker has another vocal-tract length (all formants move, Eide &
Gish 1996), other formant proportions (a smooth random warp), another pitch and range, rate, breath and tilt.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyworld
from numpy.typing import NDArray

from acoustic.speech.audio import RATE, Samples

_FRAME = 5.0
"""ms"""
_FFT = 1024


@dataclass(frozen=True)
class Parts:
    """A recording taken apart; T frames of 5 ms, F = 513 frequencies."""

    pitch: NDArray[np.float64]
    """Hz, 0 where unvoiced, shape (T,)"""
    envelope: NDArray[np.float64]
    """power, shape (T, F)"""
    aperiodicity: NDArray[np.float64]
    """0 (voice) to 1 (breath), shape (T, F)"""


def take_apart(samples: Samples) -> Parts:
    """Pitch, envelope and aperiodicity of speech. About 0.1 of its duration on one core."""
    x = samples.astype(np.float64) / 32768
    pitch, times = pyworld.dio(x, RATE, f0_floor=60, f0_ceil=500, frame_period=_FRAME)
    pitch = pyworld.stonemask(x, pitch, times, RATE)
    envelope = pyworld.cheaptrick(x, pitch, times, RATE, fft_size=_FFT)
    return Parts(pitch, envelope, pyworld.d4c(x, pitch, times, RATE, fft_size=_FFT))


def new_speaker(parts: Parts, rng: np.random.Generator) -> Samples:
    """The same words from somebody who does not exist."""
    length = float(rng.uniform(0.83, 1.22))
    rate = float(rng.uniform(0.8, 1.3))
    semitones = np.clip(12 * np.log2(length) * rng.uniform(0.5, 3.0) + rng.normal(0, 2.0), -9, 9)
    frames = _resample_frames(len(parts.pitch), rate)
    warp = _warp(length, rng)
    envelope = _along_frequency(np.log(parts.envelope[frames] + 1e-16), warp)
    envelope += rng.uniform(-0.8, 0.8) * np.linspace(-1, 1, envelope.shape[1])
    aperiodicity = np.clip(_along_frequency(parts.aperiodicity[frames], warp) ** rng.uniform(0.6, 1.5), 0, 1)
    pitch = _move_pitch(parts.pitch[frames], float(semitones), float(rng.uniform(0.6, 1.5)))
    sound = pyworld.synthesize(pitch, np.exp(envelope), aperiodicity, RATE, _FRAME)
    return (sound * 32768).astype(np.float32)


def _resample_frames(count: int, rate: float) -> NDArray[np.int64]:
    return np.minimum((np.arange(int(count / rate)) * rate).astype(np.int64), count - 1)


def _warp(length: float, rng: np.random.Generator) -> NDArray[np.float64]:
    """Where, in bins of the old spectrum, each bin of the new one is read. shape (F,)"""
    bins = _FFT // 2 + 1
    knots = np.array([0, 500, 1000, 1800, 2800, 4000, 8000]) / 8000 * (bins - 1)
    factors = length * np.concatenate([[1.0], 1 + rng.normal(0, 0.03, len(knots) - 2)])
    read = np.concatenate([knots[:-1] / factors, [bins - 1.0]])
    return np.clip(np.interp(np.arange(bins), knots, np.maximum.accumulate(read)), 0, bins - 1)


def _along_frequency(values: NDArray[np.float64], read: NDArray[np.float64]) -> NDArray[np.float64]:
    low = np.minimum(read.astype(np.int64), values.shape[1] - 2)
    part = read - low
    return np.ascontiguousarray(values[:, low] * (1 - part) + values[:, low + 1] * part)


def _move_pitch(pitch: NDArray[np.float64], semitones: float, spread: float) -> NDArray[np.float64]:
    voiced = pitch > 0
    if not voiced.any():
        return pitch.copy()
    log = np.log(pitch[voiced])
    moved = np.zeros_like(pitch)
    moved[voiced] = np.clip(
        np.exp(log.mean() + (log - log.mean()) * spread + semitones * np.log(2) / 12), 60, 450
    )
    return moved
