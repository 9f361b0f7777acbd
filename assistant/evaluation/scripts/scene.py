"""Where a voice is heard: the room around it and what sounds behind it. One seed, one sound."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from assistant.hearing.audio import SAMPLE_RATE, Samples

Floats = NDArray[np.float64]

_NEAR_M = 0.3
"""The distance of close speech: nothing is changed there."""
_REVERBERATION_S = 0.4
"""T60 of a furnished kitchen or living room."""
_CRITICAL_M = 0.8
"""Where the room is as loud as the voice, for such a room of about 40 m3 (0.057 sqrt(V / T60))."""
_LOUDEST = 30_000


def far_away(samples: Samples, metres: float, rng: np.random.Generator) -> Samples:
    """Return a voice as a microphone some way off hears it: softer, and with the room.

    The level falls by 6 dB with each doubling of the distance; the room's tail decays exponentially
    (Polack's model) and is as loud as the voice at the critical distance (Kuttruff, "Room Acoustics").
    """
    if metres <= _NEAR_M:
        return samples
    count = int(SAMPLE_RATE * _REVERBERATION_S)
    tail = rng.standard_normal(count) * 10 ** (-3 * np.arange(count) / count)
    gap = int(rng.uniform(0.002, 0.008) * SAMPLE_RATE)
    tail[:gap] = 0
    tail *= (metres / _CRITICAL_M) / np.sqrt(np.sum(tail**2))
    tail[0] = 1.0
    sound = np.concatenate([samples.astype(np.float64), np.zeros(count)])
    return _pcm(_convolved(sound, tail) * (_NEAR_M / metres) * 2)


def with_noise(
    samples: Samples, kind: str, snr_db: float, rng: np.random.Generator, talk: Sequence[Samples] = ()
) -> Samples:
    """Return a sound with noise behind it.

    Args:
        samples: speech; its loud parts are what the ratio is about.
        kind: "white", "pink", "hum", "music", or "talk" (which is made of `talk`).
        snr_db: speech over noise, decibels.
        rng: draws the noise.
        talk: other people's speech.
    """
    sound = samples.astype(np.float64)
    noise = _noise(kind, sound.size, rng, talk)
    level = _speech_level(sound) or 1_000.0
    mixed = sound + noise / (np.std(noise) + 1e-9) * level * 10 ** (-snr_db / 20)
    return _pcm(mixed * min(1.0, _LOUDEST / (np.abs(mixed).max() + 1)))


def _noise(kind: str, count: int, rng: np.random.Generator, talk: Sequence[Samples]) -> Floats:
    if kind == "talk":
        voices = [np.roll(np.resize(voice.astype(np.float64), count), rng.integers(count)) for voice in talk]
        return np.asarray(np.sum([voice / (np.std(voice) + 1) for voice in voices], axis=0))
    if kind == "hum":
        time = np.arange(count) / SAMPLE_RATE
        partials = [np.sin(2 * np.pi * 50 * k * time + rng.uniform(0, 6)) / k for k in (1, 2, 3, 5, 7)]
        return np.asarray(np.sum(partials, axis=0) + 0.1 * rng.standard_normal(count))
    if kind == "music":
        return _music(count, rng)
    bins = count // 2 + 1
    spectrum = rng.standard_normal(bins) + 1j * rng.standard_normal(bins)
    if kind == "pink":
        spectrum /= np.sqrt(np.arange(1, bins + 1))
    return np.asarray(np.fft.irfft(spectrum, count))


def _music(count: int, rng: np.random.Generator) -> Floats:
    """Chords of a song that never ends, with a melody above them."""
    out = np.zeros(count)
    beat = int(SAMPLE_RATE * rng.uniform(0.4, 0.7))
    scale = np.array([0, 2, 4, 5, 7, 9, 11])
    root = 110 * 2 ** (rng.integers(12) / 12)
    time = np.arange(beat * 4) / SAMPLE_RATE
    for number, at in enumerate(range(0, count, beat)):
        notes = [(12 * 2 + scale[rng.integers(7)], beat, 0.6)]
        if number % 4 == 0:
            degree = (0, 5, 3, 4)[number // 4 % 4]
            notes += [(12 + scale[(degree + step) % 7], beat * 4, 0.3) for step in (0, 2, 4)]
        for semitones, length, loud in notes:
            end = min(count, at + length)
            t = time[: end - at]
            hertz = root * 2 ** (semitones / 12)
            partials = sum(np.sin(2 * np.pi * hertz * k * t) / k**1.3 for k in range(1, 7))
            out[at:end] += loud * partials * np.minimum(1, t / 0.02) * np.exp(-2 * t)
    return out


def _speech_level(sound: Floats) -> float:
    """Return the RMS of the frames in which somebody speaks: those within 30 dB of the loudest."""
    frame = SAMPLE_RATE // 50
    if sound.size < frame:
        return 0.0
    power = np.mean(sound[: sound.size // frame * frame].reshape(-1, frame) ** 2, axis=1)
    return float(np.sqrt(np.mean(power[power >= power.max() / 1_000])))


def _convolved(sound: Floats, taps: Floats) -> Floats:
    size = 1 << (sound.size + taps.size - 1).bit_length()
    return np.asarray(np.fft.irfft(np.fft.rfft(sound, size) * np.fft.rfft(taps, size), size)[: sound.size])


def _pcm(sound: Floats) -> Samples:
    return np.clip(np.round(sound), -32768, 32767).astype(np.int16)
