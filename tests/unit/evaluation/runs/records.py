"""Records as measuring makes them, for tests of what is made of them."""

from __future__ import annotations

from assistant.evaluation.runs.results import Record
from assistant.evaluation.scripts.words import compare


def clip(
    id_: str, said: str, heard: str, speaker: str = "", latency: float = 50.0, **conditions: str
) -> Record:
    found = compare(said, heard)
    return {
        "id": id_,
        "kind": "clip",
        "speaker": speaker,
        "conditions": conditions,
        "said": said,
        "heard": heard,
        "words": found.words,
        "word_errors": found.word_errors,
        "characters": found.characters,
        "character_errors": found.character_errors,
        "pairs": [[pair.kind, pair.said, pair.heard] for pair in found.pairs],
        "seconds": 2.0,
        "listening_s": 0.5,
        "latency_ms": latency,
    }


def scenario(id_: str, exact: bool | None, subject: str = "ordering", *turns: Record) -> Record:
    return {
        "id": id_,
        "kind": "scenario",
        "name": id_,
        "subject": subject,
        "outcome": "passed" if exact else "failed",
        "exact": exact,
        "turns": [{**turn, "milliseconds": 100.0, "typed": False} for turn in turns],
    }
