"""What was said, put into a catalogue's words: everyday names, misheard ones, brands.

The names are data (`assistant.catalogue.language`). A name that is all that was said settles what
is meant; one that is a part of it gives another wording to try; a brand gives the kind of thing that is
wanted, unsurely.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from assistant.catalogue.language import brands, everyday_names, light_words, other_words
from assistant.catalogue.phonetics import sound
from assistant.catalogue.words import is_light, plain, singular, tokens, windows

_WHOLE = 1.0
_PART = 0.99
_HEARD = 0.93
"""For a name that was not said, but sounds the same."""
_BRAND = 0.69
"""The kind of a brand: below what is sure, so that it is asked about."""
_OWN = 0.985
"""For the words as they are when they are an everyday name of something else."""
_MOST_PARTS = 3
_LEAST_SOUND = 5
_ALIKE = 0.82

_LETTERS = re.compile(r"[^\W\d_]{3,}")
_COUNTS = (
    "deux",
    "trois",
    "quatre",
    "cinq",
    "sept",
    "huit",
    "neuf",
    "douze",
    "cents",
    "gramme",
    "kilo",
    "litre",
)

Words = tuple[str, ...]
Names = dict[Words, Words]
"""What is said, without accents, and what a catalogue calls it."""


@dataclass(frozen=True, slots=True)
class Wording:
    """Words to search for."""

    text: str
    """The words."""
    factor: float
    """What a hit by them is worth, 0 to 1."""
    said: bool = False
    """Whether they are the very words that were said."""


def counted(text: str, known: Callable[[str], bool]) -> str:
    """Return a phrase with its misheard numbers and packages put right: "katre pakets" → "quatre paquet".

    Args:
        text: what was said.
        known: tells whether a catalogue's own names have a word, which stays as it is.
    """

    def mend(found: re.Match[str]) -> str:
        word = found[0]
        meant = _little_sounds().get(sound(word))
        return word if meant is None or is_light(singular(word)) or known(plain(singular(word))) else meant

    return _LETTERS.sub(mend, text)


def whole(text: str) -> list[Wording]:
    """Return the wordings for a phrase that is an everyday name and no more; else the phrase itself."""
    words = tokens(text)
    for start in _starts(words):
        if others := _names().get(_plain(words[start:])):
            kept = words[:start]
            named = [Wording(" ".join((*kept, other)), _WHOLE) for other in others]
            return [*named, Wording(text, _OWN, said=True)]
    return [Wording(text, 1.0, said=True)]


def parts(text: str, known: Callable[[str], bool]) -> Iterator[Wording]:
    """Give wordings in which one everyday name is replaced, the longest name first.

    Args:
        text: what was said.
        known: tells whether a catalogue's own name has a word: it is replaced where it comes first only.
    """
    words = tokens(text)
    head = next((at for at, word in enumerate(words) if not is_light(word) and not word.isdigit()), 0)
    given = 0
    for run in windows(words):
        others = _names().get(_plain(run), ())
        at = next(i for i in range(len(words)) if words[i : i + len(run)] == run)
        if len(run) == len(words) or (len(run) == 1 and at != head and others and known(plain(run[0]))):
            continue
        for other in others:
            yield Wording(" ".join((*words[:at], other, *words[at + len(run) :])), _PART)
            given += 1
            if given == _MOST_PARTS:
                return


def of_brand(text: str) -> Iterator[Wording]:
    """Give the kind of a brand that was said, alone or with other words; and those other words alone."""
    words = tokens(text)
    for run in windows(words):
        if kinds := _brands().get(_plain(run)):
            at = next(i for i in range(len(words)) if words[i : i + len(run)] == run)
            rest = (*words[:at], *words[at + len(run) :])
            if rest and not all(is_light(word) or word.isdigit() for word in rest):
                yield Wording(" ".join(rest), _BRAND)
            for kind in kinds:
                yield Wording(kind, _BRAND)
            return


def heard(text: str) -> Iterator[Wording]:
    """Give what the everyday name is called that sounds most like all that was said."""
    words = tokens(text)
    if not other_words().isdisjoint(words):
        return
    for start in _starts(words):
        key = "".join(map(sound, words[start:]))
        if len(key) < _LEAST_SOUND:
            continue
        best = process.extractOne(
            key, _sounds().keys(), scorer=Levenshtein.normalized_similarity, score_cutoff=_ALIKE
        )
        if best is not None:
            for other in _sounds()[best[0]]:
                yield Wording(" ".join((*words[:start], other)), _HEARD * best[1])
            return


def _starts(words: Words) -> Iterator[int]:
    """Give where a name may begin: at the first word, and after each number, size or package before it."""
    for start, word in enumerate(words):
        yield start
        if not (is_light(word) or word.isdigit() or word[0] == "#"):
            return


def _plain(words: Words) -> Words:
    return tuple(map(plain, words))


@lru_cache(maxsize=1)
def _names() -> Names:
    return _collected(everyday_names())


@lru_cache(maxsize=1)
def _brands() -> Names:
    return _collected(brands())


@lru_cache(maxsize=1)
def _sounds() -> dict[str, Words]:
    found: dict[str, Words] = {}
    for said, others in _names().items():
        found.setdefault("".join(map(sound, said)), others)
    return found


@lru_cache(maxsize=1)
def _little_sounds() -> dict[str, str]:
    return {sound(word): word for word in (*light_words(), *_COUNTS)}


def _collected(pairs: tuple[tuple[str, str], ...]) -> Names:
    found: Names = {}
    for said, catalogue in pairs:
        key = _plain(tokens(said))
        if key and catalogue not in found.get(key, ()):
            found[key] = (*found.get(key, ()), catalogue)
    return found
