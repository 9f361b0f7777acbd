"""Which word follows which: a back-off n-gram with absolute discounting (Ney, Essen & Kneser 1994)."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

START, END = "<s>", "</s>"
History = tuple[str, ...]


@dataclass(frozen=True)
class Ngram:
    """Probabilities after each history kept; what is not there backs off to the history one word shorter."""

    words: dict[History, dict[str, float]]
    backoff: dict[History, float]
    """factor on the shorter history's probability"""
    order: int

    def probability(self, history: History, word: str) -> float:
        """P(word | history), by back-off."""
        factor = 1.0
        while history not in self.words or word not in self.words[history]:
            if not history:
                return 0.0
            factor *= self.backoff.get(history, 1.0)
            history = history[1:]
        return factor * self.words[history][word]

    def next_history(self, history: History, word: str) -> History:
        """Longest kept history after ``word``."""
        following = (*history, word)[-(self.order - 1) :] if self.order > 1 else ()
        while following not in self.words:
            following = following[1:]
        return following


def train(
    sentences: Iterable[Sequence[str]],
    order: int = 3,
    vocabulary: Iterable[str] = (),
    discount: float = 0.6,
    least_count: int = 2,
) -> Ngram:
    """Counts and discounts; each word of ``vocabulary`` is added once to the unigrams.

    Histories of two words or more keep only words seen ``least_count`` times after them.
    """
    counts: list[dict[History, Counter[str]]] = [defaultdict(Counter) for _ in range(order)]
    for sentence in sentences:
        said = [START, *sentence, END]
        for i in range(1, len(said)):
            for n in range(min(order - 1, i) + 1):
                counts[n][tuple(said[i - n : i])][said[i]] += 1
    counts[0][()].update(list(vocabulary))
    model = Ngram({}, {}, order)
    total = sum(counts[0][()].values())
    model.words[()] = {word: count / total for word, count in counts[0][()].items()}
    for n in range(1, order):
        for history, following in counts[n].items():
            kept = {w: c for w, c in following.items() if n < 2 or c >= least_count}
            if kept and history[1:] in model.words:
                _add(model, history, kept, sum(following.values()), discount)
    return model


def _add(model: Ngram, history: History, kept: dict[str, int], total: int, discount: float) -> None:
    shorter = sum(model.probability(history[1:], w) for w in kept)
    probabilities = {w: (c - discount) / total for w, c in kept.items()}
    model.words[history] = probabilities
    model.backoff[history] = max(1 - sum(probabilities.values()), 1e-6) / max(1 - shorter, 1e-6)


@dataclass(frozen=True)
class Arc:
    """An arc of the grammar: a word, or back-off when ``word`` is None."""

    source: int
    target: int
    word: str | None
    cost: float


def automaton(model: Ngram) -> tuple[list[Arc], dict[int, float]]:
    """The model as an automaton that starts in state 0: arcs, and the cost (-ln p) of ending in a state."""
    states: dict[History, int] = {(START,) if (START,) in model.words else (): 0}
    for history in model.words:
        states.setdefault(history, len(states))
    arcs: list[Arc] = []
    ends: dict[int, float] = {}
    for history, following in model.words.items():
        here = states[history]
        for word, p in following.items():
            if word == END:
                ends[here] = -math.log(p)
            else:
                arcs.append(Arc(here, states[model.next_history(history, word)], word, -math.log(p)))
        if history:
            arcs.append(Arc(here, states[history[1:]], None, -math.log(model.backoff[history])))
    return arcs, ends
