"""What happens on `AskOffers`: "qu’est-ce qu’il y a en promo". Changes nothing."""

from __future__ import annotations

from assistant.dialogue.turn import Turn
from assistant.understanding.requests import AskOffers


def handle(turn: Turn, request: AskOffers) -> None:
    """Say that offers apply by themselves; which ones there are is not listed yet."""
    turn.say("offers-apply")
