"""How well what was said fits the ways of naming a product, 0 to 1.

Every word asked for must be accounted for, by the way's own words (its core) or by what else is known of the
product (brand, labels, size: its extras). Of ways that account for everything, the one that says no more than
was asked is the best: "lait" is milk rather than "shampoing au lait d'amande".
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import Levenshtein

from assistant.catalogue.phonetics import sound, sounds
from assistant.catalogue.words import every_word, is_light, plain, stem, tokens

_MIN_COVERAGE = 0.8
_LOOSE_COVERAGE = 0.28
"""What names the same thing first, but does not account for all that was said, is an unsure answer."""
_SURE_HEAD = 0.9
UNSURE = 0.7
"""Scores up to this are unsure: the product is of that kind, something said about it is not known."""
_CORE_SHARE = 0.45
"""How much of the score is left to a way of which nothing but extras was said: 1 less this."""
_EXTRA = 0.97
_SURE_EXTRA = 0.88
_OTHER_HEAD = 0.95
"""A way whose first word was not the first said: "chocolat au lait" for "lait au chocolat"."""
_LIGHT = 0.3
_SIZE = 0.4
_PHRASE_SOUND = 0.84
"""Whole phrases that sound less alike than this share are not taken for one another."""
_MIN_SOUND = 4

Weigh = Callable[[str], float]
"""Gives the weight of a word: rare words count more."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What was said, taken apart once."""

    words: tuple[str, ...]
    """Content words."""
    sound: str
    """Phonetic key of the content words."""
    full_sound: str
    """Phonetic key of all words, small ones too."""


@dataclass(frozen=True, slots=True)
class Way:
    """One way of naming a product."""

    core: tuple[str, ...]
    """Its content words."""
    strength: float = 1.0
    """1 for what people say and for the name; less for what the product is only filed under."""


@dataclass(frozen=True, slots=True)
class Names:
    """All that names one product."""

    ways: tuple[Way, ...]
    """Ways that name it by themselves."""
    extras: frozenset[str]
    """Words that only narrow it down: brand, labels, size, package."""


def asked(text: str) -> Asked:
    """Take a phrase apart."""
    words = tuple(dict.fromkeys(tokens(text)))
    return Asked(words, sounds(words), sounds(every_word(text)))


@lru_cache(maxsize=200_000)
def likeness(said: str, known: str) -> float:
    """Return how likely a word said is a word known, 0 to 1."""
    if said == known:
        return 1.0
    if said[0] == "#" or known[0] == "#" or said.isdigit() or known.isdigit():
        return 0.0
    if plain(said) == plain(known):
        return 0.98
    if stem(said) == stem(known):
        return 0.95
    one, other = sound(said), sound(known)
    if one == other:
        return 0.92 if len(one) > 2 else 0.88
    shorter = min(len(said), len(known))
    if shorter < 4:
        return 0.0
    spelling = Levenshtein.normalized_similarity(plain(said), plain(known))
    hearing = Levenshtein.normalized_similarity(one, other) if min(len(one), len(other)) > 3 else 0.0
    alike = max(spelling, hearing)
    return 0.95 * alike if alike >= (0.8 if shorter > 4 else 0.75) else 0.0


def fit(wanted: Asked, names: Names, weigh: Weigh) -> float:
    """Return how well a product's names fit what was said; 0 when they do not."""
    if not wanted.words:
        return 0.0
    weights = [_weight(word, weigh) for word in wanted.words]
    total = sum(weights)
    extra = [_narrows(word, names.extras) for word in wanted.words]
    return max((_way_fit(wanted, way, weights, total, extra, weigh) for way in names.ways), default=0.0)


def _narrows(word: str, extras: frozenset[str]) -> float:
    """Return how well a word fits the extras: nothing but a sure likeness, for a brand is no near miss."""
    alike = max((likeness(word, known) for known in extras), default=0.0)
    return _EXTRA * alike if alike >= _SURE_EXTRA else 0.0


def _way_fit(
    wanted: Asked, way: Way, weights: list[float], total: float, extra: list[float], weigh: Weigh
) -> float:
    table = [[likeness(said, known) for known in way.core] for said in wanted.words]
    covered = sum(
        weight * max(max(row, default=0.0), other)
        for weight, row, other in zip(weights, table, extra, strict=True)
    )
    coverage = covered / total
    score = 0.0
    if coverage >= _MIN_COVERAGE:
        core_weights = [weigh(stem(known)) for known in way.core]
        matched = sum(w * max(row[at] for row in table) for at, w in enumerate(core_weights))
        share = matched / sum(core_weights) if core_weights else 0.0
        score = coverage * (1 - _CORE_SHARE + _CORE_SHARE * share)
        if share and not _heads_agree(wanted.words, way.core, table):
            score *= _OTHER_HEAD
    elif coverage >= _LOOSE_COVERAGE and _head_is_sure(wanted.words, table):
        core_weights = [weigh(stem(known)) for known in way.core]
        matched = sum(w * max(row[at] for row in table) for at, w in enumerate(core_weights))
        score = UNSURE * coverage * (1 - _CORE_SHARE + _CORE_SHARE * matched / sum(core_weights))
    return way.strength * max(score, _sound_fit(wanted, way) if score < 0.9 else 0.0)


def _head_is_sure(words: tuple[str, ...], table: list[list[float]]) -> bool:
    """Return whether the first word that says something is surely the way's own first word."""
    first = next((at for at, word in enumerate(words) if not is_light(word)), 0)
    return table[first][0] >= _SURE_HEAD


def _heads_agree(words: tuple[str, ...], core: tuple[str, ...], table: list[list[float]]) -> bool:
    first = next((at for at, word in enumerate(words) if not is_light(word)), 0)
    return table[first][0] > 0 or not any(table[first])


def _sound_fit(wanted: Asked, way: Way) -> float:
    """Return how alike two whole phrases sound, wherever the recogniser put the spaces."""
    known = sounds(way.core)
    if min(len(known), len(wanted.full_sound)) < _MIN_SOUND:
        return 0.0
    alike = max(
        Levenshtein.normalized_similarity(heard, known, score_cutoff=_PHRASE_SOUND)
        for heard in {wanted.sound, wanted.full_sound}
    )
    return 0.95 * alike


def _weight(word: str, weigh: Weigh) -> float:
    if word[0] == "#":
        return _SIZE * weigh(word)
    if word.isdigit() or is_light(word):
        return _LIGHT * weigh(stem(word))
    return weigh(stem(word))


def best(scored: Iterable[tuple[float, int]], within: float) -> list[int]:
    """Return the places of those whose score is within a distance of the best, best first."""
    ranked = sorted((pair for pair in scored if pair[0] > 0), key=lambda pair: (-pair[0], pair[1]))
    return [place for score, place in ranked if ranked[0][0] - score <= within]


__all__ = ["Asked", "Names", "Way", "asked", "best", "fit", "likeness"]
