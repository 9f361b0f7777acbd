"""An amount said alone, as the answer to "combien": "cinq cents grammes", "deux", "un kilo et demi"."""

from __future__ import annotations

import re
from fractions import Fraction

from assistant.shopping.amounts import Amount, Unit
from assistant.understanding.normalise import normalise
from assistant.understanding.numbers import parse_number
from assistant.understanding.units import parse_unit, split_quantity

_FILLERS = re.compile(
    r"\b(?:s'il (?:te|vous) plaît|stp|svp|merci|euh|alors|bon|ben|plutôt|finalement|oui|non|disons|"
    r"j'en (?:veux|voudrais|prends)|je (?:veux|voudrais|prends)|il m'en faut|il en faut|"
    r"(?:mets|mettez|prends|prenez|donne|donnez|ajoute|ajoutez)(?:-moi|-en|-m'en)?|seulement|juste)\b"
)


def read_amount(text: str) -> Amount | None:
    """Return the amount that a whole sentence says, or ``None`` when it says anything else."""
    words = " ".join(_FILLERS.sub(" ", normalise(text)).split())
    if not words:
        return None
    number, unit, half = split_quantity(words)
    parsed = parse_number(number)
    if parsed is None or (half and not unit):
        return None
    value = parsed[0] + (Fraction(1, 2) if half else 0)
    if not unit:
        return Amount(value, Unit.PIECE)
    said = parse_unit(unit)
    return Amount(value * said.times, Unit(said.name)) if said else None
