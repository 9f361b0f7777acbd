"""What the catalogue's products are called, to tell a product's name from other words."""

from __future__ import annotations

from collections.abc import Iterable

from assistant.catalogue.words import plain, tokens
from assistant.shopping.products import Product

_SAME_HEAD = 0.8
_SOME_WORD = 0.4


class KnownNames:
    """Names that people say for products, compared without accents, plural endings and the order of words.

    Args:
        products: what the shop sells.
    """

    def __init__(self, products: Iterable[Product]) -> None:
        self._names: set[frozenset[str]] = set()
        self._heads: set[str] = set()
        self._words: set[str] = set()
        seen: set[str] = set()
        for product in products:
            for name in (*product.said, product.name):
                if name not in seen:
                    seen.add(name)
                    self._add(name)

    def _add(self, name: str) -> None:
        words = [plain(word) for word in tokens(name)]
        if words:
            self._names.add(frozenset(words))
            self._heads.add(words[0])
            self._words.update(words)

    def familiarity(self, name: str) -> float:
        """Return how much words look like a product of the shop.

        Returns:
            1 for a product's name, 0.8 when a product's name begins with the same word, 0.4 when any of the
            words is in a name, 0 for words that no product has.
        """
        words = [plain(word) for word in tokens(name)]
        if not words:
            return 0.0
        if frozenset(words) in self._names:
            return 1.0
        if words[0] in self._heads:
            return _SAME_HEAD
        return _SOME_WORD if any(word in self._words for word in words) else 0.0
