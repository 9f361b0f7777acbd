"""Text in, typed requests out."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Protocol

from assistant.understanding import requests as ask
from assistant.understanding.assembly import Assembler
from assistant.understanding.clauses import Clause
from assistant.understanding.interpretation import Interpretation
from assistant.understanding.names import PRONOUN, is_coherent, whole_names
from assistant.understanding.normalise import normalise
from assistant.understanding.numbers import parse_number
from assistant.understanding.rasa import Parse
from assistant.understanding.when import parse_when

_MIXED_SIGNAL = 0.49
"""What confidence is multiplied by when the intent and the spans contradict each other: no even chance."""

_TEMPERATURE = 0.5
"""Below 1: the classifier spreads probability over its many intents and is surer than it says."""

_PRIORS: dict[str | None, dict[str, float]] = {
    None: {"choose": 0.1, "choose_slot": 0.5},
    "choice": {"choose": 3.0, "choose_slot": 2.0},
    "detail": {"choose": 2.0, "choose_slot": 3.0},
}
"""How much likelier an intent is for what was asked last. A yes is never made likelier: it must be clear."""
_NEEDS_MORE = ("add_items", "remove_items", "set_quantity", "choose_slot", "choose")
"""Intents that ask nothing without an item, a time or a position."""

_PLAIN: dict[str, Callable[[], ask.Request]] = {
    "clear_basket": ask.ClearBasket,
    "read_basket": ask.ReadBasket,
    "ask_total": ask.AskTotal,
    "confirm": ask.Confirm,
    "deny": ask.Deny,
    "undo": ask.Undo,
    "repeat": ask.Repeat,
    "help": ask.Help,
    "stop": ask.Stop,
    "greet": ask.Greet,
    "out_of_scope": ask.OutOfScope,
}
_OF_ACT = {
    "add": "add_items",
    "remove": "remove_items",
    "set": "set_quantity",
    "checkout": "checkout",
    "read": "read_basket",
    "total": "ask_total",
    "clear": "clear_basket",
}
_LATER = frozenset(
    {"cancel", "offers", "price", "product", "recipe", "reorder", "replace", "status", "suggest", "why"}
)
"""Acts that are told apart but not yet answered; what they name must not be added or taken out."""
_ITEM_INTENTS: dict[str, Callable[[tuple[ask.ItemWish, ...]], ask.Request]] = {
    "add_items": ask.AddItems,
    "remove_items": ask.RemoveItems,
    "set_quantity": ask.SetQuantity,
}
_ASKS: dict[str, Callable[[tuple[ask.ItemWish, ...]], ask.Request]] = {
    "ask_price": ask.AskPrice,
    "ask_offers": ask.AskOffers,
    "ask_product": ask.AskProduct,
    "ask_why": ask.AskWhy,
    "suggest_recipes": ask.SuggestRecipes,
}
_LATER_PLAIN: dict[str, Callable[[], ask.Request]] = {
    "reorder": ask.Reorder,
    "order_status": ask.OrderStatus,
    "cancel_order": ask.CancelOrder,
}
_ORDINALS = {"dernier": -1, "dernière": -1, "second": 2, "seconde": 2, "premier": 1, "première": 1}
_ORDINAL = re.compile(r"\b(?:premi(?:er|ère)|derni(?:er|ère)|seconde?|\w+i[eè]me|\d+e)\b")
_STEMS = {"quatr": "quatre", "cinqu": "cinq", "neuv": "neuf", "onz": "onze", "douz": "douze"}


class Parser(Protocol):
    """Whatever finds intent and spans: `assistant.understanding.rasa.RasaClient`."""

    def parse(self, text: str) -> Parse:
        """Parse one normalised sentence."""


class Understander:
    """Turns sentences into `Interpretation` with the help of an intent engine."""

    def __init__(self, parser: Parser) -> None:
        self._parser = parser

    def interpret(
        self,
        text: str,
        now: datetime,
        heard_confidence: float = 1.0,
        expects: str | None = None,
        alternatives: tuple[str, ...] = (),
    ) -> Interpretation:
        """Understand one sentence.

        Args:
            text: French, spoken or typed.
            now: aware, on the shop's clock; "demain" counts from it.
            heard_confidence: how sure hearing was of the words, 0 to 1.
            expects: what the last reply asked for: "confirmation", "choice", "detail" or ``None``.
            alternatives: what else may have been said, best first; read when ``text`` cannot be French.

        Raises:
            Unavailable: ``nlu_unavailable``.
        """
        clean = normalise(text)
        if not clean:  # nothing but punctuation or emoji
            return Interpretation(text, (ask.OutOfScope(),), 1.0, heard_confidence)
        for candidate in (text, *alternatives):
            parse = _in_context(self._parser.parse(normalise(candidate)), expects)
            if is_coherent(parse):
                requests, confidence = _requests(parse, now)
                return Interpretation(candidate, requests, round(confidence, 4), heard_confidence)
        return Interpretation(text, (ask.OutOfScope(),), 0.0, heard_confidence)


def _requests(parse: Parse, now: datetime) -> tuple[tuple[ask.Request, ...], float]:
    sure = parse.confidence
    clauses = Assembler(anaphora=bool(PRONOUN.search(parse.text))).read(whole_names(parse))
    acts = [clause for clause in clauses if clause.act]
    if parse.intent == "out_of_scope" or (parse.intent in _PLAIN and not acts and not _has_items(clauses)):
        return (_PLAIN[parse.intent](),), sure
    found: list[ask.Request] = []
    for clause in clauses:
        if clause.act in _LATER and parse.intent in _ITEM_INTENTS:
            found.append(ask.OutOfScope())  # "ajoute du lait et combien coûte le beurre" adds no butter
            continue
        request = _request(_OF_ACT.get(clause.act, "") or parse.intent, clause, now, parse.text)
        if request is not None:
            found.append(request)
    confidence = min((c.confidence for c in acts), default=sure)
    if not found:
        plain = _request(parse.intent, Clause(""), now, parse.text)
        return ((plain,), sure) if plain else ((ask.OutOfScope(),), 0.0)
    if parse.intent in _PLAIN and not acts:
        # "oui du lait": a yes that names an item is neither a clear yes nor a clear addition
        confidence *= _MIXED_SIGNAL
    return tuple(_merged(found)), confidence


def _in_context(parse: Parse, expects: str | None) -> Parse:
    """Return the parse with its intents weighed anew by what was asked, and as sure as they deserve.

    Source: Guo et al., "On Calibration of Modern Neural Networks", 2017 (temperature scaling).
    """
    if len(parse.ranking) < 2:
        return parse
    priors = _PRIORS.get(expects, {})
    weights = {name: (share * priors.get(name, 1.0)) ** (1 / _TEMPERATURE) for name, share in parse.ranking}
    total = sum(weights.values())
    best = max(weights, key=lambda name: weights[name])
    return replace(parse, intent=best, confidence=weights[best] / total if total else 0.0)


def _has_items(clauses: list[Clause]) -> bool:
    return any(item.product for clause in clauses for item in clause.items)


def _request(intent: str, clause: Clause, now: datetime, text: str) -> ask.Request | None:
    """Return what one clause asks for, or ``None`` when it lacks what its intent needs."""
    when = _when(clause, now)
    if intent in _ITEM_INTENTS:
        wishes = clause.wishes()
        return _ITEM_INTENTS[intent](wishes) if wishes else None
    if intent == "checkout":
        return ask.Checkout(clause.mode, when)
    if intent == "choose_slot":
        return ask.ChooseSlot(clause.mode, when) if clause.mode or when else None
    if intent == "choose":
        position = _position(clause.ordinals or _ORDINAL.findall(text))
        return ask.Choose(position) if position else None
    if intent in ("confirm", "deny") and clause.wishes():
        return ask.AddItems(clause.wishes())
    if intent in _PLAIN:
        return _PLAIN[intent]()
    if intent == "ask_price" and not clause.items:
        return ask.AskTotal()  # "combien ça coûte", of nothing in particular
    if intent in _ASKS:
        return _ASKS[intent](clause.wishes())
    if intent in _LATER_PLAIN:
        return _LATER_PLAIN[intent]()
    return None if intent in _NEEDS_MORE else ask.Unsupported(intent)


def _when(clause: Clause, now: datetime) -> ask.TimeWish | None:
    return parse_when(" ".join(clause.when), now) if clause.when else None


def _position(ordinals: list[str]) -> int:
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


def _merged(requests: list[ask.Request]) -> list[ask.Request]:
    """Join a slot said apart from its checkout: "commande, en drive, demain matin" is one request."""
    out: list[ask.Request] = []
    for request in requests:
        before = out[-1] if out else None
        if isinstance(before, ask.Checkout) and isinstance(request, ask.Checkout | ask.ChooseSlot):
            out[-1] = ask.Checkout(before.mode or request.mode, before.when or request.when)
        elif isinstance(before, ask.ChooseSlot) and isinstance(request, ask.Checkout):
            out[-1] = ask.Checkout(request.mode or before.mode, request.when or before.when)
        else:
            out.append(request)
    return out
