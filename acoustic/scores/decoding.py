"""Words through vosk, as the product hears them. Never import kaldifst where this runs: the two hang together."""

from __future__ import annotations

import json
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import vosk

from acoustic.speech.audio import RATE, Samples, to_int16
from assistant.hearing.graph.words import tokens

UNKNOWN = "[unk]"
_CHUNK = 4000
"""samples handed over at once: a quarter of a second, as a microphone does"""


@dataclass(frozen=True)
class Heard:
    """What was heard in some recordings."""

    words: list[list[str]]
    """of each recording, [unk] left out"""
    seconds: float
    """of sound"""
    spent: float
    """seconds of computing"""

    @property
    def real_time_factor(self) -> float:
        return self.spent / max(self.seconds, 1e-9)


def load(folder: Path) -> tuple[vosk.Model, float]:
    """A model, and the seconds it took to load."""
    vosk.SetLogLevel(-1)
    start = time.perf_counter()
    model = vosk.Model(str(folder))
    return model, time.perf_counter() - start


def hear(model: vosk.Model, recordings: Sequence[Samples], vocabulary: Sequence[str] | None = None) -> Heard:
    """Words of each recording; ``vocabulary`` closes the grammar to these words in any order."""
    words = []
    start = time.perf_counter()
    for samples in recordings:
        grammar = [json.dumps([*vocabulary, UNKNOWN], ensure_ascii=False)] if vocabulary is not None else []
        recogniser = vosk.KaldiRecognizer(model, RATE, *grammar)
        sound = to_int16(np.pad(samples, (RATE // 5, RATE // 2))).tobytes()
        said = []
        for at in range(0, len(sound), 2 * _CHUNK):
            if recogniser.AcceptWaveform(sound[at : at + 2 * _CHUNK]):
                said.append(json.loads(recogniser.Result())["text"])
        said.append(json.loads(recogniser.FinalResult())["text"])
        words.append([w for w in tokens(" ".join(said).replace(UNKNOWN, " ")) if w])
    return Heard(words, sum(map(len, recordings)) / RATE, time.perf_counter() - start)
