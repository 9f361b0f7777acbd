"""The name that somebody probably meant who misspelt it."""

from __future__ import annotations

from collections.abc import Iterable

from rapidfuzz import fuzz, process

_NEAR = 60
"""How alike, of 100, a name is that was probably meant."""


def nearest(odd: str, known: Iterable[str]) -> str:
    """Return a question for the name meant: " (did you mean 'expect'?)", or nothing when none is near."""
    found = process.extractOne(odd, list(known), scorer=fuzz.ratio, score_cutoff=_NEAR)
    return f" (did you mean {found[0]!r}?)" if found else ""
