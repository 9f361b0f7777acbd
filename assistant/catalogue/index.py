"""Search over product words with tantivy.

One document a product. tantivy finds candidates quickly, in a catalogue of any size: by whole names, by
words, by sound, by nearly the same letters. `assistant.catalogue.matching` then weighs the few that it found.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import tantivy
from tantivy import Occur, Query

from assistant.catalogue.language import synonyms
from assistant.catalogue.matching import Asked, Names, Way, asked, fit
from assistant.catalogue.naming import name_words, names
from assistant.catalogue.phonetics import sound, sounds
from assistant.catalogue.words import is_light, plain, stem, tokens, windows
from assistant.shopping.products import Product

FORMAT = "2"
"""Changes whenever indexes built before can no longer be used."""
_CANDIDATES = 60
_SURE = 0.9
"""A score from which no search by sound or letters is needed."""
_POPULARITY = 0.05
"""How much the most popular product gains over one that nobody buys."""
_SYNONYM = 0.99
_HEAP_BYTES = 64_000_000


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
    builder.add_text_field("names", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("key", tokenizer_name="raw", index_option="basic")
    builder.add_text_field("key_sound", tokenizer_name="raw", index_option="basic")
    builder.add_text_field("stem", tokenizer_name="whitespace", index_option="basic")
    builder.add_text_field("sound", tokenizer_name="whitespace", index_option="basic")
    builder.add_text_field("name", tokenizer_name="raw", index_option="basic")
    builder.add_text_field("head", tokenizer_name="raw", index_option="basic")
    builder.add_text_field("word", tokenizer_name="whitespace", index_option="basic")
    builder.add_unsigned_field("popularity", stored=True, fast=True)
    builder.add_boolean_field("sold", indexed=True)
    return builder.build()


class Index:
    """An index over products, in a folder or in memory. Safe to share between threads."""

    def __init__(self, index: tantivy.Index) -> None:
        self._index = index
        self._schema = index.schema
        self._searcher = index.searcher()
        self._size = max(self._searcher.num_docs, 1)
        self._weight = lru_cache(maxsize=50_000)(self._weigh)
        self._names = lru_cache(maxsize=5_000)(_parse_names)
        self._rewrites = _rewrites()

    @classmethod
    def build(cls, products: Iterable[Product], folder: Path | None = None) -> Index:
        """Build an index.

        Args:
            products: read once, one after the other.
            folder: an empty folder to write it to; ``None``: keep it in memory.
        """
        index = tantivy.Index(_schema(), path=str(folder) if folder else None)
        writer = index.writer(_HEAP_BYTES, 1)
        for product in products:
            writer.add_document(_document(product))
        writer.commit()
        writer.wait_merging_threads()
        index.reload()
        return cls(index)

    @classmethod
    def open(cls, folder: Path) -> Index:
        """Open an index that was built before.

        Raises:
            ValueError: the folder holds none.
        """
        return cls(tantivy.Index.open(str(folder)))

    def __len__(self) -> int:
        return int(self._searcher.num_docs)

    def search(self, text: str, limit: int = 10, sold: bool = True) -> list[Found]:
        """Return the products that fit the words, best first; the more popular first among near equals.

        Args:
            text: what was said: "lait demi-écrémé bio".
            limit: how many at the most.
            sold: leave out what has no price yet.
        """
        scores: dict[str, tuple[float, int]] = {}
        for wording, factor in self._wordings(text):
            wanted = asked(wording)
            if wanted.words:
                self._add(scores, wanted, factor, sold)
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

    def _wordings(self, text: str) -> list[tuple[str, float]]:
        """Return what was said, and the same with each everyday name put into the catalogue's words."""
        words = tokens(text)
        wordings = [(text, 1.0)]
        for run in windows(words):
            if (other := self._rewrites.get(tuple(map(plain, run)))) is None:
                continue
            at = next(i for i in range(len(words)) if words[i : i + len(run)] == run)
            wordings.append((" ".join((*words[:at], other, *words[at + len(run) :])), _SYNONYM))
            break
        return wordings

    def _add(self, scores: dict[str, tuple[float, int]], wanted: Asked, factor: float, sold: bool) -> None:
        seen: set[tuple[int, int]] = set()
        best = 0.0
        for query in self._queries(wanted):
            if best >= _SURE:
                break
            for address in self._candidates(query, sold):
                if (place := (address.segment_ord, address.doc)) in seen:
                    continue
                seen.add(place)
                document = self._searcher.doc(address)
                named: Names = self._names(str(document.get_first("names")))
                score = factor * fit(wanted, named, self._weight)
                if score <= 0:
                    continue
                best = max(best, score)
                sku = str(document.get_first("sku"))
                if score > scores.get(sku, (0.0, 0))[0]:
                    scores[sku] = (score, int(document.get_first("popularity") or 0))

    def _queries(self, wanted: Asked) -> Iterable[Query]:
        """Give queries from the strictest to the loosest; a good answer to one makes the next needless."""
        words = [word for word in wanted.words if word[0] != "#"]
        heavy = [w for w in words if not is_light(w) and not w.isdigit()] or words
        if not heavy:
            return
        stems = [stem(word) for word in words]
        yield self._term("key", " ".join(stems))
        required = [(Occur.Must, self._term("stem", stem(word))) for word in heavy]
        wished = [
            (Occur.Should, Query.boost_query(self._term("key", " ".join(run)), 5.0 * len(run)))
            for run in windows(tuple(stems))
        ]
        wished += [(Occur.Should, self._term("stem", w)) for w in wanted.words if w not in heavy]
        yield Query.boolean_query([*required, *wished])
        loose = [(Occur.Must, self._any_form(word)) for word in heavy]
        yield Query.boolean_query(loose)
        for heard in {wanted.sound, wanted.full_sound}:
            if len(heard) > 3:
                yield self._fuzzy("key_sound", heard, 1 if len(heard) < 8 else 2)
        if len(heavy) > 1:
            others = [(Occur.Should, self._any_form(word)) for word in heavy[1:]]
            yield Query.boolean_query([(Occur.Must, self._any_form(heavy[0])), *others])
        if len(heavy) > 2:
            some = [(Occur.Should, self._any_form(word)) for word in heavy]
            yield Query.boolean_query(some, minimum_number_should_match=len(heavy) - 1)

    def _any_form(self, word: str) -> Query:
        bare, heard = stem(word), sound(word)
        forms = [self._term("stem", bare), self._term("sound", heard)]
        if len(bare) > 3:
            forms.append(self._fuzzy("stem", bare, 1 if len(bare) < 8 else 2))
        if len(heard) > 4:
            forms.append(self._fuzzy("sound", heard, 1))
        return Query.disjunction_max_query(forms)

    def _candidates(self, query: Query, sold: bool) -> list[Any]:
        if sold:
            only_sold = Query.const_score_query(Query.term_query(self._schema, "sold", True), 0.0)
            query = Query.boolean_query([(Occur.Must, query), (Occur.Must, only_sold)])
        found = self._searcher.search(query, _CANDIDATES, count=False, weight_by_field="popularity")
        return [address for _, address in found.hits]

    def _term(self, field: str, text: str) -> Query:
        return Query.const_score_query(Query.term_query(self._schema, field, text, "basic"), 1.0)

    def _fuzzy(self, field: str, text: str, distance: int) -> Query:
        return Query.const_score_query(
            Query.fuzzy_term_query(self._schema, field, text, distance=distance), 0.5
        )

    def _weigh(self, word: str) -> float:
        found = self._searcher.doc_freq("stem", word)
        return math.log(1 + self._size / found) if found else math.log(1 + self._size)


def rank(score: float, popularity: int) -> float:
    """Return what orders the hits of a search: fit first, then what most people mean."""
    return round(score + _POPULARITY * popularity / 1000, 4)


def _document(product: Product) -> tantivy.Document:
    named = names(product)
    document = tantivy.Document()
    document.add_text("sku", product.sku)
    document.add_text("names", _write_names(named))
    words: set[str] = set(named.extras)
    for way in named.ways:
        document.add_text("key", " ".join(map(stem, way.core)))
        document.add_text("key_sound", sounds(way.core))
        words.update(way.core)
    document.add_text("stem", " ".join({stem(word) for word in words}))
    document.add_text("sound", " ".join({sound(word) for word in words}))
    plain_names = name_words(product)
    for name in plain_names:
        document.add_text("name", " ".join(sorted(name)))
        document.add_text("head", name[0])
    document.add_text("word", " ".join({word for name in plain_names for word in name}))
    document.add_unsigned("popularity", max(product.popularity, 0))
    document.add_boolean("sold", product.priced)
    return document


def _write_names(named: Names) -> str:
    ways = "|".join(f"{way.strength:g} {' '.join(way.core)}" for way in named.ways)
    return f"{ways}\n{' '.join(sorted(named.extras))}"


def _parse_names(text: str) -> Names:
    ways, _, extras = text.partition("\n")
    cut = (way.split(" ") for way in ways.split("|"))
    return Names(
        tuple(Way(tuple(core), float(strength)) for strength, *core in cut), frozenset(extras.split(" "))
    )


@lru_cache(maxsize=1)
def _rewrites() -> dict[tuple[str, ...], str]:
    return {tuple(plain(word) for word in tokens(said)): catalogue for said, catalogue in synonyms()}
