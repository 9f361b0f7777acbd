"""How well what was said fits the ways of naming a product, 0 to 1.

Every word asked for must be accounted for, by the way's own words (its core) or by what else is known of the
product (brand, labels, size: its extras). Of ways that account for everything, the one that says no more than
was asked is the best: "lait" is milk rather than "shampoing au lait d'amande".
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein

from assistant.catalogue.language import other_words
from assistant.catalogue.lexicon import Forms
from assistant.catalogue.likeness import likeness
from assistant.catalogue.phonetics import sounds
from assistant.catalogue.words import beside, every_word, is_light, purpose, stem, tokens

_MIN_COVERAGE = 0.8
_LOOSE_COVERAGE = 0.15
"""What names the same thing first, but does not account for all that was said, is an unsure answer."""
SURE_HEAD = 0.87
UNSURE = 0.7
"""Scores up to this are unsure: the product is of that kind, something said about it is not known."""
_SURE = 0.9
"""From here on the sound of the whole phrase can add nothing."""
_CORE_SHARE = 0.45
"""How much of the score is left to a way of which nothing but extras was said: 1 less this."""
_EXTRA = 0.97
_SURE_EXTRA = 0.88
_OTHER_HEAD = 0.93
"""A way whose first word was not the first said: "chocolat au lait" for "lait au chocolat"."""
_NO_HEAD = 0.88
"""A way that is called something else, and has what was said first only beside: "biscuits" for "lait"."""
_BESIDE_HEAD = 0.6
"""A way that is called what was only said beside: "tarte aux pommes" for "pommes à tarte"."""
_LIGHT = 0.3
_SIZE = 0.1
"""Weight of a size: how much there is of it says less than what it is."""
_COUNT = 0.05
"""Weight of a number said first: "deux baguettes"."""
_PURPOSE = 0.2
"""Weight of what it is for ("pour les tartines"): less than what it is."""
_PHRASE_SOUND = 0.86
"""Whole phrases that sound less alike than this share are not taken for one another."""
_MIN_SOUND = 4

Weigh = Callable[[str], float]
"""Gives the weight of a stem: rare words count more."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What was said, taken apart once."""

    words: tuple[str, ...]
    """Content words."""
    purpose: frozenset[str]
    """Those of them that only say what it is for."""
    beside: frozenset[str]
    """Those of them that come after "à" or "pour", and so name something else."""
    head: int
    """Place of the first word that says something."""
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
    head = next((at for at, word in enumerate(words) if not is_light(word) and not word.isdigit()), 0)
    return Asked(words, purpose(text), beside(text), head, sounds(words), sounds(every_word(text)))


def first_known(wanted: Asked, forms: Mapping[str, Forms]) -> int:
    """Return the place of the first word that says something and may be a known one."""
    words = wanted.words
    later = (at for at in range(wanted.head, len(words)) if not is_light(words[at]))
    return next((at for at in later if forms[words[at]]), wanted.head)


class Matcher:
    """Weighs products against one phrase; what many products share is weighed once.

    Args:
        wanted: the phrase.
        weigh: gives the weight of a stem.
        forms: for each word said, the known words it may be; ``None``: whatever is like it.
        loose: whether what accounts for its first word only may be an unsure answer.
    """

    def __init__(
        self, wanted: Asked, weigh: Weigh, forms: Mapping[str, Forms] | None = None, loose: bool = True
    ) -> None:
        self._wanted = wanted
        self._weigh = weigh
        self._forms = forms
        self._loose = loose
        self._weights = _weights(wanted, weigh, forms)
        self._total = sum(self._weights) or 1.0
        self._elsewhere = {word for word in wanted.words if not is_light(word)} <= other_words()
        self._head = wanted.head if forms is None else first_known(wanted, forms)
        self._seen: dict[tuple[Way, ...], list[_Compared]] = {}

    def fit(self, names: Names, by_sound: bool = False) -> float:
        """Return how well a product's names fit what was said; 0 when they do not.

        Args:
            names: of the product.
            by_sound: also compare whole phrases by their sound, wherever the recogniser put the spaces.
        """
        if not self._wanted.words:
            return 0.0
        compared = self._seen.get(names.ways)
        if compared is None:
            compared = [self._compare(way) for way in names.ways]
            compared.sort(key=lambda way: -way.most)
            self._seen[names.ways] = compared
        best = 0.0
        extra: list[float] | None = None
        for way in compared:
            if way.most <= best:
                break
            if way.covered < self._total * 0.999 and extra is None:
                extra = [self._narrows(word, names.extras) for word in self._wanted.words]
            best = max(best, way.strength * self._score(way, extra))
        if by_sound and best < _SURE:
            best = max(best, max((w.strength * self._sound_fit(w) for w in names.ways), default=0.0))
        return best

    def _alike(self, said: str, known: str) -> float:
        return likeness(said, known) if self._forms is None else self._forms[said].get(known, 0.0)

    def _narrows(self, word: str, extras: frozenset[str]) -> float:
        """Return how well a word fits the extras: a sure likeness or none, for a brand is no near miss."""
        if word in extras:
            return _EXTRA
        if self._forms is None:
            alike = max((likeness(word, known) for known in extras), default=0.0)
        else:
            alike = max((like for known, like in self._forms[word].items() if known in extras), default=0.0)
        return _EXTRA * alike if alike >= _SURE_EXTRA else 0.0

    def _compare(self, way: Way) -> _Compared:
        core = way.core
        rows = [[self._alike(said, known) for known in core] for said in self._wanted.words]
        best = [max(row, default=0.0) for row in rows]
        covered = sum(weight * alike for weight, alike in zip(self._weights, best, strict=True))
        heavy = [_LIGHT * self._weigh(stem(w)) if is_light(w) else self._weigh(stem(w)) for w in core]
        matched = sum(weight * max(row[at] for row in rows) for at, weight in enumerate(heavy))
        share = matched / (sum(heavy) or 1.0)
        named = next((at for at, word in enumerate(core) if not is_light(word)), 0)
        head = rows[self._head]
        if self._elsewhere and not head[named]:
            return _Compared(way.strength, best, 0.0, 0.0, 1.0, 0.0, 0.0)
        other = _OTHER_HEAD if any(head) else _NO_HEAD
        order = 1.0 if head[named] > 0 or not share else other
        callers = [said for said, row in zip(self._wanted.words, rows, strict=True) if row and row[named]]
        if callers and self._wanted.beside.issuperset(callers):
            order = _BESIDE_HEAD
        most = way.strength * (1 - _CORE_SHARE + _CORE_SHARE * share) * order
        return _Compared(way.strength, best, covered, share, order, head[named], most)

    def _score(self, way: _Compared, extra: list[float] | None) -> float:
        covered = way.covered
        if extra is not None:
            covered = sum(
                weight * max(alike, other)
                for weight, alike, other in zip(self._weights, way.best, extra, strict=True)
            )
        coverage = covered / self._total
        named = 1 - _CORE_SHARE + _CORE_SHARE * way.share
        if coverage >= _MIN_COVERAGE:
            score = coverage * named * way.order
            # a guess at a word, and no good one at the whole: that is no answer
            sure = max((*way.best, *(extra or ())), default=0.0) >= SURE_HEAD
            return score if sure or score > UNSURE else 0.0
        if self._loose and coverage >= _LOOSE_COVERAGE and way.head >= SURE_HEAD:
            return UNSURE * coverage * named
        return 0.0

    def _sound_fit(self, way: Way) -> float:
        known = sounds(way.core)
        if min(len(known), len(self._wanted.full_sound)) < _MIN_SOUND:
            return 0.0
        alike = max(
            Levenshtein.normalized_similarity(heard, known, score_cutoff=_PHRASE_SOUND)
            for heard in {self._wanted.sound, self._wanted.full_sound}
        )
        return 0.95 * alike


@dataclass(frozen=True, slots=True)
class _Compared:
    """What a phrase and a way have in common, whichever product bears it."""

    strength: float
    best: list[float]
    """For each word said, how like the way's likest word is."""
    covered: float
    """Weight of what was said that the way's own words account for."""
    share: float
    """How much of the way was said, 0 to 1."""
    order: float
    """1 when the same word comes first in both."""
    head: float
    """How like the two first words are."""
    most: float
    """The highest score that a product named so can have."""


def _weights(wanted: Asked, weigh: Weigh, forms: Mapping[str, Forms] | None) -> list[float]:
    """Return the weight of each word; of those that no product has, none outweighs all that are known."""
    weights = [_weight(word, wanted.purpose, weigh) for word in wanted.words]
    if forms is not None:  # a package that no product has tells none from another: "une cagette de"
        for at, word in enumerate(wanted.words[: wanted.head]):
            if is_light(word) and word not in forms[word]:
                weights[at] = 0.0
    if len(weights) > 1 and wanted.words[0].isdigit():
        weights[0] = _COUNT * weigh(wanted.words[0])
    if forms is None:
        return weights
    heaviest = max((w for word, w in zip(wanted.words, weights, strict=True) if forms[word]), default=None)
    if heaviest is None:
        return weights
    return [w if forms[word] else min(w, heaviest) for word, w in zip(wanted.words, weights, strict=True)]


def _weight(word: str, purpose: frozenset[str], weigh: Weigh) -> float:
    if word[0] == "#":
        return _SIZE * weigh(word)
    if word.isdigit() or is_light(word):
        return _LIGHT * weigh(stem(word))
    return (_PURPOSE if word in purpose else 1.0) * weigh(stem(word))


def fit(wanted: Asked, names: Names, weigh: Weigh) -> float:
    """Return how well one product's names fit what was said."""
    return Matcher(wanted, weigh).fit(names, by_sound=True)
