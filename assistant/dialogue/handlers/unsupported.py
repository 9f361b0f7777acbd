"""What happens on `Unsupported`: something for a shop that no other request type stands for."""

from __future__ import annotations

from assistant.dialogue.turn import Turn
from assistant.understanding.requests import Unsupported


def handle(turn: Turn, request: Unsupported) -> None:
    """Say that this cannot be done."""
    turn.say("unsupported")
