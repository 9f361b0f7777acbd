"""What was said, put into a catalogue's words: everyday names, misheard ones, brands.

The names are data (`assistant.catalogue.language`). A name that is all that was said settles what
is meant; one that is a part of it gives another wording to try; a brand gives the kind of thing that is
wanted, unsurely.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from assistant.catalogue.language import brands, everyday_names, light_words, other_things, other_words
from assistant.catalogue.phonetics import sound
from assistant.catalogue.purposes import for_purpose, names_purpose
from assistant.catalogue.words import is_light, plain, purpose, singular, tokens, windows

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

_AGAINST_FACTOR = 0.95
_AGAINST = re.compile(
    r"\b(?:contres?|enlever|enlève|éliminer|élimine|supprimer|supprime|retirer|retire|chasser|chasse|tuer|tue)\s+"
    r"(?:les?\s|la\s|l'|des\s|du\s)?\s*(\w+)"
)
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


def whole(text: str, names: Callable[[Words], bool]) -> list[Wording]:
    """Return the wordings for a phrase that is an everyday name and no more; else the phrase itself.

    Args:
        text: what was said.
        names: tells whether words are a product's whole name, which counts first then.
    """
    words = tokens(text)
    others = for_purpose(text)
    if others or purpose(text):  # "tomates pour la sauce" is no "tomate sauce"
        return [
            *(Wording(other, _WHOLE) for other in others),
            Wording(text, _OWN if others else 1.0, said=True),
        ]
    for start in _starts(words):
        if others := _called(words[start:]):
            kept = words[:start]
            own = names(_plain(words[start:]))
            worth = _OWN if own else _WHOLE
            named = [Wording(" ".join((*kept, other)), worth) for other in others]
            return [*named, Wording(text, _WHOLE if own else _OWN, said=True)]
    return [Wording(text, 1.0, said=True)]


def parts(text: str, known: Callable[[str], bool], names: Callable[[Words], bool]) -> Iterator[Wording]:
    """Give wordings in which one everyday name is replaced, the longest name first.

    Args:
        text: what was said.
        known: tells whether a catalogue's own name has a word: it is replaced where it comes first only.
        names: tells whether words are a product's whole name.
    """
    words, why = tokens(text), purpose(text)
    head = next((at for at, word in enumerate(words) if not is_light(word) and not word.isdigit()), 0)
    given = 0
    for run in windows(words):
        others = _called(run)
        at = next(i for i in range(len(words)) if words[i : i + len(run)] == run)
        if len(run) == len(words) or (len(run) == 1 and at != head and others and known(plain(run[0]))):
            continue
        if why and why.isdisjoint(run) and (len(others) > 1 or names(_plain(run))):
            continue  # a "fromage pour pizza" is not the cheese that most people mean
        before, after = words[:at], words[at + len(run) :]
        for other in others:
            yield Wording(_joined((*before, other), after, why), _PART)
            given += 1
            if given == _MOST_PARTS:
                return


def _joined(before: Words, after: Words, why: frozenset[str]) -> str:
    """Write a phrase of which some words say what it is for, so that they can be told apart again."""
    what = " ".join((*before, *(word for word in after if word not in why)))
    aim = " ".join(word for word in after if word in why)
    return f"{what} pour {aim}" if aim else what


def of_brand(text: str, known: Callable[[str], bool]) -> Iterator[Wording]:
    """Give the kind of a brand that was said, alone or with other words; and those other words alone.

    Args:
        text: what was said.
        known: tells whether a catalogue's own name has a word: alone only can it be a brand.
    """
    words = tokens(text)
    for run in windows(words):
        if len(run) == 1 and len(words) > 1 and known(plain(run[0])):
            continue
        if kinds := _brands().get(_plain(run)):
            at = next(i for i in range(len(words)) if words[i : i + len(run)] == run)
            rest = (*words[:at], *words[at + len(run) :])
            if rest and not all(is_light(word) or word.isdigit() for word in rest):
                yield Wording(" ".join(rest), _BRAND)
            for kind in kinds:
                yield Wording(kind, _BRAND)
            return


def within(text: str) -> Iterator[Wording]:
    """Give what the longest everyday name in it is called, without the rest of what was said: unsurely."""
    words = tokens(text)
    if not other_words().isdisjoint(words):
        return
    for run in windows(words):
        if others := _called(run):
            yield from (Wording(other, _BRAND) for other in others)
            return


def against(text: str) -> Iterator[Wording]:
    """Give what is called "anti" what was said to be fought: "contre les taches" is "anti taches"."""
    clean = text.replace("’", "'")
    if (found := _AGAINST.search(clean)) is None:
        return
    foe = ("anti", *tokens(found[1])[:1])
    kept = [word for word in tokens(clean[: found.start()]) if not is_light(word)]
    for other in (*_called(foe), " ".join(foe), "".join(foe)):
        yield Wording(" ".join((*kept, other)), _AGAINST_FACTOR)


def is_other(text: str) -> bool:
    """Return whether what was said is a thing that no supermarket sells, and no more: "du papier peint"."""
    words = tokens(text)
    return any(_plain(words[start:]) in _others() for start in _starts(words))


def heard(text: str) -> Iterator[Wording]:
    """Give what the everyday name or brand is called that sounds most like all that was said."""
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
            others, worth = _sounds()[best[0]]
            for other in others:
                yield Wording(" ".join((*words[:start], other)), worth * best[1])
            return


def _starts(words: Words) -> Iterator[int]:
    """Give where a name may begin: at the first word, and after each number, size or package before it."""
    for start, word in enumerate(words):
        yield start
        if not (is_light(word) or word.isdigit() or word[0] == "#"):
            return


def _called(said: Words) -> Words:
    """Return what a catalogue calls an everyday name; accents left out do not matter, wrong ones do.

    "pâte" is no "pâté", for it sounds otherwise; "pate" may be either.
    """
    others = _names().get(_plain(said), ())
    if not others or all(map(str.isascii, said)):
        return others
    heard = tuple(map(sound, said))
    return tuple(other for other in others if heard in _spoken()[_plain(said)][other])


def _plain(words: Words) -> Words:
    return tuple(map(plain, words))


@lru_cache(maxsize=1)
def _names() -> Names:
    return _collected(pair for pair in everyday_names() if not names_purpose(pair[0]))


@lru_cache(maxsize=1)
def _spoken() -> dict[Words, dict[str, set[Words]]]:
    """Return how each everyday name is pronounced, by what it is called."""
    found: dict[Words, dict[str, set[Words]]] = {}
    for said, catalogue in everyday_names():
        words = tokens(said)
        found.setdefault(_plain(words), {}).setdefault(catalogue, set()).add(tuple(map(sound, words)))
    return found


@lru_cache(maxsize=1)
def _others() -> frozenset[Words]:
    return frozenset(_plain(tokens(thing)) for thing in other_things())


@lru_cache(maxsize=1)
def _brands() -> Names:
    return _collected(brands())


@lru_cache(maxsize=1)
def _sounds() -> dict[str, tuple[Words, float]]:
    found: dict[str, tuple[Words, float]] = {}
    for names, worth in ((_names(), _HEARD), (_brands(), _BRAND)):
        for said, others in names.items():
            found.setdefault("".join(map(sound, said)), (others, worth))
    return found


@lru_cache(maxsize=1)
def _little_sounds() -> dict[str, str]:
    return {sound(word): word for word in (*light_words(), *_COUNTS)}


def _collected(pairs: Iterable[tuple[str, str]]) -> Names:
    found: Names = {}
    for said, catalogue in pairs:
        key = _plain(tokens(said))
        if key and catalogue not in found.get(key, ()):
            found[key] = (*found.get(key, ()), catalogue)
    return found
