"""What a kitchen sounds like when nobody speaks to the machine: for the net to learn that it means no phone at all.

Hiss and hum, music, knocks and clatter, water, a crowd too dense to follow, and next to silence. Foreign speech is not
here: it is made of phones, and what is no word of ours is for the grammar to refuse.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tqdm import tqdm

from acoustic.features import shards
from acoustic.features.augment import convolve, microphone, noise, room
from acoustic.features.mfcc import mfcc
from acoustic.speech import audio
from acoustic.speech.manifest import Recording

_SHARD = 400
"""sounds"""
_LOUDNESS = (0.3, 3.7)
"""powers of ten between which the RMS lies, of 32768"""
_VOICES = 40
"""recordings a crowd is made of"""


def extract(count: int, folder: Path, crowd: Sequence[Recording], seed: int) -> None:
    """Writes shards of ``count`` examples without phones; shards already there are kept."""
    folder.mkdir(parents=True, exist_ok=True)
    for number, start in enumerate(tqdm(range(0, count, _SHARD), desc=folder.name, mininterval=5)):
        path = folder / f"{number:04d}.npz"
        if not path.exists():
            rng = np.random.default_rng((seed, number))
            shards.write(path, _examples(min(_SHARD, count - start), crowd, rng))


def _examples(count: int, crowd: Sequence[Recording], rng: np.random.Generator) -> Iterator[shards.Example]:
    chosen = rng.permutation(len(crowd))[:_VOICES]
    voices = [v for v in (audio.read(crowd[i].path) for i in chosen) if len(v) > audio.RATE // 4]
    for _ in range(count):
        yield shards.Example(mfcc(sound(rng, voices)).astype(np.float16), np.zeros(0, np.int8))


def sound(rng: np.random.Generator, voices: Sequence[audio.Samples]) -> audio.Samples:
    """1.5 to 7 seconds of something, now and then of two things, at any loudness."""
    n = int(audio.RATE * rng.uniform(1.5, 7))
    kinds: list[Callable[[int, np.random.Generator], NDArray[np.floating]]] = [
        hiss,
        hiss,
        hum,
        music,
        music,
        knocks,
        water,
    ]
    if voices:
        kinds.append(lambda n, rng: murmur(n, rng, voices))
    x = np.zeros(n, np.float32)
    for kind in rng.choice(len(kinds), 1 + (rng.random() < 0.35), replace=False):
        part = kinds[kind](n, rng)
        x += (part / (np.std(part) + 1e-9) * rng.uniform(0.2, 1)).astype(np.float32)
    filters = [microphone(rng)] if rng.random() < 0.6 else []
    x = convolve(x, [*filters, room(rng)] if rng.random() < 0.4 else filters)
    x = x / (np.std(x) + 1e-9) * np.float32(10 ** rng.uniform(*_LOUDNESS))
    x = x + rng.standard_normal(n, np.float32) * rng.uniform(0.2, 3)
    return np.clip(np.round(x), -32768, 32767).astype(np.float32)


def hiss(n: int, rng: np.random.Generator) -> NDArray[np.floating]:
    """Coloured noise, at times swelling (see augment.noise)."""
    return noise(n, rng, [])


def hum(n: int, rng: np.random.Generator) -> NDArray[np.floating]:
    """Mains, a fridge, an extractor hood: harmonics of one low note, slightly unsteady."""
    note = rng.choice([50.0, 60.0, rng.uniform(30, 250)])
    phase = 2 * np.pi * note * _drift(n, rng, 0.01)
    partials = sum(np.sin(k * phase + rng.uniform(0, 6)) * rng.uniform(0, 1) / k for k in range(1, 25))
    return np.asarray(partials + noise(n, rng, []) * rng.uniform(0, 0.3))


def music(n: int, rng: np.random.Generator) -> NDArray[np.floating]:
    """Notes and chords of a scale with a decaying or a sustained tone, at times a beat."""
    x = np.zeros(n)
    root, beat = rng.uniform(55, 440), int(audio.RATE * rng.uniform(0.12, 0.6))
    tilt, sustained, vibrato = rng.uniform(0.5, 2.5), rng.random() < 0.4, rng.uniform(0, 0.012)
    for start in range(0, n, beat):
        length = min(n - start, int(beat * rng.uniform(0.8, 3)))
        t = np.arange(length) / audio.RATE
        envelope = np.minimum(t / 0.01, 1) * (1 if sustained else np.exp(-t * rng.uniform(1, 8)))
        envelope = envelope * np.minimum(1, (length - np.arange(length)) / 300)
        for degree in rng.choice([0, 2, 4, 5, 7, 9, 11, 12, 16], rng.integers(1, 4)):
            note = root * 2 ** (degree / 12)
            phase = 2 * np.pi * note * (t + vibrato / note * np.sin(2 * np.pi * 5.5 * t))
            partials = range(1, int(min(16, 7000 / note)) + 1)
            x[start : start + length] += envelope * sum(np.sin(k * phase) / k**tilt for k in partials)
        if rng.random() < 0.3:
            x[start : start + length] += rng.standard_normal(length) * np.exp(-t * 40) * rng.uniform(0, 3)
    return x


def knocks(n: int, rng: np.random.Generator) -> NDArray[np.floating]:
    """Plates, cutlery, doors, keys: bursts that ring at a few frequencies."""
    x = rng.standard_normal(n) * 0.003
    for _ in range(rng.integers(1, 4 + n // 4000)):
        start = int(rng.integers(0, n))
        t = np.arange(min(n - start, int(audio.RATE * rng.uniform(0.02, 0.5)))) / audio.RATE
        burst = rng.standard_normal(len(t)) * np.exp(-t * rng.uniform(30, 300)) * rng.uniform(0, 1)
        for _ in range(rng.integers(0, 5)):
            burst += (
                np.sin(2 * np.pi * rng.uniform(100, 7000) * t)
                * np.exp(-t * rng.uniform(8, 120))
                * rng.uniform(0, 1)
            )
        x[start : start + len(t)] += burst * 10 ** rng.uniform(-1, 0)
    return x


def water(n: int, rng: np.random.Generator) -> NDArray[np.floating]:
    """A tap, frying, paper: noise of fast and uneven loudness."""
    knots = max(4, int(n / audio.RATE * rng.uniform(8, 80)))
    rough = np.interp(np.arange(n), np.linspace(0, n, knots), rng.gamma(1.0, 1.0, knots))
    return noise(n, rng, []) * rough


def murmur(n: int, rng: np.random.Generator, voices: Sequence[audio.Samples]) -> NDArray[np.floating]:
    """Seven or more people at once, through a wall."""
    x = np.zeros(n)
    for _ in range(rng.integers(7, 16)):
        voice = voices[rng.integers(len(voices))]
        x += np.resize(np.roll(voice, rng.integers(len(voice))), n) / (np.std(voice) + 1)
    return np.convolve(x, np.ones(6) / 6, "same")


def _drift(n: int, rng: np.random.Generator, size: float) -> NDArray[np.floating]:
    """Time in seconds that runs unevenly."""
    knots = max(3, n // audio.RATE)
    pace = np.interp(np.arange(n), np.linspace(0, n, knots), 1 + size * rng.standard_normal(knots))
    return np.cumsum(pace) / audio.RATE
