"""Sentences as people say them to the shop, from the intent project's patterns."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from assistant.errors import Unavailable
from assistant.vocabulary.names import Names

_SCRIPT = "speech.py"
_FEWEST = 40_000
_PER_NAME = 2
"""Sentences drawn for each name of a large catalogue."""
REGIONAL = ("septante", "huitante", "octante", "nonante")
"""Tens of Belgium and Switzerland, which the patterns may not hold."""


def sources(intents_dir: Path) -> list[Path]:
    """Return the files that the sentences come from, for knowing whether they have changed."""
    scripts = [intents_dir / name for name in (_SCRIPT, "expand.py")]
    return [
        *scripts,
        *sorted((intents_dir / "patterns").glob("*.yml")),
        *sorted((intents_dir / "data").glob("*.yml")),
    ]


def write_sentences(intents_dir: Path, names: Names, out: Path) -> None:
    """Draw sentences with the products and brands of a catalogue, one a line.

    Raises:
        Unavailable: ``no_sentence_patterns``, the intent project is not there or its patterns cannot be read.
    """
    script = intents_dir / _SCRIPT
    if not script.is_file():
        raise Unavailable("no_sentence_patterns", f"{script} does not exist", path=str(intents_dir))
    count = max(_FEWEST, _PER_NAME * len(names.products))
    given = json.dumps({"names": list(names.products.items()), "brands": names.brands})
    with out.open("wb") as file:
        done = subprocess.run(
            [sys.executable, str(script), "--count", str(count)],
            input=given.encode(),
            stdout=file,
            stderr=subprocess.PIPE,
            env={"PYTHONIOENCODING": "utf-8", "PYTHONHASHSEED": "0"},
            check=False,
        )
    if done.returncode != 0:
        last = (done.stderr.decode(errors="replace").strip().splitlines() or ["?"])[-1]
        raise Unavailable("no_sentence_patterns", f"{script}: {last}", path=str(intents_dir))
