"""What happens on `RemoveItems`: "enlève le beurre", "retire une baguette", "enlève-en deux"."""

from __future__ import annotations

from assistant.dialogue import asked_amount, items
from assistant.dialogue.phrases import Phrase, enumerate_phrases
from assistant.dialogue.turn import Turn
from assistant.understanding.requests import RemoveItems


def handle(turn: Turn, request: RemoveItems) -> None:
    """Take items out, wholly or by the amount that was said."""
    done: list[Phrase] = []
    for wish in request.items:
        asked = asked_amount.amount_of(wish)
        item = items.in_basket(turn, wish, asked or asked_amount.ONE, "remove" if asked is None else "take")
        if item is None:
            continue
        asked = asked_amount.asked_of(item.product, item, wish)
        if asked is not None and asked.value <= 0:
            asked = None
        items.take(turn, item, asked, done)
    if done:
        turn.say("removed", items=enumerate_phrases(done))
