"""Sentences with their entities marked, as in `intents/data`: "[deux](quantity) [litres](unit) de lait".

A value that differs from the words stands behind a bar: "[au drive](mode|drive)". A verb is marked with what
it asks for, "[enlève](act_remove)": to the engine all verbs are one entity; their kind is
the intent of their part.
"""

from __future__ import annotations

import re

from assistant.understanding.rasa import Parse, Span

_MARK = re.compile(r"\[([^\]]+)\]\((\w+)(?:\|(\w+))?\)")
_INTENTS = {
    "add": "add_items",
    "remove": "remove_items",
    "set": "set_quantity",
    "replace": "replace_item",
    "clear": "clear_basket",
    "read": "read_basket",
    "total": "ask_total",
    "price": "ask_price",
    "offers": "ask_offers",
    "product": "ask_product",
    "why": "ask_why",
    "recipe": "add_recipe",
    "suggest": "suggest_recipes",
    "slot": "choose_slot",
    "status": "order_status",
    "cancel": "cancel_order",
}


def parsed(marked: str, intent: str = "add_items", confidence: float = 1.0, **changes) -> Parse:
    """What Rasa would make of a sentence."""
    text, spans, at = "", [], 0
    for mark in _MARK.finditer(marked):
        text += marked[at : mark.start()]
        start = len(text)
        text += mark[1]
        entity = "act" if mark[2].startswith("act_") else mark[2]
        spans.append(Span(entity, mark[1], mark[3] or mark[1], start, len(text), confidence))
        at = mark.end()
    return Parse(text + marked[at:], intent, changes.pop("sure", 1.0), tuple(spans), **changes)


class FakeParser:
    """Answers with what it was given, and remembers what it was asked."""

    def __init__(self, parse: Parse) -> None:
        self.parse_given = parse
        self.asked: list[str] = []

    def parse(self, text: str) -> Parse:
        """Return the parse."""
        self.asked.append(text)
        return self.parse_given


class MarkedParser:
    """Knows one marked sentence and its parts, whose intents are those of the verbs marked in them."""

    def __init__(self, marked: str, intent: str) -> None:
        self._marked = marked
        self._intent = intent
        self.asked: list[str] = []

    def parse(self, text: str) -> Parse:
        """Return the parse of the whole, or of a part of it."""
        whole = parsed(self._marked, self._intent)
        self.asked.append(text)
        start = whole.text.find(text)
        if (start <= 0 and len(text) >= len(whole.text)) or start < 0:
            return whole
        kinds = [mark[2] for mark in _MARK.finditer(self._marked)]
        inside = [
            (Span(s.entity, s.text, s.value, s.start - start, s.end - start), kind)
            for s, kind in zip(whole.spans, kinds, strict=True)
            if start <= s.start and s.end <= start + len(text)
        ]
        act = next((kind.removeprefix("act_") for _, kind in inside if kind.startswith("act_")), None)
        intent = _INTENTS.get(act, act) if act else self._intent
        return Parse(text, intent, 1.0, tuple(span for span, _ in inside))
