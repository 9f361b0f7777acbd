"""A part of a sentence becomes requests: its intent says which, its clause what they hold."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from assistant.understanding import requests as ask
from assistant.understanding.assembly import ORDINAL
from assistant.understanding.changes import (
    ALL,
    CORRECTION,
    SAVE,
    by_place,
    exchanged,
    is_another_kind,
    new_amount,
    referred,
    removal,
    replacement,
)
from assistant.understanding.clauses import Clause
from assistant.understanding.modes import parse_mode
from assistant.understanding.occasions import mode_of, servings_of, time_of
from assistant.understanding.ordinals import position_of
from assistant.understanding.when import parse_when

_PLAIN: dict[str, Callable[[], ask.Request]] = {
    "ask_total": ask.AskTotal,
    "reorder": ask.Reorder,
    "order_status": ask.OrderStatus,
    "cancel_order": ask.CancelOrder,
    "confirm": ask.Confirm,
    "deny": ask.Deny,
    "undo": ask.Undo,
    "repeat": ask.Repeat,
    "help": ask.Help,
    "stop": ask.Stop,
    "greet": ask.Greet,
    "out_of_scope": ask.OutOfScope,
}
_ASKS: dict[str, Callable[[tuple[ask.ItemWish, ...]], ask.Request]] = {
    "read_basket": ask.ReadBasket,
    "ask_offers": ask.AskOffers,
    "ask_product": ask.AskProduct,
    "ask_why": ask.AskWhy,
}
ALONE = frozenset(_PLAIN)
"""Intents that name no item."""
_FORGETS_NOT = re.compile(r"\boubli\w* (?:surtout )?pas\b")
_FORBIDS = re.compile(
    r"(?:(?:et|mais|non|euh|surtout|attention|par contre) )*(?:(?:je|tu|vous|on) )?"
    r"(?:n'|ne )?(?:m'|me |nous |en |y )*"
    r"(?:ajout|rajout|met|pren|achèt|achet|command|pens)[^\W\d_]*(?:-\w+)*(?: surtout)? (?:pas|jamais)\b"
    r"(?! (?:plus|mal|trop|que|seulement)\b)"
)
"""A part that says what not to buy, with "ne" or without: "n'ajoute pas de vin", "prends pas de lait"."""
_NEEDS_NOT = re.compile(
    r"(?:(?:et|mais|non|euh|surtout|là) )*"
    r"(?:(?:il )?(?:ne )?(?:faut|faudra|faudrait)(?: surtout)? pas |(?:j'ai )?(?:vraiment )?pas envie )"
    r"(?:de |d'|du |des |le |la |les |l')"
)
"""… or what is not needed: "faut pas de lait cette semaine"."""
_WAS_WANTED = re.compile(
    r"\bqu(?:e j'|'on |e nous )(?:avai\w+|ai|a|avons) (?:demandé|dit|mis|commandé|pris)\w*"
)
_DELIVERS = re.compile(
    r"\b(?:livre[rz]?-(?:moi|nous|le|la|les)|livre[rz]? (?:ça|tout)|faire livrer|être livrée?s?)\b"
)
_KEEPS = re.compile(
    r"\b(?:gard|conserv|laiss|rest)\w*\b.{0,20}\b(?:que|qu'|juste|seulement|uniquement)"
    r"|\b(?:sauf|hormis|except[ée]|à part|mis à part)\b"
)
"""What is named is what stays: "ne garde que le pain", "enlève-moi tout hormis les boissons"."""
_NUMBERED = re.compile(
    r"(?:(?:plutôt|euh|alors|bon|disons|oui|va pour|je prends|je veux|je dirais|prends|mets|donne-moi) )*"
    r"(?:le|la)(?: numéro)? (?P<number>\w+)(?: s'il .*| merci| plutôt)?"
)
_ONE_MORE = re.compile(r"\bune? (?:deuxi|troisi|quatri)ème\b")
_ON_OFFER = re.compile(
    r"^(?:et )?(?:est-ce qu'|dis )?(?:il|elle|ils|elles|celui-là|celle-là|ça|c'est) (?:est |sont |serait )?"
    r"(?:en (?:promo\w*|réduction|solde|offre)|soldée?s?|en ce moment en promo\w*)\b"
)
_RECIPE_END = re.compile(r" (?:(?:on|nous) (?:sera|est|serons|sommes)|pour|à)$")
"""What is said of those who eat it, at the end of a dish's name: "osso bucco | on sera cinq"."""
_ANY = re.compile(
    r"\b(?:n'importe|peu importe|comme (?:tu|vous) (?:veux|voulez|préfère)|m'est égal|(?:choisi|décid)\w*"
    r"|au choix"
    r"|ce que (?:tu|vous) (?:veux|voulez)|celui que (?:tu|vous) préfér)"
)


def read(
    intent: str, clause: Clause, text: str, now: datetime, expects: str | None = None
) -> ask.Request | None:
    """Return what a part asks for, or ``None`` when it lacks what its intent needs.

    Args:
        intent: what the intent engine says it is.
        clause: what the part holds.
        text: its words.
        now: aware, on the shop's clock.
        expects: what the last reply asked for.
    """
    wishes = clause.wishes()
    if intent in ("confirm", "deny") and any(wish.product for wish in wishes):
        return ask.AddItems(wishes)
    if expects == "choice" and (place := _NUMBERED.fullmatch(text)) and position_of([place["number"]]):
        return ask.Choose(position_of([place["number"]]))
    if expects == "choice" and intent in ("add_items", "replace_item") and _describes(clause):
        return ask.Choose(item=wishes[0])  # "prenons le moins cher"
    if intent == "confirm" and expects is None and _ORDERS.search(text):
        intent = "checkout"  # "tout est bon, confirme la commande"
    if intent == "ask_product" and _HOURS.search(text):
        intent = "choose_slot"
    if intent == "ask_total" and _EACH.search(text):
        return ask.AskPrice(_named(wishes))  # "lequel revient le moins cher"
    if intent == "deny" and any(wish.reference for wish in wishes):
        return ask.Choose(item=wishes[0])  # "non, l'autre"
    if intent == "deny" and not wishes and clause.loose is not None:
        return ask.SetQuantity((clause.loose.wish(),))  # "non, cinq"
    match intent:
        case "add_items":
            if _FORBIDS.match(text) and _WAS_WANTED.search(text):
                return ask.RemoveItems(wishes) if wishes else None
            if _FORBIDS.match(text) or _ASKS_WHETHER.search(text):
                return None
            if not wishes and clause.kept_out() and not (ALL.search(text) or SAVE.search(text)):
                return ask.RemoveItems(clause.kept_out())  # "ni sel ni poivre"
            if _NEEDS_NOT.match(text):
                return None
            if wishes and _REFUSES.match(text):
                return ask.RemoveItems(wishes)  # "nan, pas ça, pas la crème"
            if (exchange := exchanged(clause)) is not None:
                return exchange
            if is_another_kind(wishes, text):
                return ask.ReplaceItem(ask.ItemWish(""), wishes[0])
            if not any(wish.product for wish in wishes) and (places := by_place(clause, text)):
                if _ONE_MORE.search(text):
                    return ask.AddItems((ask.ItemWish("", places[0].quantity),))  # "mets-en une deuxième"
                return ask.Choose(places[0].position)
            return (
                ask.AddItems(wishes or referred(clause, text)) if wishes or referred(clause, text) else None
            )
        case "remove_items":
            if _FORGETS_NOT.search(text):
                return ask.AddItems(wishes) if wishes else None  # "n'oublie pas les œufs"
            return removal(clause, text)
        case "set_quantity":
            return new_amount(clause, text)
        case "replace_item":
            return replacement(clause, text)
        case "clear_basket":
            return ask.ClearBasket(clause.kept_out() or (_named(wishes) if _KEEPS.search(text) else ()))
        case "ask_price":
            priced = [wish for wish in wishes if wish.product or wish.reference] or by_place(clause, text)
            return (
                ask.AskPrice(tuple(priced))
                if priced or _is_anaphoric(text) or _EACH.search(text)
                else ask.AskTotal()
            )
        case "add_recipe":
            name = clause.recipe or " ".join(wish.product for wish in wishes[:1])
            name = _RECIPE_END.sub("", name)
            return ask.AddRecipe(name, servings_of(clause, text)) if name else None
        case "suggest_recipes":
            named = tuple(replace(wish, quantity=None) if _is_article(wish) else wish for wish in wishes)
            return ask.SuggestRecipes(_named(named), servings_of(clause, text))
        case "checkout":
            mode = clause.mode or ("delivery" if _DELIVERS.search(text) else "") or mode_of(text)
            return ask.Checkout(mode, time_of(clause, text, now) or parse_when(text, now))
        case "choose_slot":
            when = time_of(clause, text, now) or parse_when(text, now)
            mode = clause.mode or mode_of(text) or parse_mode(text)
            return ask.ChooseSlot(mode, when) if mode or when else None
        case "choose":
            return _choose(clause, text)
    if intent in ("ask_offers", "ask_product") and _ON_OFFER.search(text):
        return ask.AskOffers(_named(wishes) or (ask.ItemWish("", reference="that"),))  # "il est en promo"
    if intent in _ASKS and is_another_kind(wishes, text):
        return ask.ReplaceItem(ask.ItemWish(""), wishes[0])  # "finalement du bio"
    if intent in _ASKS:
        return _ASKS[intent](_named(wishes) or tuple(by_place(clause, text)))
    return _PLAIN[intent]() if intent in _PLAIN else ask.Unsupported(intent)


_ORDERS = re.compile(r"\b(?:confirme|valide|passe|envoie|lance|finalise)\w* (?:la|ma|cette|notre) commande\b")
_HOURS = re.compile(r"\b(?:horaires?|créneaux?|plages? horaires?)\b")
_EACH = re.compile(r"\b(?:au kilo|le kilo|au litre|le litre|à l'unité|lequel|laquelle|lesquels|lesquelles)\b")
"""What a price is asked of that is not the whole basket's."""
_ASKS_WHETHER = re.compile(
    r"^(?:et |dis |euh )*"
    r"(?:faut-il|est-ce qu'il (?:me |nous )?faut|(?:est-ce que )?(?:je|on) dois?\b|dois-je)"
    r"|\bil (?:me |te |nous |vous )?(?:m'|t')?(?:en )?reste"
    r"(?! (?:plus|pas|que|qu'|presque|guère|rien|peu|trop|à)\b)"
)
"""Asks what is needed, or left, and wants nothing yet: "faut-il que j'achète du café"."""
_REFUSES = re.compile(
    r"(?:(?:non|nan|ah|euh|oh) )+pas (?:(?:ça|ca) )?(?:pas )?(?:le|la|les|l'|de|du|d'|des)\b"
)


def _describes(clause: Clause) -> bool:
    """Return whether a clause says only which kind: "le moins cher"."""
    return (
        len(clause.items) == 1
        and not clause.items[0].product
        and not clause.items[0].quantity
        and bool(clause.items[0].attributes)
    )


def _is_article(wish: ask.ItemWish) -> bool:
    """Return whether what counts an item is only its article: "j'ai un chou-fleur"."""
    return wish.quantity is not None and wish.quantity.said in ("un", "une")


def _named(wishes: tuple[ask.ItemWish, ...]) -> tuple[ask.ItemWish, ...]:
    return tuple(wish for wish in wishes if wish.product or wish.reference or wish.attributes)


def _is_anaphoric(text: str) -> bool:
    """Return whether a price is asked of the product spoken of last: "il coûte combien"."""
    return bool(re.search(r"\b(?:il|elle|ils|elles|son prix|leur prix)\b", text))


_KIND = re.compile(r"\b(?:le|la|les) (?:moins|plus) \w+\b")
"""Which of several, by what it is more than the others."""


def _choose(clause: Clause, text: str) -> ask.Request | None:
    ordinals = clause.ordinals or ORDINAL.findall(text)
    position = position_of(ordinals[::-1] if CORRECTION.search(text) else ordinals)
    if position:
        return ask.Choose(position)
    if clause.items:
        return ask.Choose(item=clause.items[0].wish())
    if kind := _KIND.search(text):
        return ask.Choose(item=ask.ItemWish("", attributes=(kind[0],)))  # "prenons le moins cher"
    return ask.Choose(1) if _ANY.search(text) else None
