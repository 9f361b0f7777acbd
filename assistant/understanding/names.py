"""Product names that the intent engine cut, ran together or did not mark, mended with what the shop sells."""

from __future__ import annotations

import re

from assistant.understanding.measures import counted
from assistant.understanding.product_names import SAME_HEAD, ProductNames
from assistant.understanding.rasa import Parse, Span
from assistant.understanding.spans import ARTICLES_THAT_COUNT, product_span
from assistant.understanding.unmarked import unmarked, unmarked_name
from assistant.understanding.vocabulary import function_words, places

_ARTICLE = re.compile(r" (?:du |de la |de l'|des |le |la |les |l')")
_LINK = re.compile(r" (?:à la |à l'|au |aux |de |d'|en )")
_ORIGIN = re.compile(r" (?:du |de la |des |de l')")
_FOR = re.compile(r" pour (?:le |la |les |l')")
_LINKS = ("de", "d'", "du", "des", "au", "aux", "à", "en", "la", "l'", "et")
"""Words that no product's name ends with."""
_OFFERS = ("promo", "promos", "promotion", "promotions", "offre", "offres")
"""What is asked about a product and is no part of its name: "des promos lessive"."""
_PARTICIPLE = re.compile(r"(?:non )?\w{2,}(?:é|ée|és|ées)(?: .*)?")
_NOUNS_LIKE_PARTICIPLES = frozenset(
    [
        "pâté",
        "pâtés",
        "pâtée",
        "purée",
        "purées",
        "comté",
        "gelée",
        "gelées",
        "café",
        "cafés",
        "thé",
        "thés",
        "blé",
        "saké",
        "canapé",
        "canapés",
        "velouté",
        "veloutés",
        "feuilleté",
        "feuilletés",
        "sablé",
        "sablés",
        "consommé",
        "soufflé",
        "soufflés",
        "poiré",
        "rosé",
        "crudités",
        "fricassée",
        "dragées",
        "marinée",
        "purées",
        "tomme",
        "abbaye",
        "clé",
        "clés",
        "bûche",
        "chicorée",
        "psyllium",
        "cordée",
        "blanquette",
        "bouchée",
        "bouchées",
        "paupiettes",
        "épée",
    ]
)
_TO = re.compile(r"(?:^| )à $")
_JOINS = re.compile(r"d'|(?:de|du|des|à|au|aux|en)(?= )")
_OF = ("", "de ", "d'", "au ", "à la ")
_HEADS = frozenset(
    (
        *("huile", "jus", "pâte", "pate", "sirop", "sauce", "papier", "confiture", "soupe", "compote"),
        *("gelée", "purée", "farine", "vinaigre", "sel", "lait"),
    )
)
"""Words that a typed list joins with what they are made of: "huile olive", "jus pomme"."""
_BUT = "mais"
_COUNTS_CORN = re.compile(r"(?:\b(?:du|de|le|boîte|boîtes|boite|boites)|\d) $")
_OCCASION = re.compile(r" pour (?:le |la |les |l'|mon |ma |mes |notre |nos |un |une )")


def is_coherent(parse: Parse) -> bool:
    """Return whether no number stands before an article: in "six du lait", what was counted went unheard."""
    counting = False
    end = 0
    for span in parse.spans:
        if span.entity == "product" and counting and _ARTICLE.fullmatch(parse.text[end : span.start]):
            return False
        counts = span.entity == "quantity" and span.text not in ARTICLES_THAT_COUNT
        counting = counts and not span.text.startswith("et ") and not _TO.search(parse.text[: span.start])
        end = span.end
    return True


def mended(parse: Parse, names: ProductNames) -> tuple[Span, ...]:
    """Return the spans with whole product names.

    Those that "à la", "au" or "de" links are joined (in "yaourts à la fraise" there is no strawberry), those
    that ran together are parted where the shop knows each ("lait œufs pain").
    """
    spans: list[Span] = []
    for span in filter(None, (_trimmed(parse.text, span, names) for span in parse.spans)):
        before = spans[-1] if spans else None
        if before is not None and _are_one(parse.text, before, span, names):
            sure = min(before.confidence, span.confidence)
            spans[-1] = product_span(parse.text, before.start, span.end, sure)
        else:
            spans.append(span)
    spans = _without_occasions(parse, spans)
    parted = [part for span in spans for part in _parted(parse.text, span, names)]
    measured = [
        part for at, span in enumerate(parted) for part in counted(parse.text, span, parted[:at], names)
    ]
    found = unmarked(parse, measured, names)
    whole = sorted((*measured, *found), key=lambda span: span.start)
    whole = _widened(parse.text, _with_ends(parse.text, whole, found, names))
    return (*whole, *unmarked_name(parse, whole))


def _with_ends(text: str, spans: list[Span], unmarked: list[Span], names: ProductNames) -> list[Span]:
    """Join to a product its end that was left unmarked: "beurre | d'arachide", "thon | pêché"."""
    out: list[Span] = []
    for span in spans:
        before = out[-1] if out else None
        if before is not None and before.entity == span.entity == "product" and span in unmarked:
            between = text[before.end : span.start]
            if (_LINK.fullmatch(between) and not between.startswith(" en ")) or (
                between == " " and _is_participle(span.text)
            ):
                out[-1] = product_span(text, before.start, span.end, min(before.confidence, span.confidence))
                continue
        out.append(span)
    return out


_BEFORE_A_HEAD = re.compile(r"\b(?:double|triple|mini|maxi|extra|super) $")
"""Words before a product's name that belong to it: "mini quiches", "double crème"."""


def _widened(text: str, spans: list[Span]) -> list[Span]:
    out: list[Span] = []
    for span in spans:
        found = _BEFORE_A_HEAD.search(text[: span.start])
        if span.entity != "product" or found is None:
            out.append(span)
            continue
        out = [other for other in out if other.end <= found.start()]
        out.append(product_span(text, found.start(), span.end, span.confidence))
    return out


def _is_participle(words: str) -> bool:
    return _PARTICIPLE.fullmatch(words) is not None and words.split()[0] not in _NOUNS_LIKE_PARTICIPLES


def _without_occasions(parse: Parse, spans: list[Span]) -> list[Span]:
    """Leave out what the others are for: "du jambon pour le gratin", "pour la raclette des cornichons"."""
    products = [span for span in spans if span.entity == "product"]
    if parse.intent != "add_items" or len(products) < 2:
        return spans
    out = [span for span in products if _OCCASION.fullmatch(_words_before(parse.text, span.start))]
    return [span for span in spans if span not in out or len(out) == len(products)]


def _words_before(text: str, start: int) -> str:
    """Return "pour" with its article, when they stand right before a place in the text."""
    found = re.search(r"(?:^| )(pour (?:le |la |les |l'|mon |ma |mes |notre |nos |un |une ))$", text[:start])
    return f" {found[1]}" if found else ""


def _trimmed(text: str, span: Span, names: ProductNames) -> Span | None:
    """Take function words off the ends of a product: "poires aux" is "poires"; "moins" is none at all."""
    if span.entity != "product":
        return span
    words = [match for match in re.finditer(r"[^\s']+'?", span.text)]
    loose = words[-1].group() in _LINKS or words[0].group() in _OFFERS
    if not loose and names.familiarity(span.text) == 1 and span.text != _BUT:
        return span
    while words and words[-1].group() in function_words():
        words.pop()
    while words and (words[0].group() in function_words() or words[0].group() in _OFFERS):
        words.pop(0)
    if not words or (span.text == _BUT and not _COUNTS_CORN.search(text[: span.start])):
        return None
    return product_span(text, span.start + words[0].start(), span.start + words[-1].end(), span.confidence)


def _are_one(text: str, before: Span, span: Span, names: ProductNames) -> bool:
    """Return whether two products are the two halves of one name."""
    if before.entity != "product" or span.entity != "product":
        return False
    between = text[before.end : span.start]
    if _LINK.fullmatch(between) or between == " pour ":
        return True
    if span.text.startswith(("d'", "de ")) and not between.strip():
        return True  # "beurre | d'arachide"
    if (
        _ORIGIN.fullmatch(between)
        and span.text.split()[0] in places()
        and not (names.familiarity(span.text) == 1 and names.familiarity(before.text) == 1)
    ):
        return True  # "abricots du valais"
    if _FOR.fullmatch(between):
        return names.familiarity(text[before.start : span.end]) == 1
    if between in (" ", " non ") and _is_participle(span.text):
        return True  # "café équitable décaféiné", "cacao non sucré"
    heads = before.text.rstrip("s") in _HEADS
    if (
        between == " "
        and heads
        and any(names.familiarity(f"{before.text} {of}{span.text}") == 1 for of in _OF)
    ):
        return True  # "huile olive"
    # "une belle salade", "café moulu carte noire": a half that names nothing by itself
    return between == " " and min(names.familiarity(before.text), names.familiarity(span.text)) < SAME_HEAD


def _is_name(words: str, names: ProductNames) -> bool:
    first, last = words.split()[0], words.split()[-1]
    return last not in _LINKS and first not in _LINKS and names.familiarity(words) == 1


def _parted(text: str, span: Span, names: ProductNames) -> list[Span]:
    if span.entity != "product" or " " not in span.text or names.familiarity(span.text) == 1:
        return [span]
    words = [match.span() for match in re.finditer(r"\S+", span.text)]
    if any(_JOINS.match(span.text, start) for start, _ in words[1:]):
        return [span]  # "beurre d'arachide"
    last = span.text[words[1][0] :]
    if _is_participle(last):
        return [span]  # "lait caillé"
    out: list[Span] = []
    at = 0
    while at < len(words):
        end = next(
            (
                e
                for e in range(len(words), at, -1)
                if _is_name(span.text[words[at][0] : words[e - 1][1]], names)
            ),
            at,
        )
        if end == at:
            return [span]
        out.append(
            product_span(text, span.start + words[at][0], span.start + words[end - 1][1], span.confidence)
        )
        at = end
    return out
