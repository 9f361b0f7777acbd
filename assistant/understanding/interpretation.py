"""What was meant: the value that understanding hands to the dialogue."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.understanding.requests import Request


@dataclass(frozen=True, slots=True)
class Interpretation:
    """One sentence, understood."""

    text: str
    """The sentence."""
    requests: tuple[Request, ...]
    """What it asks, in the order said; never empty."""
    confidence: float
    """How sure understanding is of all of it, 0 to 1."""
    heard_confidence: float = 1.0
    """How sure hearing was of the words, 0 to 1; typed text is 1."""
