"""What is scored: synthetic voices nobody trained on, clean and spoiled; people; and sounds that are no French at all."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from acoustic.features import nothing
from acoustic.features.augment import add_noise, noise, room
from acoustic.speech import audio, espeak
from acoustic.speech.manifest import Recording
from assistant.number_words import spell_out

FOREIGN = {
    "en-us": "The quick brown fox jumps over the lazy dog. Yesterday we walked along the river and talked about the weather.",
    "de": "Gestern sind wir am Fluss spazieren gegangen und haben lange über das Wetter gesprochen. Morgen kommt meine Tante.",
    "es": "Ayer caminamos junto al río y hablamos mucho tiempo del tiempo. Mañana viene mi tía con los niños.",
    "it": "Ieri abbiamo passeggiato lungo il fiume e parlato a lungo del tempo. Domani viene mia zia con i bambini.",
}


@dataclass(frozen=True)
class Clips:
    """Recordings to score together."""

    name: str
    sounds: list[audio.Samples]
    texts: list[str]
    speakers: list[str]


def clips(name: str, recordings: Sequence[Recording]) -> Clips:
    """Recordings as they are, figures in their texts spelled out."""
    return Clips(
        name,
        [audio.read(r.path) for r in recordings],
        [spell_out(r.transcript) for r in recordings],
        [r.speaker for r in recordings],
    )


def spoiled(clean: Clips, name: str, snr: float, echo: bool, seed: int = 0) -> Clips:
    """The same with coloured or babble noise at ``snr`` dB, and in a room (T60 0.3 to 0.6 s) when ``echo``."""
    rng = np.random.default_rng(seed)
    sounds = []
    for sound in clean.sounds:
        if echo:
            sound = np.convolve(sound, room(rng, (0.3, 0.6)))[: len(sound)].astype(np.float32)
        sounds.append(add_noise(sound, noise(len(sound), rng, clean.sounds[:40]), snr))
    return Clips(name, sounds, clean.texts, clean.speakers)


def first_half(speaker: str) -> bool:
    """Whether ``speaker`` is of the half that constants are chosen on; the other half is reported."""
    return hashlib.md5(speaker.encode()).digest()[0] % 2 == 0


def nothing_said(minutes: float, seed: int = 0) -> list[audio.Samples]:
    """Hums and hisses of many kinds and levels (RMS 3 to 3000 of 32768), ten seconds each."""
    rng = np.random.default_rng(seed)
    sounds = []
    for _ in range(max(1, round(minutes * 6))):
        sound = noise(10 * audio.RATE, rng, [])
        sounds.append(sound / np.std(sound) * np.float32(10 ** rng.uniform(0.5, 3.5)))
    return sounds


def music_and_clatter(minutes: float, seed: int = 0) -> list[audio.Samples]:
    """Music, knocks, water, hum and hiss, alone and together: the kinds the net learnt to ignore, other instances."""
    rng = np.random.default_rng((seed, 7))
    sounds: list[audio.Samples] = []
    while sum(map(len, sounds)) < minutes * 60 * audio.RATE:
        sounds.append(nothing.sound(rng, []))
    return sounds


def foreign_speech() -> list[audio.Samples]:
    """Four other languages, by espeak-ng."""
    return [espeak.speak(text, voice) for voice, text in FOREIGN.items()]
