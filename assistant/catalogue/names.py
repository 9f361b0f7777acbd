"""What the catalogue's products are called, to tell a product's name from other words."""

from __future__ import annotations

from collections.abc import Callable

from assistant.catalogue.index import Index
from assistant.catalogue.words import plain, tokens

_SAME_HEAD = 0.8
_SOME_WORD = 0.4


class KnownNames:
    """Names that people say for products, compared without accents, plural endings and the order of words.

    Args:
        index: gives the index in force.
    """

    def __init__(self, index: Callable[[], Index]) -> None:
        self._index = index

    def familiarity(self, name: str) -> float:
        """Return how much words look like a product of the shop. A few dictionary look-ups.

        Returns:
            1 for a product's name, 0.8 when a product's name begins with the same word, 0.4 when any of the
            words is in a name, 0 for words that no product has.
        """
        words = tuple(plain(word) for word in tokens(name))
        if not words:
            return 0.0
        index = self._index()
        if index.names(words):
            return 1.0
        if index.begins(words[0]):
            return _SAME_HEAD
        return _SOME_WORD if any(index.has(word) for word in words) else 0.0
