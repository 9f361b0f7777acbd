"""Writes a script from what was said and what came of it: each expectation is what came out, and holds."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from assistant.documents import Document
from assistant.evaluation.notation import flow, write_meaning
from assistant.evaluation.scripts.comparing import compare_end, compare_turn, full_name, requests_from
from assistant.evaluation.scripts.playing import Played, PlayedTurn
from assistant.evaluation.scripts.reading import load_script
from assistant.evaluation.scripts.script import BETWEEN_TURNS, MAIN, OTHER, Script, Turn
from assistant.understanding.requests import decimal_text

_MINUTE = "%Y-%m-%d %H:%M"


def write_script(played: Played, zone: ZoneInfo) -> None:
    """Write the script's file, with what came out as what must come out.

    An expectation that the notation cannot tell exactly (two lines of one name, a request that has no
    notation) is left out, so that the script passes when it is played again at once.
    """
    path = played.script.path
    turns = [_expected(turn, now) for turn, now in zip(played.turns, _times(played), strict=True)]
    end = _end(played.basket, played.orders)
    _keep(path, "".join(_lines(played, turns, end)))
    read = load_script(path, zone)
    before: Document | None = None
    for turn, again, node in zip(played.turns, read.turns, turns, strict=True):
        for difference in compare_turn(again.wanted, turn.answer, turn.error, turn.words, before):
            node.pop(difference.field.split(".")[0], None)
        before = turn.answer["basket"] if turn.answer else before
    for difference in compare_end(read.end, played.basket or _NOTHING, played.orders):
        end.pop(difference.field.split(".")[0], None)
    _keep(path, "".join(_lines(played, turns, end)))


_NOTHING: Document = {"lines": [], "total_cents": 0}


def _keep(path: Path, text: str) -> None:
    """Write a file as a whole: what was there stays until it is done."""
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_suffix(".tmp")
    new.write_text(text, encoding="utf-8")
    new.replace(path)


def _times(played: Played) -> Iterator[datetime]:
    now = played.script.date
    for turn in played.turns:
        now += turn.turn.later + BETWEEN_TURNS
        yield now


# What came out, as a script says it


def _expected(played: PlayedTurn, now: datetime) -> dict[str, Any]:
    if played.answer is None:
        return {"error": played.error}
    answer = played.answer
    found: dict[str, Any] = {}
    if played.words is not None:
        found["words"] = True if played.words.word_errors == 0 else answer["heard"]
    meaning = write_meaning(requests_from(answer["requests"]), now)
    if meaning is not None:
        found["requests"] = meaning
    found["basket"] = _articles(answer["basket"]["lines"])
    found["reply"] = {"expects": answer["reply"]["expects"] or "nothing"}
    if not answer["reply"]["text"]:
        found["reply"]["silent"] = True
    if answer["order"]:
        found["order"] = _order(answer["order"])
    return found


def _end(basket: Document | None, orders: Sequence[Document]) -> dict[str, Any]:
    there = basket or _NOTHING
    end: dict[str, Any] = {"basket": _articles(there["lines"]), "total_cents": there["total_cents"]}
    end["order"] = {**_order(orders[-1]), "lines": _articles(orders[-1]["lines"])} if orders else "none"
    return end


def _order(order: Document) -> dict[str, Any]:
    start = order["slot"]["start"][:16].replace("T", " ")
    return {"mode": order["mode"], "start": start, "total_cents": order["total_cents"]}


def _articles(lines: Sequence[Mapping[str, Any]]) -> dict[str, float]:
    names = [line["name"] for line in lines]
    return {
        line["name"] if names.count(line["name"]) == 1 else full_name(line): line["quantity"]
        for line in lines
    }


# The file


def _lines(played: Played, turns: Sequence[Mapping[str, Any]], end: Mapping[str, Any]) -> Iterator[str]:
    for key, value in _header(played.script).items():
        yield f"{key}: {flow(value)}\n"
    yield "turns:\n"
    for turn, expected in zip(played.turns, turns, strict=True):
        dash = "  - "
        for key, value in _said(turn.turn, played.script).items():
            yield f"{dash}{key}: {flow(value)}\n"
            dash = "    "
        if turn.answer is not None and turn.answer["reply"]["text"]:
            yield f"    # → {' '.join(turn.answer['reply']['text'].split())}\n"
        yield "    expect:\n"
        for key, value in expected.items():
            yield f"      {key}: {flow(value)}\n"
    yield "expect:\n"
    for key, value in end.items():
        yield f"  {key}: {flow(value)}\n"


def _header(script: Script) -> dict[str, Any]:
    household: Any = script.household
    if script.familiar or script.code:
        household = {"name": script.household, "tu": script.familiar} | (
            {"code": script.code} if script.code else {}
        )
    header = {
        "name": script.name,
        "subject": script.subject if script.subject != OTHER else "",
        "origin": script.origin,
        "licence": script.licence,
        "household": household,
        "date": f"{script.date:{_MINUTE}}",
        "shop": _shop(script),
    }
    return {key: value for key, value in header.items() if value}


def _shop(script: Script) -> dict[str, Any]:
    shop: dict[str, Any] = {}
    for key, file in (("file", script.shop_file), ("offers", script.offers_file)):
        if file is not None:
            shop[key] = os.path.relpath(file, script.path.parent)
    if script.stock:
        shop["stock"] = {sku: _number(decimal_text(left)) for sku, left in script.stock.items()}
    if script.full:
        shop["full"] = [{"mode": one.mode, "start": f"{one.start:{_MINUTE}}"} for one in script.full]
    return shop


def _said(turn: Turn, script: Script) -> dict[str, Any]:
    said: dict[str, Any] = {}
    if turn.audio is not None:
        said["audio"] = os.path.relpath(turn.audio, script.path.parent)
    if turn.text:
        said["text"] = turn.text
    if turn.silence_s:
        said["silence_s"] = _number(str(turn.silence_s))
    if turn.typed:
        said["typed"] = True
    if turn.synthetic:
        said["speak"] = {"voice": turn.spoken.voice, "rate": turn.spoken.rate}
    if turn.later:
        said["later"] = _later(turn.later)
    if turn.device != MAIN:
        said["device"] = turn.device
    return said


def _later(passed: timedelta) -> str:
    for unit, seconds in (("days", 86_400), ("hours", 3_600)):
        if passed.total_seconds() % seconds == 0:
            return f"{passed.total_seconds() / seconds:g} {unit}"
    return f"{passed.total_seconds() / 60:g} minutes"


def _number(text: str) -> float:
    value = float(text)
    return int(value) if value.is_integer() else value
