"""What happens on `AskCredit`: "combien j’ai sur ma cagnotte". Changes nothing."""

from __future__ import annotations

from assistant.dialogue import wording
from assistant.dialogue.turn import Turn
from assistant.understanding.requests import AskCredit


def handle(turn: Turn, request: AskCredit) -> None:
    """Say what the loyalty card holds, and what this basket would add to it."""
    balance = turn.view.credit_cents
    if not turn.view.has_card and not balance:
        turn.say("credit-no-card")
        return
    turn.say("credit-balance", credit=wording.money(balance))
    more = turn.view.bill(turn.basket).credit_cents
    if more:
        turn.say("credit-to-come", credit=wording.money(more))
