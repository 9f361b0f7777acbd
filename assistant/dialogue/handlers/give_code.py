"""What happens on `GiveCode`: "j’ai un code promo", "utilise le code cabas"."""

from __future__ import annotations

from assistant.dialogue import coupons
from assistant.dialogue.state import AskCoupon
from assistant.dialogue.turn import Turn
from assistant.understanding.requests import GiveCode


def handle(turn: Turn, request: GiveCode) -> None:
    """Give a coupon code for the basket; ask for it when it was not said with it."""
    if not request.code:
        coupons.put(turn)
        return
    known = coupons.take(turn, request.code)
    if isinstance(turn.asked, AskCoupon):
        turn.settled, turn.missed = known, not known
