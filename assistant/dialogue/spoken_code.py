"""Four digits as people say them: one by one, two by two, or as one number."""

from __future__ import annotations

import re

from assistant.understanding.normalise import normalise
from assistant.understanding.numbers import parse_number

_LENGTH = 4
_LEAD = re.compile(r"^(?:(?:euh|oui|alors|bon|c'est|le|mon|notre|code|est|le code est)\s+)+")
_TAIL = re.compile(r"\s+(?:s'il (?:te|vous) plaît|merci|voilà)$")


def read_code(text: str) -> str | None:
    """Return the four digits that a sentence consists of, or ``None`` when it is no code.

    "quatre sept un neuf", "quarante-sept dix-neuf", "quatre mille sept cent dix-neuf" and "4719" are the
    same; "zéro sept un neuf" keeps its zero.
    """
    words = _TAIL.sub("", _LEAD.sub("", normalise(text)))
    if re.fullmatch(r"\d(?:[ -]?\d){3}", words):
        return re.sub(r"\D", "", words)
    whole = _number(words)
    if whole is not None and len(whole) == _LENGTH:
        return whole
    parts = words.replace("-", " ").split()
    found = {digits for digits in _readings(parts) if len(digits) == _LENGTH}
    return found.pop() if len(found) == 1 else None


def _readings(parts: list[str]) -> set[str]:
    """Return every way to read words as numbers of one or two digits, written one behind the other."""
    if not parts:
        return {""}
    found: set[str] = set()
    for length in range(1, min(4, len(parts)) + 1):
        head = _number(" ".join(parts[:length])) or _number("-".join(parts[:length]))
        if head is not None and len(head) <= 2:
            found |= {head + rest for rest in _readings(parts[length:])}
    return found


def _number(words: str) -> str | None:
    if words == "zéro":
        return "0"
    try:
        parsed = parse_number(words)
    except ValueError:
        return None
    if parsed is None or parsed[1] or parsed[0].denominator != 1:
        return None
    return str(parsed[0].numerator)
