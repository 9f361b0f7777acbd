"""All that names a product, from its row of the catalogue."""

from __future__ import annotations

import re
from functools import lru_cache

from assistant.catalogue.matching import Names, Way
from assistant.catalogue.words import plain, size_word, tokens
from assistant.shopping.amounts import Amount, Dimension
from assistant.shopping.products import Product

_KIND = 0.95
"""Strength of the family's name."""
_FILED_UNDER = 0.8
"""Strength of an aisle's name as a name of what stands in it: "fromage" is one of "Fromages"."""
_PART = re.compile(r"\s*(?:,|\bet\b)\s*")


def names(product: Product) -> Names:
    """Return the ways of naming a product, and the words that narrow it down."""
    name = tokens(product.name)
    said = [tokens(words) for words in product.said]
    ways = {way: 1.0 for way in (name, *said) if way}
    if family := tokens(product.family):
        ways.setdefault(family, _KIND)
    for way in aisles(product.category):
        ways.setdefault(way, _FILED_UNDER)
    extras = set(name)
    extras.update(tokens(product.brand), _label_words(product.labels), tokens(product.packaging_name))
    extras.update(_sizes(product.net, product.pieces))
    for words in said:
        extras.update(words)
    return Names(tuple(Way(core, strength) for core, strength in ways.items()), frozenset(extras))


def name_words(product: Product) -> list[tuple[str, ...]]:
    """Return the words of each name of a product, without accents, each word once."""
    cut = (tokens(name) for name in (*product.said, product.name))
    return [tuple(dict.fromkeys(map(plain, words))) for words in cut if words]


@lru_cache(maxsize=10_000)
def aisles(category: str) -> tuple[tuple[str, ...], ...]:
    """Return the names of an aisle's path, one word each: "Crèmerie > Lait" gives "crèmerie" and "lait".

    An aisle of several things gives none: not all in "Racines, bulbes et choux" is a cabbage.
    """
    steps = (step.strip() for step in category.split(">"))
    return tuple(words for step in steps if not _PART.search(step) and len(words := tokens(step)) == 1)


@lru_cache(maxsize=10_000)
def _label_words(labels: frozenset[str]) -> frozenset[str]:
    return frozenset(word for label in labels for word in tokens(label))


@lru_cache(maxsize=10_000)
def _sizes(net: Amount, pieces: int | None) -> tuple[str, ...]:
    """Return the sizes printed on it: of all, and of one piece in a pack."""
    if net.dimension not in (Dimension.MASS, Dimension.VOLUME):
        return (str(net.value.numerator),)
    unit = "g" if net.dimension is Dimension.MASS else "ml"
    whole = size_word(net.size, unit)
    if not pieces or pieces == 1:
        return (whole,)
    return (whole, size_word(net.size / pieces, unit), str(pieces))
