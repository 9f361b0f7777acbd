"""What happens on `ReadBasket`: "mon panier", "est-ce que j’ai mis du lait". Changes nothing."""

from __future__ import annotations

from assistant.dialogue import savings, wording
from assistant.dialogue.choosing import described
from assistant.dialogue.memory import remember
from assistant.dialogue.phrases import Phrase, enumerate_phrases
from assistant.dialogue.turn import Turn
from assistant.understanding.requests import ReadBasket


def handle(turn: Turn, request: ReadBasket) -> None:
    """Say what is in the basket, or whether it holds what was asked for."""
    named = [wish for wish in request.items if wish.product]
    if not turn.basket.lines:
        turn.say("basket-empty")
        return
    if not named:
        turn.listed = tuple(line.product.sku for line in turn.basket.lines)
        total = savings.due(turn.view.bill(turn.basket))
        turn.say("basket-content", items=wording.lines(turn.basket), total=total)
        return
    products = tuple(line.product for line in turn.basket.lines)
    for wish in named:
        found = turn.view.find_among(described(wish), products)
        if not found:
            turn.say("basket-without", of=Phrase.of(wording.de(described(wish))))
            continue
        lines = [line for line in turn.basket.lines if line.product in found]
        turn.say("basket-with", items=enumerate_phrases([wording.line(line) for line in lines]))
        remember(turn, lines[0].product, lines[0].said)
