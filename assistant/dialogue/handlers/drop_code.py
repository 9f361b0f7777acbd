"""What happens on `DropCode`: "enlève le code promo"."""

from __future__ import annotations

from assistant.dialogue import coupons
from assistant.dialogue.phrases import Phrase, enumerate_phrases
from assistant.dialogue.turn import Turn
from assistant.understanding.requests import DropCode


def handle(turn: Turn, request: DropCode) -> None:
    """Take a coupon code off the basket, or every one when none is named."""
    dropped = list(turn.basket.codes)
    if request.code:
        meant = {offer.code for offer in coupons.named(turn.view.coupons(), request.code)}
        dropped = [code for code in dropped if code in meant]
    if not dropped:
        turn.say("coupon-not-given")
        return
    for code in dropped:
        turn.basket = turn.basket.without_code(code)
    turn.say("coupon-dropped", codes=enumerate_phrases([Phrase.of(code) for code in dropped]))
