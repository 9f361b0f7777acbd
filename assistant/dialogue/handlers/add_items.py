"""What happens on `AddItems`: "mets deux litres de lait", "du pain", "mets-en deux de plus"."""

from __future__ import annotations

from assistant.dialogue import asked_amount, items
from assistant.dialogue.asking import ask_about
from assistant.dialogue.choosing import described
from assistant.dialogue.phrases import Phrase, enumerate_phrases
from assistant.dialogue.state import AskAmount
from assistant.dialogue.turn import Turn
from assistant.understanding.requests import AddItems


def handle(turn: Turn, request: AddItems) -> None:
    """Put each item in the basket, or ask which is meant and how much."""
    done: list[Phrase] = []
    for wish in request.items:
        asked = asked_amount.amount_of(wish)
        wanted = asked if asked is not None and asked.value > 0 else None
        product, why = items.meant(turn, wish, wanted, "add")
        if product is None:
            continue
        line = turn.basket.line(product.sku)
        asked = asked_amount.asked_of(product, line, wish)
        said = described(wish) if wish.product else _words_before(turn, product.sku)
        if asked is not None and asked.value <= 0:  # "zéro lait"
            ask_about(turn, AskAmount(product.sku, said, "add"))
            continue
        act = "set" if asked_amount.settles_unsaid(turn, line, wish) else "add"
        items.put(turn, product, asked, said, why, done, act, each=asked_amount.each_of(wish))
    if done:
        turn.say("added-short" if turn.dictating else "added", items=enumerate_phrases(done))


def _words_before(turn: Turn, sku: str) -> str:
    """Return the words that asked for a product the first time."""
    line = turn.basket.line(sku)
    return line.said if line else (turn.focus.said if turn.focus else "")
