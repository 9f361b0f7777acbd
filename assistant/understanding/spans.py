"""New spans over the words of a sentence."""

from __future__ import annotations

from assistant.understanding.rasa import Span

OF_ITEMS = ("add_items", "remove_items", "set_quantity")
"""Intents about items of the basket."""
ARTICLES_THAT_COUNT = ("un", "une")
"""Words that count one, or are articles."""


def product_span(text: str, start: int, end: int, confidence: float) -> Span:
    """Return a product over the words between two offsets."""
    return Span("product", text[start:end], text[start:end], start, end, confidence)
