"""Product names that the intent engine cut, ran together or did not mark, mended with what the shop sells."""

from __future__ import annotations

import re
from typing import Protocol

from assistant.understanding.rasa import Parse, Span

_PRONOUN = re.compile(r"\ben\b")
_OF_ITEMS = ("add_items", "remove_items", "set_quantity")
_ARTICLE = re.compile(r" (?:du |de la |de l'|des |le |la |les |l')")
_ARTICLES_THAT_COUNT = ("un", "une")
_LINK = re.compile(r" (?:à la |à l'|au |aux |de |d'|en )")
_BEFORE_A_NAME = ("act", "quantity", "unit")
_NAME = re.compile(
    r" (?:de la |de l'|d'|de |du |des |le |la |les |l')(?P<name>\w[\w' -]*?)"
    r"(?: s'il te plaît| s'il vous plaît| stp| svp| merci)?"
)
_UNMARKED = 0.6
"""How sure a product is that stands where one must, 0 to 1."""


class ProductNames(Protocol):
    """What the shop sells, by name."""

    def familiarity(self, name: str) -> float:
        """Return how much words look like a product's name: 1 for one, 0 for words that no product has."""


class AnyName:
    """A shop of which nothing is known: any words may be a product."""

    def familiarity(self, name: str) -> float:
        """Return 1."""
        return 1.0


def is_coherent(parse: Parse) -> bool:
    """Return whether no number stands before an article: in "six du lait", what was counted went unheard."""
    counting = False
    end = 0
    for span in parse.spans:
        if span.entity == "product" and counting and _ARTICLE.fullmatch(parse.text[end : span.start]):
            return False
        counting = span.entity == "quantity" and span.text not in _ARTICLES_THAT_COUNT
        end = span.end
    return True


def mended(parse: Parse, names: ProductNames) -> tuple[Span, ...]:
    """Return the spans with whole product names.

    Those that "à la", "au" or "de" links are joined (in "yaourts à la fraise" there is no strawberry), those
    that ran together are parted where the shop knows each ("lait œufs pain").
    """
    spans: list[Span] = []
    for span in parse.spans:
        before = spans[-1] if spans else None
        if (
            before is not None
            and before.entity == span.entity == "product"
            and _LINK.fullmatch(parse.text[before.end : span.start])
        ):
            sure = min(before.confidence, span.confidence)
            spans[-1] = _product(parse.text, before.start, span.end, sure)
        else:
            spans.append(span)
    parted = [part for span in spans for part in _parted(parse.text, span, names)]
    return (*parted, *_unmarked_name(parse, parted))


def _product(text: str, start: int, end: int, confidence: float) -> Span:
    return Span("product", text[start:end], text[start:end], start, end, confidence)


def _parted(text: str, span: Span, names: ProductNames) -> list[Span]:
    if span.entity != "product" or " " not in span.text or names.familiarity(span.text) == 1:
        return [span]
    words = [match.span() for match in re.finditer(r"\S+", span.text)]
    out: list[Span] = []
    at = 0
    while at < len(words):
        end = next(
            (
                e
                for e in range(len(words), at, -1)
                if names.familiarity(span.text[words[at][0] : words[e - 1][1]]) == 1
            ),
            at,
        )
        if end == at:
            return [span]
        out.append(_product(text, span.start + words[at][0], span.start + words[end - 1][1], span.confidence))
        at = end
    return out


def _unmarked_name(parse: Parse, spans: list[Span]) -> tuple[Span, ...]:
    """Take the end of "rajoute deux packs d'eau" for the product when the engine marked none.

    Only where the intent is about items, and never surely: the catalogue or the basket must know it.
    """
    if parse.intent not in _OF_ITEMS or not spans or _PRONOUN.search(parse.text):
        return ()
    if any(span.entity not in _BEFORE_A_NAME for span in spans):
        return ()
    rest = _NAME.fullmatch(parse.text[spans[-1].end :])
    if rest is None:
        return ()
    start = spans[-1].end + rest.start("name")
    return (_product(parse.text, start, start + len(rest["name"]), _UNMARKED),)
