"""Listening for one phrase, such as "dis cabas", and nothing else.

Vosk hears under a grammar of the phrase, of its words apart, and of unknown speech; the phrase counts when it
is heard whole and is likelier by a margin than the best that does without it.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import numpy as np

from assistant.hearing.audio import Samples
from assistant.hearing.decoding import STEP, Decoder, Hypothesis
from assistant.hearing.grammar import UNKNOWN

MARGIN = -3.0
"""Nats by which the phrase must be likelier than what does without it (benchmarks/listening.py)."""


class Spotter:
    """Says where in a sound a phrase ended.

    Args:
        model: a loaded Vosk model.
        tokens: the phrase in the model's tokens.
        others: other phrases that are heard in its place.
        margin: see `MARGIN`.
    """

    def __init__(
        self, model: Any, tokens: Sequence[str], others: Sequence[str] = (), margin: float = MARGIN
    ) -> None:
        phrases = [" ".join(tokens), *dict.fromkeys([*tokens, *others]), UNKNOWN]
        self._model = model
        self._grammar = json.dumps(phrases, ensure_ascii=False)
        self._tokens = tuple(tokens)
        self._margin = margin
        self.reset()

    def reset(self) -> None:
        """Begin anew."""
        self._decoder = Decoder(self._model, self._grammar, 5)
        self._rest: Samples = np.zeros(0, np.int16)

    def accept(self, sound: Samples) -> bool:
        """Take sound, 16 kHz; returns whether the phrase may have been said: `find` tells."""
        waiting = np.concatenate([self._rest, sound])
        whole = waiting.size - waiting.size % STEP
        self._rest = waiting[whole:]
        maybe = False
        for at in range(0, whole, STEP):
            self._decoder.accept(waiting[at : at + STEP])
            maybe = maybe or self._place(self._decoder.partial().split()) is not None
        return maybe

    def find(self) -> float | None:
        """End the sound here; returns when the phrase ended, seconds from the beginning, if it was said."""
        if self._rest.size:
            self._decoder.accept(self._rest)
        found = self._decoder.finish()
        self.reset()
        return self._judge(found)

    def _judge(self, found: list[Hypothesis]) -> float | None:
        best = next((h for h in found if self._place(h.tokens) is not None), None)
        if best is None:
            return None
        without = max((h.score for h in found if self._place(h.tokens) is None), default=-np.inf)
        if best.score - without < self._margin:
            return None
        place = self._place(best.tokens)
        assert place is not None
        return best.words[place + len(self._tokens) - 1].end

    def _place(self, tokens: Sequence[str]) -> int | None:
        size = len(self._tokens)
        for at in range(len(tokens) - size + 1):
            if tuple(tokens[at : at + size]) == self._tokens:
                return at
        return None
