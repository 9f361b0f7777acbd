"""Short sounds to measure hearing with: answers of a word or two, single words, coughs, knocks, breath."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from assistant.hearing.audio import SAMPLE_RATE
from benchmarks.material import Clip, Floats, spoken, written_sentences

ANSWERS = ("oui", "non", "d'accord", "c'est tout", "annule", "oui merci", "valide", "c'est bon")
"""What a dialogue hears all the time; all but "annule", "non" and "c'est tout" may place an order."""
_EXCLAMATIONS = (
    "mmh",
    "hum",
    "pff",
    "ah",
    "oh",
    "eh",
    "aïe",
    "atchoum",
    "hop là",
    "ouf",
    "beurk",
    "bah",
    "han",
)
_THROAT = ((400, 800), (1100, 1900), (2400, 3400))


def answers(count: int, voices: Sequence[str], seed: int) -> list[Clip]:
    """Answers, in turn, by all voices, each at its own rate and pitch."""
    texts = [ANSWERS[i // len(voices) % len(ANSWERS)] for i in range(count)]
    return _named(spoken(texts, voices, seed), "answer")


def single_words(count: int, voices: Sequence[str], fit: bool, seed: int) -> list[Clip]:
    """Words of talk that is not for us, alone: some are in the vocabulary, most are not."""
    words = sorted({w for s in written_sentences(for_us=False) for w in s.split() if len(w) > 2})
    rng = np.random.default_rng(seed)
    mine = [str(w) for w in rng.permutation(words[0 if fit else 1 :: 2])[:count]]
    return _named(spoken(mine, voices, seed), "single word")


def exclamations(voices: Sequence[str], fit: bool, seed: int) -> list[Clip]:
    """What people utter without meaning anything by it."""
    return _named(spoken(_EXCLAMATIONS[0 if fit else 1 :: 2] * 3, voices, seed), "exclamation")


def bursts(count: int, seed: int) -> list[Clip]:
    """Coughs, knocks and breath, one to three in a row, at many levels."""
    rng = np.random.default_rng(seed)
    made = []
    for number in range(count):
        make = (_cough, _knock, _breath)[number % 3]
        name = ("cough", "knock", "breath")[number % 3]
        pause = np.zeros(int(SAMPLE_RATE * rng.uniform(0.05, 0.3)))
        parts = [p for _ in range(int(rng.integers(1, 4))) for p in (make(rng), pause)]
        sound = np.concatenate([np.zeros(SAMPLE_RATE // 3), *parts, np.zeros(SAMPLE_RATE // 3)])
        sound *= 10 ** rng.uniform(2.8, 4.2) / (np.abs(sound).max() + 1e-9)
        sound += rng.standard_normal(sound.size) * 10 ** rng.uniform(0, 1)
        made.append(Clip(np.round(sound).astype(np.int16), "", name, name))
    return made


def _named(clips: Sequence[Clip], condition: str) -> list[Clip]:
    return [Clip(c.samples, c.text, c.speaker, condition) for c in clips]


def _cough(rng: np.random.Generator) -> Floats:
    """An explosion of noise, then a rougher tail, through a throat of three resonances."""
    count = int(SAMPLE_RATE * rng.uniform(0.12, 0.4))
    time = np.arange(count) / SAMPLE_RATE
    sound = rng.standard_normal(count)
    if rng.random() < 0.6:
        pitch = rng.uniform(90, 260)
        sound = sound * 0.5 + np.sign(np.sin(2 * np.pi * np.cumsum(np.full(count, pitch)) / SAMPLE_RATE))
    formed = sum(_resonance(sound, rng.uniform(low, high), rng.uniform(80, 300)) for low, high in _THROAT)
    return formed * np.minimum(1, time / 0.01) * np.exp(-time / (time[-1] * rng.uniform(0.25, 0.7)))


def _knock(rng: np.random.Generator) -> Floats:
    """Something hard that is hit: a few resonances that die away."""
    count = int(SAMPLE_RATE * rng.uniform(0.05, 0.25))
    sound = np.zeros(count)
    sound[:20] = rng.standard_normal(20)
    return sum(_resonance(sound, rng.uniform(150, 4000), rng.uniform(20, 150)) for _ in range(4))


def _breath(rng: np.random.Generator) -> Floats:
    """Air: noise of a broad colour that swells and goes."""
    count = int(SAMPLE_RATE * rng.uniform(0.3, 1.2))
    shaped = _resonance(rng.standard_normal(count), rng.uniform(800, 3000), rng.uniform(600, 2000))
    return shaped * np.sin(np.pi * np.arange(count) / count) ** 2


def _resonance(sound: Floats, hertz: float, width: float) -> Floats:
    """Through a resonance: multiplied with a bell-shaped curve around ``hertz``."""
    bins = np.fft.rfft(sound)
    distance = (np.fft.rfftfreq(sound.size, 1 / SAMPLE_RATE) - hertz) / width
    return np.fft.irfft(bins / (1 + distance**2), sound.size)
