"""The units people say, as the canonical names that requests carry."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

from assistant.understanding.numbers import parse_number


@dataclass(frozen=True, slots=True)
class SaidUnit:
    """A unit word, understood."""

    name: str
    """Canonical unit: the values of `assistant.shopping.amounts.Unit`."""
    times: Fraction = Fraction(1)
    """How many of `name` one of the said unit is: une livre is 500 g."""


_WORDS: dict[str, str] = {
    "mg": "mg milligramme",
    "g": "g gr gramme grammes",
    "kg": "kg kilo kilogramme",
    "ml": "ml millilitre",
    "cl": "cl centilitre",
    "dl": "dl décilitre decilitre",
    "l": "l litre",
    "piece": "pièce piece unité fruit part portion morceau morceaux cube pavé boule tête",
    "bottle": "bouteille",
    "carton": "brique briquette carton",
    "box": "boîte boite conserve coffret",
    "packet": "paquet étui",
    "bag": "sac sachet",
    "pot": "pot",
    "jar": "bocal bocaux",
    "tray": "barquette plateau",
    "bunch": "botte bouquet grappe",
    "slice": "tranche",
    "clove": "gousse",
    "net": "filet",
    "slab": "plaquette plaque",
    "bar": "tablette barre",
    "roll": "rouleau rouleaux",
    "tube": "tube",
    "can": "canette cannette",
    "pack": "pack lot",
    "flask": "flacon",
    "jerrycan": "bidon",
    "package": "caisse cagette cageot seau seaux bac bombe",
}
_UNITS = {word: SaidUnit(name) for name, words in _WORDS.items() for word in words.split()}
_UNITS["livre"] = SaidUnit("g", Fraction(500))
_UNITS["tonne"] = SaidUnit("kg", Fraction(1000))
_UNITS["demi-livre"] = SaidUnit("g", Fraction(250))
_UNITS["demi-litre"] = SaidUnit("cl", Fraction(50))
_UNITS["demi-kilo"] = SaidUnit("g", Fraction(500))
_UNITS["demi-baguette"] = SaidUnit("piece", Fraction(1, 2))
MEASURES = ("mg", "g", "kg", "ml", "cl", "dl", "l")
"""Units of mass and volume, which measure what a package holds; the others count packages or pieces."""
_MEASURES = frozenset(
    form for name in MEASURES for word in _WORDS[name].split() for form in (word, word + "s")
)
_SPOKEN = frozenset(form for word in _UNITS if len(word) > 2 for form in (word, word + "s"))
_ATTACHED = re.compile(r"([\d.,/]*\d) ?(kg|mg|gr?|[cdm]?l)")


def parse_unit(text: str) -> SaidUnit | None:
    """Read a unit, singular or plural, with its "de": "litres", "boîtes de", "demi-livre".

    Returns:
        The unit, or ``None`` for a word that is none.
    """
    words = " ".join(text.replace("’", "'").split())
    words = re.sub(r"\s*(de|d')$", "", words)
    words = re.sub(r"^(?:petit|grand|gros|grosse)e?s? (?=\S)", "", words)
    words = re.sub(r"^(demi)[ -](livre|litre|kilo)", r"\1-\2", words)
    for candidate in (words, words.removesuffix("s"), words.removesuffix("x")):
        if candidate in _UNITS:
            return _UNITS[candidate]
    # "pack de six", "boîte de douze": the container; how many it holds is the product's own affair
    # "tranches fines": a word behind the container qualifies it
    head = words.split(" de ")[0].split(" d'")[0].split(" ")[0]
    return parse_unit(head) if head != words else None


def contents_of(text: str) -> Fraction | None:
    """Return how many pieces a pack was said to hold: 6 for "packs de six" and "pack de six bouteilles"."""
    _, found, inside = text.replace("’", "'").partition(" de ")
    words = inside.split()
    for end in (2, 1):
        number = parse_number(" ".join(words[:end])) if found and len(words) >= end else None
        unit = " ".join(words[end:])
        if number and number[0].denominator == 1 and not (parse_unit(unit) and unit in _MEASURES):
            return number[0]
    return None


def split_quantity(text: str) -> tuple[str, str, str]:
    """Split a quantity that holds its unit: "500g", "2,5 kg", "un kilo et demi".

    Returns:
        The number, the unit and the half behind it; the last two may be empty.
    """
    if attached := _ATTACHED.fullmatch(text):
        return attached[1], attached[2], ""
    words = re.sub(
        r"(?<=\w) (?:seule?s?|petite?s?|grande?s?|gros|grosses?|bons?|bonnes?)(?= \w)", "", text
    ).split()
    for at, word in enumerate(words[1:], start=1):
        rest = " ".join(words[at + 1 :])
        if word in _SPOKEN and rest in ("", "de", "et demi", "et demie"):
            return " ".join(words[:at]), word, rest if rest.startswith("et") else ""
    return text, "", ""
