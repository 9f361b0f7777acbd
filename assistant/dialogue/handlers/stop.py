"""What happens on `Stop`: "stop", "tais-toi", and "c’est tout" at the end of a list."""

from __future__ import annotations

import re

from assistant.dialogue import savings, wording
from assistant.dialogue.state import OrderQuestion
from assistant.dialogue.turn import Turn
from assistant.understanding.requests import Stop

_SAID_IT_ALL = re.compile(r"\b(?:tout|fini|terminé|rien d'autre|voilà|c'est bon|ça (?:ira|suffit))\b")
_NOT_YET = re.compile(r"\b(?:pas|presque|attends|attendez)\b")
_SHORT = 8
"""So many words at the most say that it is all, and nothing else."""
_WAIT = re.compile(
    r"\b(?:attends|attendez|patiente[rz]?|(?:une|deux) (?:petites? )?(?:secondes?|minutes?)|un instant)\b"
)
_BE_SILENT = re.compile(r"\b(?:arrête|arrêtez|stop|tais|taisez|laisse|oublie|abandonne)\b")


def handle(turn: Turn, request: Stop) -> None:
    """Be silent and keep everything; "c’est tout" ends the list and says what it came to, "attends" waits.

    An order that was being prepared is left, and that is said: nobody may think that it was placed.
    """
    words = turn.interpretation.text.lower().replace("’", "'")
    ordering = turn.draft is not None or isinstance(turn.asked, OrderQuestion)
    if waited(turn):
        return
    turn.leave_question()
    if ordering:
        turn.say("order-not-placed")
    elif _SAID_IT_ALL.search(words) and not _BE_SILENT.search(words):
        said_it_all(turn)
    else:
        turn.silent = True


def ends_list(turn: Turn) -> bool:
    """Return whether the words say that the list is complete: "et puis c’est bon je crois"."""
    words = turn.interpretation.text.lower().replace("’", "'")
    return len(words.split()) <= _SHORT and bool(_SAID_IT_ALL.search(words)) and not _NOT_YET.search(words)


def waited(turn: Turn) -> bool:
    """Wait when that is what was asked: what is open stays open. Returns whether it was."""
    words = turn.interpretation.text.lower().replace("’", "'")
    if not _WAIT.search(words) or _BE_SILENT.search(words):
        return False
    turn.paused = True
    turn.say("take-your-time")
    return True


def said_it_all(turn: Turn) -> None:
    """Say what the list came to, and how to go on."""
    if not turn.basket.lines:
        turn.say("basket-empty")
        return
    total = savings.due(turn.view.bill(turn.basket))
    turn.say("list-finished", articles=wording.articles(turn.basket), total=total)
