"""A model's graph rebuilt for other words: what scores and, later, the shop's catalogue need."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path

from acoustic.graph import build
from acoustic.graph.lexicon import lexicon
from acoustic.graph.words import tokens


def with_words(model: Path, sentences: Sequence[str], folder: Path, order: int = 1) -> list[str]:
    """Copies ``model`` to ``folder`` with a run-time graph of the words of ``sentences``, order 1 being a word loop.

    Returns words espeak-ng cannot say, which the graph lacks. Call it apart from vosk.
    """
    for part in ("am", "conf"):
        shutil.copytree(model / part, folder / part, dirs_exist_ok=True)
    said = [tokens(s) for s in sentences]
    asked = {word for sentence in said for word in sentence}
    known = lexicon(asked)
    build.run_time(known, build.grammar_of(said, known, order, least_count=1), folder / "graph")
    return sorted(asked - known.keys())


_UNKNOWN = 0.001
"""probability of the garbage word: at 0.05 it swallows other languages, but French words too (docs/acoustic.md)"""


def shop(
    model: Path, sentences: Sequence[str], names: Sequence[str], order: int = 3, least_count: int = 2
) -> list[str]:
    """Writes ``model/graph`` for sentences, and names that may be said alone; returns the words espeak-ng cannot say."""
    said = [t for t in map(tokens, (*sentences, *names)) if t]
    asked = {word for sentence in said for word in sentence}
    known = lexicon(asked)
    grammar = build.grammar_of(said, known, order, least_count, _UNKNOWN)
    build.run_time(known, grammar, model / "graph")
    return sorted(asked - known.keys())
