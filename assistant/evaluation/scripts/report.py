"""One HTML page of played scripts, with the sounds to play in it: it opens anywhere, without a network."""

from __future__ import annotations

import base64
import io
from collections.abc import Sequence
from datetime import datetime
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import av
from jinja2 import Environment, StrictUndefined

from assistant.evaluation.scripts.junit import told_differences
from assistant.evaluation.scripts.playing import Played, PlayedTurn
from assistant.hearing.audio import SAMPLE_RATE, Samples

_BIT_RATE = 24_000


def write_report(plays: Sequence[Played], path: Path) -> None:
    """Write the page: scripts, turns with their sound, words aligned, baskets, differences and times."""
    words = sum(turn.words.words for played in plays for turn in played.turns if turn.words)
    errors = sum(turn.words.word_errors for played in plays for turn in played.turns if turn.words)
    page = (
        _environment()
        .from_string(_template())
        .render(
            plays=[_played(number, played) for number, played in enumerate(plays, 1)],
            passed=sum(played.passed for played in plays),
            word_error_rate=errors / words if words else None,
            made=datetime.now().astimezone(),
        )
    )
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(page, encoding="utf-8")


def as_opus(samples: Samples) -> bytes:
    """Return samples as Ogg Opus, which every browser plays."""
    out = io.BytesIO()
    with av.open(out, "w", format="ogg") as container:
        stream = container.add_stream("libopus", rate=48_000)
        stream.bit_rate = _BIT_RATE
        stream.layout = "mono"
        resampler = av.AudioResampler(format="s16", layout="mono", rate=48_000, frame_size=960)
        frame = av.AudioFrame.from_ndarray(samples.reshape(1, -1), format="s16", layout="mono")
        frame.sample_rate = SAMPLE_RATE
        for piece in (*resampler.resample(frame), *resampler.resample(None), None):
            container.mux(stream.encode(piece))
    return out.getvalue()


def _played(number: int, played: Played) -> dict[str, Any]:
    return {
        "number": number,
        "name": played.script.name,
        "subject": played.script.subject,
        "path": str(played.script.path),
        "passed": played.passed,
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
