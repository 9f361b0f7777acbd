"""How likely a word that was said is a word that is known: by letters, endings and sound."""

from __future__ import annotations

from functools import lru_cache

from rapidfuzz.distance import OSA, Levenshtein

from assistant.catalogue.phonetics import sound
from assistant.catalogue.words import is_exact, other_share, plain, root, stem

LEAST = 0.7
"""Less alike than this is another word."""
_SAME_SOUND = 0.92
_SHORT_SOUND = 0.88
_ONE_SLIP = 0.88
"""One letter or sound wrong in a word of six; shorter words lose more by a slip, longer ones less."""
_DERIVED = 0.84
"""A word made from the same root: "congélateur" for "congélation"."""
_CUT = 0.84
"""The beginning of a word for all of it: "choco"."""
SHARE = 0.95
"""How likely "70" is "70%", and the other way round."""
_LEAST_CUT = 4
_MOST_CUT_OFF = 5


@lru_cache(maxsize=200_000)
def likeness(said: str, known: str) -> float:
    """Return how likely a word said is a word known, 0 to 1; 0 for another word."""
    if said == known:
        return 1.0
    if is_exact(said) or is_exact(known):
        return SHARE if said == other_share(known) else 0.0
    bare, other = plain(said), plain(known)
    if bare == other:
        return 0.98
    if stem(said) == stem(known):
        return 0.95
    heard, sounds = sound(said), sound(known)
    if heard == sounds:
        return _SAME_SOUND if len(heard) > 2 else _SHORT_SOUND
    shorter = min(len(bare), len(other))
    if shorter < 4:
        return 0.0
    slips = float(OSA.distance(bare, other, score_cutoff=2))
    if min(len(heard), len(sounds)) > 3:
        slips = min(slips, Levenshtein.distance(heard, sounds, score_cutoff=2) + 0.25)
    if slips <= 1.25:
        alike = 1 - (1 - _ONE_SLIP) * slips * 6 / max(len(bare), 4)
    elif slips <= 2.25 and shorter >= 8:
        alike = 1 - (1 - _ONE_SLIP) * slips * 8 / max(len(bare), 4)
    else:
        alike = 0.0
    if bare[0] != other[0] and heard[:1] != sounds[:1]:
        alike *= 0.9  # a recogniser loses an end more often than a beginning
    if root(said) == root(known):
        alike = max(alike, _DERIVED)
    if len(bare) >= _LEAST_CUT and other.startswith(bare) and len(other) - len(bare) <= _MOST_CUT_OFF:
        alike = max(alike, _CUT)
    return alike if alike >= LEAST else 0.0
