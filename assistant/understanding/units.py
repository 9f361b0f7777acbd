"""The units people say, as the canonical names that requests carry."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction


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
    "piece": "pièce piece unité fruit",
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
}
_UNITS = {word: SaidUnit(name) for name, words in _WORDS.items() for word in words.split()}
_UNITS["livre"] = SaidUnit("g", Fraction(500))
_UNITS["demi-livre"] = SaidUnit("g", Fraction(250))
_UNITS["demi-litre"] = SaidUnit("cl", Fraction(50))
_UNITS["demi-kilo"] = SaidUnit("g", Fraction(500))
_UNITS["demi-baguette"] = SaidUnit("piece", Fraction(1, 2))


def parse_unit(text: str) -> SaidUnit | None:
    """Read a unit, singular or plural, with its "de": "litres", "boîtes de", "demi-livre".

    Returns:
        The unit, or ``None`` for a word that is none.
    """
    words = " ".join(text.replace("’", "'").split())
    words = re.sub(r"\s*(de|d')$", "", words)
    words = re.sub(r"^(demi) (livre|litre|kilo)", r"\1-\2", words)
    for candidate in (words, words.removesuffix("s"), words.removesuffix("x")):
        if candidate in _UNITS:
            return _UNITS[candidate]
    # "pack de six", "boîte de douze": the container; how many it holds is the product's own affair
    head = words.split(" de ")[0].split(" d'")[0]
    return parse_unit(head) if head != words else None
