"""What something is for, said with its name or without: "vin pour la fondue", "un truc pour les vitres".

The names are those of `assistant.catalogue.language` that have "pour" in them; "truc" stands for any vague
word. Words are compared by their sound, and more may be said than a name has: "de quoi enlever une vilaine
tache" is "truc pour enlever tache".
"""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache

from assistant.catalogue.language import everyday_names, vague_words
from assistant.catalogue.phonetics import sound
from assistant.catalogue.words import is_light, tokens

_QUOI = re.compile(r"^\W*(?:(?:de\s+)?[qk]uoi|de\s+koi|quelque chose)\s+(?:pour\s+|de\s+)?(?=\w)")
_AIM = re.compile(r"(?:^|\s)(?:pour|pours|qui|ki|contres?|anti)\s+|(?<=\s)(?:à|a)\s+(?!la\b|l'|un)")

Words = tuple[str, ...]
Sounds = frozenset[str]


def for_purpose(text: str) -> Words:
    """Return wordings of the things that are for what was said; none when that is not known.

    What else was said of the purpose stays beside: "croquettes pour chat stérilisé" are "croquettes chat",
    and of those the ones "pour stérilisé".
    """
    named, why = _taken_apart(text)
    fitting = [(aim, catalogue) for aim, catalogue in _known().get(named, ()) if aim <= why.keys()]
    most = max((_telling(aim) for aim, _ in fitting), default=0)
    wordings = []
    for aim, catalogue in fitting:
        if _telling(aim) == most:
            others = " ".join(word for key, word in why.items() if key not in aim)
            wordings.append(f"{catalogue} pour {others}" if named and others else catalogue)
    return tuple(dict.fromkeys(wordings))


def _telling(aim: Sounds) -> tuple[int, float]:
    """Return how much an aim tells: its words, and how few others have them ("nettoyer" tells little)."""
    return len(aim), sum(1 / _frequent()[word] for word in aim)


def names_purpose(said: str) -> bool:
    """Return whether an everyday name tells what something is for, and so is no name without that."""
    return " pour " in said and " pour cent" not in said


def _taken_apart(text: str) -> tuple[Sounds, dict[str, str]]:
    """Return the sounds of the words that name it, none for a vague word; and its aim's words by sound."""
    clean = _QUOI.sub("truc pour ", text.lower().replace("’", "'"))
    what, *why = _AIM.split(clean, maxsplit=1)
    if not why:
        return frozenset(), {}
    named = (word for word in tokens(what) if not (is_light(word) or word.isdigit() or word[0] == "#"))
    return (
        frozenset(sound(word) for word in named if word not in vague_words()),
        {sound(word): word for word in tokens(why[0])},
    )


@lru_cache(maxsize=1)
def _known() -> dict[Sounds, list[tuple[Sounds, str]]]:
    found: dict[Sounds, list[tuple[Sounds, str]]] = {}
    for said, catalogue in everyday_names():
        if names_purpose(said):
            named, why = _taken_apart(said)
            if why:
                found.setdefault(named, []).append((frozenset(why), catalogue))
    return found


@lru_cache(maxsize=1)
def _frequent() -> Counter[str]:
    return Counter(word for aims in _known().values() for aim, _ in aims for word in aim)
