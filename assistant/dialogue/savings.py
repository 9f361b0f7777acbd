"""What offers save, said in French."""

from __future__ import annotations

from fractions import Fraction

from assistant.dialogue import french, nouns, wording
from assistant.dialogue.phrases import Phrase, enumerate_phrases, join, say
from assistant.dialogue.turn import Turn
from assistant.shopping.bill import Bill, Saving
from assistant.shopping.offers import (
    BasketShare,
    Credit,
    Lot,
    MoneyOff,
    NForM,
    Offer,
    Percentage,
    Rule,
    SecondAtShareOff,
)

_NAMED = 2


def total(bill: Bill) -> Phrase:
    """Name what a bill comes to, what it is made of, and what is saved: "12 € après 3 € d’économies"."""
    phrase = due(bill)
    if bill.savings_cents:
        phrase = say("total-saved", total=phrase, savings=wording.money(bill.savings_cents))
    return phrase


def due(bill: Bill) -> Phrase:
    """Name what a bill comes to, and what it is made of: "12,50 € dont 4,90 € de frais"."""
    phrase = wording.money(bill.total_cents)
    parts = []
    if bill.fee_cents:
        parts.append(say("total-part-fee", fee=wording.money(bill.fee_cents)))
    if bill.deposit_cents:
        parts.append(say("total-part-deposit", deposit=wording.money(bill.deposit_cents)))
    return say("total-with-parts", total=phrase, parts=enumerate_phrases(parts)) if parts else phrase


def say_all(turn: Turn, bill: Bill) -> None:
    """Say what is saved, offer by offer; nothing when nothing is."""
    if len(bill.savings) == 1:
        (saving,) = bill.savings
        turn.say("savings-total", total=wording.money(saving.cents), savings=explain(saving, bill))
    elif bill.savings:
        each = [
            say("saving-explained", saving=explain(saving, bill), amount=wording.money(saving.cents))
            for saving in bill.savings
        ]
        turn.say("savings-total", total=wording.money(bill.savings_cents), savings=enumerate_phrases(each))


def explain(saving: Saving, bill: Bill) -> Phrase:
    """Name one saving: "yaourts nature, 3 pour le prix de 2"."""
    if saving.offer.title:
        return Phrase.of(saving.offer.title)
    rule = named_rule(saving.offer.rule)
    if isinstance(saving.offer.rule, MoneyOff | BasketShare):
        return rule
    names = {line.item.product.sku: nouns.lower_first(line.item.product.name) for line in bill.lines}
    what = list(dict.fromkeys(names[sku] for sku, _ in saving.by_sku if sku in names))
    if len(what) > _NAMED:
        named = say("saving-on-many", n=len(what))
    else:
        named = enumerate_phrases([Phrase.of(name) for name in what])
    return say("saving-on", what=named, rule=rule) if what else rule


def describe(offer: Offer) -> Phrase:
    """Name an offer by itself: "le deuxième à moitié prix"."""
    return Phrase.of(offer.title) if offer.title else named_rule(offer.rule)


def named_rule(rule: Rule) -> Phrase:
    """Name what an offer gives: "3 pour le prix de 2"."""
    match rule:
        case Percentage(share):
            return say("rule-percentage", percent=_percent(share))
        case SecondAtShareOff(share):
            return say("rule-second", percent=int(share * 100))
        case NForM(taken, paid):
            return say("rule-n-for-m", taken=taken, paid=paid)
        case Lot(_, price):
            return say("rule-lot", price=wording.money(price))
        case MoneyOff(off, 0):
            return say("rule-money-off", off=wording.money(off))
        case MoneyOff(off, threshold):
            return say("rule-money-off-from", off=wording.money(off), threshold=wording.money(threshold))
        case BasketShare(share):
            return say("rule-basket-share", percent=_percent(share))
        case Credit(share):
            return say("rule-credit", percent=_percent(share))


def _percent(share: Fraction) -> Phrase:
    written = f"{french.number(share * 100)}{french.NBSP}%"
    return join([Phrase.of(written, f"{french.number(share * 100)} pour cent")])
