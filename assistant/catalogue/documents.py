"""What the index keeps of a product: one tantivy document, written here and read here."""

from __future__ import annotations

import tantivy

from assistant.catalogue.matching import Names, Way
from assistant.catalogue.naming import name_words
from assistant.catalogue.phonetics import sounds
from assistant.catalogue.words import stem
from assistant.shopping.products import Product


def schema() -> tantivy.Schema:
    """Return the fields of a document."""
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


def words_of(named: Names) -> set[str]:
    """Return every word that names a product or narrows it down."""
    words = set(named.extras)
    for way in named.ways:
        words.update(way.core)
    return words


def document(product: Product, named: Names) -> tantivy.Document:
    """Return the document of a product with these names."""
    document = tantivy.Document()
    document.add_text("sku", product.sku)
    document.add_text("ways", _write_ways(named.ways))
    document.add_text("extras", " ".join(sorted(named.extras)))
    for way in named.ways:
        document.add_text("key", " ".join(map(stem, way.core)))
        document.add_text("key_sound", sounds(way.core))
    document.add_text("stem", " ".join({stem(word) for word in words_of(named)}))
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


def ways_in(text: str) -> tuple[Way, ...]:
    """Read the ways of naming a product that a document stores."""
    cut = (way.split(" ") for way in text.split("|"))
    return tuple(Way(tuple(core), float(strength)) for strength, *core in cut)


def extras_in(text: str) -> frozenset[str]:
    """Read the words a document stores that only narrow a product down."""
    return frozenset(text.split(" "))
