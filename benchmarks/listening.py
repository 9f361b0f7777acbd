"""What the recogniser makes of sounds, and how that compares with what was said."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
from rapidfuzz.distance import Levenshtein
from rich.progress import track

from assistant.errors import BadInput
from assistant.expectation import Expectation
from assistant.hearing.evidence import Segment
from assistant.hearing.recogniser import Recogniser
from assistant.utterance import Utterance
from benchmarks.material import Clip

_SMALL = frozenset(
    [
        "de",
        "d'",
        "du",
        "des",
        "le",
        "la",
        "les",
        "l'",
        "à",
        "au",
        "aux",
        "en",
        "et",
        "euh",
        "s'",
        "il",
        "te",
        "vous",
        "plaît",
    ]
)


_NOTHING = Expectation()


@dataclass(frozen=True)
class Heard:
    """A clip and what became of it."""

    clip: Clip
    segments: tuple[Segment, ...]
    """The evidence, before anything was refused."""
    utterance: Utterance | None
    """What the product says; ``None`` when it heard nothing that could be words."""

    @property
    def tokens(self) -> list[str]:
        """The words of the evidence."""
        return [w.text for s in self.segments for w in s.best.known]

    @property
    def told(self) -> list[str]:
        """The words that the product tells."""
        return tokens(self.utterance.text) if self.utterance else []

    @property
    def same(self) -> bool:
        """Whether the evidence asks for what was said, articles and silent endings aside."""
        return bool(self.clip.text) and gist(self.tokens) == gist(tokens(self.clip.text))


def listen(
    recogniser: Recogniser,
    clips: Sequence[Clip],
    expectation: Expectation | Callable[[Clip], Expectation] = _NOTHING,
    title: str = "listening",
) -> list[Heard]:
    """Hear every clip as the product does, two at a time."""

    def one(clip: Clip) -> Heard:
        expected = expectation if isinstance(expectation, Expectation) else expectation(clip)
        stream = recogniser.stream(expected, max_seconds=600)
        stream.accept(clip.samples)
        try:
            said: Utterance | None = stream.finish()
        except BadInput:
            said = None
        return Heard(clip, stream.segments, said)

    recogniser.load()
    with ThreadPoolExecutor(2) as pool:
        return list(track(pool.map(one, clips), title, total=len(clips)))


def tokens(text: str) -> list[str]:
    """Words as the scores count them: split at hyphens and after apostrophes."""
    text = text.lower().replace("’", "'").replace("aujourd'hui", "aujourd_hui")
    return re.sub(r"'", "' ", text.replace("-", " ")).replace("_", "'").split()


def gist(said: Sequence[str]) -> list[str]:
    """What words ask for: without articles and endings that are not heard."""
    return [w if len(w) < 4 else w.rstrip("sx") for w in said if w not in _SMALL]


def right_words(heard: Heard) -> list[bool]:
    """Whether each word of the evidence was said, by the alignment with the fewest errors."""
    right = [False] * len(heard.tokens)
    for code in Levenshtein.opcodes(tokens(heard.clip.text), heard.tokens):
        if code.tag == "equal":
            right[code.dest_start : code.dest_end] = [True] * (code.dest_end - code.dest_start)
    return right


@dataclass(frozen=True)
class Rate:
    """A share with its 95 % bootstrap interval."""

    value: float
    low: float
    high: float
    length: int

    def __str__(self) -> str:
        return f"{self.value:.1%} [{self.low:.1%}, {self.high:.1%}]"


def rate(pairs: Sequence[tuple[float, float]], speakers: Sequence[str], seed: int = 0) -> Rate:
    """Errors over lengths; percentile bootstrap (Bisani & Ney 2004) over speakers, over clips when these are
    few."""
    keys = speakers if len(set(speakers)) > 3 else [str(i) for i in range(len(pairs))]
    sums: dict[str, list[float]] = {}
    for key, (errors, length) in zip(keys, pairs, strict=True):
        entry = sums.setdefault(key, [0.0, 0.0])
        entry[0] += errors
        entry[1] += length
    table = np.array(list(sums.values()))
    draws = np.random.default_rng(seed).integers(len(table), size=(2000, len(table)))
    picked = table[draws].sum(1)
    low, high = np.percentile(picked[:, 0] / np.maximum(picked[:, 1], 1), (2.5, 97.5))
    errors, length = table.sum(0)
    return Rate(errors / max(length, 1), float(low), float(high), int(length))


def distance(said: Sequence[object], heard: Sequence[object]) -> int:
    """Insertions, deletions and substitutions."""
    return int(Levenshtein.distance(said, heard))
