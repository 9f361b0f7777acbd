"""What happens on `AskTotal`: "combien ça fait". Changes nothing."""

from __future__ import annotations

import re

from assistant.dialogue import savings, wording
from assistant.dialogue.turn import Turn
from assistant.understanding.requests import AskTotal

_SAVINGS = re.compile(r"\b(?:économi\w+|remises?|réductions?|promos?|gagn\w+)\b")
"""Asks what is saved, not only what is paid."""


def handle(turn: Turn, request: AskTotal) -> None:
    """Say what the basket costs."""
    if not turn.basket.lines:
        turn.say("basket-empty")
        return
    total = savings.due(turn.view.bill(turn.basket))
    turn.say("basket-total", total=total, articles=wording.articles(turn.basket))
    savings.say_all(turn, turn.view.bill(turn.basket))
    if not turn.view.bill(turn.basket).savings and _SAVINGS.search(turn.interpretation.text.lower()):
        turn.say("savings-none")
