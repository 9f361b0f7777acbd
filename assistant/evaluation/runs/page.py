"""One HTML page of a run, which opens anywhere without a network."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, StrictUndefined

from assistant.evaluation.runs.figures import Figures, utterances
from assistant.evaluation.runs.results import Record

_WORST = 60
"""Utterances that are shown with their alignment."""
_NAMES = {"voice": "Par voix", "noise": "Par bruit", "distance": "Par distance", "subject": "Par sujet"}


def write_page(
    summary: Figures, records: Sequence[Record], pictures: Mapping[str, str], made_with: Mapping[str, Any]
) -> str:
    """Return the page.

    Args:
        summary: from `assistant.evaluation.runs.figures.summary`.
        records: what it sums up.
        pictures: SVG documents by name.
        made_with: what the figures depend on.
    """
    wrong = [one for one in utterances(records) if one["word_errors"]]
    wrong.sort(key=lambda one: (-one["word_errors"] / max(1, one["words"]), one["id"]))
    scenarios = sorted((one for one in records if one["kind"] == "scenario"), key=lambda one: one["id"])
    return (
        _environment()
        .from_string((files(__package__) / "page.html.j2").read_text(encoding="utf-8"))
        .render(
            total=summary["total"],
            groups=[(_NAMES.get(name, f"Par {name}"), values) for name, values in summary["by"].items()],
            unusable=summary["unusable"],
            scenarios=scenarios,
            wrong=wrong[:_WORST],
            wrong_count=len(wrong),
            pictures=pictures,
            made_with=made_with,
            made=datetime.now().astimezone(),
        )
    )


@cache
def _environment() -> Environment:
    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters["number"] = _number
    environment.filters["percent"] = lambda value: "—" if value is None else f"{_number(value)}\u00a0%"
    environment.filters["interval"] = lambda pair: f"{_number(pair[0])} à {_number(pair[1])}" if pair else ""
    return environment


def _number(value: float) -> str:
    return f"{value:g}".replace(".", ",")
