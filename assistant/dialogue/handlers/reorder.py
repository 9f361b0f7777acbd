"""What happens on `Reorder`: "comme d’habitude", "refais ma dernière commande"."""

from __future__ import annotations

from assistant.dialogue import items, savings, wording
from assistant.dialogue.phrases import Phrase
from assistant.dialogue.turn import Turn
from assistant.shopping.amounts import Amount, Unit
from assistant.shopping.orders import OrderState
from assistant.understanding.requests import Reorder


def handle(turn: Turn, request: Reorder) -> None:
    """Put everything of the last order in the basket, at today's prices; "annule" takes all of it back."""
    kept = [o for o in turn.view.orders(5) if o.state is not OrderState.REJECTED]
    if not kept:
        turn.say("reorder-nothing")
        return
    done: list[Phrase] = []
    for line in kept[0].lines:
        product = turn.view.product(line.sku)
        if product is None:
            turn.regret("reorder-gone", product=Phrase.of(line.name))
            continue
        unit = Unit.KG if line.unit == "kg" else Unit.PACKAGE
        items.put(turn, product, Amount(line.quantity, unit), line.name.lower(), "reordered", done)
    if done:
        placed = wording.date(kept[0].placed_at, turn.view.now)
        total = savings.due(turn.view.bill(turn.basket))
        turn.say("reordered", day=placed, n=len(done), total=total)
