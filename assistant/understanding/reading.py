"""A part of a sentence becomes requests: its intent says which, its clause what they hold."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from assistant.understanding import requests as ask
from assistant.understanding.assembly import ORDINAL
from assistant.understanding.clauses import Clause, Item
from assistant.understanding.modes import parse_mode
from assistant.understanding.numbers import parse_number
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
_ORDINALS = {"dernier": -1, "dernière": -1, "second": 2, "seconde": 2, "premier": 1, "première": 1}
_STEMS = {"quatr": "quatre", "cinqu": "cinq", "neuv": "neuf", "onz": "onze", "douz": "douze"}
_CORRECTION = re.compile(r"\b(?:non|pardon|ou plutôt|enfin plutôt|je veux dire|je voulais dire)\b")
_SETS = re.compile(r"\b(?:passe|change|met|augmente|baisse|monte|descend|rédui|finalement)\w*\b|^non\b")
_PRONOUN = re.compile(r"\w-(?:le|la|les)\b|\b(?:ça|cela)\b")
_SETS_BARE = re.compile(r"\b(?:plutôt|finalement|seulement|en fait|juste|non|suffi\w+|pas plus|que)\b")
_FORGETS_NOT = re.compile(r"\boubli\w* (?:surtout )?pas\b")
_FORBIDS = re.compile(
    r"(?:(?:et|mais|non|euh|surtout|attention|par contre) )*(?:(?:tu|vous|on) )?"
    r"(?:n'|ne )(?:m'|me |nous |en |y )*"
    r"(?:ajout|rajout|met|pren|achèt|achet|command)\w*(?: surtout)? pas\b(?! plus)"
)
"""A part that says what not to buy: "surtout n'ajoute pas de vin"."""
_DELIVERS = re.compile(
    r"\b(?:livre[rz]?-(?:moi|nous|le|la|les)|livre[rz]? (?:ça|tout)|faire livrer|être livrée?s?)\b"
)
_SCALES = re.compile(r"\b(?:double|triple|divise)")
_KEEPS = re.compile(
    r"\b(?:gard|conserv|laiss|rest)\w*\b.{0,20}\b(?:que|qu'|juste|seulement|uniquement)"
    r"|\b(?:sauf|hormis|except[ée]|à part|mis à part)\b"
)
"""What is named is what stays: "ne garde que le pain", "enlève-moi tout hormis les boissons"."""
_NUMBERED = re.compile(
    r"(?:(?:plutôt|euh|alors|bon|disons|oui|va pour|je prends|je veux|je dirais|prends|mets|donne-moi) )*"
    r"(?:le|la)(?: numéro)? (?P<number>\w+)(?: s'il .*| merci| plutôt)?"
)
_ORDER_MODE = re.compile(
    r"\b(?P<drive>drive|retrait|en magasin|à emporter|click and collect)\b|\b(?P<express>express)\b"
    r"|\b(?P<delivery>livraison|livre[rz]?|livrée?s?|domicile)\b"
)
"""Words that say how an order is wanted, whatever else is said."""
_ONE_MORE = re.compile(r"\bune? (?:deuxi|troisi|quatri)ème\b")
_ALL = re.compile(r"\b(?:tout|toute|tous|reste|le panier|la liste)\b")
_LATER = re.compile(r"\w (?:finalement|enfin|non|plutôt) ")
_SAVE = re.compile(r"\b(?:sauf|excepté|hormis|à part)\b")
_RATHER = re.compile(r"\b(?:finalement|plutôt|en fait|tout compte fait|réflexion faite)\b|^non\b")
_ON_OFFER = re.compile(
    r"^(?:et )?(?:est-ce qu'|dis )?(?:il|elle|ils|elles|celui-là|celle-là|ça|c'est) (?:est |sont |serait )?"
    r"(?:en (?:promo\w*|réduction|solde|offre)|soldée?s?|en ce moment en promo\w*)\b"
)
_SERVED = re.compile(
    r"\b(?:pour|sera|serons|est|sommes|on est) (?P<number>[\w-]+)\b|\bà (?P<table>[\w-]+)(?: personnes)?$"
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
    if intent == "deny" and any(wish.reference for wish in wishes):
        return ask.Choose(item=wishes[0])  # "non, l'autre"
    if intent == "deny" and not wishes and clause.loose is not None:
        return ask.SetQuantity((clause.loose.wish(),))  # "non, cinq"
    match intent:
        case "add_items":
            if _FORBIDS.match(text):
                return None
            if (exchanged := _exchanged(clause)) is not None:
                return exchanged
            if not wishes and clause.kept_out() and not (_ALL.search(text) or _SAVE.search(text)):
                return ask.RemoveItems(clause.kept_out())  # "ni sel ni poivre"
            if _is_another_kind(wishes, text):
                return ask.ReplaceItem(ask.ItemWish(""), wishes[0])
            if not any(wish.product for wish in wishes) and (places := _by_place(clause, text)):
                if _ONE_MORE.search(text):
                    return ask.AddItems((ask.ItemWish("", places[0].quantity),))  # "mets-en une deuxième"
                return ask.Choose(places[0].position)
            return (
                ask.AddItems(wishes or _referred(clause, text)) if wishes or _referred(clause, text) else None
            )
        case "remove_items":
            if _FORGETS_NOT.search(text):
                return ask.AddItems(wishes) if wishes else None  # "n'oublie pas les œufs"
            return _remove(clause, text)
        case "set_quantity":
            return _set(clause, text)
        case "replace_item":
            return _replace(clause, text)
        case "clear_basket":
            return ask.ClearBasket(clause.kept_out() or (_named(wishes) if _KEEPS.search(text) else ()))
        case "ask_price":
            named = [wish for wish in wishes if wish.product or wish.reference] or _by_place(clause, text)
            return ask.AskPrice(tuple(named)) if named or _is_anaphoric(text) else ask.AskTotal()
        case "add_recipe":
            name = clause.recipe or " ".join(wish.product for wish in wishes[:1])
            name = _RECIPE_END.sub("", name)
            return ask.AddRecipe(name, _servings(clause, text)) if name else None
        case "suggest_recipes":
            return ask.SuggestRecipes(_named(wishes), _servings(clause, text))
        case "checkout":
            mode = clause.mode or ("delivery" if _DELIVERS.search(text) else "") or _mode(text)
            return ask.Checkout(mode, _when(clause, text, now) or parse_when(text, now))
        case "choose_slot":
            when = _when(clause, text, now) or parse_when(text, now)
            mode = clause.mode or _mode(text) or parse_mode(text)
            return ask.ChooseSlot(mode, when) if mode or when else None
        case "choose":
            return _choose(clause, text)
    if intent in ("ask_offers", "ask_product") and _ON_OFFER.search(text):
        return ask.AskOffers(_named(wishes) or (ask.ItemWish("", reference="that"),))  # "il est en promo"
    if intent in _ASKS and _is_another_kind(wishes, text):
        return ask.ReplaceItem(ask.ItemWish(""), wishes[0])  # "finalement du bio"
    if intent in _ASKS:
        return _ASKS[intent](_named(wishes) or tuple(_by_place(clause, text)))
    return _PLAIN[intent]() if intent in _PLAIN else ask.Unsupported(intent)


def _exchanged(clause: Clause) -> ask.Request | None:
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


def _is_another_kind(wishes: tuple[ask.ItemWish, ...], text: str) -> bool:
    """Return whether a part says which kind is wanted of what was spoken of last: "finalement du bio"."""
    return (
        len(wishes) == 1
        and not wishes[0].product
        and not wishes[0].reference
        and bool(wishes[0].attributes)
        and bool(_RATHER.search(text))
    )


def _servings(clause: Clause, text: str) -> int | None:
    if clause.servings is not None:
        return clause.servings
    said = [match["number"] or match["table"] for match in _SERVED.finditer(text)]
    found = [parse_number(number) for number in said if number not in ("un", "une")]
    return next((int(number[0]) for number in found if number and number[0].denominator == 1), None)


def _named(wishes: tuple[ask.ItemWish, ...]) -> tuple[ask.ItemWish, ...]:
    return tuple(wish for wish in wishes if wish.product or wish.reference or wish.attributes)


def _is_anaphoric(text: str) -> bool:
    """Return whether a price is asked of the product spoken of last: "il coûte combien"."""
    return bool(re.search(r"\b(?:il|elle|ils|elles|son prix|leur prix)\b", text))


def _remove(clause: Clause, text: str) -> ask.Request | None:
    if clause.kept_out() and not any(item.product and not item.excluded for item in clause.items):
        if _ALL.search(text):
            return ask.ClearBasket(clause.kept_out())
        return None if _SAVE.search(text) else ask.RemoveItems(clause.kept_out())  # "pas de bière ni de vin"
    if places := _by_place(clause, text):
        return ask.RemoveItems(tuple(places))
    wishes = clause.wishes() or _referred(clause, text)
    return ask.RemoveItems(wishes) if wishes else None


def _by_place(clause: Clause, text: str) -> list[ask.ItemWish]:
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


def _referred(clause: Clause, text: str) -> tuple[ask.ItemWish, ...]:
    """Return the product spoken of last where only a pronoun names it: "enlève ça", "ajoute-les"."""
    if clause.items or clause.loose or not _PRONOUN.search(text):
        return ()
    return (ask.ItemWish(""),)


def _set(clause: Clause, text: str) -> ask.Request | None:
    if places := [wish for wish in _by_place(clause, text) if wish.quantity is not None]:
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
    if _CORRECTION.search(text) and new[0].product and new[0].quantity and not _SETS.search(text):
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


def _replace(clause: Clause, text: str) -> ask.Request | None:
    named = [item for item in clause.items if item.product and not item.excluded]
    if len(named) == 2 and not any(item.is_old for item in named):
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


def _choose(clause: Clause, text: str) -> ask.Request | None:
    ordinals = clause.ordinals or ORDINAL.findall(text)
    position = position_of(ordinals[::-1] if _CORRECTION.search(text) else ordinals)
    if position:
        return ask.Choose(position)
    if clause.items:
        return ask.Choose(item=clause.items[0].wish())
    return ask.Choose(1) if _ANY.search(text) else None


_TIME_GOES_ON = re.compile(
    r" (?:(?:et (?:demie?|quart)|moins (?:le quart|dix|cinq|vingt|vingt-cinq)"
    r"|(?:le |dans la |en |l')?(?:matin|soir|après-midi)"
    r"|(?:avant|après|à|vers|entre|dès|à partir de|jusqu'à) [\w' -]*(?:heures?|h|midi)\b[\w' -]*)(?= |$))+"
)
"""What ends an expression of time that the engine cut short: "dans une heure | et demie"."""


def _when(clause: Clause, text: str, now: datetime) -> ask.TimeWish | None:
    if not clause.when:
        return None
    said = " ".join(clause.when)
    end = text.find(clause.when[-1]) + len(clause.when[-1])
    rest = _TIME_GOES_ON.match(text[end:])
    return parse_when(said + rest[0], now) or parse_when(said, now) if rest else parse_when(said, now)


def _mode(text: str) -> str:
    found = _ORDER_MODE.search(text)
    return next((name for name, words in found.groupdict().items() if words), "") if found else ""


def position_of(ordinals: list[str]) -> int:
    """Return which choice the ordinals name: 1 for the first, -1 for the last, 0 for none."""
    for words in ordinals:
        for word in reversed(words.split()):
            if word in _ORDINALS:
                return _ORDINALS[word]
            stem = re.sub(r"(?:i?[eè]me|er|[eè]re|nde?|e)$", "", word) if word[:1].isdigit() else word
            stem = re.sub(r"i[eè]me$", "", stem)
            number = parse_number(_STEMS.get(stem, stem))
            if number and number[0] >= 1 and number[0].denominator == 1:
                return int(number[0])
    return 0


def merged(requests: list[ask.Request]) -> list[ask.Request]:
    """Join what was said in two parts but is one request.

    A slot said apart from its checkout ("commande, en drive, demain matin"), and items of the same act that
    follow each other.
    """
    out: list[ask.Request] = []
    for request in requests:
        before = out[-1] if out else None
        if isinstance(before, ask.Checkout) and isinstance(request, ask.Checkout | ask.ChooseSlot):
            out[-1] = ask.Checkout(before.mode or request.mode, before.when or request.when)
        elif isinstance(before, ask.ChooseSlot) and isinstance(request, ask.ChooseSlot):
            # "mardi je peux pas, mettez mercredi"
            out[-1] = ask.ChooseSlot(request.mode or before.mode, request.when or before.when)
        elif isinstance(before, ask.ChooseSlot) and isinstance(request, ask.Checkout):
            out[-1] = ask.Checkout(request.mode or before.mode, request.when or before.when)
        elif (
            isinstance(before, ask.RemoveItems)
            and isinstance(request, ask.ReplaceItem)
            and not request.old.product
        ):
            # "retire les yaourts et mets des compotes à la place"
            out.append(ask.AddItems((request.new,)))
        elif isinstance(before, ask.AskPrice | ask.AskProduct) and isinstance(request, ask.SetQuantity):
            out.append(request if request.items[0].product else ask.AddItems(request.items))
        elif isinstance(before, ask.AddItems) and isinstance(request, ask.AddItems | ask.SetQuantity):
            joined = _counted(before, request)
            if joined is not None:
                out[-1] = joined
            else:
                out.append(request)
        else:
            out.append(request)
    return out


def _counted(before: ask.AddItems, request: ask.AddItems | ask.SetQuantity) -> ask.AddItems | None:
    """Join "y a plus de lait, mets-en deux" into one wish for two: "en" counts the item before it."""
    last, first = before.items[-1], request.items[0]
    if first == ask.ItemWish("", price_cents=first.price_cents) and last.product and not last.price_cents:
        priced = replace(last, price_cents=first.price_cents)  # "un vin que je puisse avoir sous neuf euros"
        return ask.AddItems((*before.items[:-1], priced, *request.items[1:]))
    if first.product or first.reference or last.quantity is not None or not last.product:
        return ask.AddItems(before.items + request.items) if isinstance(request, ask.AddItems) else None
    one = ask.ItemWish(
        last.product,
        first.quantity,
        last.attributes + first.attributes,
        last.brand or first.brand,
        first.price_cents or last.price_cents,
    )
    return ask.AddItems((*before.items[:-1], one, *request.items[1:]))
