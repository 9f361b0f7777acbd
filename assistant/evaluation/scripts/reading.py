"""Reads ``*.voice.yaml``: the schema first, then what only a reader of French shops can check."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import fields
from datetime import datetime, timedelta
from fractions import Fraction
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import yaml
from jsonschema import Draft202012Validator
from jsonschema.exceptions import best_match

from assistant.dialogue.phrases import has
from assistant.errors import BadInput, NotFound
from assistant.evaluation.meanings import parse_meanings
from assistant.evaluation.nearest import nearest
from assistant.evaluation.notation import flow
from assistant.evaluation.scripts.explaining import explained, said_twice
from assistant.evaluation.scripts.script import (
    BETWEEN_TURNS,
    MAIN,
    OTHER,
    FullSlot,
    Noise,
    OrderWanted,
    Script,
    Spoken,
    Turn,
    Wanted,
)

SUFFIX = ".voice.yaml"
MONDAY = "2026-11-23 10:00"
"""When scripts without a date are played."""
_OF_TURNS = ("nothing_heard", "audio_too_long", "unreadable_audio", "empty_text", "text_too_long")
"""The errors that a turn mostly ends with."""
_UNITS = {"minute": "minutes", "hour": "hours", "day": "days"}


def find_scripts(paths: Iterable[Path]) -> list[Path]:
    """Return the scripts among files and below folders, each once, in order.

    Raises:
        NotFound: ``file_not_found`` for a path that does not exist, ``no_scripts`` when none is found.
    """
    found: dict[Path, None] = {}
    for path in paths:
        if path.is_dir():
            found.update(dict.fromkeys(sorted(path.rglob(f"*{SUFFIX}"))))
        elif path.is_file():
            found[path] = None
        else:
            raise NotFound("file_not_found", f"no file {path}", path=str(path))
    if not found:
        raise NotFound("no_scripts", "no *.voice.yaml there", path=", ".join(map(str, paths)))
    return list(found)


def load_script(path: Path, zone: ZoneInfo, *, with_sounds: bool = True) -> Script:
    """Read a script.

    Args:
        path: the file.
        zone: the shop's clock, which its times are on.
        with_sounds: whether the sounds that it names must be there.

    Raises:
        BadInput: ``bad_script``, with the file, the line and what is wrong there.
        NotFound: ``file_not_found``, also of a sound that it names.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise NotFound("file_not_found", f"no file {path}", path=str(path)) from error
    except (OSError, UnicodeDecodeError) as error:
        raise _bad(path, 1, str(error)) from error
    try:
        document = yaml.load(text, Loader=_Loader)  # noqa: S506 - a SafeLoader that leaves dates as they are
        root = yaml.compose(text, Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise _bad(path, line, str(error.problem)) from error
    wrong = best_match(_validator().iter_errors(document))
    if wrong is not None:
        place, why = explained(wrong)
        raise _bad(path, _line(root, place), why)
    for line, twice in said_twice(root):
        raise _bad(path, line, twice)
    return _Reader(path, zone, root, with_sounds).script(document)


def parse_passing(text: str) -> timedelta:
    """Read how much time passes: "30 minutes", "2 hours", "7 days".

    Raises:
        ValueError: it is no such time.
    """
    value, _, unit = text.partition(" ")
    if unit.removesuffix("s") not in _UNITS:
        raise ValueError(f'{text!r} is not as "30 minutes", "2 hours" or "7 days"')
    return timedelta(**{_UNITS[unit.removesuffix("s")]: float(value)})


class _Loader(yaml.SafeLoader):
    """Reads a date as the text it is: the schema says what it must look like."""


_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


class _Reader:
    def __init__(self, path: Path, zone: ZoneInfo, root: yaml.Node | None, with_sounds: bool) -> None:
        self._path = path
        self._with_sounds = with_sounds
        self._zone = zone
        self._root = root

    def script(self, document: dict[str, Any]) -> Script:
        who = document.get("household", {})
        who = {"name": who} if isinstance(who, str) else who
        shop = document.get("shop", {})
        date = self._time(document.get("date", MONDAY), ["date"])
        turns = []
        now = date
        for at, node in enumerate(document["turns"]):
            turns.append(self._turn(node, document, at, now))
            now += turns[-1].later + BETWEEN_TURNS
        return Script(
            path=self._path,
            name=document["name"],
            subject=document.get("subject", OTHER),
            household=who.get("name", "script"),
            familiar=who.get("tu", False),
            code=who.get("code", ""),
            date=date,
            turns=tuple(turns),
            end=self._wanted(document.get("expect", {}), "", ["expect"], now),
            weak=document.get("weak", ""),
            origin=document.get("origin", ""),
            licence=document.get("licence", ""),
            shop_file=self._beside(shop.get("file"), ["shop", "file"]),
            offers_file=self._beside(shop.get("offers"), ["shop", "offers"]),
            stock={sku: Fraction(str(left)) for sku, left in shop.get("stock", {}).items()},
            full=tuple(
                FullSlot(slot["mode"], self._time(slot["start"], ["shop", "full", at, "start"]))
                for at, slot in enumerate(shop.get("full", ()))
            ),
        )

    def _turn(self, turn: dict[str, Any], script: dict[str, Any], at: int, before: datetime) -> Turn:
        where: list[str | int] = ["turns", at]
        if turn.get("typed") and "text" not in turn:
            raise self._bad(where, "typed needs a text")
        text = turn.get("text", "")
        noise = turn.get("noise", script.get("noise"))
        later = parse_passing(turn["later"]) if "later" in turn else timedelta()
        now = before + later + BETWEEN_TURNS
        spoken = {**script.get("speak", {}), **turn.get("speak", {})}
        return Turn(
            text=text,
            audio=self._beside(turn.get("audio"), [*where, "audio"], must_exist=self._with_sounds),
            silence_s=float(turn.get("silence_s", 0)),
            typed=turn.get("typed", False),
            spoken=Spoken(**spoken),
            synthetic=bool(spoken and text and "audio" in turn),
            noise=Noise(noise["kind"], float(noise["snr_db"])) if noise else None,
            distance_m=turn.get("distance_m", script.get("distance_m")),
            later=later,
            device=turn.get("device", MAIN),
            wanted=self._wanted(turn.get("expect", {}), text, [*where, "expect"], now),
            line=_line(self._root, where),
        )

    def _wanted(self, node: dict[str, Any], text: str, where: list[str | int], now: datetime) -> Wanted:
        reply = node.get("reply", {})
        words = node.get("words")
        if (words is True or "wer_at_most" in node) and not text:
            raise self._bad(where, "words and wer_at_most need the turn's text")
        self._check_error(node.get("error", ""), [*where, "error"])
        try:
            meanings = parse_meanings(node["requests"], now) if "requests" in node else None
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise self._bad([*where, "requests"], str(error)) from error
        return Wanted(
            words=text if words is True else words or None,
            wer_at_most=node.get("wer_at_most"),
            requests=meanings,
            requests_said=flow(node["requests"]) if meanings else "",
            basket=(node["basket"] or {}) if "basket" in node else None,
            total_cents=node.get("total_cents"),
            has=_texts(reply.get("has")),
            lacks=_texts(reply.get("lacks")),
            expects=reply.get("expects"),
            silent=reply.get("silent"),
            order=self._order(node["order"], [*where, "order"]) if "order" in node else None,
            ignored=node.get("ignored", False),
            error=node.get("error", ""),
        )

    def _check_error(self, code: str, where: list[str | int]) -> None:
        if code and not has(f"error-{code}"):
            raise self._bad(where, f"there is no error {code!r}{nearest(code, _OF_TURNS)}")

    def _order(self, node: Any, where: list[str | int]) -> OrderWanted:
        if isinstance(node, str):
            return OrderWanted(placed=node == "placed")
        start = self._time(node["start"], [*where, "start"]) if "start" in node else None
        known = {field.name for field in fields(OrderWanted)} - {"start", "placed"}
        return OrderWanted(placed=True, start=start, **{k: v for k, v in node.items() if k in known})

    def _time(self, text: str, where: list[str | int]) -> datetime:
        try:
            return datetime.fromisoformat(text).replace(tzinfo=self._zone)
        except ValueError as error:
            raise self._bad(where, f"{text!r} is no time") from error

    def _beside(self, name: str | None, where: list[str | int], must_exist: bool = True) -> Path | None:
        if name is None:
            return None
        path = self._path.parent / name
        if must_exist and not path.is_file():
            raise NotFound(
                "file_not_found", f"{self._path}:{_line(self._root, where)}: no file {path}", path=str(path)
            )
        return path

    def _bad(self, where: list[str | int], why: str) -> BadInput:
        return _bad(self._path, _line(self._root, where), why)


def _bad(path: Path, line: int, why: str) -> BadInput:
    return BadInput("bad_script", f"{path}:{line}: {why}", path=str(path), line=line, why=why)


def _texts(node: str | list[str] | None) -> tuple[str, ...]:
    return () if node is None else (node,) if isinstance(node, str) else tuple(node)


@cache
def _validator() -> Draft202012Validator:
    schema = json.loads((files(__package__) / "voice.schema.json").read_text(encoding="utf-8"))
    return Draft202012Validator(schema)


def _line(node: yaml.Node | None, where: list[str | int]) -> int:
    """Return the line, from 1, of what a path leads to, or of the last part of it that is there."""
    if node is None:
        return 1
    line = node.start_mark.line + 1
    for part in where:
        found: yaml.Node | None = None
        if isinstance(node, yaml.MappingNode):
            for key, value in node.value:
                if key.value == str(part):
                    line, found = key.start_mark.line + 1, value
        elif isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
            found = node.value[part]
            line = found.start_mark.line + 1
        if found is None:
            return int(line)
        node = found
    return int(line)
