"""Build a graph in a process of its own: the job as JSON on standard input, what happens as JSON lines on
the output.

Job: {"folder", "sentences", "names", "corrections": [files…], "spelled": [words…]}; sentences and names are
files with one a line. Lines printed: {"step": "pronounce"}… and at last {"mute": [words…], "espeak":
"1.52.0"} or {"error": code, "message": text}.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

BAD_PRONUNCIATIONS, NO_BUILDER = "bad_pronunciations", "no_graph_builder"
"""Codes of the errors that a job may end with."""


def main() -> int:
    """Do the job; the exit status is 1 after an error that a person can mend."""
    try:
        from assistant.hearing.graph import build, espeak, lexicon
    except ImportError as error:
        return _fail(NO_BUILDER, str(error))
    job: dict[str, Any] = json.load(sys.stdin)
    try:
        by_hand: lexicon.Lexicon = {}
        for path in map(Path, job["corrections"]):
            by_hand |= lexicon.corrections(path)
        mute = build.shop(
            Path(job["folder"]),
            _lines(job["sentences"]),
            _lines(job["names"]),
            by_hand=by_hand,
            spelled=frozenset(job["spelled"]),
            tell=lambda step: _print(step=step),
        )
    except espeak.NoPronouncer as error:
        return _fail(NO_BUILDER, str(error))
    except (lexicon.BadCorrection, UnicodeDecodeError) as error:
        return _fail(BAD_PRONUNCIATIONS, str(error))
    _print(mute=mute, espeak=espeak.version())
    return 0


def _lines(path: str) -> list[str]:
    return Path(path).read_text(encoding="utf-8").splitlines()


def _fail(code: str, message: str) -> int:
    _print(error=code, message=message)
    return 1


def _print(**what: Any) -> None:
    print(json.dumps(what, ensure_ascii=False), flush=True)


if __name__ == "__main__":
    sys.exit(main())
