"""Marks of the intent engine that French does not allow, put right before anything is read from them.

The tagger weighs words by what surrounds them; what is certain from grammar alone needs no weighing: the word
behind "tu les" is a verb, "aux" exchanges nothing, "non pas" refuses where "non" corrects, and no unit is
called "kilo cinq".
"""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.understanding.numbers import parse_number
from assistant.understanding.rasa import Parse, Span

_SWAP_WORDS = re.compile(r"\b(?:par|contre|pour|en|place|lieu|échange|remplacement|plutôt|mieux)\b")
"""One of these is in everything that stands between the new and the old."""
_SWAPS = re.compile(r"\b(?:au lieu|à la place)\b")
_QUALIFIES = re.compile(r"(?:sans|avec) .+")
_CLITICS = re.compile(
    r"(?:^| )(?P<subject>(?:tu|je|on) (?:ne |n')?(?:me |m'|nous |lui )?(?:le |la |les |l'|en |me |m'))$"
)
"""A subject and what stands between it and its verb."""
_REFUSES = re.compile(r".*\bpas(?: d[eu]| d'| la| le| les)?")
_NUMBER_BEHIND = re.compile(r"(?:(?P<number>\S.*) )?(?P<unit>kilos?|litres?) (?P<tail>\S.*)")
_PARTICIPLE = re.compile(r"\w{2,}(?:é|ée|és|ées)")


def righted(parse: Parse) -> Parse:
    """Return a parse without marks that cannot be."""
    spans = [span for span in map(lambda one: _righted(parse.text, one), parse.spans) if span is not None]
    spans = [part for span in _unsweetened(parse.text, spans) for part in _counted_apart(span)]
    for found in _SWAPS.finditer(parse.text):
        if not any(span.start < found.end() and found.start() < span.end for span in spans):
            spans.append(Span("swap", found[0], found[0], found.start(), found.end()))
    return replace(parse, spans=tuple(sorted(spans, key=lambda span: span.start)))


def _righted(text: str, span: Span) -> Span | None:
    before = text[: span.start]
    if span.entity == "swap" and not _SWAP_WORDS.search(span.text):
        return None  # "de la soupe | aux | poireaux"
    if span.entity == "act" and _QUALIFIES.fullmatch(span.text):
        return replace(span, entity="attribute")  # "sans gluten, les crackers"
    if span.entity == "product" and " " not in span.text and _CLITICS.search(before):
        return replace(span, entity="act")  # "tu me les montes à trois kilos"
    if span.entity == "correction" and _REFUSES.fullmatch(span.text):
        return replace(span, entity="negation")  # "du ketchup, nan pas de mayo"
    return span


def _counted_apart(span: Span) -> list[Span]:
    """Part the number behind a unit from it: "un kilo cinq" is a number, a unit and a number."""
    found = _NUMBER_BEHIND.fullmatch(span.text) if span.entity in ("unit", "quantity") else None
    if found is None or parse_number(found["tail"]) is None:
        return [span]
    return [
        Span(entity, found[name], found[name], span.start + found.start(name), span.start + found.end(name))
        for name, entity in (("number", "quantity"), ("unit", "unit"), ("tail", "quantity"))
        if found[name]
    ]


def _unsweetened(text: str, spans: list[Span]) -> list[Span]:
    """Join "non" to the participle behind it when it follows a bare product: "du cacao non sucré"."""
    out: list[Span] = []
    for at, span in enumerate(spans):
        before, word = (out[-1] if out else None), spans[at + 1] if at + 1 < len(spans) else None
        if (
            span.entity == "correction"
            and span.text == "non"
            and before is not None
            and before.entity == "product"
            and " " not in before.text
            and word is not None
            and word.entity == "attribute"
            and _PARTICIPLE.fullmatch(word.text)
            and text[before.end : word.start] == " non "
        ):
            spans[at + 1] = replace(word, text=f"non {word.text}", value=f"non {word.text}", start=span.start)
            continue
        out.append(span)
    return out
