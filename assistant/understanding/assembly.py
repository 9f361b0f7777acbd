"""Spans become a clause: one walk over a part of a sentence that has one verb, left to right."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

from assistant.understanding.clauses import Clause, Item
from assistant.understanding.modes import parse_mode
from assistant.understanding.numbers import parse_number, upper_end
from assistant.understanding.prices import parse_price
from assistant.understanding.quantities import Quantity
from assistant.understanding.rasa import Span
from assistant.understanding.sizes import parse_size
from assistant.understanding.units import SaidUnit, contents_of, parse_unit, split_quantity

_ALL_BUT = ("sauf", "excepté", "hormis", "à part")
"""Words that exclude everything behind them; "pas" and "sans" exclude what follows and what "ni" adds."""
_REFERS = re.compile(r"\b(?:en|encore|de plus|de moins|autres?|plutôt|seulement|à la place|au lieu)\b")
"""Words with which a number alone counts something: without them, what it counted went unmarked."""
_LINKED = re.compile(r" (?:à la |à l'|au |aux )")
_TIMES = re.compile(r"^ (?:x|fois) $")
_CORRECTS = re.compile(
    r"\b(?:n[oa]n|pardon|ou plutôt|enfin plutôt|je veux dire|je voulais dire|je me (?:suis )?tromp\w+"
    r"|rectification|erreur|je (?:rectifie|corrige|reprends)|oups|que dis-je|attends plutôt|mince|zut"
    r"|quoi ?que|ou non)\b"
)
"""Words that take back what was said before them."""
_THINGS = re.compile(r"(?:trucs?|machins?|choses?|bidules?|bricoles?)(?: .*)?")
"""What is named more exactly behind it: "un truc sucré, disons des cookies"."""
_OF_ONE = re.compile(r" (?:de |d')")
_LEFT_OUT = re.compile(
    r"\b(?:sans|dépourvu\w*|exempte?s?|hors de question|rien (?:au|aux|à la|de|d')"
    r"|ne (?:contien|comport|conten)\w+ pas|pas question"
    r"|(?:mais|et|surtout|c'est|n[oa]n) (?:surtout )?(?:pas|non|jamais)"
    r"|(?:mais|et) (?:tu |vous )?gard\w+)"
    r"(?: (?:de la|de l'|du|des|de|d'|le|la|les|l'|qu'il y ait|un|une))* ?$"
)
"""Words right before a product that is not wanted, when the engine did not mark them: "dépourvu d'oignon"."""
_NONE_OF = re.compile(
    r"(?:(?:tant pis|bon|ben|n[oa]n|ah|oh|euh|finalement|alors|donc|mais|et|surtout) )+"
    r"pas (?:de |d'|du |des )"
)
"""All that stands before a product of which none is wanted: "tant pis, pas de crème"."""
_NOT_ONE = ("plus aucun ", "plus aucune ", "pas un seul ", "pas une seule ")
"""Words right before what is not wanted at all: "plus aucun bonbon, mais des fruits secs"."""
_SAME_AGAIN = re.compile(r"\b(?:enfin|quoi ?que|plutôt|zut|mince|oh là là|oh la la)\b")
"""Words that take a product back when the next one begins like it: "du poulet fumé, enfin du poulet rôti"."""
_REFUSED = re.compile(r" (?:ça )?(?:non|surtout pas|pas la peine)(?: merci)?$")
"""Words right behind a product that is not wanted: "du thé oui mais du café non"."""
_OF_EACH = re.compile(r"\b(?:de|pour) chaque\b|\bchacun\w*\b|\bde chacun\w*\b")
_AS_MUCH = re.compile(r"\b(?:autant|pareil|idem) (?:de|d'|pour|en|du|des)\b")
_ASKS_FOR_MORE = re.compile(r"(?:plus|besoin|manque|assez|envie)$")
"""Verbs that "de" follows, which sounds like "deux": "j'ai plus deux farine"."""
_MONEY = re.compile(r"\b(?:euros?|centimes?)\b")
_ENDS = re.compile(r" (?:le|la|les|l'|de|du|et|à)$|^(?:le|la|les) (?=(?:sans|avec|à|au|en) )")
"""Words at the ends of a qualifier that are none of it: "fermiers du loir la", "le sans couenne"."""
_INSTEAD = re.compile(r"\bau lieu (?:de |d')(?:les |la )?$")
_TENTHS = ("kg", "l")
"""Units behind which a number is a part of one more: "un kilo deux", "deux kilos cinq"."""
_QUARTERS = {"quart": Fraction(1, 4), "un quart": Fraction(1, 4), "trois quarts": Fraction(3, 4)}
ORDINAL = re.compile(r"\b(?:premi(?:er|ère)|derni(?:er|ère)|seconde?|\w+i[eè]me|\d+e)\b")
"""A place in a list."""
_REFERENCES = (
    (re.compile(r"\bautres?\b"), "other"),
    (re.compile(r"\b(?:même|pareil|pareille|comme ça)s?\b"), "same"),
    (re.compile(r"\b(?:celui|celle|ceux|celles)\b|\bça\b"), "that"),
)


class Assembler:
    """Walks the spans of one part of a sentence.

    Args:
        text: the part, which the spans' offsets are in.
    """

    def __init__(self, text: str = "") -> None:
        self._text = text
        self._clause = Clause()
        self._number: tuple[Fraction, bool, str] | None = None
        self._at_most: Fraction | None = None
        self._holds: Fraction | None = None
        self._holds_unit = ""
        self._unit: SaidUnit | None = None
        self._unit_said = ""
        self._correcting = False
        self._corrects_item = False
        self._excluding = ""
        self._old = False
        self._loose: list[Span] = []
        self._end = 0
        self._postfix = False
        self._in_content = False
        self._from = False
        self._after_act = False
        self._less = False
        self._worth: int | None = None
        self._number_start = 0

    def read(self, spans: tuple[Span, ...]) -> Clause:
        """Return what the part holds."""
        self._postfix = _counts_follow(spans)
        for span in spans:
            handler = getattr(self, f"_on_{span.entity}", None)
            if handler is not None:
                handler(span)
            self._after_act = span.entity == "act"
            self._clause.confidence = min(self._clause.confidence, span.confidence)
            self._end = span.end
        self._settle()
        self._price_ahead()
        self._share()
        self._once()
        if self._number is not None or self._unit is not None:
            item = Item(is_old=self._old)
            self._give(item)
            if _REFERS.search(self._text):
                # "mets-en trois", "encore une bouteille": the number counts the product spoken of last
                self._clause.items.append(item)
                self._qualify_loose()
            else:
                self._clause.loose = item
        elif self._loose and all(item.is_old for item in self._clause.items):  # "le moins cher"
            self._clause.items.append(Item())
            self._qualify_loose()
        self._place()
        named = [item for item in self._clause.items if not _THINGS.fullmatch(item.product)]
        if any(item.product for item in named):
            self._clause.items = named
        return self._clause

    def _place(self) -> None:
        """Take a name that is nothing but an ordinal for a place: "enlève le deuxième et le quatrième"."""
        for item in [item for item in self._clause.items if ORDINAL.fullmatch(item.product)]:
            self._clause.items.remove(item)
            self._clause.ordinals.append(item.product)
            if item.quantity is not None:
                self._clause.loose = Item(quantity=item.quantity, unit=item.unit)
        self._clause.ordinals.sort(key=self._text.find)

    def _price_ahead(self) -> None:
        """Give a price said before its product to it: "sept euros maximum pour la tapenade"."""
        items = self._clause.items
        if len(items) > 1 and items[0] == Item(price_cents=items[0].price_cents) and items[1].product:
            items[1].price_cents = items[1].price_cents or items[0].price_cents
            del items[0]

    def _share(self) -> None:
        """Give an amount to all that it is for: "deux de chaque", "autant de navets"."""
        items = self._clause.items
        if len(items) > 1 and _OF_EACH.search(self._text) and (amount := items[-1].quantity):
            for item in items:
                item.quantity, item.unit = item.quantity or amount, item.unit or items[-1].unit
        for before, item in pairwise(items):
            at = self._text.find(item.product, self._text.find(before.product) + 1) if item.product else -1
            if item.quantity is None and at > 0 and _AS_MUCH.search(self._text[max(0, at - 14) : at]):
                item.quantity, item.unit = before.quantity, before.unit

    def _once(self) -> None:
        """Leave out what was only said again: "du haddock, si si, du haddock"."""
        kept: list[Item] = []
        for item in self._clause.items:
            same = next((k for k in kept if k.product and k.product == item.product), None)
            if (
                same is None
                or same.is_old != item.is_old
                or same.excluded != item.excluded
                or item.attributes
            ) or (item.quantity is not None and same.quantity is not None):
                kept.append(item)
            elif item.quantity is not None:
                same.quantity, same.unit = item.quantity, item.unit
        self._clause.items = kept

    @property
    def _last(self) -> Item | None:
        return self._clause.items[-1] if self._clause.items else None

    def _between(self, span: Span) -> str:
        """Return the words between the last span and this one."""
        return f" {self._text[self._end : span.start]} "

    def _on_act(self, span: Span) -> None:
        self._clause.has_act = True
        self._after_act = True
        self._less = span.text.endswith(" moins")
        self._correct_by_words(span)
        if self._old and self._clause.items:
            self._old = False  # "à la place du lait, mets du soja"

    def _on_quantity(self, span: Span) -> None:
        text = span.text
        if _MONEY.search(text) and (cents := parse_price(text.removeprefix("pour "))) is not None:
            self._settle()
            if self._last is None or re.match(r" (?:de|du|des) | d'", self._text[span.end :]):
                self._worth = cents  # "pour dix euros de cerises"
            else:
                self._last.worth_cents = cents
            return
        if text.startswith("et ") and (part := parse_number(text.removeprefix("et "))):
            self._add_part(part[0], text)
            return
        if self._unit is not None and self._unit_said and text in ("demi", "demie"):  # "un kilo et demi"
            self._add_part(Fraction(1, 2), f"et {text}")
            return
        after_unit = self._unit is not None and bool(self._unit_said)
        if after_unit and text in _QUARTERS and self._between(span).strip() == "et":  # "un kilo et quart"
            self._add_part(_QUARTERS[text], f"et {text}")
            return
        number, unit, half = split_quantity(text)
        parsed = parse_number(number)
        if parsed is None:
            return
        if self._is_part_of_unit(span, parsed[0]):
            tenths = parsed[0] / (10 if parsed[0] < 10 else 100 if parsed[0] < 100 else 1000)
            self._add_part(tenths, number)
            return
        if self._number is not None and self._unit is not None and self._is_content(span):
            self._in_content = True  # "trois packs de six"
            self._unit_said = f"{self._unit_said.removesuffix(' de')} de {number}"
            self._holds = parsed[0] if parsed[0].denominator == 1 else None
            return
        if self._number is not None and self._unit is None and self._ranges(span, parsed[0]):
            value, _, said = self._number
            if self._from and "à" in self._between(span):  # "passe de deux à trois"
                self._number = (*parsed, number)
            else:
                self._number = (value, True, f"{said} ou {number}")
                self._at_most = parsed[0]
            return
        if self._number is not None and self._unit is None and self._between(span).strip() in ("fois", "x"):
            value, vague, said = self._number  # "quatre fois cent grammes"
            self._number = (value * parsed[0], vague or parsed[1], f"{said} fois {number}")
            self._unit, self._unit_said = (parse_unit(unit), unit) if unit else (None, "")
            return
        if text == "deux" and self._sounds_like_of(span):
            return
        self._correct_by_words(span)
        if not self._correcting and not (self._number is not None and self._hesitates(span)):
            self._settle()
        if self._is_absurd(span):
            parsed, number = (-parsed[0], parsed[1]), f"moins {number}"
        self._number, self._number_start = (parsed[0], parsed[1], number), span.start
        self._at_most = upper_end(number)
        self._from = self._text[: span.start].endswith(" de ")
        if self._last is not None and _TIMES.search(self._between(span)):
            self._settle()  # "beurre x2", "steak haché fois quatre"
            return
        if unit:
            self._unit, self._unit_said = parse_unit(unit), unit
        if half:
            self._add_part(Fraction(1, 2), half)

    def _is_absurd(self, span: Span) -> bool:
        """Return whether "moins" stands between a verb and its number: "ajoute moins deux œufs"."""
        said = self._less and self._after_act
        return said or (
            self._clause.has_act and not self._clause.items and self._between(span).strip() == "moins"
        )

    def _sounds_like_of(self, span: Span) -> bool:
        """Return whether "deux" was heard for "de": "un kilo deux tomates", "j'ai plus deux farine"."""
        followed = re.match(r" [^\W\d]", self._text[span.end :]) is not None
        after_unit = self._number is not None and self._unit is not None and bool(self._unit_said)
        after_verb = self._after_act and bool(_ASKS_FOR_MORE.search(self._text[: self._end]))
        return followed and not self._between(span).strip() and (after_unit or after_verb)

    def _is_part_of_unit(self, span: Span, value: Fraction) -> bool:
        """Return whether a number ends "deux kilos cinq": behind the unit, its product or nothing after."""
        if self._number is None or self._unit is None or not self._unit_said or self._correcting:
            return False
        behind = self._text[span.end :]
        return (
            self._unit.name in _TENTHS
            and self._unit.times == 1
            and not self._between(span).strip()
            and 1 <= value < 1000
            and value.denominator == 1
            and (not behind or behind.startswith((" de ", " d'")))
        )

    def _is_content(self, span: Span) -> bool:
        between = self._between(span).strip()
        return between in ("de", "d'") or (not between and self._unit_said.endswith((" de", " d'")))

    def _correct_by_words(self, span: Span) -> None:
        """Take "non", "pardon" and the like for a correction when the engine did not mark it as one."""
        if not self._correcting and _CORRECTS.search(self._between(span)) and (self._last or self._number):
            self._correcting = True
            self._corrects_item = self._number is None

    def _ranges(self, span: Span, upper: Fraction) -> bool:
        """Return whether this number ends "deux ou trois" or "entre deux et trois"."""
        between = self._between(span).strip()
        ranges = between in ("ou", "à", "ou bien") or (between == "et" and " entre " in f" {self._text}")
        return ranges and self._number is not None and upper > self._number[0]

    def _hesitates(self, span: Span) -> bool:
        return self._between(span).strip() in ("euh", "heu", "hum")

    def _add_part(self, part: Fraction, text: str) -> None:
        """Complete "un kilo et demi", whose half comes behind the unit."""
        if self._number is None and self._unit is None:
            return
        value, vague, said = self._number or (Fraction(1), False, "")
        self._number = (value + part, vague, " ".join(w for w in (said, self._unit_said, text) if w))
        self._unit_said = ""

    def _on_unit(self, span: Span) -> None:
        if self._in_content:  # "un filet de deux kilos"
            self._in_content = False
            self._holds = None if contents_of(f"x de {self._holds} {span.text}") is None else self._holds
            return
        if self._number is None and not self._correcting:
            self._settle()
        unit, found, half = span.text.partition(" et demi")
        collective = parse_number(f"une {unit}") if parse_unit(unit) is None and self._number else None
        if collective is not None and self._number is not None:  # "une petite | cinquantaine"
            value, _, said = self._number
            self._number = (value * collective[0], True, f"{said} {unit}")
            return
        self._unit, self._unit_said = parse_unit(unit), unit
        self._holds = contents_of(unit)
        if found:
            self._number = self._number or (Fraction(1), False, "")
            self._add_part(Fraction(1, 2), found.strip() + half)

    def _on_size(self, span: Span) -> None:
        """Take what one package holds: "un paquet | de 400 g | de riz", or behind the product."""
        size, item = parse_size(span.text), self._last
        if size is None:
            return
        if self._unit is not None:
            self._holds, self._holds_unit = size
            self._unit_said = f"{self._unit_said.removesuffix(' de')} de {span.text}"
        elif item is not None and item.quantity is not None:
            item.quantity = replace(item.quantity, holds=size[0], holds_unit=size[1])

    def _on_product(self, span: Span) -> None:
        self._in_content = False
        self._correct_by_words(span)
        if self._postfix and not self._correcting:
            self._settle()
        last = self._last
        if not self._correcting and last is not None and self._says_again(last, span):
            self._correcting = self._corrects_item = True
            last.attributes.clear()
        if self._correcting and self._corrects_item and last is not None:
            link = _LINKED.search(self._between(span)) or _same_of(last.product, self._between(span))
            last.product = _corrected(last.product, (link[0].lstrip() if link else "") + span.text)
            last.reference = ""
            if self._number is not None:  # "deux laits bio, non, trois baguettes": another item altogether
                last.product, last.brand = span.text, ""
                last.quantity, last.unit = None, None
                last.attributes.clear()
                self._give(last)
        else:
            self._start(span)
            self._give(self._clause.items[-1])
        self._qualify_loose()
        self._correcting = False

    def _says_again(self, last: Item, span: Span) -> bool:
        """Return whether a product is the one before it, said rightly now."""
        heads = [name.split()[0] for name in (last.product, span.text) if name]
        return len(heads) == 2 and heads[0] == heads[1] and bool(_SAME_AGAIN.search(self._between(span)))

    def _on_pronoun(self, span: Span) -> None:
        reference = next((name for words, name in _REFERENCES if words.search(span.text)), "")
        corrects = self._correcting and self._corrects_item and self._last is not None
        if corrects and self._last is not None and (reference or span.text != "en"):
            self._last.product, self._last.reference = "", reference
            self._correcting = False
            return
        last = self._last
        if not reference and last is not None and last.product and not self._clause.swaps:
            return  # "les œufs, mets-en douze": the pronoun means what was just named
        self._start(span)
        item = self._clause.items[-1]
        item.product, item.reference = "", reference
        if reference:
            self._give(item)
        self._qualify_loose()

    def _start(self, span: Span) -> None:
        between = self._between(span)
        if " mais " in between:
            self._excluding = ""
        if (
            self._old
            and any(item.is_old for item in self._clause.items)
            and not re.search(r" (?:et|ni) ", between)
        ):
            self._old = False  # "à la place du panettone | deux bûches"
        if between.startswith((" ni ", " non ni ")) and not self._clause.items and not self._clause.has_act:
            self._excluding = "chain"  # "ni sel ni poivre"
        excluded = self._excluding in ("all", "next") or (self._excluding == "chain" and " ni " in between)
        if self._excluding != "all":
            self._excluding = "chain" if excluded else ""
        if not excluded and span.entity == "product":
            before = self._text[: span.start]
            left_out = _LEFT_OUT.search(before) and (self._clause.items or before.startswith("c'est pas"))
            left_out = left_out or before.endswith(_NOT_ONE)
            excluded = bool(left_out or _NONE_OF.fullmatch(before) or _REFUSED.match(self._text, span.end))
        item = Item(span.text, excluded=excluded, is_old=self._old, worth_cents=self._worth)
        self._clause.items.append(item)
        self._worth = None

    def _on_attribute(self, span: Span) -> None:
        between = self._between(span)
        if self._excluding == "next" or re.search(r"\bmais (?:surtout )?pas (?:de |du |des )?$", between):
            self._excluding = ""  # "du lait mais pas entier"
            return
        if span.text.startswith(("pas plus cher", "moins de", "pas plus de")):
            return  # the limit of a price
        self._correct_by_words(span)
        last = self._last
        corrects = (
            self._correcting
            and self._corrects_item
            and (span.text in _QUALIFIERS or _LINKED.match(f" {span.text}") is not None)
        )
        if corrects and last is not None and not last.attributes and " " in last.product:
            last.product = _corrected(last.product, span.text)  # "du rhum ambré, ou non, blanc"
            self._correcting = False
            return
        if self._last is not None and self._clause.swaps and self._last.is_old and not self._old:
            self._loose.append(span)  # "remplace-le par le moins cher"
        elif self._last is None or self._number is not None:
            self._loose.append(span)
        elif self._correcting and self._corrects_item and self._last.attributes:
            self._last.attributes[-1] = span.text
        elif " et " in between and not self._last.product and not self._last.reference:
            self._loose.append(span)
        else:
            self._qualify(span)
        self._correcting = False

    def _on_brand(self, span: Span) -> None:
        self._on_attribute(span)

    def _qualify(self, span: Span) -> None:
        item = self._last
        if item is None:
            return
        said = _ENDS.sub("", span.text)
        if span.entity == "brand":
            item.brand = said
        else:
            item.attributes.append(said)

    def _qualify_loose(self) -> None:
        for span in self._loose:
            self._qualify(span)
        self._loose.clear()

    def _on_price(self, span: Span) -> None:
        cents = parse_price(span.text)
        self._settle()
        if cents is None:
            return
        if self._last is None:
            self._clause.items.append(Item())
        self._clause.items[-1].price_cents = cents

    def _on_correction(self, span: Span) -> None:
        self._correcting = True
        self._corrects_item = self._number is None

    def _on_negation(self, span: Span) -> None:
        self._settle()
        self._excluding = "all" if any(word in span.text for word in _ALL_BUT) else "next"

    def _on_swap(self, span: Span) -> None:
        self._settle()
        if self._loose and not self._clause.items:  # "prends les bio à la place de…"
            self._clause.items.append(Item())
            self._qualify_loose()
        self._clause.swaps = True
        if span.text in ("par", "contre", "pour", "en"):
            for item in self._clause.items:
                item.is_old = True
            self._old = False
        else:
            self._old = True

    def _on_recipe(self, span: Span) -> None:
        self._settle()
        self._clause.recipe = self._clause.recipe or span.text

    def _on_servings(self, span: Span) -> None:
        words = span.text.split()
        for end in range(len(words), 0, -1):
            number = parse_number(" ".join(words[:end]))
            if number and number[0].denominator == 1:
                self._clause.servings = int(number[0])
                return

    def _on_mode(self, span: Span) -> None:
        self._settle()
        self._clause.mode = parse_mode(span.value) or parse_mode(span.text) or self._clause.mode

    def _on_when(self, span: Span) -> None:
        if self._correcting and self._corrects_item:
            self._clause.when.clear()
        self._settle()
        self._clause.when.append(span.text)

    def _on_ordinal(self, span: Span) -> None:
        self._clause.ordinals.append(span.text)

    def _settle(self) -> None:
        """Give a quantity that no product followed to the item before it: "du lait, quatre bouteilles"."""
        last = self._last
        counted = self._number is not None or self._unit is not None
        if counted and last is not None and last.is_old and not self._old:
            self._clause.items.append(Item())  # "au lieu de trois fougasses, compte-m'en une"
            self._give(self._clause.items[-1])
        elif counted and last is not None and self._old and self._after_instead():
            self._clause.items.append(Item(is_old=True))  # "un kilo de raisin au lieu de deux"
            self._give(self._clause.items[-1])
        elif counted and last is not None and (last.quantity is None or self._correcting):
            self._give(last)
            self._qualify_loose()
            self._number, self._unit, self._unit_said = None, None, ""
        elif last is not None:
            self._number, self._unit, self._unit_said = None, None, ""
        self._correcting = False

    def _after_instead(self) -> bool:
        """Return whether the last number follows "au lieu de" at once: it is the old one."""
        return _INSTEAD.search(self._text[: self._number_start]) is not None

    def _give(self, item: Item) -> None:
        """Make what was counted the item's quantity; a corrected number keeps the unit said before it."""
        number = self._number
        unit = self._unit or (item.unit if item.quantity and number else None)
        said = " ".join(part for part in (number[2] if number else "", self._unit_said) if part)
        at_most, holds, of_unit = self._at_most, self._holds, self._holds_unit
        self._number, self._unit, self._unit_said = None, None, ""
        self._at_most = self._holds = None
        self._holds_unit = ""
        if number is None and unit is None:
            return
        value, vague = (number[0], number[1]) if number else (Fraction(1), False)
        item.unit = unit
        if unit is None:
            item.quantity = Quantity(value, "", said, vague, at_most)
        else:
            upper = at_most * unit.times if at_most is not None else None
            item.quantity = Quantity(value * unit.times, unit.name, said, vague, upper, holds, of_unit)


def _counts_follow(spans: tuple[Span, ...]) -> bool:
    """Return whether each product is followed by its amount: "tomates un kilo, courgettes deux"."""
    kinds = [s.entity for s in spans if s.entity in ("product", "quantity", "unit")]
    groups = [
        kind for at, kind in enumerate(kinds) if kind == "product" or at == 0 or kinds[at - 1] == "product"
    ]
    return (
        len(groups) > 2
        and groups[0] == "product"
        and all((kind == "product") == (at % 2 == 0) for at, kind in enumerate(groups))
        and len(groups) % 2 == 0
    )


def _same_of(before: str, between: str) -> re.Match[str] | None:
    """Return the "d'" of "confiture de fraises, non, d'abricots": the same thing made of another."""
    return _OF_ONE.search(between) if _OF_ONE.search(before) else None


def _corrected(before: str, after: str) -> str:
    """Return a corrected name: "beurre doux", corrected by "demi-sel", is "beurre demi-sel"."""
    head = before.split()[0]
    if _LINKED.match(f" {after}"):  # "yaourts à la fraise, non, à la vanille"
        return f"{_LINKED.split(before)[0]} {after}"
    if _OF_ONE.match(f" {after}"):
        return f"{_OF_ONE.split(before)[0]} {after}"
    qualifier = after.split()[0] in _QUALIFIERS
    return f"{head} {after}" if qualifier and head != after else after


_QUALIFIERS = frozenset(
    (
        *(
            "demi-sel",
            "doux",
            "salé",
            "demi-écrémé",
            "écrémé",
            "entier",
            "complet",
            "nature",
            "basmati",
            "cru",
        ),
        *("vert", "verts", "verte", "vertes", "noir", "noirs", "noire", "rouge", "rouges", "blanc", "blancs"),
        *("blanche", "blanches", "rosé", "bio", "fumé", "sec", "frais", "fraîche", "fraîches", "surgelé"),
        *("surgelés", "épaisse", "liquide", "gazeuse", "plate", "pétillante", "minérale", "golden", "gala"),
        *("conférence", "haché", "hachés", "râpé"),
    )
)
"""Words that say which kind and never name a product alone when they correct one."""
