"""What happens on `Checkout`: "commande", "commande en drive demain à dix-huit heures", "je valide"."""

from __future__ import annotations

from assistant.dialogue import checkout, recap
from assistant.dialogue.state import ConfirmOrder
from assistant.dialogue.turn import Turn
from assistant.understanding.requests import Checkout


def handle(turn: Turn, request: Checkout) -> None:
    """Begin an order, or go on with the one being prepared; "valide" answers the question that it repeats."""
    if isinstance(turn.asked, ConfirmOrder) and not request.mode and request.when is None:
        recap.answer_yes(turn, turn.asked)
        return
    checkout.prepare(turn, request.mode, request.when)
