"""Product names that the intent engine cut, ran together or did not mark, mended with what the shop sells."""

from __future__ import annotations

import re
from itertools import takewhile
from typing import Protocol

from assistant.understanding.rasa import Parse, Span
from assistant.understanding.vocabulary import function_words, places

_PRONOUN = re.compile(r"\ben\b")
_OF_ITEMS = ("add_items", "remove_items", "set_quantity")
_ARTICLE = re.compile(r" (?:du |de la |de l'|des |le |la |les |l')")
_ARTICLES_THAT_COUNT = ("un", "une")
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
_VAGUE_MEASURE = re.compile(
    r"(?:petite? )?(?:soupçon|chouïa|pincée|goutte|lichette|larme|fond|bout|poil|peu|trait)"
    r" (?:de |d')(?P<rest>.+)"
)
_BUT = "mais"
_COUNTS_CORN = re.compile(r"(?:\b(?:du|de|le|boîte|boîtes|boite|boites)|\d) $")
_PART_OF = re.compile(
    r"\b(?:la moitié|une moitié|le quart|un quart|les trois quarts|un tiers|le tiers)(?= d)"
)
_BEFORE_A_NAME = ("act", "quantity", "unit")
_NAME = re.compile(
    r" (?:de la |de l'|d'|de |du |des |le |la |les |l')(?P<name>\w[\w' -]*?)"
    r"(?: s'il te plaît| s'il vous plaît| stp| svp| merci)?"
)
_NAMING = (
    *_OF_ITEMS,
    *("replace_item", "ask_price", "ask_product", "ask_offers", "read_basket", "suggest_recipes"),
)
_PLACES = ("pour", "dans", "sur", "chez", "avec", "sans")
_UNIT_LETTERS = ("l", "kg", "g", "gr", "cl", "ml", "dl", "mg")
_MEASURE = re.compile(
    r"(?P<unit>(?:petites? |grandes? |gros(?:ses)? |demi-)?"
    r"(?:tranche|gousse|botte|bouteille|brique|barquette|paquet|pot|bocal|bocaux|litre|kilo|boîte|sachet"
    r"|plaquette|canette|tablette|bidon|flacon|bouquet|livre|filet|plaque|grappe|cageot|cagette|caisse|carton|barre|boule"
    r"|milligramme|gramme|centilitre|décilitre|millilitre|poignée|pavé|pinte|cornet|tube|rouleau|[cdm]?l|kg|gr?)[sx]?)"
    r"(?: de | d'| )(?P<rest>.+)"
)
_ALSO_FOOD = ("filet", "pavé", "barre", "boule", "cornet", "plaque", "tube", "rouleau")
"""Measures that are also the heads of products' names."""
_OCCASION = re.compile(r" pour (?:le |la |les |l'|mon |ma |mes |notre |nos |un |une )")
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
_SAME_HEAD = 0.8
_UNMARKED = 0.6
"""How sure a product is that stands where one must, 0 to 1."""


class ProductNames(Protocol):
    """What the shop sells, by name."""

    def familiarity(self, name: str) -> float:
        """Return how much words look like a product's name: 1 for one, 0 for words that no product has."""


class AnyName:
    """A shop of which nothing is known: any words may be a product."""

    def familiarity(self, name: str) -> float:
        """Return 0.8: perhaps."""
        return _SAME_HEAD


def is_coherent(parse: Parse) -> bool:
    """Return whether no number stands before an article: in "six du lait", what was counted went unheard."""
    counting = False
    end = 0
    for span in parse.spans:
        if span.entity == "product" and counting and _ARTICLE.fullmatch(parse.text[end : span.start]):
            return False
        counts = span.entity == "quantity" and span.text not in _ARTICLES_THAT_COUNT
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
            spans[-1] = _product(parse.text, before.start, span.end, sure)
        else:
            spans.append(span)
    spans = _without_occasions(parse, spans)
    parted = [part for span in spans for part in _parted(parse.text, span, names)]
    counted = [
        part for at, span in enumerate(parted) for part in _counted(parse.text, span, parted[:at], names)
    ]
    whole = sorted((*counted, *_unmarked(parse, counted, names)), key=lambda span: span.start)
    return (*whole, *_unmarked_name(parse, whole))


def qualified(parse: Parse, spans: tuple[Span, ...]) -> tuple[Span, ...]:
    """Return the spans with the words that follow a product and that nothing explains as its qualifiers.

    "pâtes barilla", "saumon fumé d'écosse": no list holds every maker and region, but a word there qualifies.
    """
    if parse.intent not in _OF_ITEMS:
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
    return _product(text, span.start + words[0].start(), span.start + words[-1].end(), span.confidence)


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
    first = span.text.split()[0]
    if (
        between in (" ", " non ")
        and _PARTICIPLE.fullmatch(span.text)
        and first not in _NOUNS_LIKE_PARTICIPLES
    ):
        return True  # "café équitable décaféiné", "cacao non sucré"
    heads = before.text.rstrip("s") in _HEADS
    if (
        between == " "
        and heads
        and any(names.familiarity(f"{before.text} {of}{span.text}") == 1 for of in _OF)
    ):
        return True  # "huile olive"
    # "une belle salade", "café moulu carte noire": a half that names nothing by itself
    return between == " " and min(names.familiarity(before.text), names.familiarity(span.text)) < _SAME_HEAD


def _counted(text: str, span: Span, before: list[Span], names: ProductNames) -> list[Span]:
    """Part the measure from its product: "tranches de jambon", "gousse d'ail", "2 l lait"."""
    vague = _VAGUE_MEASURE.fullmatch(span.text)
    if vague and span.entity == "product" and before and before[-1].text in _ARTICLES_THAT_COUNT:
        rest = _product(text, span.end - len(vague["rest"]), span.end, span.confidence)
        return [Span("quantity", "un peu", "un peu", span.start, span.start + 1, span.confidence), rest]
    found = _MEASURE.fullmatch(span.text)
    counts = bool(before) and before[-1].entity == "quantity"
    if span.entity != "product" or not found or not counts or names.familiarity(found["rest"]) < _SAME_HEAD:
        return [span]
    if found["unit"].rstrip("sx") in _ALSO_FOOD and names.familiarity(span.text) == 1:
        return [span]  # "filets de poulet" are no net
    middle = span.start + len(found["unit"])
    rest = _product(text, span.end - len(found["rest"]), span.end, span.confidence)
    return [Span("unit", found["unit"], found["unit"], span.start, middle, span.confidence), rest]


def _unmarked(parse: Parse, spans: list[Span], names: ProductNames) -> list[Span]:
    """Return products and units that the engine left between others: "beurre" in "lait beurre œufs"."""
    if parse.intent not in _NAMING or not spans:
        return []
    out: list[Span] = [
        Span("quantity", part.group(), part.group(), part.start(), part.end(), _UNMARKED)
        for part in _PART_OF.finditer(parse.text)
        if not any(s.start < part.end() and part.start() < s.end for s in spans)
    ]
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
                        _product(text, start + words[at].start(), start + words[last - 1].end(), _UNMARKED)
                    )
                    at = last - 1
                    break
        at += 1
    return out


def _product(text: str, start: int, end: int, confidence: float) -> Span:
    return Span("product", text[start:end], text[start:end], start, end, confidence)


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
    if _PARTICIPLE.fullmatch(last) and last.split()[0] not in _NOUNS_LIKE_PARTICIPLES:
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
