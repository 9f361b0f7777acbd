"""Search over product words with tantivy.

One document a product. tantivy finds candidates quickly, in a catalogue of any size: by whole names, by
words, by the known words that a word said may be (`assistant.catalogue.lexicon`), by the sound of all of it.
`assistant.catalogue.matching` then weighs the few that it found.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import tantivy
from tantivy import Occur, Query

from assistant.catalogue import everyday
from assistant.catalogue.everyday import Wording
from assistant.catalogue.language import other_words
from assistant.catalogue.lexicon import Forms, Lexicon
from assistant.catalogue.matching import SURE_HEAD, UNSURE, Asked, Matcher, Names, Way, asked, first_known
from assistant.catalogue.naming import name_words, names
from assistant.catalogue.phonetics import sounds
from assistant.catalogue.words import is_light, plain, stem, tokens, windows
from assistant.shopping.products import Product

FORMAT = "6"
"""Changes whenever indexes built before can no longer be used."""
_CANDIDATES = 40
_SURE = 0.9
"""A score from which no looser search is needed."""
_STRICT = 2
"""So many queries look for all the words as they are."""
_HEARD_BELOW = 0.6
"""A score below which names that sound like what was said are tried."""
_POPULARITY = 0.05
"""How much the most popular product gains over one that nobody buys."""
_HEAP_BYTES = 100_000_000
_LONG_SOUND = 8


Scores = dict[str, tuple[float, int]]
"""For each number (SKU): the best score so far, and the popularity."""


Attempt = tuple[Query, bool, float]
"""A query, whether it finds by sound, and the score below which it is worth its time."""


@dataclass(frozen=True, slots=True)
class Found:
    """A product that answers a search."""

    sku: str
    """Its number."""
    score: float
    """Fit to the words, 0 to 1, popularity left out."""
    popularity: int
    """How often households buy it, 0 to 1000."""


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("sku", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("ways", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("extras", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("key", tokenizer_name="raw", index_option="basic")
    builder.add_text_field("key_sound", tokenizer_name="raw", index_option="basic")
    builder.add_text_field("stem", tokenizer_name="whitespace", index_option="basic")
    builder.add_text_field("name", tokenizer_name="raw", index_option="basic")
    builder.add_text_field("head", tokenizer_name="raw", index_option="basic")
    builder.add_text_field("word", tokenizer_name="whitespace", index_option="basic")
    builder.add_unsigned_field("popularity", stored=True, fast=True)
    builder.add_boolean_field("sold", indexed=True)
    return builder.build()


class Index:
    """An index over products, in a folder or in memory. Safe to share between threads."""

    def __init__(self, index: tantivy.Index, lexicon: Lexicon) -> None:
        self._index = index
        self._lexicon = lexicon
        self._schema = index.schema
        self._searcher = index.searcher()
        self._size = max(self._searcher.num_docs, 1)
        self._all_sold = self._searcher.doc_freq("sold", True) == self._searcher.num_docs
        self._weight = lru_cache(maxsize=50_000)(self._weigh)
        self._ways = lru_cache(maxsize=5_000)(_parse_ways)
        self._extras = lru_cache(maxsize=5_000)(_parse_extras)

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
        index = tantivy.Index(_schema(), path=str(places[0]) if places[0] else None)
        writer = index.writer(_HEAP_BYTES, 1)
        counts: Counter[str] = Counter()
        for product in products:
            named = names(product)
            counts.update(_words(named))
            writer.add_document(_document(product, named))
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
        self._add_all(scores, everyday.whole(text), sold, done)
        if _best(scores) < _SURE:
            self._add_all(scores, everyday.parts(text, self.has), sold, done)
        if _best(scores) < _SURE and (kinds := list(everyday.of_brand(text, self.has))):
            # a brand that is said is meant; what only sounds like it is not
            for sku, (score, popularity) in scores.items():
                scores[sku] = (UNSURE * score, popularity)
            self._add_all(scores, kinds, sold, done)
        if _best(scores) < _HEARD_BELOW:
            self._add_all(scores, everyday.heard(text), sold, done)
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
        for at, (query, by_sound, below) in enumerate(self._queries(wanted, forms, wording.said)):
            if best >= below or (known >= _SURE and at >= _STRICT) or (by_sound and elsewhere):
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

    def _queries(self, wanted: Asked, forms: dict[str, Forms], said: bool) -> Iterator[Attempt]:
        """Give queries from the strictest to the loosest; a good answer to one makes the next needless.

        Words that were not said as they are get the strict ones only.
        """
        words = [word for word in wanted.words if word[0] != "#"]
        what = [w for w in words if not is_light(w) and not w.isdigit()] or words
        heavy = [word for word in what if word not in wanted.purpose] or what
        if not heavy:
            return
        stems = [stem(word) for word in words]
        yield self._term("key", " ".join(stems)), False, _SURE
        required = [(Occur.Must, self._term("stem", stem(word))) for word in heavy]
        wished = [
            (Occur.Should, Query.boost_query(self._term("key", " ".join(run)), 5.0 * len(run)))
            for run in windows(tuple(stems))
        ]
        wished += [(Occur.Should, self._term("stem", stem(w))) for w in wanted.words if w not in heavy]
        yield Query.boolean_query([*required, *wished]), False, _SURE
        known = [self._any_form(forms[word]) for word in heavy if forms[word]]
        if len(known) == len(heavy):
            yield Query.boolean_query([*((Occur.Must, form) for form in known), *wished]), False, _SURE
        if not said:
            return
        for heard in {wanted.sound, wanted.full_sound}:
            if len(heard) > 3:
                yield self._fuzzy("key_sound", heard, 1 if len(heard) < _LONG_SOUND else 2), True, _SURE
        if len(known) > 1 and forms[heavy[0]]:
            others = [(Occur.Should, form) for form in known[1:]]
            yield Query.boolean_query([(Occur.Must, known[0]), *others, *wished]), False, UNSURE
        elif known:
            yield Query.boolean_query([(Occur.Must, known[0]), *wished]), False, UNSURE
        if len(known) > 1 and len(heavy) > 2:
            some = [(Occur.Should, form) for form in known]
            yield Query.boolean_query(some, minimum_number_should_match=len(heavy) - 1), False, UNSURE

    def _any_form(self, forms: Forms) -> Query:
        stems: dict[str, float] = {}
        for known, alike in forms.items():
            stems[stem(known)] = max(alike, stems.get(stem(known), 0.0))
        return Query.disjunction_max_query([self._term("stem", word, alike) for word, alike in stems.items()])

    def _candidates(self, query: Query, sold: bool) -> list[Any]:
        if sold and not self._all_sold:
            only_sold = Query.const_score_query(Query.term_query(self._schema, "sold", True), 0.0)
            query = Query.boolean_query([(Occur.Must, query), (Occur.Must, only_sold)])
        found = self._searcher.search(query, _CANDIDATES, count=False, weight_by_field="popularity")
        return [address for _, address in found.hits]

    def _term(self, field: str, text: str, score: float = 1.0) -> Query:
        return Query.const_score_query(Query.term_query(self._schema, field, text, "basic"), score)

    def _fuzzy(self, field: str, text: str, distance: int) -> Query:
        return Query.const_score_query(
            Query.fuzzy_term_query(self._schema, field, text, distance=distance), 0.5
        )

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


def _words(named: Names) -> set[str]:
    words = set(named.extras)
    for way in named.ways:
        words.update(way.core)
    return words


def _document(product: Product, named: Names) -> tantivy.Document:
    document = tantivy.Document()
    document.add_text("sku", product.sku)
    document.add_text("ways", _write_ways(named.ways))
    document.add_text("extras", " ".join(sorted(named.extras)))
    for way in named.ways:
        document.add_text("key", " ".join(map(stem, way.core)))
        document.add_text("key_sound", sounds(way.core))
    document.add_text("stem", " ".join({stem(word) for word in _words(named)}))
    plain_names = name_words(product)
    for name in plain_names:
        document.add_text("name", " ".join(sorted(name)))
        document.add_text("head", name[0])
    document.add_text("word", " ".join({word for name in plain_names for word in name}))
    document.add_unsigned("popularity", max(product.popularity, 0))
    document.add_boolean("sold", product.priced)
    return document


def _write_ways(ways: tuple[Way, ...]) -> str:
    return "|".join(f"{way.strength:g} {' '.join(way.core)}" for way in ways)


def _parse_ways(text: str) -> tuple[Way, ...]:
    cut = (way.split(" ") for way in text.split("|"))
    return tuple(Way(tuple(core), float(strength)) for strength, *core in cut)


def _parse_extras(text: str) -> frozenset[str]:
    return frozenset(text.split(" "))
