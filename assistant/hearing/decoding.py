"""One pass of Vosk over a sound: samples in, ways to hear each segment out."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

import vosk

from assistant.hearing.audio import SAMPLE_RATE, Samples
from assistant.hearing.grammar import UNKNOWN

STEP = SAMPLE_RATE // 5
"""Samples given to Vosk at once, 0.2 s: it looks for the end of speech after each, so the step must not
vary."""


@dataclass(frozen=True, slots=True)
class TimedWord:
    """A token and when it was said."""

    text: str
    """As the model writes it."""
    start: float
    """Seconds from the beginning of the sound."""
    end: float
    """Seconds from the beginning of the sound."""


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """One way to hear a segment, which ends at a pause."""

    words: tuple[TimedWord, ...]
    """In order; none for silence."""
    score: float
    """Log-likelihood of sound and words, nats. Comparable between passes over the same sound."""

    @property
    def tokens(self) -> tuple[str, ...]:
        """Return the words alone."""
        return tuple(w.text for w in self.words)

    @property
    def known(self) -> tuple[TimedWord, ...]:
        """Return the words but for the one that stands for unknown speech."""
        return tuple(w for w in self.words if w.text != UNKNOWN)

    def has(self, word: TimedWord) -> bool:
        """Return whether this hypothesis has a word at about that time."""
        return any(w.text == word.text and w.start < word.end and w.end > word.start for w in self.words)


class Decoder:
    """A Vosk recogniser fed in equal steps."""

    def __init__(self, model: Any, grammar: str = "", hypotheses: int = 10) -> None:
        arguments = (grammar,) if grammar else ()
        self._vosk = vosk.KaldiRecognizer(model, SAMPLE_RATE, *arguments)
        self._vosk.SetWords(True)
        self._vosk.SetMaxAlternatives(hypotheses)

    def accept(self, step: Samples) -> bool:
        """Take one step of sound; returns whether speech has come to an end."""
        return bool(self._vosk.AcceptWaveform(step.tobytes()))

    def partial(self) -> str:
        """Return the tokens heard so far in this segment."""
        return str(json.loads(self._vosk.PartialResult()).get("partial", ""))

    def end_segment(self) -> list[Hypothesis]:
        """End the segment here; returns the ways to hear it, best first."""
        return _hypotheses(self._vosk.Result())

    def finish(self) -> list[Hypothesis]:
        """End the sound; returns the ways to hear the last segment."""
        return _hypotheses(self._vosk.FinalResult())


def _hypotheses(result: str) -> list[Hypothesis]:
    found = json.loads(result).get("alternatives", ())
    return [
        Hypothesis(
            tuple(TimedWord(w["word"], float(w["start"]), float(w["end"])) for w in a.get("result", ())),
            float(a["confidence"]),
        )
        for a in found
    ]
