"""Plays scripted conversations on the real parts. A script is data: see README.md beside the YAML files."""

from __future__ import annotations

import re
import uuid
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import yaml

from assistant.assistant import Assistant
from assistant.bootstrap import IntentEngine, build_assistant
from assistant.customers import Household
from assistant.customers.code import CodeHash
from assistant.settings import Settings

FOLDER = Path(__file__).resolve().parent
START = datetime(2026, 11, 23, 10, 0, tzinfo=ZoneInfo("Europe/Paris"))  # a Monday
FIELDS = {"name", "tu", "code", "turns", "basket", "ordered", "tags"}
TURN_FIELDS = {"say", "reply", "never", "expects", "silent", "basket", "ordered", "later", "device"}


def scripts() -> list[dict[str, Any]]:
    """Read every script; a misspelt field is an error."""
    found = []
    for file in sorted(FOLDER.glob("*.yaml")):
        for script in yaml.safe_load(file.read_text(encoding="utf-8")):
            unknown = set(script) - FIELDS
            unknown |= {name for turn in script["turns"] for name in set(turn) - TURN_FIELDS}
            assert not unknown, f"{file.name}: {script.get('name')}: {unknown}"
            found.append({**script, "file": file.stem})
    return found


class Clock:
    """A clock that a script moves."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> datetime:
        return self.now


def build(settings: Settings, engine: IntentEngine, clock: Clock) -> Assistant:
    """Build an assistant whose slots are never full: a shop file like the embedded one, with more room."""
    roomy = settings.data_dir / "roomy.toml"
    shop = re.sub(r"^capacity = .*$", "capacity = 10000", settings.shop_file.read_text("utf-8"), flags=re.M)
    roomy.parent.mkdir(parents=True, exist_ok=True)
    roomy.write_text(shop, encoding="utf-8")
    return build_assistant(replace(settings, shop_file=roomy), engine, clock)


@dataclass
class Played:
    """What came of a script."""

    lines: list[tuple[str, str]] = field(default_factory=list)
    """What was said and answered; a note has no answer."""
    problems: list[str] = field(default_factory=list)
    """What was not as the script says."""


def play(script: dict[str, Any], assistant: Assistant, clock: Clock) -> Played:
    """Play a script from its first turn to its last, whatever goes wrong, and compare."""
    clock.now = START
    customer = f"script-{uuid.uuid4().hex[:12]}"
    code = CodeHash.of(str(script["code"])) if "code" in script else None
    with assistant._store.begin() as unit:
        unit.keep_household(Household(customer, bool(script.get("tu")), code))
    devices: dict[str, str] = {}
    played = Played()
    orders: list[dict[str, Any]] = []
    turn: dict[str, Any] = {}
    for step in script["turns"]:
        if "later" in step:
            clock.now += timedelta(minutes=_minutes(step["later"]))
            played.lines.append((f"({step['later']} plus tard)", ""))
        clock.now += timedelta(seconds=8)
        device = step.get("device", "main")
        if device not in devices:
            devices[device] = assistant.open_conversation(customer)["id"]
        turn = assistant.answer(devices[device], step["say"])
        if turn["order"]:
            orders.append(turn["order"])
        played.lines.append((step["say"], turn["reply"]["text"]))
        where = f"« {step['say']} » → {turn['reply']['text']!r}, {[r['type'] for r in turn['requests']]}"
        played.problems += [f"{where}: {p}" for p in _compare(step, turn, len(orders))]
    last = {name: script[name] for name in ("basket", "ordered") if name in script}
    played.problems += [f"at the end: {p}" for p in _compare(last, turn, len(orders))]
    return played


def _compare(step: dict[str, Any], turn: dict[str, Any], orders: int) -> list[str]:
    reply = turn["reply"]
    text = reply["text"].replace("\N{NO-BREAK SPACE}", " ").replace("\N{NARROW NO-BREAK SPACE}", " ")
    low = text.lower()
    problems = [f"reply lacks {part!r}" for part in _list(step.get("reply")) if part.lower() not in low]
    problems += [f"reply has {part!r}" for part in _list(step.get("never")) if part.lower() in text.lower()]
    if "silent" in step and bool(text) == step["silent"]:
        problems.append("silence")
    if not text and not step.get("silent") and "say" in step:
        problems.append("said nothing")
    if "expects" in step and (reply["expects"] or "nothing") != step["expects"]:
        problems.append(f"expects {reply['expects']!r}, not {step['expects']!r}")
    if "ordered" in step and orders != step["ordered"]:
        problems.append(f"{orders} orders, not {step['ordered']}")
    if "basket" in step:
        problems += _compare_basket(step["basket"] or {}, turn["basket"]["lines"])
    return problems


def _compare_basket(wanted: dict[str, float], lines: list[dict[str, Any]]) -> list[str]:
    have = {f"{line['name']} {line['brand']}": line["quantity"] for line in lines}
    problems = []
    for name, quantity in wanted.items():
        found = [key for key, value in have.items() if name.lower() in key.lower() and value == quantity]
        if found:
            have.pop(found[0])
        else:
            problems.append(f"basket lacks {quantity} × {name}: {have}")
    return problems + [f"basket has {quantity} × {name}" for name, quantity in have.items()]


def _list(value: Any) -> list[str]:
    return [] if value is None else [value] if isinstance(value, str) else list(value)


def _minutes(text: str) -> float:
    value, unit = text.split()
    return float(value) * {"minutes": 1, "heures": 60, "jours": 1440}[unit]
