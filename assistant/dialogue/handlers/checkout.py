"""What happens on `Checkout`: "commande", "commande en drive demain à dix-huit heures", "je valide"."""

from __future__ import annotations

from assistant.dialogue import checkout, recap
from assistant.dialogue.state import ConfirmOrder
from assistant.dialogue.turn import Turn
from assistant.understanding.requests import Checkout, Confirm


def handle(turn: Turn, request: Checkout) -> None:
    """Begin an order, or go on with the one being prepared.

    "Valide" answers the question that it repeats, when nothing but a yes comes with it: no "stop, commande".
    """
    plain = all(isinstance(said, Checkout | Confirm) for said in turn.interpretation.requests)
    if isinstance(turn.asked, ConfirmOrder) and plain and not request.mode and request.when is None:
        recap.answer_yes(turn, turn.asked)
        return
    checkout.prepare(turn, request.mode, request.when)
