"""What the products of a catalogue are called aloud."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from assistant.hearing.graph.words import tokens
from assistant.number_words import in_words
from assistant.shopping.products import Product

_HEAVIEST = 24
"""Weight of the name that households use most; the others by the square root of how often they are used."""
_SIGNS = {"%": " pour cent ", "&": " et ", "+": " plus ", "n°": " numéro ", "€": " euros ", "½": " un demi "}
_ACRONYM = re.compile(r"\b[A-ZÀÉÈ]{2,5}\b")


@dataclass(frozen=True, slots=True)
class Names:
    """The names of a catalogue, as they are said."""

    products: dict[str, int]
    """Each name, lower case and without figures, and how often it should be expected, from 1."""
    brands: tuple[str, ...]
    """Makers, likewise."""
    spelled: frozenset[str]
    """Words that may be said letter by letter ("pq", "uht")."""

    def words(self) -> dict[str, str]:
        """Return each word of the recogniser, and a name that holds it."""
        return {word: name for name in (*self.products, *self.brands) for word in tokens(name)}


def names_of(products: Iterable[Product]) -> Names:
    """Collect the names of products: their own, what people call them, and their brands."""
    asked: defaultdict[str, int] = defaultdict(int)
    brands: dict[str, None] = {}
    spelled: set[str] = set()
    for product in products:
        for called in product.said:
            if said := aloud(called):
                asked[said] += product.popularity
        if said := aloud(product.name):
            asked[said] += 0
        for part in (product.brand, product.packaging_name):
            if said := aloud(part):
                brands[said] = None
        spelled.update(
            word.lower() for text in (product.name, product.brand) for word in _ACRONYM.findall(text)
        )
    most = max(asked.values(), default=0) or 1
    weights = {name: 1 + round(_HEAVIEST * (count / most) ** 0.5) for name, count in sorted(asked.items())}
    return Names(weights, tuple(sorted(brands)), frozenset(spelled))


def aloud(written: str) -> str:
    """A name as it is said: lower case, figures in words, no punctuation.

    >>> aloud("Piles LR6 (lot de 4)"), aloud("Crème 30 % M.G."), aloud("Farine T55 — 1,5 kg")
    ('piles lr six lot de quatre', 'crème trente pour cent m g', 'farine t cinquante-cinq un virgule cinq kg')
    """
    text = written.lower().replace("’", "'")
    for sign, said in _SIGNS.items():
        text = text.replace(sign, said)
    text = re.sub(r"(\d),(\d)", r"\1 virgule \2", text)
    text = re.sub(r"\d+", lambda found: f" {_number(found[0])} ", text)
    text = re.sub(r"[^\w'\- ]|_", " ", text)
    return " ".join(word for word in text.split() if word.strip("-'"))


def _number(figures: str) -> str:
    return (
        in_words(int(figures)) if len(figures) < 5 else " ".join(in_words(int(figure)) for figure in figures)
    )
