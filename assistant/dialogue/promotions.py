"""Which running offers to name, and how: "20 % de remise sur les chocolats noirs, jusqu’à demain"."""

from __future__ import annotations

from datetime import timedelta
from fractions import Fraction

from assistant.dialogue import nouns, wording
from assistant.dialogue.phrases import Phrase, enumerate_phrases, say
from assistant.dialogue.savings import named_rule
from assistant.dialogue.turn import Turn
from assistant.shopping.offers import (
    BasketShare,
    Lot,
    MoneyOff,
    Offer,
    Selection,
)
from assistant.shopping.products import Product

_KINDS_NAMED = 3
_WORTH_OF_A_LOT = Fraction(1, 4)
"""What a lot is taken to save, whose parts have no price before they are chosen."""
_SOON = timedelta(days=31)
"""An offer that lasts longer is told without its end."""


def on_products(offers: list[Offer], products: list[Product]) -> list[Offer]:
    """Return the offers on any of some products, best first; one on the whole basket is on none of them."""
    return best(
        [offer for offer in offers if any(_selects(on, p) for on in selections(offer) for p in products)]
    )


def best(offers: list[Offer]) -> list[Offer]:
    """Return offers by the share that they save at the most, the larger first."""
    return sorted(offers, key=lambda offer: (-_worth(offer), offer.id))


def selections(offer: Offer) -> tuple[Selection, ...]:
    """Return what an offer is on: one selection, or one for each part of a lot."""
    return tuple(part.on for part in offer.rule.parts) if isinstance(offer.rule, Lot) else (offer.on,)


def described(turn: Turn, offer: Offer) -> Phrase:
    """Name an offer: what it gives, what it is on, how much of it one may have, until when."""
    phrase = _what(turn, offer)
    if offer.limit is not None:
        phrase = say("offer-limited", offer=phrase, limit=offer.limit)
    if offer.ends is None or offer.ends - turn.view.now > _SOON:
        return phrase
    last = (offer.ends - timedelta(microseconds=1)).astimezone(turn.view.now.tzinfo)
    ahead = (last.date() - turn.view.now.date()).days
    when = {0: "offer-today", 1: "offer-until-tomorrow"}.get(ahead, "offer-until")
    return say(when, offer=phrase, day=wording.date(last, turn.view.now))


def _what(turn: Turn, offer: Offer) -> Phrase:
    rule = named_rule(offer.rule)
    if offer.title:
        return say("offer-titled", title=offer.title, rule=rule)
    what = [kind for on in selections(offer) for kind in _kinds(turn, on)]
    if not what or isinstance(offer.rule, MoneyOff | BasketShare):
        return rule
    if len(what) > _KINDS_NAMED:
        what = [*what[: _KINDS_NAMED - 1], say("offer-more-kinds")]
    message = "offer-parts" if isinstance(offer.rule, Lot) else "offer-on"
    return say(message, rule=rule, what=enumerate_phrases(what))


def _kinds(turn: Turn, on: Selection) -> list[Phrase]:
    """Name what a selection admits, each with its article: "les yaourts nature", "les produits Clairpré"."""
    kinds = _families(sorted(on.families))
    kinds += [nouns.lower_first(category.rpartition(" > ")[2]) for category in sorted(on.categories)]
    found = (turn.view.product(sku) for sku in sorted(on.skus))
    kinds += [nouns.plural(nouns.lower_first(product.name)) for product in found if product is not None]
    named = [say("offer-kind", kind=kind) for kind in kinds]
    return named + [say("offer-kind-of", of=name) for name in sorted((*on.brands, *on.labels))]


def _families(families: list[str]) -> list[str]:
    """Name kinds of products: "yaourts aux fruits, grecs et nature", when they begin with the same noun."""
    named = [nouns.plural(family) for family in families]
    heads = {name.partition(" ")[0] for name in named}
    if len(heads) > 1 or len(named) < 2 or not all(" " in name for name in named):
        return named
    tails = [Phrase.of(name.partition(" ")[2]) for name in named]
    return [f"{heads.pop()} {enumerate_phrases(tails).text}"]


def _selects(on: Selection, product: Product) -> bool:
    """Return whether a selection names a product, and does not merely take every product there is."""
    return bool(on.skus or on.families or on.categories or on.brands or on.labels) and on.admits(product)


def _worth(offer: Offer) -> Fraction:
    match offer.rule:
        case BasketShare(share):
            return share
        case MoneyOff(off, threshold):
            return Fraction(off, threshold) if threshold > off else Fraction(1)
    advantage = offer.advantage
    return _WORTH_OF_A_LOT if advantage is None else advantage
