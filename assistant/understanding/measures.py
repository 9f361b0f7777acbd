"""Measures that ran together with what they measure: "tranches de jambon" marked as one name."""

from __future__ import annotations

import re

from assistant.understanding.product_names import SAME_HEAD, ProductNames
from assistant.understanding.rasa import Span
from assistant.understanding.spans import ARTICLES_THAT_COUNT, product_span

_VAGUE_MEASURE = re.compile(
    r"(?:petite? )?(?:soupçon|chouïa|pincée|goutte|lichette|larme|fond|bout|poil|peu|trait)"
    r" (?:de |d')(?P<rest>.+)"
)
_MEASURE = re.compile(
    r"(?P<unit>(?:petites? |grandes? |gros(?:ses)? |demi-)?"
    r"(?:tranche|gousse|botte|bouteille|brique|barquette|paquet|pot|bocal|bocaux|litre|kilo|boîte|sachet"
    r"|plaquette|canette|tablette|bidon|flacon|bouquet|livre|filet|plaque|grappe|cageot|cagette|caisse|carton|barre|boule"
    r"|milligramme|gramme|centilitre|décilitre|millilitre|poignée|pavé|pinte|cornet|tube|rouleau|[cdm]?l|kg|gr?)[sx]?)"
    r"(?: de | d'| )(?P<rest>.+)"
)
_ALSO_FOOD = ("filet", "pavé", "barre", "boule", "cornet", "plaque", "tube", "rouleau")
"""Measures that are also the heads of products' names."""


def counted(text: str, span: Span, before: list[Span], names: ProductNames) -> list[Span]:
    """Part the measure from its product: "tranches de jambon", "gousse d'ail", "2 l lait"."""
    vague = _VAGUE_MEASURE.fullmatch(span.text)
    if vague and span.entity == "product" and before and before[-1].text in ARTICLES_THAT_COUNT:
        rest = product_span(text, span.end - len(vague["rest"]), span.end, span.confidence)
        return [Span("quantity", "un peu", "un peu", span.start, span.start + 1, span.confidence), rest]
    found = _MEASURE.fullmatch(span.text)
    counts = bool(before) and before[-1].entity == "quantity"
    if span.entity != "product" or not found or not counts or names.familiarity(found["rest"]) < SAME_HEAD:
        return [span]
    if found["unit"].rstrip("sx") in _ALSO_FOOD and names.familiarity(span.text) == 1:
        return [span]  # "filets de poulet" are no net
    middle = span.start + len(found["unit"])
    rest = product_span(text, span.end - len(found["rest"]), span.end, span.confidence)
    return [Span("unit", found["unit"], found["unit"], span.start, middle, span.confidence), rest]
