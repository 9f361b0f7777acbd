"""One HTML page of played scripts, with the sounds to play in it: it opens anywhere, without a network."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from datetime import datetime
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from jinja2 import Environment, StrictUndefined

from assistant.evaluation.scripts.junit import told_differences
from assistant.evaluation.scripts.playing import Played, PlayedTurn
from assistant.evaluation.scripts.recording import as_opus

_LABELS = {
    "passed": "réussi",
    "failed": "échoué",
    "weak": "faible, on le sait",
    "mended": "réussi, contre l’attente",
}
_TONES = {"passed": "good", "failed": "bad", "weak": "weak", "mended": "bad"}


def write_report(plays: Sequence[Played], path: Path) -> None:
    """Write the page: scripts, turns with their sound, words aligned, baskets, differences and times."""
    words = sum(turn.words.words for played in plays for turn in played.turns if turn.words)
    errors = sum(turn.words.word_errors for played in plays for turn in played.turns if turn.words)
    page = (
        _environment()
        .from_string(_template())
        .render(
            plays=[_played(number, played) for number, played in enumerate(plays, 1)],
            passed=sum(played.outcome == "passed" for played in plays),
            weak=sum(played.outcome == "weak" for played in plays),
            failed=sum(not played.as_expected for played in plays),
            word_error_rate=errors / words if words else None,
            made=datetime.now().astimezone(),
        )
    )
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(page, encoding="utf-8")


def _played(number: int, played: Played) -> dict[str, Any]:
    return {
        "number": number,
        "name": played.script.name,
        "subject": played.script.subject,
        "path": str(played.script.path),
        "outcome": played.outcome,
        "label": _LABELS[played.outcome],
        "tone": _TONES[played.outcome],
        "weak": played.script.weak,
        "origin": played.script.origin,
        "date": played.script.date,
        "turns": [_turn(turn) for turn in played.turns],
        "differences": told_differences(played),
        "basket": played.basket,
        "orders": played.orders,
    }


def _turn(turn: PlayedTurn) -> dict[str, Any]:
    answer = turn.answer or {}
    sound = ""
    if turn.sound is not None and turn.sound.size:
        sound = base64.b64encode(as_opus(turn.sound)).decode()
    return {
        "text": turn.turn.text,
        "typed": turn.turn.typed,
        "sound": sound,
        "conditions": _conditions(turn),
        "pairs": turn.words.pairs if turn.words else (),
        "word_error_rate": turn.words.word_error_rate if turn.words else None,
        "heard": answer.get("heard", ""),
        "confidence": answer.get("confidence"),
        "requests": answer.get("requests", []),
        "reply": (answer.get("reply") or {}).get("text", ""),
        "basket": answer.get("basket"),
        "error": turn.error,
        "seconds": turn.seconds,
        "milliseconds": turn.milliseconds,
        "differences": [str(difference) for difference in turn.differences],
    }


def _conditions(turn: PlayedTurn) -> str:
    said = turn.turn
    parts = [] if said.typed or said.audio or said.silence_s else [f"voix {said.spoken.voice}"]
    if said.noise:
        parts.append(f"bruit {said.noise.kind} à {said.noise.snr_db:g} dB")
    if said.distance_m:
        parts.append(f"à {said.distance_m:g} m".replace(".", ","))
    return ", ".join(parts)


def _template() -> str:
    return (files(__package__) / "report.html.j2").read_text(encoding="utf-8")


@cache
def _environment() -> Environment:
    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters["euros"] = lambda cents: f"{cents // 100},{cents % 100:02d}\N{NO-BREAK SPACE}€"
    environment.filters["percent"] = lambda share: (
        f"{100 * share:.1f}".replace(".", ",") + "\N{NO-BREAK SPACE}%"
    )
    environment.filters["number"] = lambda value: f"{value:g}".replace(".", ",")
    return environment
