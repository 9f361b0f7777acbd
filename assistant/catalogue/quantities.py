"""Net quantities as they are printed on packs and typed by volunteers: "6 x 1,5 L", "4 * 125 g e", "33cl"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from assistant.shopping.amounts import Amount, Unit

_UNITS = {
    "mg": (Unit.MG, Fraction(1)),
    "g": (Unit.G, Fraction(1)),
    "gr": (Unit.G, Fraction(1)),
    "grs": (Unit.G, Fraction(1)),
    "gms": (Unit.G, Fraction(1)),
    "gram": (Unit.G, Fraction(1)),
    "grams": (Unit.G, Fraction(1)),
    "gramme": (Unit.G, Fraction(1)),
    "grammes": (Unit.G, Fraction(1)),
    "kg": (Unit.KG, Fraction(1)),
    "kgs": (Unit.KG, Fraction(1)),
    "kilo": (Unit.KG, Fraction(1)),
    "kilos": (Unit.KG, Fraction(1)),
    "ml": (Unit.ML, Fraction(1)),
    "cl": (Unit.CL, Fraction(1)),
    "dl": (Unit.DL, Fraction(1)),
    "l": (Unit.L, Fraction(1)),
    "lt": (Unit.L, Fraction(1)),
    "ltr": (Unit.L, Fraction(1)),
    "litre": (Unit.L, Fraction(1)),
    "litres": (Unit.L, Fraction(1)),
    "liter": (Unit.L, Fraction(1)),
    "litro": (Unit.L, Fraction(1)),
    # to the gram and the millilitre, as such packs print it
    "oz": (Unit.G, Fraction("28.35")),
    "lb": (Unit.G, Fraction("453.6")),
    "lbs": (Unit.G, Fraction("453.6")),
}
_FLUID_OUNCE = Fraction("29.57")
_NUMBER = r"\d+(?:[.,]\d+)?"
_UNIT = "|".join(sorted(_UNITS, key=len, reverse=True))
_MEASURE = re.compile(rf"(?<![\d.,])({_NUMBER})\s*(fl\.?\s*oz|{_UNIT})\b\.?")
_MULTIPLE = re.compile(
    rf"(?<![\d.,])(\d+)\s*(?:[a-zéèû]{{3,}}\s+(?:de\s+)?)?[x×*]\s*({_NUMBER})\s*(fl\.?\s*oz|{_UNIT})\b"
)
_MULTIPLE_AFTER = re.compile(rf"(?<![\d.,])({_NUMBER})\s*(fl\.?\s*oz|{_UNIT})\s*[x×*]\s*(\d+)\b")
_OF = re.compile(rf"(?<![\d.,])(\d+)\s+(?:[a-zéèû]+\s+)?(?:de|à)\s+({_NUMBER})\s*(fl\.?\s*oz|{_UNIT})\b")
_PIECES = re.compile(
    r"(?<![\d.,])(\d+)\s*(?:unités?|pièces?|pieces?|pcs?|œufs?|oeufs?|eggs?|sachets?|dosettes?|capsules?|"
    r"tranches?|rouleaux|tablettes?|biscuits?|portions?|steaks?|pots?|units?|u)\b"
)
_MOST = Fraction(10**9)
_MOST_PIECES = 1000


@dataclass(frozen=True, slots=True)
class NetQuantity:
    """What a pack holds."""

    net: Amount
    """All of it."""
    pieces: int | None = None
    """How many pieces people count in it, if it says so."""


@lru_cache(maxsize=50_000)
def net_quantity(text: str) -> NetQuantity | None:
    """Read a net quantity; ``None`` when there is none to be read."""
    clean = " ".join(text.lower().replace("’", "'").replace("\xa0", " ").replace("℮", " ").split())
    clean = re.sub(r"(?<=\d) (?=\d{3}(?!\d))", "", clean)  # "1 000 g"
    for pattern, order in ((_MULTIPLE, (1, 2, 3)), (_MULTIPLE_AFTER, (3, 1, 2)), (_OF, (1, 2, 3))):
        if found := pattern.search(clean):
            times, each = int(found[order[0]]), _amount(found[order[1]], found[order[2]])
            if each and 0 < times <= _MOST_PIECES and each.size * times <= _MOST:
                return NetQuantity(Amount(each.value * times, each.unit), times if times > 1 else None)
    pieces = _PIECES.search(clean)
    count = int(pieces[1]) if pieces and 0 < int(pieces[1]) <= _MOST_PIECES else None
    for found in _MEASURE.finditer(clean):
        if amount := _amount(found[1], found[2]):
            return NetQuantity(amount, count if count and count > 1 else None)
    return NetQuantity(Amount.pieces(count), count) if count else None


def _amount(number: str, unit: str) -> Amount | None:
    value = Fraction(number.replace(",", "."))
    if not 0 < value <= _MOST:
        return None
    if unit.startswith("fl"):
        return Amount(value * _FLUID_OUNCE, Unit.ML)
    known, scale = _UNITS[unit]
    return Amount(value * scale, known)
