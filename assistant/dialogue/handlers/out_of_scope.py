"""What happens on `OutOfScope`: talk that is not for a shop, or not understood. Changes nothing."""

from __future__ import annotations

from assistant.dialogue.handlers import stop
from assistant.dialogue.turn import Turn
from assistant.understanding.requests import OutOfScope

_SURE = 0.5


def handle(turn: Turn, request: OutOfScope) -> None:
    """Leave it alone; an open question counts one more miss, and `policy` offers a way out."""
    if (turn.asked is not None or turn.draft is not None) and stop.waited(turn):
        return
    turn.missed = True
    if turn.asked is not None or turn.has_spoken:
        return
    turn.say("out-of-scope" if turn.interpretation.confidence >= _SURE else "not-understood")
