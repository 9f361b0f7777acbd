"""What the intent engine was trained on, so that no sentence it knows by heart counts in a score."""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

import yaml

from assistant.errors import NotFound
from assistant.evaluation.sentences import Sentence
from assistant.understanding.normalise import normalise

MARK = re.compile(r"\[([^\]]+)\](?:\((\w+)\)|\{[^}]*\"entity\": ?\"(\w+)\"[^}]*\})")
"""Rasa's markup of a span: its text, and its entity in the one group or the other."""

_EXPAND = """
import pathlib, sys
sys.path.insert(0, ".")
import expand
expand.expand(pathlib.Path("patterns"), pathlib.Path(sys.argv[1]))
"""


def read_training(project: Path) -> tuple[str, ...]:
    """Return every training sentence of a Rasa project, with its markup.

    Args:
        project: the folder with ``data/*.yml``; when it has ``patterns/`` and an ``expand.py`` that draws
            sentences from them, it is run, so that nothing depends on when the model was last trained.

    Raises:
        NotFound: ``training_not_found``: there is no such data, or it cannot be expanded.
    """
    with tempfile.TemporaryDirectory() as folder:
        if (project / "expand.py").is_file():
            done = subprocess.run(
                [sys.executable, "-c", _EXPAND, folder],
                cwd=project,
                capture_output=True,
                text=True,
                check=False,
            )
            if done.returncode:
                raise NotFound(
                    "training_not_found",
                    f"{project / 'expand.py'}: {done.stderr.strip()}",
                    path=str(project),
                )
        files = [*sorted((project / "data").glob("*.yml")), *sorted(Path(folder).glob("*.yml"))]
        marked = tuple(line for file in files for line in _examples(file))
    if not marked:
        raise NotFound("training_not_found", f"no training data in {project}", path=str(project))
    return marked


def plain(marked: str) -> str:
    """Return a training sentence without its markup."""
    return MARK.sub(r"\1", marked)


def known_by_heart(sentences: Iterable[Sentence], training: Iterable[str]) -> frozenset[str]:
    """Return the texts of those sentences that the training data holds word for word.

    Both are compared as the intent engine reads them: capitals and punctuation make no difference.
    """
    learnt = {normalise(plain(marked)) for marked in training}
    return frozenset(sentence.text for sentence in sentences if normalise(sentence.text) in learnt)


def _examples(file: Path) -> list[str]:
    # libyaml reads the ten thousand sentences ten times faster, where it is there
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    document = yaml.load(file.read_text(encoding="utf-8"), loader) or {}  # noqa: S506 - both are safe
    return [
        line.strip().removeprefix("- ").strip()
        for entry in document.get("nlu", ())
        if "intent" in entry
        for line in entry["examples"].splitlines()
        if line.strip()
    ]
