"""Writes docs/conversations.md: scripted conversations as they really come out.

VOCABAS_NLU_URL=… .venv/bin/python -m tests.conversations.transcript [--check]

Without VOCABAS_NLU_URL the embedded intent engine is started. ``--check`` plays all, and prints problems.
"""

from __future__ import annotations

import os
import re
import sys
import tempfile
from pathlib import Path

from assistant.bootstrap import IntentEngine
from assistant.settings import load_settings
from tests.conversations.play import Clock, build, play, scripts

TARGET = Path(__file__).resolve().parents[2] / "docs" / "conversations.md"
CHOSEN = (
    "three verbs in one sentence",
    "replace by name",
    "two more, in all",
    "step by step, in order",
    "kinds, then the second",
    "price, then that one",
    "why this one",
    "what tells pasta apart",
    "no, fifty",
    "a correction within a list",
    "there, that is good, at the end of a list",
    "mode asked",
    "a time without its day is for the day said",
    "later than that",
    "wait, something is missing",
    "beer comes while the order is read back",
    "a change elsewhere asks again",
    "not understood twice, then left",
    "cancel the one of tomorrow, of two",
    "code wrong, then right",
    "tu, the whole way",
    "a dear weight is asked for",
    "eggs in the basket are not bought again for the omelette",
    "other ideas",
    "partial success is said plainly",
    "a week later",
)
HEAD = """# Conversations

As they really came out: `python -m tests.conversations.transcript` plays scripts of `tests/conversations/`
with the real intent engine, the embedded catalogue (invented prices) and a database, and writes this page.
Order numbers are replaced by `····-····`; a spoken code is kept nowhere but in the script.
"""


def main() -> None:
    """Play and write."""
    with tempfile.TemporaryDirectory() as folder:
        settings = load_settings(dict(os.environ), data_dir=Path(folder))
        clock = Clock()
        with IntentEngine(settings) as engine:
            if engine.server is not None:
                engine.server.wait_until_ready(settings.nlu_start_timeout)
            assistant = build(settings, engine, clock)
            if "--check" in sys.argv:
                for script in scripts():
                    for problem in play(script, assistant, clock).problems:
                        print(f"{script['file']}: {script['name']}: {problem}")
                return
            by_name = {script["name"]: script for script in scripts()}
            parts = [HEAD]
            for number, name in enumerate(CHOSEN, 1):
                played = play(by_name[name], assistant, clock)
                parts.append(f"\n## {number}. {name[0].upper()}{name[1:]}\n\n")
                for said, answered in played.lines:
                    reply = f"  \n  {answered}" if answered else ""
                    parts.append(f"- **{said}**{reply}\n")
            text = re.sub(r"[2-9A-Z]{4}-[2-9A-Z]{4}", "····-····", "".join(parts))
            TARGET.write_text(text, encoding="utf-8")
            print(f"{TARGET}: {len(CHOSEN)} conversations")


if __name__ == "__main__":
    main()
