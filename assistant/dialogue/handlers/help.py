"""What happens on `Help`: "qu’est-ce que je peux dire"."""

from __future__ import annotations

from assistant.dialogue.turn import Turn
from assistant.understanding.requests import Help


def handle(turn: Turn, request: Help) -> None:
    """Say what can be asked; while a question is open, how to answer it or to leave it."""
    if turn.asked is not None:
        turn.say_way_out(turn.asked)
    else:
        turn.say("help")
