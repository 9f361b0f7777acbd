"""Sentences with their entities marked, as in `intents/data`: "[deux](quantity) [litres](unit) de lait".

A value that differs from the words stands behind a bar: "[au drive](mode|drive)".
"""

from __future__ import annotations

import re

from assistant.understanding.rasa import Parse, Span

_MARK = re.compile(r"\[([^\]]+)\]\((\w+)(?:\|(\w+))?\)")


def parsed(marked: str, intent: str = "add_items", confidence: float = 1.0, **changes) -> Parse:
    """What Rasa would make of a sentence."""
    text, spans, at = "", [], 0
    for mark in _MARK.finditer(marked):
        text += marked[at : mark.start()]
        start = len(text)
        text += mark[1]
        spans.append(Span(mark[2], mark[1], mark[3] or mark[1], start, len(text), confidence))
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
