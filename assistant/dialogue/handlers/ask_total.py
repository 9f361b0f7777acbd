"""What happens on `AskTotal`: "combien ça fait". Changes nothing."""

from __future__ import annotations

from assistant.dialogue import savings, wording
from assistant.dialogue.turn import Turn
from assistant.understanding.requests import AskTotal


def handle(turn: Turn, request: AskTotal) -> None:
    """Say what the basket costs."""
    if not turn.basket.lines:
        turn.say("basket-empty")
        return
    total = wording.money(turn.view.bill(turn.basket).total_cents)
    turn.say("basket-total", total=total, articles=wording.articles(turn.basket))
    savings.say_all(turn, turn.view.bill(turn.basket))
