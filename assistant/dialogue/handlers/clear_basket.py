"""What happens on `ClearBasket`: "vide le panier", "enlève tout sauf le beurre"."""

from __future__ import annotations

from assistant.dialogue.asking import put
from assistant.dialogue.choosing import described
from assistant.dialogue.state import ConfirmClear
from assistant.dialogue.turn import Turn
from assistant.understanding.requests import ClearBasket


def handle(turn: Turn, request: ClearBasket) -> None:
    """Ask before everything is thrown away."""
    if not turn.basket.lines:
        turn.say("basket-empty")
        return
    products = tuple(line.product for line in turn.basket.lines)
    kept: list[str] = []
    for wish in request.keep:
        kept += [product.sku for product in turn.view.find_among(described(wish), products)]
    turn.draft = None
    put(turn, ConfirmClear(tuple(kept), turn.postponed))
