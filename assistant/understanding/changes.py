"""A part of a sentence that changes the basket becomes a request: takes out, counts anew, exchanges."""

from __future__ import annotations

import re

from assistant.understanding import requests as ask
from assistant.understanding.assembly import ORDINAL
from assistant.understanding.clauses import Clause, Item
from assistant.understanding.numbers import parse_number
from assistant.understanding.ordinals import position_of

ALL = re.compile(r"\b(?:tout|toute|tous(?! les (?:deux|trois|quatre))|reste|le panier|la liste)\b")
CORRECTION = re.compile(r"\b(?:non|pardon|ou plutôt|enfin plutôt|je veux dire|je voulais dire)\b")
SAVE = re.compile(r"\b(?:sauf|excepté|hormis|à part)\b")
_SETS = re.compile(r"\b(?:passe|change|met|augmente|baisse|monte|descend|rédui|finalement)\w*\b|^non\b")
_PRONOUN = re.compile(r"\w-(?:le|la|les)\b|\b(?:ça|cela)\b")
_SETS_BARE = re.compile(r"\b(?:plutôt|finalement|seulement|en fait|juste|non|suffi\w+|pas plus|que)\b")
_SCALES = re.compile(r"\b(?:double|triple|divise)")
_LATER = re.compile(r"\w (?:finalement|enfin|non|plutôt) ")
_RATHER = re.compile(r"\b(?:finalement|plutôt|en fait|tout compte fait|réflexion faite)\b|^non\b")


def exchanged(clause: Clause) -> ask.Request | None:
    """Return the exchange, or the new amount, that "au lieu de" makes of an addition."""
    new = [item for item in clause.items if not item.is_old and not item.excluded]
    old = [item for item in clause.items if item.is_old and item.product]
    if not clause.swaps or len(new) != 1 or not (new[0].product or new[0].attributes or old):
        return None
    if old and new[0].product:
        return ask.ReplaceItem(old[0].wish(), new[0].wish())
    if not old and new[0].product and new[0].quantity:
        return ask.SetQuantity((new[0].wish(),))  # "un kilo et demi de raisin au lieu d'un kilo"
    return None


def is_another_kind(wishes: tuple[ask.ItemWish, ...], text: str) -> bool:
    """Return whether a part says which kind is wanted of what was spoken of last: "finalement du bio"."""
    return (
        len(wishes) == 1
        and not wishes[0].product
        and not wishes[0].reference
        and bool(wishes[0].attributes)
        and bool(_RATHER.search(text))
    )


def removal(clause: Clause, text: str) -> ask.Request | None:
    """Return what is to be taken out, or all but what is to be kept."""
    if clause.kept_out() and not any(item.product and not item.excluded for item in clause.items):
        if ALL.search(text):
            return ask.ClearBasket(clause.kept_out())
        return None if SAVE.search(text) else ask.RemoveItems(clause.kept_out())  # "pas de bière ni de vin"
    if places := by_place(clause, text):
        return ask.RemoveItems(tuple(places))
    wishes = clause.wishes() or referred(clause, text)
    return ask.RemoveItems(wishes) if wishes else None


def by_place(clause: Clause, text: str) -> list[ask.ItemWish]:
    """Return what is named by its place alone: "enlève le deuxième et le quatrième"."""
    ordinals = clause.ordinals
    if not ordinals and not any(item.product or item.attributes or item.reference for item in clause.items):
        ordinals = ORDINAL.findall(text)
    places = [position_of([words]) for words in ordinals]
    if not all(places) or any(item.product for item in clause.items):
        return []
    counted = [*([clause.loose] if clause.loose else []), *clause.items]
    amount = next((item.quantity for item in counted if item.quantity is not None), None)
    return [ask.ItemWish("", amount, position=place) for place in places]


def referred(clause: Clause, text: str) -> tuple[ask.ItemWish, ...]:
    """Return the product spoken of last where only a pronoun names it: "enlève ça", "ajoute-les"."""
    if clause.items or clause.loose or not _PRONOUN.search(text):
        return ()
    return (ask.ItemWish(""),)


def new_amount(clause: Clause, text: str) -> ask.Request | None:
    """Return the new amounts, or an addition when that is what the words say."""
    if places := [wish for wish in by_place(clause, text) if wish.quantity is not None]:
        return ask.SetQuantity(tuple(places))
    if clause.loose is not None and not clause.items:
        clause.items.append(clause.loose)
    new = tuple(item.wish() for item in clause.items if not item.excluded and not item.is_old)
    if clause.swaps and len(clause.items) > 1:
        named = [item for item in clause.items if item.product]
        counted = next((item for item in clause.items if item.quantity and not item.is_old), None)
        if counted is not None and named:
            wish = Item(
                named[0].product, counted.quantity, attributes=named[0].attributes, brand=named[0].brand
            )
            return ask.SetQuantity((wish.wish(),))
    if not new:
        return None
    if not clause.has_act and new[0].product and new[0].quantity and not _SETS_BARE.search(text):
        return ask.AddItems(new)  # "quatre à cinq tomates"
    if CORRECTION.search(text) and new[0].product and new[0].quantity and not _SETS.search(text):
        return ask.AddItems(new)  # "quatre pommes, enfin non, six" asks for six
    is_counted = not clause.has_act and bool(new[0].product) and new[0].quantity is not None
    if is_counted and parse_number(text.split()[0]) is not None and _LATER.search(text):
        return ask.AddItems(new)  # "6 œufs, finalement 12"
    if new[0].product and new[0].quantity and any(wish.price_cents for wish in new):
        return ask.AddItems(new)  # "une bûche à moins de quatre euros"
    if not any(wish.quantity for wish in new) and not _SCALES.search(text):
        return None
    return ask.SetQuantity(new)


_RATHER_THAN = re.compile(r"plut[oô]t\b.* qu(?:e |')(?:le |la |les |l'|du |de la |de l'|des |d'|un |une )?$")
"""What stands before the thing that goes: "plutôt du sirop que [du miel]"."""


_BETWEEN = re.compile(r"\béchang\w* entre\b")
"""Stands before the old and the new: "fais l'échange entre la limonade et le thé"."""


def replacement(clause: Clause, text: str) -> ask.Request | None:
    """Return what takes the place of what."""
    named = [item for item in clause.items if item.product and not item.excluded]
    if any(item.is_old and not item.product and item.quantity for item in clause.items):
        counted = [item for item in named if item.quantity and not item.is_old]
        if counted:
            return ask.SetQuantity((counted[0].wish(),))  # "un kilo et demi de raisin au lieu d'un kilo"
    if len(named) == 2 and not any(item.is_old for item in named) and _BETWEEN.search(text):
        named[0].is_old = True
    elif len(named) == 2 and not any(item.is_old for item in named):
        named[1].is_old = bool(_RATHER_THAN.search(text[: max(0, text.rfind(named[1].product))]))
    old = next((item.wish() for item in clause.items if item.is_old), None)
    new = next((item.wish() for item in clause.items if not item.is_old and not item.excluded), None)
    if (
        old is None
        and len(clause.items) > 1
        and clause.items[0].product == ""
        and not clause.items[0].reference
    ):
        old, new = clause.items[0].wish(), clause.items[1].wish()  # "remplace-le par du lait"
    if new is None:
        return None
    return ask.ReplaceItem(old or ask.ItemWish(""), new)
