"""Listening for one phrase, such as "dis vocabas", and nothing else, at little cost.

Silence costs a few additions (`LoudEnough`). What is louder than the background goes through a narrow pass of
Vosk under a grammar of the phrase, of its words apart, and of unknown speech. When the phrase appears there,
the last seconds are heard anew, twice: as French sounds in any order, and with the model's whole vocabulary.
The phrase counts when it explains the sound better than either, by margins (`Margins`).
"""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from assistant.hearing.audio import SAMPLE_RATE, Samples
from assistant.hearing.decoding import STEP, Decoder, Hypothesis
from assistant.hearing.grammar import UNKNOWN
from assistant.hearing.voice import FRAME, LoudEnough

_RUN_UP = SAMPLE_RATE // 2
"""Samples heard from before it grew loud: the first consonant is quiet."""
_WINDOW = 3 * SAMPLE_RATE
"""Samples heard anew."""
_SETTLES = 1
"""Steps of 0.2 s after the phrase appeared until it is judged: its last sound must be whole."""
_LONGEST = 20 * SAMPLE_RATE
"""Samples after which the first pass begins anew, so that talk or music without end takes no memory."""
_AROUND = (int(0.3 * SAMPLE_RATE), int(0.2 * SAMPLE_RATE))
"""Samples judged before the phrase and after it."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """How much better the phrase explains a sound than what has not been said."""

    over_sounds: float
    """Than French sounds in any order, nats."""
    over_words: float
    """Than the likeliest other words, nats."""


@dataclass(frozen=True, slots=True)
class Margins:
    """How much better it must be; chosen by ``benchmarks/at_home.py``."""

    over_sounds: float = 1.0
    """Nats."""
    over_words: float = 1.0
    """Nats."""

    def allow(self, evidence: Evidence) -> bool:
        """Return whether the phrase counts as said."""
        return evidence.over_sounds >= self.over_sounds and evidence.over_words >= self.over_words


USUAL = Margins()
"""What `vocabas listen` asks for."""


@dataclass(frozen=True, slots=True)
class Call:
    """The phrase was said."""

    after: Samples
    """The sound since it ended, 16 kHz."""
    evidence: Evidence
    """How sure that is."""


class Spotter:
    """Says when a phrase was said.

    Args:
        model: a loaded Vosk model that takes a grammar.
        narrow: the same with a narrow search (`assistant.hearing.garbage`).
        tokens: the phrase in the model's tokens.
        margins: how sure it must be.
    """

    def __init__(self, model: Any, narrow: Any, tokens: Sequence[str], margins: Margins = USUAL) -> None:
        self._model = model
        self._narrow = narrow
        self._tokens = tuple(tokens)
        self._grammar = json.dumps([" ".join(tokens), *dict.fromkeys(tokens), UNKNOWN], ensure_ascii=False)
        self._sounds = json.dumps([UNKNOWN])
        self._margins = margins
        self._loud = LoudEnough()
        self.judged: list[Evidence] = []
        """What was thought of each time that the phrase appeared, since this was last emptied."""
        self.reset()

    def reset(self) -> None:
        """Forget the sound so far, but not how loud the background is."""
        self._rest: Samples = np.zeros(0, np.int16)
        # as if it had been silent before: who calls as the microphone opens has a beginning as well
        silence = [np.zeros(FRAME, np.int16)] * (_RUN_UP // FRAME)
        self._lately: deque[Samples] = deque(silence, maxlen=_WINDOW // FRAME)
        self._decoder: Decoder | None = None
        self._waiting: Samples = np.zeros(0, np.int16)
        self._sleep()

    def push(self, samples: Samples) -> Call | None:
        """Take sound, 16 kHz mono, in pieces of any size; returns the phrase if it was said just now."""
        waiting = np.concatenate([self._rest, samples]) if self._rest.size else samples
        whole = waiting.size - waiting.size % FRAME
        self._rest = waiting[whole:].copy()
        called = None
        for at in range(0, whole, FRAME):
            called = self._take(waiting[at : at + FRAME]) or called
        return called

    def _take(self, frame: Samples) -> Call | None:
        self._lately.append(frame)
        if not self._loud.after(frame):
            if self._decoder is None:
                return None
            called = self._judge() if self._appeared else None
            self._sleep()
            return called
        if self._decoder is None:
            self._decoder = Decoder(self._narrow, self._grammar, 1)
            self._waiting = self._last(_RUN_UP)
        else:
            self._waiting = np.concatenate([self._waiting, frame])
        called = None
        while self._waiting.size >= STEP and self._decoder is not None:
            step, self._waiting = self._waiting[:STEP], self._waiting[STEP:]
            called = self._listen(self._decoder, step) or called
        return called

    def _listen(self, decoder: Decoder, step: Samples) -> Call | None:
        decoder.accept(step)
        self._decoded += STEP
        if self._appeared or _place(self._tokens, decoder.partial().split()) is not None:
            self._appeared += 1
        if self._appeared > _SETTLES:
            called = self._judge()
            self._sleep()
            return called
        if self._decoded > _LONGEST and not self._appeared:
            self._sleep()
        return None

    def _sleep(self) -> None:
        self._decoder = None
        self._waiting = np.zeros(0, np.int16)
        self._decoded = 0
        self._appeared = 0

    def _last(self, count: int) -> Samples:
        return np.concatenate(list(self._lately))[-count:]

    def _judge(self) -> Call | None:
        sound = self._last(_WINDOW)
        place = self._find(_heard(self._narrow, self._grammar, sound, 1))
        if place is None:
            return None
        start, end = place
        around = sound[max(0, start - _AROUND[0]) : end + _AROUND[1]]
        said = [h for h in _heard(self._narrow, self._grammar, around, 1) if self._find([h])]
        if not said:
            return None
        sounds = _heard(self._narrow, self._sounds, around, 1)
        others = [h for h in _heard(self._model, "", around, 5) if not self._find([h])]
        evidence = Evidence(
            said[0].score - max((h.score for h in sounds), default=-np.inf),
            said[0].score - max((h.score for h in others), default=said[0].score - _FAR),
        )
        self.judged.append(evidence)
        return Call(sound[end:], evidence) if self._margins.allow(evidence) else None

    def _find(self, hypotheses: Sequence[Hypothesis]) -> tuple[int, int] | None:
        """Return where the phrase stands in the likeliest hypothesis, samples."""
        for hypothesis in hypotheses[:1]:
            at = _place(self._tokens, hypothesis.tokens)
            if at is not None:
                words = hypothesis.words[at : at + len(self._tokens)]
                return int(words[0].start * SAMPLE_RATE), int(words[-1].end * SAMPLE_RATE)
        return None


_FAR = 20.0
"""Nats to the next hypothesis when there is none within the search."""


def _heard(model: Any, grammar: str, sound: Samples, hypotheses: int) -> list[Hypothesis]:
    decoder = Decoder(model, grammar, hypotheses)
    for at in range(0, sound.size, STEP):
        decoder.accept(sound[at : at + STEP])
    return decoder.finish()


def _place(wanted: Sequence[str], tokens: Sequence[str]) -> int | None:
    for at in range(len(tokens) - len(wanted), -1, -1):
        if tuple(tokens[at : at + len(wanted)]) == tuple(wanted):
            return at
    return None
