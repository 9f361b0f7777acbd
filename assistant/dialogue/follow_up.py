"""What a short sentence means behind what was just said: "non, du gruyère", "et le beurre ?", "encore"."""

from __future__ import annotations

import re

from assistant.catalogue import Chosen
from assistant.dialogue import asked_amount
from assistant.dialogue.choosing import pick
from assistant.dialogue.turn import Turn
from assistant.understanding import requests as ask
from assistant.understanding.normalise import normalise

_NO = re.compile(
    r"^(?:(?:ah|euh|mais|oh) )*(?:non|nan)\b(?!.*\b(?:aussi|encore|en plus|ajoute|rajoute|il manque)\b)"
)
"""Begins a correction of what was just said."""
_OTHER = re.compile(r"\b(?:l'autre|(?:un|une) autre|autre chose|les autres)\b")
_NOT_THIS = re.compile(r"\bpas (?:ça|ceux?|celui|celle|ceux|celles)\b")
_ABOUT = re.compile(
    r"^et (?:(?:pour|sur|côté) )?(?:le |la |les |l'|des )(?P<what>\w[\w' -]*?)(?: (?:alors|aussi|du coup))?$"
)
"""Asks the same of something else: "et le beurre ?", "et sur les yaourts ?"."""
_ACTS = re.compile(
    r"\b(?:je|tu|on|vous|ne|pas|l'|en|y|aussi|enl[eè]v\w+|mets|met(?:tez)?|ajout\w+|retir\w+)\b"
)
_MORE = re.compile(
    r"(?:et )?(?:encore|la suite|continue[rz]?|quoi d'autre|d'autres|(?:et )?après|ensuite|vas-y continue)"
    r"(?: s'il (?:te|vous) plaît)?"
)
_BY_MEASURE = re.compile(r"^(?:et )?(?:au|le) (?:kilo|litre)$|^(?:et )?à l'unité$")
_CHEAPER = re.compile(r"\bmoins ch(?:er|ère|ers|ères)\b")
_TOO_DEAR = re.compile(r"\b(?:trop|un peu|bien|super) (?:cher|chère|chers|chères)\b")
_TOPICS: dict[type[ask.Request], str] = {
    ask.AskPrice: "price",
    ask.AskProduct: "product",
    ask.AskOffers: "offers",
}
_ASKS = {"price": ask.AskPrice, "product": ask.AskProduct, "offers": ask.AskOffers}


def topic(requests: tuple[ask.Request, ...]) -> str:
    """Return what a turn asked about, when it asked one thing: "price", "product", "offers", or empty."""
    return _TOPICS.get(type(requests[0]), "") if len(requests) == 1 else ""


def meant(turn: Turn, requests: tuple[ask.Request, ...]) -> tuple[ask.Request, ...]:
    """Return what is meant by a sentence that is clear only behind the last one; any other as it is."""
    if turn.asked is not None or len(requests) != 1:
        return requests
    (request,) = requests
    words = normalise(turn.interpretation.text)
    for reading in (_corrected, _refused, _continued):
        if (found := reading(turn, request, words)) is not None:
            return (found,)
    return requests


def _corrected(turn: Turn, request: ask.Request, words: str) -> ask.Request | None:
    """Take "non, du gruyère" right behind an addition as what was meant instead."""
    if not turn.state.dictated or not isinstance(request, ask.AddItems) or len(request.items) != 1:
        return None
    last = turn.focus.sku if turn.focus else ""
    if not _NO.match(words) or not request.items[0].product or turn.basket.line(last) is None:
        return None
    return ask.ReplaceItem(ask.ItemWish(""), request.items[0])


def _refused(turn: Turn, request: ask.Request, words: str) -> ask.Request | None:
    """Take "non, l'autre", "non, pas celui-là" and "non, doux" as a choice of what was named besides."""
    if not isinstance(request, ask.Deny) or turn.focus is None:
        return None
    if _OTHER.search(words):
        return ask.Choose(item=ask.ItemWish("", reference="other"))
    if _NOT_THIS.search(words) and turn.basket.line(turn.focus.sku) is not None:
        return ask.ReplaceItem(ask.ItemWish(""), ask.ItemWish("", reference="other"))
    kind = _NO.sub("", words).strip()
    options = tuple(p for sku in turn.focus.options if (p := turn.view.product(sku)))
    chosen = pick(turn.view, options, words)
    if len(chosen) == 1 and chosen[0].sku != turn.focus.sku:
        return ask.Choose(item=ask.ItemWish("", attributes=(kind,)))
    if not kind or len(kind.split()) > 2 or turn.basket.line(turn.focus.sku) is None:
        return None
    found = turn.view.find(turn.focus.said, asked_amount.ONE, (kind,), "")
    if not isinstance(found, Chosen):
        return None
    return ask.ReplaceItem(ask.ItemWish(""), ask.ItemWish("", attributes=(kind,)))


def _continued(turn: Turn, request: ask.Request, words: str) -> ask.Request | None:
    """Take "et le beurre ?" behind a question as the same question about something else."""
    asked = turn.topic
    about_price = isinstance(request, ask.AskTotal) and _CHEAPER.search(words)
    too_dear = isinstance(request, ask.OutOfScope) and _TOO_DEAR.search(words)
    if turn.focus is not None and (about_price or too_dear):
        return ask.AskProduct((ask.ItemWish("", attributes=("moins cher",)),))
    if not asked:
        return None
    if asked == "offers" and _MORE.fullmatch(words):
        return ask.AskOffers()
    if asked == "price" and _BY_MEASURE.match(words):
        return ask.AskPrice((ask.ItemWish("", reference="that"),))
    if isinstance(request, ask.Choose) and request.position and words.startswith("et "):
        return _ASKS[asked]((ask.ItemWish("", position=request.position),))
    about = _ABOUT.match(words)
    if about is None or _ACTS.search(about["what"]) or not turn.view.search(about["what"], 1):
        return None
    return _ASKS[asked]((ask.ItemWish(about["what"]),))
