"""Write the `weak` marks of scenarios anew, from what came out of them.

    vocabas script run audio_samples --json > run.json || true
    python audio_samples/mark.py run.json
    git diff audio_samples                      # every new mark is something that got worse: look at it

A scenario that does not come out as it must is marked, with the first reason to be seen; other marks go.
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import Any

_LICENCE = re.compile(r"^licence: .*\n", re.MULTILINE)
_MARK = re.compile(r"^weak: .*\n", re.MULTILINE)
_REASONS = 2
_SURE = 0.7
"""Confidence from which changes are made without asking (docs/evaluation.md)."""


def mark(document: dict[str, Any]) -> int:
    """Write the marks; returns how many scenarios have one."""
    marked = 0
    for script in document["scripts"]:
        path = Path(script["file"])
        text = _MARK.sub("", path.read_text(encoding="utf-8"))
        if not script["passed"]:
            marked += 1
            line = f"weak: {json.dumps(_reason(script), ensure_ascii=False)}\n"
            text = _LICENCE.sub(lambda found, line=line: found[0] + line, text, count=1)
        path.write_text(text, encoding="utf-8")
    return marked


def _reason(script: dict[str, Any]) -> str:
    found = [reason for turn in script["turns"] for reason in _heard(turn)]
    return "; ".join(found[:_REASONS] or script["differences"][:1])


def _heard(turn: dict[str, Any]) -> list[str]:
    said, answer = turn["text"], turn["answer"]
    if turn["error"] == "nothing_heard" and said and turn["differences"]:
        return [f"nothing is heard of « {said} »"]
    if answer is None or not said:
        return []
    if turn["word_error_rate"]:
        return [f"« {said} » is heard as « {answer['heard']} »"]
    if answer["confidence"] < _SURE:
        return [f"« {said} » is heard right, but doubted ({answer['confidence']:.2f})"]
    return []


if __name__ == "__main__":
    with Path(sys.argv[1]).open(encoding="utf-8") as file:
        print(mark(json.load(file)), "marked weak")
