"""What happens on `OutOfScope`: talk that is not for a shop, or not understood. Changes nothing."""

from __future__ import annotations

import re

from assistant.dialogue import answers
from assistant.dialogue.handlers import stop
from assistant.dialogue.state import ChooseProduct
from assistant.dialogue.turn import Turn
from assistant.understanding.requests import OutOfScope

_COMPARES = re.compile(r"\b(?:différences?|compare[rz]?)\b")
_SURE = 0.5


def handle(turn: Turn, request: OutOfScope) -> None:
    """Leave it alone; an open question counts one more miss, and `policy` offers a way out."""
    if (turn.asked is not None or turn.draft is not None) and stop.waited(turn):
        return
    if isinstance(turn.asked, ChooseProduct) and _COMPARES.search(turn.interpretation.text.lower()):
        answers.compare(turn, turn.asked)
        return
    if turn.asked is None and turn.state.dictated and stop.ends_list(turn):
        stop.said_it_all(turn)
        return
    turn.missed = True
    if turn.asked is not None or turn.has_spoken:
        return
    turn.say("out-of-scope" if turn.interpretation.confidence >= _SURE else "not-understood")
