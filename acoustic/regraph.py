"""A model's graph rebuilt for other words: what scores need."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path

from assistant.hearing.graph import build
from assistant.hearing.graph.lexicon import lexicon
from assistant.hearing.graph.words import tokens


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
