"""Search over product words, in memory.

A product is found by the words people say for it and by its name and brand. Rare words weigh more than
common ones (inverse document frequency), every word asked for must be accounted for, and a word that the
catalogue does not know is compared letter by letter with those it does.
"""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from assistant.catalogue.words import plain, tokens
from assistant.shopping.products import Product

_FUZZY_CUTOFF = 82
_MIN_COVERAGE = 0.8
_ACCENT_PENALTY = 0.97
_PHRASE_SHARE = 0.45


@dataclass(frozen=True, slots=True)
class Hit:
    """A product that answers a search."""

    product: Product
    """The product."""
    score: float
    """Fit to the words, 0 to 1, popularity left out."""


@dataclass(frozen=True, slots=True)
class _Phrase:
    """One way to name a product."""

    product: int
    words: frozenset[str]
    weight: float


class Index:
    """An immutable index over a list of products."""

    def __init__(self, products: list[Product]) -> None:
        self._products = products
        phrases = [(at, words) for at, product in enumerate(products) for words in _phrases(product)]
        documents: dict[str, set[int]] = defaultdict(set)
        for at, words in phrases:
            for word in words:
                documents[word].add(at)
        self._weights = {w: math.log(1 + len(products) / len(found)) for w, found in documents.items()}
        self._rarest = math.log(1 + len(products))
        self._phrases = [_Phrase(at, words, sum(self._weights[w] for w in words)) for at, words in phrases]
        self._with_word: dict[str, list[int]] = defaultdict(list)
        for number, phrase in enumerate(self._phrases):
            for word in phrase.words:
                self._with_word[word].append(number)
        self._accented: dict[str, list[str]] = defaultdict(list)
        for word in self._weights:
            self._accented[plain(word)].append(word)

    def search(self, text: str, limit: int = 10) -> list[Hit]:
        """Return the products that fit the words, best first, the more popular first among equals.

        Args:
            text: what was said: "lait demi-écrémé bio".
            limit: how many at the most.
        """
        asked = list(dict.fromkeys(tokens(text)))
        if not asked:
            return []
        known = [self._known_forms(word) for word in asked]
        weights = [max((self._weights[w] for w in forms), default=self._rarest) for forms in known]
        total = sum(weights)
        matched: dict[int, float] = defaultdict(float)
        for forms, weight in zip(known, weights, strict=True):
            best: dict[int, float] = {}
            for form, likeness in forms.items():
                for number in self._with_word[form]:
                    best[number] = max(best.get(number, 0.0), likeness)
            for number, likeness in best.items():
                matched[number] += weight * likeness
        scores: dict[int, float] = {}
        for number, weight in matched.items():
            coverage = weight / total
            if coverage < _MIN_COVERAGE:
                continue
            phrase = self._phrases[number]
            share = min(1.0, weight / phrase.weight) if phrase.weight else 0.0
            score = coverage * (1 - _PHRASE_SHARE + _PHRASE_SHARE * share)
            scores[phrase.product] = max(scores.get(phrase.product, 0.0), score)
        hits = [Hit(self._products[at], round(score, 4)) for at, score in scores.items()]
        hits.sort(key=lambda h: (-round(h.score, 2), -h.product.popularity, h.product.sku))
        return hits[:limit]

    def _known_forms(self, word: str) -> dict[str, float]:
        """Return the catalogue's words that a said word may be, each with its likeness, 0 to 1."""
        if word in self._weights:
            return {word: 1.0}
        if found := self._accented.get(plain(word)):
            return dict.fromkeys(found, _ACCENT_PENALTY)
        if len(word) < 4:
            return {}
        close = process.extract(
            plain(word), list(self._accented), scorer=fuzz.ratio, score_cutoff=_FUZZY_CUTOFF, limit=3
        )
        return {form: score / 100 for name, score, _ in close for form in self._accented[name]}


def _phrases(product: Product) -> set[frozenset[str]]:
    name = tokens(product.name)
    brand = tokens(product.brand)
    labels = tuple(word for label in product.labels for word in tokens(label))
    ways = {frozenset(tokens(said)) for said in product.said}
    ways |= {frozenset(name), frozenset((*name, *brand)), frozenset((*name, *labels))}
    for said in product.said:
        words = tokens(said)
        ways.add(frozenset((*words, *brand)))
        ways.add(frozenset((*words, *labels)))
    return {way for way in ways if way}
