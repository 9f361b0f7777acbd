"""Samples in and out: mono float32 at 16 kHz, scaled like 16-bit integers (-32768 to 32767), as Kaldi wants them."""

from __future__ import annotations

from math import gcd
from pathlib import Path

import numpy as np
import soundfile
from numpy.typing import NDArray
from scipy.signal import resample_poly

RATE = 16_000
"""Hz"""
Samples = NDArray[np.float32]


def read(path: Path) -> Samples:
    """Samples of a sound file: channels averaged, resampled to 16 kHz. shape (n,)"""
    samples, rate = soundfile.read(str(path), dtype="float32", always_2d=True)
    return resample(samples.mean(axis=1) * 32768, rate)


def resample(samples: Samples, rate: int) -> Samples:
    """``samples`` taken at ``rate`` Hz, at 16 kHz."""
    if rate == RATE:
        return samples.astype(np.float32)
    common = gcd(rate, RATE)
    return resample_poly(samples, RATE // common, rate // common).astype(np.float32)


def write(path: Path, samples: Samples) -> None:
    """A 16-bit file in the format its suffix names (flac, wav, ogg)."""
    soundfile.write(str(path), to_int16(samples), RATE)


def to_int16(samples: Samples) -> NDArray[np.int16]:
    return np.clip(np.round(samples), -32768, 32767).astype(np.int16)


def trim(samples: Samples, threshold: float = 60.0, margin: float = 0.025) -> Samples:
    """Cuts what is under ``threshold`` at both ends, but for ``margin`` seconds. Silence gives no samples."""
    loud = np.flatnonzero(np.abs(samples) > threshold)
    if not len(loud):
        return samples[:0]
    pad = int(margin * RATE)
    return samples[max(0, loud[0] - pad) : loud[-1] + pad]
