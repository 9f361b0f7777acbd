"""Coupon codes as they are said: which is meant, what it gives, and why it may give nothing."""

from __future__ import annotations

import re
import unicodedata

from assistant.dialogue import promotions, savings, wording
from assistant.dialogue.state import AskCoupon
from assistant.dialogue.turn import Turn
from assistant.number_words import spell_out
from assistant.shopping.offers import BasketShare, MoneyOff, Offer
from assistant.understanding import requests as ask
from assistant.understanding.normalise import normalise

_LEAD = re.compile(r"^(?:(?:euh|alors|bon|oui|voilà|c'est|le|mon|notre|code|est|promo) )+")
_TAIL = re.compile(r" (?:s'il (?:te|vous) plaît|stp|svp|merci)$")
_LOOSE = (ask.OutOfScope, ask.Unsupported, ask.Choose, ask.Greet, ask.AddItems)
"""What a code may be taken for by an engine that sees one sentence and not the question."""


def named(offers: list[Offer], words: str) -> list[Offer]:
    """Return the offers whose code some words are: "cabas dix" is CABAS10, and "noel" is NOËL."""
    meant = _folded(words)
    return [offer for offer in offers if offer.code and _folded(offer.code) == meant]


def take(turn: Turn, words: str) -> bool:
    """Give a code for the basket, and say what it does; returns whether the shop knows it."""
    found = named(turn.view.coupons(), words)
    if not found:
        # four digits may be the household's own code, which is never repeated
        turn.say("coupon-unknown-unsaid" if turn.secret else "coupon-unknown", said=words)
        return False
    code, now = found[0].code, turn.view.now
    begun = [offer for offer in found if offer.starts is None or offer.starts <= now]
    running = [offer for offer in begun if offer.ends is None or now < offer.ends]
    if code in turn.basket.codes:
        turn.say("coupon-already")
    elif not running:
        turn.say("coupon-over" if begun else "coupon-not-yet")
    elif all(offer.card for offer in running) and not turn.view.has_card:
        turn.say("coupon-needs-card")
    else:
        turn.basket = turn.basket.with_code(code)
        for offer in running:
            _tell(turn, offer)
    return True


def answer(turn: Turn, requests: tuple[ask.Request, ...]) -> bool:
    """Take the turn's words as the code that was asked for; returns whether they are one, known or not."""
    words = normalise(turn.interpretation.text)
    for said in (words, _TAIL.sub("", _LEAD.sub("", words))):
        if named(turn.view.coupons(), said):
            turn.settled = True
            return take(turn, said)
    if len(requests) == 1 and isinstance(requests[0], _LOOSE) and not _is_wish(requests[0], words):
        turn.missed = True
        take(turn, words)
        return True
    return False


def spoken(code: str) -> str:
    """Return how a code is said: "cabas dix" for CABAS10."""
    apart = re.sub(r"(?<=[^\W\d])(?=\d)|(?<=\d)(?=[^\W\d])", " ", code.lower())
    return " ".join(spell_out(apart).replace("_", " ").split())


def put(turn: Turn) -> None:
    """Ask for the code."""
    turn.ask(AskCoupon(), turn.phrase("coupon-ask"))


def _is_wish(request: ask.Request, words: str) -> bool:
    """Return whether an addition says more than a name, so that it is no code misheard."""
    if not isinstance(request, ask.AddItems):
        return False
    return len(request.items) != 1 or request.items[0].product != words


def _tell(turn: Turn, offer: Offer) -> None:
    bill = turn.view.bill(turn.basket)
    for message, given in (("coupon-saves", bill.savings), ("coupon-earns", bill.credits)):
        for saving in given:
            if saving.offer.id == offer.id:
                amount = wording.money(saving.cents)
                turn.say(message, saving=savings.explain(saving, bill), amount=amount)
                return
    described = promotions.described(turn, offer)
    if isinstance(offer.rule, MoneyOff | BasketShare):
        meant = sum(line.item.total_cents for line in bill.lines if offer.on.admits(line.item.product))
        if meant < offer.rule.threshold_cents:
            missing = wording.money(offer.rule.threshold_cents - meant)
            turn.say("coupon-kept-from", offer=described, missing=missing)
            return
    turn.say("coupon-kept", offer=described)


def _folded(words: str) -> str:
    """Return what two ways to write a code share: its letters, numbers in words, without accents."""
    plain = unicodedata.normalize("NFKD", spell_out(words.replace("œ", "oe"))).upper()
    return "".join(letter for letter in plain if letter.isalnum())
