"""What a kitchen does to a voice: rooms, microphones, noise, distance, speed.

Each draw differs, so one recording becomes many. Rooms are decaying noise (Polack 1988's model of late reverberation)
after a direct sound; microphones are smooth random filters, sometimes a telephone's band; noise is coloured, modulated
or made of other people talking.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.fft import irfft, next_fast_len, rfft

from acoustic.speech.audio import RATE, Samples

_TAPS = 512


@dataclass(frozen=True)
class Spoiling:
    """How often, between 0 and 1, and how much."""

    speed: float = 0.6
    """chance of another speed (0.87 to 1.16, pitch moves along)"""
    room: float = 0.5
    microphone: float = 0.8
    noise: float = 0.75
    snr: tuple[float, float] = (4.0, 40.0)
    """dB, evenly drawn"""
    silence: float = 0.4
    """seconds of silence at most, before and after; four times as long one time in ten"""


def spoil(samples: Samples, rng: np.random.Generator, babble: Sequence[Samples], how: Spoiling) -> Samples:
    """A spoiled copy; its level lies between -28 and 0 dB of full scale."""
    x = samples.astype(np.float32)
    if rng.random() < how.speed:
        x = change_speed(x, rng.uniform(0.87, 1.16))
    longest = how.silence * (4 if rng.random() < 0.1 else 1)
    before, after = rng.uniform(0, longest), rng.uniform(0.08, longest + 0.1)
    x = np.pad(x, (int(before * RATE), int(after * RATE)))
    filters = []
    if rng.random() < how.room:
        filters.append(room(rng))
    if rng.random() < how.microphone:
        filters.append(microphone(rng))
    x = convolve(x, filters)
    if rng.random() < how.noise:
        x = add_noise(x, noise(len(x), rng, babble), rng.uniform(*how.snr))
    x *= 26_000 / (np.abs(x).max() + 1) * 10 ** (-rng.uniform(0, 28) / 20)
    x += rng.standard_normal(len(x), np.float32) * rng.uniform(0.2, 3)
    return np.clip(np.round(x), -32768, 32767)


def add_noise(speech: Samples, noise: Samples, snr: float) -> Samples:
    """``speech`` with ``noise`` under it by ``snr`` dB, both measured over their whole length."""
    power = np.sqrt(np.mean(speech**2)) + 1e-6
    return speech + noise * (power / (np.std(noise) + 1e-9) * 10 ** (-snr / 20))


def change_speed(x: Samples, factor: float) -> Samples:
    """Played ``factor`` times as fast, by linear interpolation."""
    places = np.arange(int(len(x) / factor), dtype=np.float32) * factor
    return np.interp(places, np.arange(len(x), dtype=np.float32), x).astype(np.float32)


def room(rng: np.random.Generator, t60: tuple[float, float] = (0.08, 0.6)) -> Samples:
    """Impulse response: the direct sound, a gap, a tail that loses 60 dB in T60 seconds."""
    n = int(RATE * rng.uniform(*t60))
    tail = (
        rng.standard_normal(n, np.float32)
        * 10 ** (-3 * np.arange(n, dtype=np.float32) / n)
        * rng.uniform(0.02, 0.25)
    )
    tail[: int(rng.uniform(10, 60))] = 0
    tail[0] = 1
    return tail


def microphone(rng: np.random.Generator) -> Samples:
    """A smooth random filter within ±12 dB, at times a narrow band. shape (512,)"""
    hz = np.linspace(0, RATE / 2, _TAPS // 2 + 1)
    knots = np.array([0, 150, 300, 600, 1200, 2000, 3000, 4000, 5500, 8000])
    gains = np.cumsum(rng.standard_normal(len(knots)) * 2.5)
    gains -= gains.mean()
    db = np.interp(hz, knots, np.clip(gains, -12, 12)) + rng.uniform(-6, 6) * (hz / (RATE / 2) - 0.5)
    pick = rng.random()
    if pick < 0.08:
        db[(hz < 300) | (hz > 3400)] -= 40
    elif pick < 0.25:
        db[hz > rng.uniform(3500, 7500)] -= 40
    if rng.random() < 0.2:
        db[hz < rng.uniform(60, 250)] -= 30
    return np.roll(np.fft.irfft(10 ** (db / 20)), _TAPS // 2).astype(np.float32) * np.hanning(_TAPS).astype(
        np.float32
    )


def noise(n: int, rng: np.random.Generator, babble: Sequence[Samples]) -> Samples:
    """``n`` samples of people talking (3 in 10, when there are any), or of coloured, perhaps modulated noise."""
    pick = rng.random()
    if pick < 0.3 and babble:
        mix = np.zeros(n, np.float32)
        for _ in range(rng.integers(1, 5)):
            voice = babble[rng.integers(len(babble))]
            mix += np.resize(np.roll(voice, rng.integers(len(voice))), n) / (np.std(voice) + 1)
        return mix
    size = next_fast_len(n, real=True)
    bins = size // 2 + 1
    spectrum = rng.standard_normal(bins, np.float32) + 1j * rng.standard_normal(bins, np.float32)
    spectrum *= np.arange(1, bins + 1, dtype=np.float32) ** -rng.uniform(0, 1.2)
    if pick > 0.6:
        spectrum *= np.interp(
            np.arange(bins), np.linspace(0, bins, 12), 10 ** (rng.standard_normal(12) * 0.4)
        )
    sound = irfft(spectrum.astype(np.complex64), size)[:n]
    if pick > 0.85:
        sound = sound * np.interp(np.arange(n), np.linspace(0, n, 8), rng.uniform(0.1, 2, 8)).astype(
            np.float32
        )
    return sound


def convolve(x: Samples, filters: Sequence[Samples]) -> Samples:
    """One pass through every filter; the length stays."""
    if not filters:
        return x
    size = next_fast_len(len(x) + sum(map(len, filters)), real=True)
    spectrum = rfft(x, size)
    for taps in filters:
        spectrum *= rfft(taps, size)
    return irfft(spectrum, size)[: len(x)]
