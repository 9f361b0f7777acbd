"""Sums up the records of a run: rates with their intervals, in all and by voice, noise, distance, subject."""

from __future__ import annotations

import statistics
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from assistant.evaluation.counts import Counts
from assistant.evaluation.intervals import bootstrap_interval, ratio_interval
from assistant.evaluation.runs.results import Record

Figures = dict[str, Any]

STANDARD = ("voice", "noise", "distance", "subject")
"""What figures are broken down by, where it is known."""
_ENOUGH_SPEAKERS = 5
"""From so many on, speakers are drawn for an interval rather than utterances."""
_SEVERAL = "several"


def summary(records: Iterable[Record], by: Collection[str] = ()) -> Figures:
    """Return all figures as one JSON document; shares are in per cent, with 95 % intervals.

    Args:
        records: in any order.
        by: further columns of the manifests to break down by.
    """
    every = sorted(records, key=lambda record: record["id"])
    spoken = utterances(every)
    scenarios = [record for record in every if record["kind"] == "scenario"]
    broken: dict[str, dict[str, Figures]] = {}
    for name in (*STANDARD, *(one for one in by if one not in STANDARD)):
        values = {one["conditions"][name] for one in spoken if name in one["conditions"]}
        values |= {_condition(one, name) for one in scenarios} - {""}
        # a column that tells nothing apart would repeat the total
        if len(values - {_SEVERAL}) > 1 or name in by:
            broken[name] = {
                value: figures(
                    [one for one in spoken if one["conditions"].get(name) == value],
                    [one for one in scenarios if _condition(one, name) == value],
                )
                for value in sorted(values, key=_in_order)
            }
    return {
        "total": figures(spoken, scenarios),
        "unusable": sorted(record["id"] for record in every if record.get("error")),
        "by": broken,
    }


def utterances(records: Iterable[Record]) -> list[Record]:
    """Return everything that was said with known words: recordings, and the turns of scenarios.

    Each has ``id``, ``speaker`` and ``conditions``, with "voice" and "subject" among them where they are
    known.
    """
    found: list[Record] = []
    for record in records:
        if record["kind"] == "clip":
            if "said" in record:
                found.append({**record, "conditions": _with_voice(record)})
            continue
        for number, turn in enumerate(record["turns"], 1):
            if "said" in turn:
                conditions = {**_with_voice(turn), "subject": record["subject"]}
                found.append({**turn, "id": f"{record['id']}#{number}", "conditions": conditions})
    return found


def figures(spoken: Sequence[Record], scenarios: Sequence[Record]) -> Figures:
    """Return the figures of some utterances and scenarios; what cannot be told is ``None``."""
    exact = [record["exact"] for record in scenarios if record["exact"] is not None]
    turns = [turn for record in scenarios for turn in record["turns"]]
    understood = [one["understood"] for one in (*spoken, *_unspoken(turns)) if "understood" in one]
    slots = sum((Counts(*one["slots"]) for one in understood), Counts())
    seconds = sum(one["seconds"] for one in spoken)
    return {
        "utterances": len(spoken),
        "words": sum(one["words"] for one in spoken),
        "seconds": round(seconds, 1),
        "word_error_rate": _rate(spoken, "word_errors", "words"),
        "character_error_rate": _rate(spoken, "character_errors", "characters"),
        "without_error": _share([not one["word_errors"] for one in spoken]),
        "real_time_factor": round(sum(one["listening_s"] for one in spoken) / seconds, 4)
        if seconds
        else None,
        "latency_ms": _spread([one["latency_ms"] for one in spoken]),
        "answer_ms": _spread([turn["milliseconds"] for turn in turns]),
        "understood": {
            "utterances": len(understood),
            "intent": _share([one["type"] for one in understood]),
            "entity_f1": round(100 * slots.f1, 1) if slots.found + slots.missed else None,
            "wholly_right": _share([one["wholly"] for one in understood]),
        },
        "scenarios": len(scenarios),
        "basket_and_order_exact": {**_share(exact), "of": len(exact)},
    }


def _unspoken(turns: Iterable[Record]) -> Iterable[Record]:
    return (turn for turn in turns if "said" not in turn)


def _with_voice(record: Record) -> dict[str, str]:
    conditions = dict(record["conditions"])
    if record["speaker"]:
        conditions.setdefault("voice", record["speaker"])
    return conditions


def _condition(scenario: Record, name: str) -> str:
    """Return the condition of a scenario: of all its turns, or that they are several."""
    if name == "subject":
        return str(scenario["subject"])
    values = {_with_voice(turn).get(name, "") for turn in scenario["turns"] if "said" in turn} - {""}
    return _SEVERAL if len(values) > 1 else next(iter(values), "")


def _in_order(value: str) -> tuple[bool, str, float, str]:
    """Sort "white 5 dB" before "white 10 dB", and "several" last."""
    kind = value.rstrip("0123456789. mdB-")
    number = value[len(kind) :].strip(" mdB")
    try:
        return value == _SEVERAL, kind, float(number or 0), value
    except ValueError:
        return value == _SEVERAL, kind, 0.0, value


def _rate(spoken: Sequence[Record], errors: str, of: str) -> Figures:
    total = sum(one[of] for one in spoken)
    if not total:
        return {"percent": None, "interval": None}
    speakers = [one["speaker"] for one in spoken]
    drawn = speakers if len({*speakers} - {""}) >= _ENOUGH_SPEAKERS and all(speakers) else []
    low, high = ratio_interval([one[errors] for one in spoken], [one[of] for one in spoken], drawn)
    return {
        "percent": round(100 * sum(one[errors] for one in spoken) / total, 1),
        "interval": [round(100 * low, 1), round(100 * high, 1)],
        "drawn": "speakers" if drawn else "utterances",
    }


def _share(right: Sequence[bool]) -> Figures:
    if not right:
        return {"percent": None, "interval": None}
    low, high = bootstrap_interval([float(one) for one in right])
    return {
        "percent": round(100 * sum(right) / len(right), 1),
        "interval": [round(100 * low, 1), round(100 * high, 1)],
    }


def _spread(values: Sequence[float]) -> Mapping[str, float] | None:
    if not values:
        return None
    ordered = sorted(values)
    return {
        "median": round(statistics.median(ordered), 1),
        "p95": round(ordered[min(len(ordered) - 1, int(0.95 * len(ordered)))], 1),
    }
