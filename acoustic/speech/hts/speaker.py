"""Sound from an HTS voice, each utterance by somebody else: parameters drawn, smoothed, then the WORLD vocoder."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pyworld
from numpy.typing import NDArray
from scipy.ndimage import uniform_filter1d

from acoustic.speech.audio import RATE, Samples
from acoustic.speech.hts.context import PAUSE, Word, contexts
from acoustic.speech.hts.trajectory import trajectory
from acoustic.speech.hts.voice import STATES, Context, Voice, phone_properties

Floats = NDArray[np.float64]
_ORDER = 35
"""mel-cepstra, the energy included"""
_ALPHA = 0.42
"""warp of the mel-cepstra at 16 kHz"""
_FRAME = 5.0
"""ms"""
_BANDS = np.array([500.0, 1500.0, 3000.0, 5000.0, 7000.0])
"""Hz, centres of the five voicing strengths"""
_BINS = np.arange(513) / 512
_SAMPA = {"ɛ": "E", "ɔ": "0", "ø": "2", "œ": "9", "ə": "@", "ɑ̃": "a~", "ɛ̃": "e~", "ɔ̃": "o~", "ɡ": "g", "ʃ": "S", "ʒ": "Z"} | {
    "ɲ": "J", "ʁ": "R", "ɥ": "H"
}  # fmt: skip


@dataclass(frozen=True)
class Speaker:
    """How an utterance differs from the voice's average; the default is the average itself."""

    rate: float = 1.0
    """of durations"""
    looseness: float = 0.3
    """of draws from the Gaussians, in standard deviations"""
    length: float = 1.0
    """of the vocal tract: formants go up with it"""
    semitones: float = 0.0
    variance: float = 1.0
    """how far the voice's global variance is restored (Toda & Tokuda 2007)"""
    pitch_range: float = 1.0
    tilt: float = 0.0
    declination: float = 0.0
    colour: Floats = field(default_factory=lambda: np.zeros(_ORDER))
    """added to all mel-cepstra"""
    phone_spread: float = 0.0
    """standard deviation of what is added to each phone's mel-cepstra, a speaker's own way of saying it"""


def somebody(voice: Voice, rng: np.random.Generator) -> Speaker:
    """A speaker who does not exist, not too far from the voice."""
    man = voice.name == "pierre"
    length = rng.uniform(0.88, 1.18) if man else rng.uniform(0.84, 1.10)
    semitones = np.clip(12 * np.log2(length) * rng.uniform(0.5, 3.0) + rng.uniform(-3, 3), -8, 8)
    colour = np.r_[0, rng.standard_normal(_ORDER - 1) * 0.06 / (1 + 0.1 * np.arange(_ORDER - 1))]
    return Speaker(
        rate=rng.uniform(0.85, 1.35) if man else rng.uniform(0.72, 1.2),
        looseness=rng.uniform(0, 0.6),
        length=length,
        semitones=float(semitones),
        variance=rng.uniform(0.2, 1.0),
        pitch_range=rng.uniform(0.6, 1.6),
        tilt=rng.uniform(-0.7, 0.7),
        declination=rng.uniform(0, 0.25),
        colour=colour,
        phone_spread=rng.uniform(0, 0.09),
    )


class Voices:
    """The voices in a folder."""

    def __init__(self, folder: Path) -> None:
        self._properties = phone_properties(folder)
        self.voices = [Voice(path.parent) for path in sorted(folder.glob("*/dur.pdf"))]

    def speak(
        self, phrases: Sequence[Sequence[Word]], voice: Voice, speaker: Speaker, rng: np.random.Generator
    ) -> Samples:
        """Sound of phrases of words in our phones; 16 kHz, RMS 1500 to 6000."""
        spelled = [[[_SAMPA.get(p, p) for p in _split_ng(word)] for word in phrase] for phrase in phrases]
        sound = _sound(voice, contexts(spelled, self._properties), speaker, rng)
        sound *= np.exp(rng.uniform(np.log(1500), np.log(6000))) / (np.sqrt(np.mean(sound**2)) + 1e-9)
        return (sound * min(1.0, 32_000 / np.abs(sound).max())).astype(np.float32)


def _split_ng(word: Word) -> list[str]:
    return [part for phone in word for part in (("n", "ɡ") if phone == "ŋ" else (phone,))]


def _sound(voice: Voice, found: Sequence[Context], speaker: Speaker, rng: np.random.Generator) -> Floats:
    durations = _durations(voice, found, speaker, rng)
    pauses = np.repeat([c["phone"] == PAUSE for c in found], STATES)
    means, variances, voiced = _chosen(voice, found, speaker, rng)
    voiced = np.repeat(voiced & ~pauses, durations)
    silent = np.repeat(pauses, durations)
    spread = {name: np.repeat(values, durations, 0) for name, values in means.items()}
    width = {name: np.repeat(values, durations, 0) for name, values in variances.items()}
    cepstra = trajectory(spread["mgc"], width["mgc"])
    strength = np.clip(trajectory(spread["str"], width["str"]), 0, 1)
    cepstra = _livelier(cepstra, silent, voice, speaker.variance)
    cepstra = cepstra + _own_phones(found, durations, speaker, rng) + speaker.colour
    pitch = _pitch(spread["lf0"], width["lf0"], voiced, speaker, rng)
    log_amplitude = cepstra @ _basis(speaker.length) + speaker.tilt * (_BINS - 0.5)
    power = np.exp(np.clip(2 * log_amplitude, -20, 40))
    breath = np.array([np.interp(_BINS * RATE / 2, _BANDS, 1 - bands) for bands in strength])
    return pyworld.synthesize(pitch, np.ascontiguousarray(power), np.clip(breath, 0.02, 0.995), RATE, _FRAME)


def _durations(
    voice: Voice, found: Sequence[Context], speaker: Speaker, rng: np.random.Generator
) -> NDArray[np.int64]:
    """Frames of each state of each phone."""
    gaussians = voice.streams["dur"][0]
    result = []
    for i, context in enumerate(found):
        leaf = voice.leaf("dur", 0, context)
        deviation = np.sqrt(np.maximum(gaussians.variance[leaf], 0))
        frames = gaussians.mean[leaf] * speaker.rate * np.exp(0.12 * rng.standard_normal())
        frames = (
            frames + deviation * np.clip(rng.standard_normal(STATES), -1.5, 1.5) * 0.3 * speaker.looseness
        )
        if context["phone"] == PAUSE:
            longest = 40 if i in (0, len(found) - 1) else 70
            frames = frames * rng.uniform(16, longest) / frames.sum()
        frames = np.maximum(1, np.round(frames)).astype(np.int64)
        result.append(frames if context["phone"] == PAUSE else np.minimum(frames, 30))
    return np.concatenate(result)


def _chosen(
    voice: Voice, found: Sequence[Context], speaker: Speaker, rng: np.random.Generator
) -> tuple[dict[str, Floats], dict[str, Floats], NDArray[np.bool_]]:
    """Means and variances (states, 3, D) of each stream, drawn loosely, and which states are voiced."""
    means, variances, voiced = {}, {}, np.empty(0, bool)
    for stream in ("mgc", "str", "lf0"):
        leaves = [(s, voice.leaf(stream, s, c)) for c in found for s in range(STATES)]
        mean = np.array([voice.streams[stream][s].mean[leaf] for s, leaf in leaves]).reshape(
            len(leaves), 3, -1
        )
        variance = np.array([voice.streams[stream][s].variance[leaf] for s, leaf in leaves]).reshape(
            mean.shape
        )
        if stream != "str":
            noise = uniform_filter1d(rng.standard_normal((len(leaves), mean.shape[2])), 3, axis=0) * 1.6
            looseness = speaker.looseness * (1.0 if stream == "mgc" else 0.5)
            mean[:, 0] += looseness * np.sqrt(np.maximum(variance[:, 0], 0)) * noise
        if stream == "lf0":
            voiced = np.array([voice.voicing[s][leaf] > 0.5 for s, leaf in leaves])
        means[stream], variances[stream] = mean, variance
    return means, variances, voiced


def _livelier(cepstra: Floats, silent: NDArray[np.bool_], voice: Voice, share: float) -> Floats:
    """Widened towards the voice's own variance: the likeliest path is too smooth."""
    spoken = cepstra[~silent]
    gain = np.sqrt(voice.global_variance / np.maximum(spoken.var(0), 1e-6))
    gain[0] = np.clip(gain[0], 0.9, 1.3)
    gain[1:] = np.clip(gain[1:], 0.8, 2.0)
    result = cepstra.copy()
    result[~silent] = spoken.mean(0) + (spoken - spoken.mean(0)) * (1 + share * (gain - 1))
    return result


def _own_phones(
    found: Sequence[Context], durations: NDArray[np.int64], speaker: Speaker, rng: np.random.Generator
) -> Floats:
    falling = 1 / (1 + 0.15 * np.arange(_ORDER - 1))
    own = {
        c["phone"]: np.r_[0, rng.standard_normal(_ORDER - 1) * speaker.phone_spread * falling] for c in found
    }
    of_states = np.array([own[c["phone"]] for c in found for _ in range(STATES)])
    return uniform_filter1d(np.repeat(of_states, durations, 0), 5, axis=0)


def _pitch(
    mean: Floats, variance: Floats, voiced: NDArray[np.bool_], speaker: Speaker, rng: np.random.Generator
) -> Floats:
    """Hz, 0 where unvoiced."""
    pitch = np.zeros(len(voiced))
    if not voiced.any():
        return pitch
    log = trajectory(mean, variance, voiced)[:, 0]
    centre = log[voiced].mean()
    falling = speaker.declination * (np.arange(len(log)) / len(log) - 0.5)
    jitter = 0.01 * uniform_filter1d(rng.standard_normal(len(log)), 5)
    log = (
        centre + (log - centre) * speaker.pitch_range + speaker.semitones * np.log(2) / 12 - falling + jitter
    )
    pitch[voiced] = np.clip(np.exp(log[voiced]), 60, 420)
    return pitch


def _basis(length: float) -> Floats:
    """From mel-cepstra to log amplitude with all formants ``length`` times as high. shape (35, 513)"""
    knee = min(0.85, 0.85 * length)
    above = knee / length + (_BINS - knee) * (1 - knee / length) / (1 - knee)
    w = np.pi * np.clip(np.where(knee >= _BINS, _BINS / length, above), 0, 1)
    warped = w + 2 * np.arctan(_ALPHA * np.sin(w) / (1 - _ALPHA * np.cos(w)))
    return np.cos(np.arange(_ORDER)[:, None] * warped[None])
