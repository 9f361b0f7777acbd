"""Products and units that the intent engine left unmarked, where one must stand."""

from __future__ import annotations

import re

from assistant.understanding.product_names import ProductNames
from assistant.understanding.rasa import Parse, Span
from assistant.understanding.spans import OF_ITEMS, product_span
from assistant.understanding.units import parse_unit
from assistant.understanding.vocabulary import function_words

_PRONOUN = re.compile(r"\ben\b")
_PART_OF = re.compile(
    r"\b(?:la moitié|une moitié|le quart|un quart|les trois quarts|un tiers|le tiers)(?= d|$)"
)
_BEFORE_A_NAME = ("act", "quantity", "unit")
_NAME = re.compile(
    r" (?:de la |de l'|d'|de |du |des |le |la |les |l')(?P<name>\w[\w' -]*?)"
    r"(?: s'il te plaît| s'il vous plaît| stp| svp| merci)?"
)
_TAKEN_UP = re.compile(
    r" (?:(?:il )?(?:faut|faudrait|faudra)(?: en)? \w+(?:-en)?|(?:tu )?(?:re)?(?:prends|mets|achète)s?-en)$"
)
"""A second verb that takes the product up: "on n'a plus de cenovis, faudrait en reprendre"."""
_NAMING = (
    *OF_ITEMS,
    *("replace_item", "ask_price", "ask_product", "ask_offers", "read_basket", "suggest_recipes"),
)
_PLACES = ("pour", "dans", "sur", "chez", "avec", "sans")
_UNIT_LETTERS = ("l", "kg", "g", "gr", "cl", "ml", "dl", "mg")
_UNMARKED = 0.6
"""How sure a product is that stands where one must, 0 to 1."""


def unmarked(parse: Parse, spans: list[Span], names: ProductNames) -> list[Span]:
    """Return products and units that the engine left between others: "beurre" in "lait beurre œufs"."""
    if parse.intent not in _NAMING or not spans:
        return []
    out: list[Span] = [
        Span("quantity", part.group(), part.group(), part.start(), part.end(), _UNMARKED)
        for part in _PART_OF.finditer(parse.text)
        if not any(s.start < part.end() and part.start() < s.end for s in spans)
    ]
    if parse.intent == "add_items":
        out += _packages(parse.text, spans)
    first_act = next((span for span in spans if span.entity == "act"), None)
    edges = [(0, first_act.start)] if first_act else []
    edges += [(span.start, span.end) for span in spans if span is not first_act or edges[0][1] != span.start]
    for at, (_, end) in enumerate(sorted(edges)):
        if at == 0 and first_act is not None:
            continue
        until = min((s.start for s in spans if s.start >= end), default=len(parse.text))
        counts = any(s.entity == "quantity" and s.end == end for s in spans)
        out += _known_in(parse.text, end, until, counts, names)
    if first_act is None:
        out += _known_in(parse.text, 0, spans[0].start, False, names)
    return out


_PACKAGE = re.compile(r"\b(?:le|la) (?P<unit>\w+) (?:de |d')$")


def _packages(text: str, spans: list[Span]) -> list[Span]:
    """Return the packages before products that were left unmarked: "le | paquet | de spaghettis".

    An article before one is unusual, and may have been a number: so it is said unsurely.
    """
    found = (_PACKAGE.search(text, 0, span.start) for span in spans if span.entity == "product")
    return [
        Span("unit", package["unit"], package["unit"], *package.span("unit"), _UNMARKED)
        for package in found
        if package is not None
        and parse_unit(package["unit"]) is not None
        and not any(span.start < package.end("unit") and package.start("unit") < span.end for span in spans)
    ]


def _known_in(text: str, start: int, end: int, counts: bool, names: ProductNames) -> list[Span]:
    words = list(re.finditer(r"[^\s']+'?", text[start:end]))
    out: list[Span] = []
    at = 0
    while at < len(words):
        word = words[at].group()
        if counts and at == 0 and word in _UNIT_LETTERS:
            out.append(
                Span("unit", word, word, start + words[at].start(), start + words[at].end(), _UNMARKED)
            )
        elif word in _PLACES:
            return out  # "pour le café", "dans le placard": not what is wanted
        elif word not in function_words():
            for last in range(len(words), at, -1):
                name = text[start + words[at].start() : start + words[last - 1].end()]
                if words[last - 1].group() not in function_words() and names.familiarity(name) == 1:
                    out.append(
                        product_span(
                            text, start + words[at].start(), start + words[last - 1].end(), _UNMARKED
                        )
                    )
                    at = last - 1
                    break
        at += 1
    return out


def unmarked_name(parse: Parse, spans: list[Span]) -> tuple[Span, ...]:
    """Take the end of "rajoute deux packs d'eau" for the product when the engine marked none.

    Only where the intent is about items, and never surely: the catalogue or the basket must know it.
    """
    if parse.intent not in OF_ITEMS or not spans:
        return ()
    named = _TAKEN_UP.sub("", parse.text)
    if _PRONOUN.search(named) or any(span.entity not in _BEFORE_A_NAME for span in spans):
        return ()
    rest = _NAME.fullmatch(named[spans[-1].end :])
    if rest is None:
        return ()
    start = spans[-1].end + rest.start("name")
    return (product_span(parse.text, start, start + len(rest["name"]), _UNMARKED),)
