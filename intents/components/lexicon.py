"""Lists of words and phrases: which of them stand where in a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterable

from components.words import NUMBER, Word, plain, singular, words

PRODUCT = "food"
"""The list of product names, matched without plural endings and given more weight than the rest."""
VERB = "verb_"
"""How the names of the lists of verb forms begin."""


class Lexicon:
    """Named lists of phrases, and named patterns.

    Args:
        phrases: name of the list, phrase; in any order.
        patterns: name, regular expression over the text in lower case.
    """

    def __init__(self, phrases: Iterable[tuple[str, str]], patterns: Iterable[tuple[str, str]]) -> None:
        self._names: dict[tuple[str, ...], list[str]] = {}
        self._products: dict[tuple[str, ...], bool] = {}
        self._verbs: dict[str, list[str]] = {}
        for name, phrase in phrases:
            key = tuple(word.form for word in words(phrase))
            if not key or key == (NUMBER,):
                continue
            if name == PRODUCT:
                self._add_product(tuple(map(singular, key)))
            elif name.startswith(VERB):
                self._verbs.setdefault(key[0], []).append(name.removeprefix(VERB))
            else:
                self._names.setdefault(key, []).append(name)
        self._longest = max(map(len, self._names), default=0)
        self._patterns = [(name, re.compile(pattern)) for name, pattern in patterns]

    def _add_product(self, key: tuple[str, ...]) -> None:
        for end in range(1, len(key)):
            self._products.setdefault(key[:end], False)
        self._products[key] = True

    def kinds_of_verb(self, form: str) -> list[str]:
        """The kinds of verb that a form may be of: "vide" empties a basket, and a dishwasher."""
        return self._verbs.get(form, [])

    def names(self, sentence: list[Word]) -> list[list[str]]:
        """For each word, the lists that hold it or a phrase around it."""
        found: list[list[str]] = [[] for _ in sentence]
        forms = [word.form for word in sentence]
        for start in range(len(forms)):
            for end in range(start + 1, min(len(forms), start + self._longest) + 1):
                for name in self._names.get(tuple(forms[start:end]), ()):
                    for at in range(start, end):
                        found[at].append(name)
        return found

    def products(self, sentence: list[Word]) -> list[tuple[int, int]]:
        """Where known product names stand, the longest first found from the left: first word, last word + 1."""
        forms = [singular(word.form) for word in sentence]
        out: list[tuple[int, int]] = []
        at = 0
        while at < len(forms):
            longest = at
            end = at + 1
            while end <= len(forms) and (whole := self._products.get(tuple(forms[at:end]))) is not None:
                if whole:
                    longest = end
                end += 1
            if longest > at:
                out.append((at, longest))
            at = max(longest, at + 1)
        return out

    def patterns(self, text: str) -> list[str]:
        """The patterns that the text holds."""
        low = plain(text)
        return [name for name, pattern in self._patterns if pattern.search(low)]
