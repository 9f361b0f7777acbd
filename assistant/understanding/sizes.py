"""The size of one package: "un paquet de riz *de cinq cents grammes*", "une bouteille *d'un litre* d'eau".

The engine marks such words as an amount, as a qualifier or as a part of the unit. Here they become one span
of their own kind, so that they are neither a second amount nor lost.
"""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction

from assistant.understanding.numbers import parse_number
from assistant.understanding.rasa import Span
from assistant.understanding.units import MEASURES, parse_unit, split_quantity

SIZE = "size"
"""The kind of span that the size of a package gets."""
_SIZE = re.compile(
    r"(?P<number>\d+(?:[.,]\d+)?|[a-zé]+(?:[ -](?!de )[a-zé]+){0,5}?) ?"
    r"(?P<unit>kilogrammes?|kilos?|kg|grammes?|gr?|millilitres?|ml|centilitres?|cl|litres?|l|(?:demi-)?livres?)"
    r"(?: et (?P<half>demie?)| (?P<tenths>[a-z]+(?=$| d')|[a-z]+(?= de )))?(?![\w'-])"
)
_OF_SIZE = re.compile(rf"(?:(?<=\bde )|(?<=\bd'))(?:{_SIZE.pattern})")
_OF = re.compile(r"(?:\bde|\bd') ?$")
_TENTHS = ("kg", "l")


def parse_size(text: str) -> tuple[Fraction, str] | None:
    """Read a size: "cinq cents grammes" is 500 and "g", "un litre cinq" 1.5 and "l"."""
    found = _SIZE.fullmatch(text)
    return _read(found) if found else None


def with_sizes(text: str, spans: tuple[Span, ...]) -> tuple[Span, ...]:
    """Return the spans with each size of a package as one span of the kind `SIZE`.

    Only behind "de", and only where packages were counted before: "trois cents grammes de riz" is an amount.
    """
    found = list(spans)
    for match in _OF_SIZE.finditer(text):
        start, end = match.span()
        before = [span for span in found if span.start < start]
        if _read(match) is None or not _counts_packages(before):
            continue
        size = Span(SIZE, text[start:end], text[start:end], start, end)
        kept = [_until(span, start) for span in before]
        found = [*kept, size, *(span for span in found if span.start >= end)]
    return tuple(found)


def _read(found: re.Match[str]) -> tuple[Fraction, str] | None:
    number, unit = parse_number(found["number"]), parse_unit(found["unit"])
    if number is None or unit is None or number[1] or number[0] <= 0:
        return None
    value = number[0] + (Fraction(1, 2) if found["half"] else 0)
    if found["tenths"]:
        part = parse_number(found["tenths"])
        if part is None or unit.name not in _TENTHS or not 1 <= part[0] < 100:
            return None
        value += part[0] / (10 if part[0] < 10 else 100)
    return value * unit.times, unit.name


def _counts_packages(before: list[Span]) -> bool:
    """Return whether the last thing said is a package, or a product that was counted."""
    while before and before[-1].entity in ("attribute", "brand"):
        before = before[:-1]
    if before and before[-1].entity == "product":
        before = before[:-1]
        return bool(before) and before[-1].entity in ("quantity", "unit") and not _measures(before[-1])
    return bool(before) and before[-1].entity == "unit" and not _measures(before[-1])


def _measures(span: Span) -> bool:
    """Return whether an amount says a mass or a volume: "kilos", "500g"."""
    unit = parse_unit(span.text if span.entity == "unit" else split_quantity(span.text)[1])
    return unit is not None and unit.name in MEASURES


def _until(span: Span, end: int) -> Span:
    """Return a span without what reaches into a size: "paquet" of "paquet de 250 g"."""
    if span.end <= end:
        return span
    text = _OF.sub("", span.text[: end - span.start]).rstrip()
    return replace(span, text=text, value=text, end=span.start + len(text))
