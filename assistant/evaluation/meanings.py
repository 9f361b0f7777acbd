"""What a sentence means, written down, and how much of it was understood."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from assistant.evaluation.counts import Counts, one_slot
from assistant.evaluation.items import WantedChoice, compare_items, parse_item
from assistant.evaluation.nearest import nearest
from assistant.evaluation.times import WantedTime, parse_time
from assistant.evaluation.words import content_words
from assistant.understanding import requests as ask

NO_CHANGE = "no_change"
"""The meaning of what must leave basket and order alone, whatever is answered."""

ADDS = frozenset({"add_items", "set_quantity", "replace_item", "add_recipe", "reorder"})
"""Requests that put something in the basket."""
CHANGES = ADDS | {
    "remove_items",
    "clear_basket",
    "undo",
    "checkout",
    "choose_slot",
    "cancel_order",
    "confirm",
    "choose",
}
"""Requests that change basket, order, or what will be ordered."""
_ASKS = frozenset({"ask_price", "ask_offers", "ask_product", "ask_why", "read_basket", "suggest_recipes"})
_OF_ITEMS = _ASKS | {"add_items", "remove_items", "set_quantity"}
_TYPES = frozenset(
    ask.request_type(kind) for kind in ask.Request.__subclasses__() if kind is not ask.Unsupported
)
_VALUES = ("mode", "when", "position", "recipe", "servings")


@dataclass(frozen=True, slots=True)
class Wanted:
    """One request that a sentence makes."""

    type: str
    """Its name: "add_items"."""
    items: Mapping[str, tuple[WantedChoice, ...]] = field(default_factory=dict)
    """Items by the request's field: "items", "old", "new", "keep", "item"."""
    values: Mapping[str, Any] = field(default_factory=dict)
    """Mode, time, position, recipe and servings, when said."""
    is_open: bool = False
    """Whether the type alone is compared."""

    def compare(self, got: ask.Request) -> Counts:
        """Count its slots in an understood request of the same type."""
        if self.is_open:
            return Counts()
        total, seen = Counts(), _items_of(got)
        for name in {**self.items, **seen}:
            total += compare_items(self.items.get(name, ()), seen.get(name, ()))
        for name in _VALUES:
            wanted, value = self.values.get(name), getattr(got, name, None)
            total += one_slot(bool(wanted), bool(value), _same(name, wanted, value))
        return total

    @property
    def slots(self) -> Counts:
        """Return the slots that are missed when the request is."""
        return sum(
            (item.ways[0].slots for group in self.items.values() for item in group),
            Counts(missed=len(self.values)),
        )


@dataclass(frozen=True, slots=True)
class Meaning:
    """All that a sentence asks for, in the order said."""

    requests: tuple[Wanted, ...]
    """Empty for `NO_CHANGE`."""

    @property
    def type(self) -> str:
        """Return the name of the first request."""
        return self.requests[0].type if self.requests else NO_CHANGE

    @property
    def changes(self) -> bool:
        """Return whether it changes basket or order."""
        return any(wanted.type in CHANGES for wanted in self.requests)

    def is_wholly(self, got: tuple[ask.Request, ...], counts: Counts, acted: bool) -> bool:
        """Return whether what was understood is all of it and nothing else.

        Args:
            got: the requests, merged.
            counts: their slots, from `compare`.
            acted: whether understanding is sure enough to be acted upon.
        """
        if not self.requests:
            return not (acted and any(request_name(one) in CHANGES for one in got))
        return counts.all_right and [w.type for w in self.requests] == [request_name(r) for r in got]

    def compare(self, got: tuple[ask.Request, ...]) -> Counts:
        """Count the slots of understood requests, each paired with the first of its type."""
        if not self.requests:
            return Counts()
        total, left = Counts(), list(got)
        for wanted in self.requests:
            same = next((one for one in left if request_name(one) == wanted.type), None)
            if same is None:
                total += wanted.slots
                continue
            left.remove(same)
            total += wanted.compare(same)
        for other in left:
            total += Counts(extra=sum(len(group) for group in _items_of(other).values()))
        return total


def merged(requests: tuple[ask.Request, ...]) -> tuple[ask.Request, ...]:
    """Join item requests of one type that follow each other: adding twice is adding both."""
    out: list[ask.Request] = []
    for request in requests:
        if out and type(out[-1]) is type(request) and request_name(request) in _OF_ITEMS:
            joined = getattr(out[-1], "items", ()) + getattr(request, "items", ())
            out[-1] = dataclasses.replace(out[-1], **{"items": joined})
        else:
            out.append(request)
    return tuple(out)


def request_name(request: ask.Request) -> str:
    """Return a request's type in snake case; of one that is not supported, its intent."""
    return request.intent if isinstance(request, ask.Unsupported) else ask.request_type(type(request))


def parse_meanings(node: Any, now: datetime) -> tuple[Meaning, ...]:
    """Read a meaning, or the several that ``either`` offers.

    Raises:
        ValueError: an unknown request, or something that does not belong to it.
    """
    if isinstance(node, dict) and set(node) == {"either"}:
        return tuple(_parse_meaning(one, now) for one in node["either"])
    return (_parse_meaning(node, now),)


def _parse_meaning(node: Any, now: datetime) -> Meaning:
    if node == NO_CHANGE:
        return Meaning(())
    parts = {node: None} if isinstance(node, str) else node
    if not isinstance(parts, dict) or not parts:
        raise ValueError(f"no meaning: {node!r}")
    return Meaning(tuple(_parse_request(str(name), inside, now) for name, inside in parts.items()))


def _parse_request(name: str, inside: Any, now: datetime) -> Wanted:
    if name not in _TYPES:
        raise ValueError(f"no request is called {name!r}{nearest(name, _TYPES)}")
    if inside is None:
        return Wanted(name, is_open=name in _ASKS)
    if name == "choose":
        if isinstance(inside, int):
            return Wanted(name, values={"position": inside})
        return Wanted(name, items={"item": (parse_item(inside),)})
    if name in _OF_ITEMS and isinstance(inside, list):
        return Wanted(name, items={"items": tuple(parse_item(str(item)) for item in inside)})
    if not isinstance(inside, dict):
        raise ValueError(f"{name} cannot hold {inside!r}")
    items: dict[str, tuple[WantedChoice, ...]] = {}
    values: dict[str, Any] = {}
    for key, value in inside.items():
        if key in ("old", "new"):
            items[key] = (parse_item(str(value)),)
        elif key == "keep":
            items[key] = tuple(parse_item(str(item)) for item in value)
        elif key == "when":
            values[key] = parse_time(str(value), now)
        elif key in _VALUES:
            values[key] = value
        else:
            raise ValueError(f"{name} has no {key!r}")
    return Wanted(name, items, values)


def _items_of(request: ask.Request) -> dict[str, tuple[ask.ItemWish, ...]]:
    found: dict[str, tuple[ask.ItemWish, ...]] = {}
    for one in dataclasses.fields(request):
        value = getattr(request, one.name)
        if isinstance(value, ask.ItemWish):
            found[one.name] = (value,)
        elif isinstance(value, tuple) and value and isinstance(value[0], ask.ItemWish):
            found[one.name] = value
    return found


def _same(name: str, wanted: Any, got: Any) -> bool:
    if not wanted or not got:
        return False
    if name == "when":
        ways: tuple[WantedTime, ...] = wanted
        return any(way.accepts(got) for way in ways)
    if name == "recipe":
        return content_words(str(wanted)) == content_words(str(got))
    return bool(wanted == got)
