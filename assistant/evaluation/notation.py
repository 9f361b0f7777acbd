"""Writes what was understood in the notation of meanings (intents/heldout/README.md), to be read again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from fractions import Fraction
from typing import Any

import yaml

from assistant.evaluation.items import REFERRED
from assistant.evaluation.meanings import merged, parse_meanings, request_name
from assistant.understanding import requests as ask
from assistant.understanding.requests import ItemWish, TimeWish, decimal_text

_WIDE = 1_000_000
_EXACTLY = timedelta(minutes=1)
"""How long the interval of an exact hour is."""


def write_meaning(requests: Sequence[ask.Request], now: datetime) -> Any | None:
    """Return requests as the YAML value that means just them: a name, or a mapping.

    Args:
        requests: in the order said.
        now: when it was said, aware.

    Returns:
        ``None`` where the notation cannot tell them exactly: two changes of one kind with another between
        them, a product spoken of by "l'autre".
    """
    got = merged(tuple(requests))
    node: dict[str, Any] = {}
    for request in got:
        if request_name(request) in node:
            return None
        node[request_name(request)] = _inside(request)
    written = next(iter(node)) if len(node) == 1 and not any(node.values()) else node
    try:
        meanings = parse_meanings(written, now)
    except (ValueError, KeyError, TypeError, AttributeError):
        return None
    return written if any(one.is_wholly(got, one.compare(got), acted=True) for one in meanings) else None


def told(requests: Sequence[ask.Request]) -> str:
    """Return requests as a person reads them, whether the notation can tell them exactly or not."""
    return "; ".join(_told(one) for one in merged(tuple(requests))) or "rien"


def _told(request: ask.Request) -> str:
    inside = _inside(request)
    return request_name(request) if inside is None else f"{request_name(request)}: {flow(inside)}"


def flow(value: Any) -> str:
    """Return a value as YAML on one line."""
    text = yaml.safe_dump(value, default_flow_style=True, allow_unicode=True, width=_WIDE, sort_keys=False)
    return text.removesuffix("\n").removesuffix("\n...")


def write_item(item: ItemWish) -> str:
    """Return an item in the notation: "2 l lait +bio @puget <8"."""
    parts = [*_amount(item), item.product or REFERRED]
    parts += [f"+{one}" for one in item.attributes]
    parts += [f"@{item.brand}"] if item.brand else []
    parts += [f"<{decimal_text(Fraction(item.price_cents, 100))}"] if item.price_cents else []
    return " ".join(parts)


def _amount(item: ItemWish) -> list[str]:
    said = item.quantity
    if said is None:
        return []
    number = ("~" if said.vague else "") + decimal_text(said.value)
    number += f"..{decimal_text(said.at_most)}" if said.at_most is not None else ""
    return [number, said.unit] if said.unit else [number]


def _inside(request: ask.Request) -> Any:
    if isinstance(request, ask.Choose):
        return request.position or (write_item(request.item) if request.item else None)
    if isinstance(request, ask.ReplaceItem):
        return {"old": write_item(request.old), "new": write_item(request.new)}
    if isinstance(request, ask.ClearBasket):
        return {"keep": [write_item(item) for item in request.keep]} if request.keep else None
    if isinstance(request, ask.AddRecipe):
        return {"recipe": request.recipe, **({"servings": request.servings} if request.servings else {})}
    if isinstance(request, ask.Checkout | ask.ChooseSlot):
        inside = {"mode": request.mode} if request.mode else {}
        return (inside | ({"when": _time(request.when)} if request.when else {})) or None
    items = getattr(request, "items", ())
    return [write_item(item) for item in items] or None


def _time(when: TimeWish) -> str:
    if when.latest:
        return "latest"
    if when.start.second or when.start.microsecond:  # an hour that nobody says: it is now
        return "soonest"
    if when.end - when.start <= _EXACTLY:
        return f"{when.start:%m-%d} at {when.start:%H:%M}"
    if when.start.date() == when.end.date():
        return f"{when.start:%m-%d} {when.start:%H:%M}-{when.end:%H:%M}"
    return f"{when.start:%m-%d}..{when.end:%m-%d} {when.start:%H:%M}-{when.end:%H:%M}"
