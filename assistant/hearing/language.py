"""How likely words are before anything is heard, and how many sounds they have.

Vosk adds up what speaks for the sound and what speaks for the words; confidence needs them apart. The
likelihood of the words is looked up again in the model's own grammar, ``Gr.fst``.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from assistant.hearing.graph.openfst import Automaton, read_const

SOUNDS = "sounds.txt"
"""Beside ``Gr.fst``: how many phones each word has, in its shortest form."""
_UNHEARD_OF = 20.0
"""Cost of a word that the grammar lacks, nats."""


class Language:
    """The back-off n-gram that a model of ours listens with."""

    def __init__(self, grammar: Automaton, numbers: dict[str, int], sounds: dict[str, int]) -> None:
        self._finals = grammar.finals
        self._start = grammar.start
        self._first = np.searchsorted(grammar.sources, np.arange(grammar.state_count + 1))
        self._words = np.ascontiguousarray(grammar.arcs["ilabel"])
        self._costs = grammar.arcs["weight"]
        self._targets = grammar.arcs["target"]
        self._numbers = numbers
        self._sounds = sounds

    @classmethod
    def of_model(cls, folder: Path) -> Language | None:
        """Read the grammar of a model; ``None`` for a model that was not built here."""
        graph = folder / "graph"
        if not all((graph / name).is_file() for name in ("Gr.fst", "words.txt", SOUNDS)):
            return None
        return cls(read_const(graph / "Gr.fst"), _numbers(graph / "words.txt"), _numbers(graph / SOUNDS))

    def cost(self, tokens: Sequence[str]) -> float:
        """Return -ln of the probability that somebody says just this, nats."""
        reached = self._backed_off({self._start: 0.0})
        for token in tokens:
            number = self._numbers.get(token, -1)
            following: dict[int, float] = {}
            for state, cost in reached.items():
                at = self._arc(state, number)
                if at is not None:
                    target, total = int(self._targets[at]), cost + float(self._costs[at])
                    following[target] = min(total, following.get(target, math.inf))
            if not following:
                following = {s: c + _UNHEARD_OF for s, c in reached.items()}
            reached = self._backed_off(following)
        ends = (cost + float(self._finals[state]) for state, cost in reached.items())
        return min(min(ends), _UNHEARD_OF * (len(tokens) + 1))

    def sounds(self, tokens: Sequence[str]) -> int:
        """Return how many phones words have, each in its shortest form."""
        return sum(self._sounds.get(token, 0) for token in tokens)

    def _arc(self, state: int, number: int) -> int | None:
        low, high = self._first[state], self._first[state + 1]
        at = low + int(np.searchsorted(self._words[low:high], number))
        return at if at < high and self._words[at] == number else None

    def _backed_off(self, reached: dict[int, float]) -> dict[int, float]:
        found, waiting = dict(reached), list(reached)
        while waiting:
            state = waiting.pop()
            at = self._arc(state, 0)
            if at is not None:
                target, cost = int(self._targets[at]), found[state] + float(self._costs[at])
                if cost < found.get(target, math.inf):
                    found[target] = cost
                    waiting.append(target)
        return found


def _numbers(path: Path) -> dict[str, int]:
    pairs = (line.rsplit(" ", 1) for line in path.read_text(encoding="utf-8").splitlines())
    return {word: int(number) for word, number in pairs}
