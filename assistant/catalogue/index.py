"""Search over product words with tantivy.

One document a product. tantivy finds candidates quickly, in a catalogue of any size: by whole names, by
words, by the known words that a word said may be (`assistant.catalogue.lexicon`), by the sound of all of it.
`assistant.catalogue.matching` then weighs the few that it found.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import tantivy
from tantivy import Occur, Query

from assistant.catalogue import everyday
from assistant.catalogue.documents import document, extras_in, schema, ways_in, words_of
from assistant.catalogue.everyday import Wording
from assistant.catalogue.language import other_words
from assistant.catalogue.lexicon import Forms, Lexicon
from assistant.catalogue.matching import SURE_HEAD, UNSURE, Asked, Matcher, Names, asked, first_known
from assistant.catalogue.naming import names
from assistant.catalogue.queries import STRICT, SURE, Queries
from assistant.catalogue.rewording import reworded, without_class
from assistant.catalogue.spacing import rejoined
from assistant.catalogue.words import plain, stem, tokens
from assistant.shopping.products import Product

FORMAT = "9"
"""Changes whenever indexes built before can no longer be used."""
_CANDIDATES = 40
_HEARD_BELOW = 0.6
"""A score below which names that sound like what was said are tried."""
_REJOIN_BELOW = 0.8
"""A score below which neighbouring words are tried as one."""
_POPULARITY = 0.05
"""How much the most popular product gains over one that nobody buys."""
_HEAP_BYTES = 100_000_000


Scores = dict[str, tuple[float, int]]
"""For each number (SKU): the best score so far, and the popularity."""


@dataclass(frozen=True, slots=True)
class Found:
    """A product that answers a search."""

    sku: str
    """Its number."""
    score: float
    """Fit to the words, 0 to 1, popularity left out."""
    popularity: int
    """How often households buy it, 0 to 1000."""


class Index:
    """An index over products, in a folder or in memory. Safe to share between threads."""

    def __init__(self, index: tantivy.Index, lexicon: Lexicon) -> None:
        self._index = index
        self._lexicon = lexicon
        self._schema = index.schema
        self._queries = Queries(index.schema)
        self._searcher = index.searcher()
        self._size = max(self._searcher.num_docs, 1)
        self._all_sold = self._searcher.doc_freq("sold", True) == self._searcher.num_docs
        self._weight = lru_cache(maxsize=50_000)(self._weigh)
        self._ways = lru_cache(maxsize=5_000)(ways_in)
        self._extras = lru_cache(maxsize=5_000)(extras_in)

    @classmethod
    def build(cls, products: Iterable[Product], folder: Path | None = None) -> Index:
        """Build an index.

        Args:
            products: read once, one after the other.
            folder: an empty folder to write it to; ``None``: keep it in memory.
        """
        places = [folder / name for name in _PARTS] if folder else [None] * len(_PARTS)
        for place in places:
            if place:
                place.mkdir()
        index = tantivy.Index(schema(), path=str(places[0]) if places[0] else None)
        writer = index.writer(_HEAP_BYTES, 1)
        counts: Counter[str] = Counter()
        for product in products:
            named = names(product)
            counts.update(words_of(named))
            writer.add_document(document(product, named))
        writer.commit()
        writer.wait_merging_threads()
        index.reload()
        return cls(index, Lexicon.build(counts, places[1]))

    @classmethod
    def open(cls, folder: Path) -> Index:
        """Open an index that was built before.

        Raises:
            ValueError: the folder holds none.
        """
        products, lexicon = (folder / name for name in _PARTS)
        return cls(tantivy.Index.open(str(products)), Lexicon.open(lexicon))

    def __len__(self) -> int:
        return int(self._searcher.num_docs)

    def search(self, text: str, limit: int = 10, sold: bool = True) -> list[Found]:
        """Return the products that fit the words, best first; the more popular first among near equals.

        Args:
            text: what was said: "lait demi-écrémé bio".
            limit: how many at the most.
            sold: leave out what has no price yet.
        """
        scores: Scores = {}
        text = everyday.counted(text.lower(), self.has)
        done: set[str] = set()
        if everyday.is_other(text) and not self.names(tuple(map(plain, tokens(text)))):
            return []
        self._add_all(scores, everyday.whole(text, self.names), sold, done)
        if _best(scores) < SURE:
            self._add_all(scores, everyday.parts(text, self.has, self.names), sold, done)
            self._add_all(scores, everyday.against(text), sold, done)
        if _best(scores) < SURE and (kinds := list(everyday.of_brand(text, self.has))):
            # a brand that is said is meant; what only sounds like it is not
            for sku, (score, popularity) in scores.items():
                scores[sku] = (UNSURE * score, popularity)
            self._add_all(scores, kinds, sold, done)
        if _best(scores) < SURE:
            self._add_all(scores, reworded(text), sold, done)
        if _best(scores) < _HEARD_BELOW:
            self._add_all(scores, without_class(text), sold, done)
            self._add_all(scores, everyday.heard(text), sold, done)
        if _best(scores) < _REJOIN_BELOW:
            self._add_all(scores, rejoined(text, self._lexicon.sounding), sold, done)
        if not scores:
            self._add_all(scores, everyday.within(text), sold, done)
        found = [Found(sku, round(score, 4), popularity) for sku, (score, popularity) in scores.items()]
        found.sort(key=lambda hit: (-rank(hit.score, hit.popularity), hit.sku))
        return found[:limit]

    def weigh(self, word: str) -> float:
        """Return the weight of a stem: its inverse document frequency."""
        return self._weight(word)

    def names(self, words: tuple[str, ...]) -> bool:
        """Return whether these words without accents, in any order, are a product's whole name."""
        return bool(self._searcher.doc_freq("name", " ".join(sorted(set(words)))))

    def begins(self, word: str) -> bool:
        """Return whether a product's name begins with a word."""
        return bool(self._searcher.doc_freq("head", word))

    def has(self, word: str) -> bool:
        """Return whether a word is in a product's name."""
        return bool(self._searcher.doc_freq("word", word))

    def _add_all(self, scores: Scores, wordings: Iterable[Wording], sold: bool, done: set[str]) -> None:
        for wording in wordings:
            if wording.text not in done:
                done.add(wording.text)
                self._add(scores, wording, sold)

    def _add(self, scores: Scores, wording: Wording, sold: bool) -> None:
        wanted, factor = asked(wording.text), wording.factor
        if not wanted.words:
            return
        forms = {word: self._lexicon.forms(word) for word in wanted.words}
        first = self._named_first(wanted, forms)
        mattering = [word for word in wanted.words if word not in first and word not in wanted.purpose]
        elsewhere = [word for word in mattering if word in other_words()]
        head = wanted.words[first_known(wanted, forms)]
        loose = not elsewhere and (bool(first) or self.begins(plain(head)))
        matcher = Matcher(wanted, self._weight, forms, loose)
        seen: set[tuple[int, int]] = set()
        best = 0.0
        known = _best(scores)
        for at, (query, by_sound, below) in enumerate(self._queries.attempts(wanted, forms, wording.said)):
            if best >= below or (known >= SURE and at >= STRICT) or (by_sound and elsewhere):
                break
            for address in self._candidates(query, sold):
                if (place := (address.segment_ord, address.doc)) in seen:
                    continue
                seen.add(place)
                document = self._searcher.doc(address)
                named = Names(
                    self._ways(str(document.get_first("ways"))),
                    self._extras(str(document.get_first("extras"))),
                )
                score = factor * matcher.fit(named, by_sound)
                if score <= 0:
                    continue
                best = max(best, score)
                sku = str(document.get_first("sku"))
                if score > scores.get(sku, (0.0, 0))[0]:
                    scores[sku] = (score, int(document.get_first("popularity") or 0))

    def _named_first(self, wanted: Asked, forms: dict[str, Forms]) -> tuple[str, ...]:
        """Return the longest run of words, from the first known one on, that names a product by itself."""
        start = first_known(wanted, forms)
        stems: list[str] = []
        longest = 0
        for word in wanted.words[start:]:
            sure = next((known for known, alike in forms[word].items() if alike >= SURE_HEAD), None)
            if sure is None:
                break
            stems.append(stem(sure))
            if self._searcher.doc_freq("key", " ".join(stems)):
                longest = len(stems)
        return wanted.words[start : start + longest]

    def _candidates(self, query: Query, sold: bool) -> list[Any]:
        if sold and not self._all_sold:
            only_sold = Query.const_score_query(Query.term_query(self._schema, "sold", True), 0.0)
            query = Query.boolean_query([(Occur.Must, query), (Occur.Must, only_sold)])
        found = self._searcher.search(query, _CANDIDATES, count=False, weight_by_field="popularity")
        return [address for _, address in found.hits]

    def _weigh(self, word: str) -> float:
        found = self._searcher.doc_freq("stem", word)
        return math.log(1 + self._size / found) if found else math.log(1 + self._size)


_PARTS = ("products", "words")
"""Folders of an index."""


def rank(score: float, popularity: int) -> float:
    """Return what orders the hits of a search: fit first, then what most people mean."""
    return round(score + _POPULARITY * popularity / 1000, 4)


def _best(scores: Scores) -> float:
    return max((score for score, _ in scores.values()), default=0.0)
