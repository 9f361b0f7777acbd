"""The words of a catalogue, and which of them a word that was said may be.

Few words name many products, so that looking for sounds and near letters among the words, and then for
products by exact words, stays quick in a catalogue of any size.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

import tantivy
from tantivy import Query

from assistant.catalogue.language import other_words
from assistant.catalogue.likeness import LEAST, SHARE, likeness
from assistant.catalogue.phonetics import sound
from assistant.catalogue.words import is_exact, is_light, other_share, plain, root, stem

_HEAP_BYTES = 15_000_000
_NEAR = 24
"""How many near words are weighed, the most frequent first."""
_FORMS = 16
_OTHER_ACCENT = 0.87
"""For a known word with other accents, when the one that was said is known as well."""
_LEAST_CUT = 4

Forms = Mapping[str, float]
"""Known words, each with how likely it is what was said."""


class Lexicon:
    """Known words, in a folder or in memory. Safe to share between threads."""

    def __init__(self, index: tantivy.Index) -> None:
        self._schema = index.schema
        self._searcher = index.searcher()
        self.forms = lru_cache(maxsize=20_000)(self._forms)

    @classmethod
    def build(cls, counts: Mapping[str, int], folder: Path | None = None) -> Lexicon:
        """Build a lexicon.

        Args:
            counts: each word, with how many products it names.
            folder: an empty folder to write it to; ``None``: keep it in memory.
        """
        index = tantivy.Index(_schema(), path=str(folder) if folder else None)
        writer = index.writer(_HEAP_BYTES, 1)
        for word, count in counts.items():
            if word[0] == "#":
                continue  # a size is as it is
            document = tantivy.Document()
            document.add_text("word", word)
            document.add_text("plain", plain(word))
            document.add_text("stem", stem(word))
            document.add_text("root", root(word))
            document.add_text("sound", sound(word))
            document.add_unsigned("count", count)
            writer.add_document(document)
        writer.commit()
        writer.wait_merging_threads()
        index.reload()
        return cls(index)

    @classmethod
    def open(cls, folder: Path) -> Lexicon:
        """Open a lexicon that was built before.

        Raises:
            ValueError: the folder holds none.
        """
        return cls(tantivy.Index.open(str(folder)))

    def sounding(self, key: str, wrong: int = 0) -> str | None:
        """Return the word with a phonetic key that names the most products; ``None`` when there is none.

        Args:
            key: as `assistant.catalogue.phonetics.sound` writes it.
            wrong: how many of its sounds may be wrong, but not the first.
        """
        query = self._fuzzy("sound", key, wrong) if wrong else self._term("sound", key)
        hits = self._searcher.search(query, _NEAR, count=False, order_by_field="count").hits
        words = (str(self._searcher.doc(address).get_first("word")) for _, address in hits)
        return next((word for word in words if sound(word)[:1] == key[:1]), None)

    def _forms(self, said: str) -> Forms:
        """Return the known words that a word may be, the likeliest first; none for a word like no other."""
        if is_exact(said):
            return {said: 1.0} if said[0] == "#" else {said: 1.0, other_share(said): SHARE}
        bare, heard = plain(said), sound(said)
        queries = [self._term("stem", stem(said)), self._term("sound", heard)]
        near = [self._term("root", root(said))] if said not in other_words() else []
        if said in other_words():
            queries = queries[:1]
            bare = heard = ""
        if len(bare) > 3:
            near.append(self._fuzzy("plain", bare, 1 if len(bare) < 8 else 2))
        if len(heard) > 3:
            near.append(self._fuzzy("sound", heard, 1))
        if len(bare) >= _LEAST_CUT:
            near.append(self._fuzzy("plain", bare, 0, prefix=True))
        found: dict[str, float] = {}
        for some in (queries, near):
            if not some:
                continue
            hits = self._searcher.search(
                Query.disjunction_max_query(some), _NEAR, count=False, order_by_field="count"
            ).hits
            for _, address in hits:
                known = str(self._searcher.doc(address).get_first("word"))
                if known != said and is_light(known) and not is_light(said) and stem(known) == stem(said):
                    continue  # "fraise" is not "frais"
                if (alike := likeness(said, known)) >= LEAST:
                    found[known] = alike
        if said in found and not said.isascii():
            # accents that were said are meant: "pâté" is no "pâte"
            found = {
                known: _OTHER_ACCENT * alike if alike < 1 and plain(known) == bare else alike
                for known, alike in found.items()
            }
        best = sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))[:_FORMS]
        return dict(best)

    def _term(self, field: str, text: str) -> Query:
        return Query.term_query(self._schema, field, text, "basic")

    def _fuzzy(self, field: str, text: str, distance: int, prefix: bool = False) -> Query:
        return Query.fuzzy_term_query(self._schema, field, text, distance=distance, prefix=prefix)


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("word", stored=True, tokenizer_name="raw", index_option="basic")
    for field in ("plain", "stem", "root", "sound"):
        builder.add_text_field(field, tokenizer_name="raw", index_option="basic")
    builder.add_unsigned_field("count", fast=True)
    return builder.build()
