"""Words behind a product that nothing else explains and that say which kind: "pâtes barilla"."""

from __future__ import annotations

import re
from itertools import takewhile

from assistant.understanding.rasa import Parse, Span
from assistant.understanding.spans import OF_ITEMS
from assistant.understanding.vocabulary import function_words

_QUALIFIER = re.compile(
    r"(?P<link> (?:d'|de |du |des |au |aux |à |à la |en |sans )?)"
    r"(?P<words>[^\W\d_][\w-]*(?: [^\W\d_][\w-]*){0,2})(?= |$)"
)
_FOR_WHOM = re.compile(
    r"(?P<link> pour )"
    r"(?P<words>(?:chien|chat|chaton|chiot|lapin|oiseau|bébé|enfant|adulte|nourrisson|bricoleur)s?"
    r"(?: (?:stérilisés?|adultes?|senior|junior|de (?:petite|grande) taille))?)(?= |$)"
)
"""For whom a product is made, which tells it from others: "des croquettes pour chien"."""


def qualified(parse: Parse, spans: tuple[Span, ...]) -> tuple[Span, ...]:
    """Return the spans with the words that follow a product and that nothing explains as its qualifiers.

    "pâtes barilla", "saumon fumé d'écosse": no list holds every maker and region, but a word there qualifies.
    """
    if parse.intent not in OF_ITEMS:
        return spans
    out: list[Span] = []
    for at, span in enumerate(spans):
        out.append(span)
        end = spans[at + 1].start if at + 1 < len(spans) else len(parse.text)
        behind = _FOR_WHOM.match(parse.text, span.end, end) or _QUALIFIER.match(parse.text, span.end, end)
        if span.entity in ("product", "attribute") and behind:
            words = list(takewhile(lambda word: word not in function_words(), behind["words"].split()))
            if words:
                said = behind["link"].lstrip() + " ".join(words)
                start = span.end + len(behind["link"]) - len(behind["link"].lstrip())
                out.append(Span("attribute", said, said, start, start + len(said), span.confidence))
    return tuple(out)
