"""Product names that the intent engine cut in two or did not mark, mended from the words around them."""

from __future__ import annotations

import re

from assistant.understanding.rasa import Parse, Span

PRONOUN = re.compile(r"\ben\b")
"""The word that stands for the product spoken of last: "mets-en deux"."""
_OF_ITEMS = ("add_items", "remove_items", "set_quantity")
_ARTICLE = re.compile(r" (?:du |de la |de l'|des |le |la |les |l')")
_ARTICLES_THAT_COUNT = ("un", "une")
_LINK = re.compile(r" (?:à la |à l'|au |aux |de |d'|en )")
_BEFORE_A_NAME = ("act_add", "act_remove", "act_set", "quantity", "unit")
_NAME = re.compile(
    r" (?:de la |de l'|d'|de |du |des |le |la |les |l')(?P<name>\w[\w' -]*?)"
    r"(?: s'il te plaît| s'il vous plaît| stp| svp| merci)?"
)
_UNMARKED = 0.6
"""How sure a product is that stands where one must, 0 to 1."""


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


def whole_names(parse: Parse) -> tuple[Span, ...]:
    """Join products that "à la", "au" or "de" links: in "yaourts à la fraise" there is no strawberry."""
    spans: list[Span] = []
    for span in parse.spans:
        before = spans[-1] if spans else None
        if (
            before is not None
            and before.entity == span.entity == "product"
            and _LINK.fullmatch(parse.text[before.end : span.start])
        ):
            name = parse.text[before.start : span.end]
            sure = min(before.confidence, span.confidence)
            spans[-1] = Span("product", name, name, before.start, span.end, sure)
        else:
            spans.append(span)
    return (*spans, *_unmarked_name(parse, spans))


def _unmarked_name(parse: Parse, spans: list[Span]) -> tuple[Span, ...]:
    """Take the end of "rajoute deux packs d'eau" for the product when the engine marked none.

    Only where the intent is about items, and never surely: the catalogue or the basket must know it.
    """
    if parse.intent not in _OF_ITEMS or not spans or PRONOUN.search(parse.text):
        return ()
    if any(span.entity not in _BEFORE_A_NAME for span in spans):
        return ()
    rest = _NAME.fullmatch(parse.text[spans[-1].end :])
    if rest is None:
        return ()
    start = spans[-1].end + rest.start("name")
    return (Span("product", rest["name"], rest["name"], start, start + len(rest["name"]), _UNMARKED),)
