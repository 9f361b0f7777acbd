"""Places in a list: "le deuxième", "la dernière", "le 3e"."""

from __future__ import annotations

import re

from assistant.understanding.numbers import parse_number

_ORDINALS = {"dernier": -1, "dernière": -1, "second": 2, "seconde": 2, "premier": 1, "première": 1}
_STEMS = {"quatr": "quatre", "cinqu": "cinq", "neuv": "neuf", "onz": "onze", "douz": "douze"}


def position_of(ordinals: list[str]) -> int:
    """Return which choice the ordinals name: 1 for the first, -1 for the last, 0 for none."""
    for words in ordinals:
        for word in reversed(words.split()):
            if word in _ORDINALS:
                return _ORDINALS[word]
            stem = re.sub(r"(?:i?[eè]me|er|[eè]re|nde?|e)$", "", word) if word[:1].isdigit() else word
            stem = re.sub(r"i[eè]me$", "", stem)
            number = parse_number(_STEMS.get(stem, stem))
            if number and number[0] >= 1 and number[0].denominator == 1:
                return int(number[0])
    return 0
