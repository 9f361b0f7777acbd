"""A run-time grammar: expected phrases in the words that a model knows, and the words it lacks.

Vosk drops unknown words from a grammar with nothing but a line in its log, and would then listen for what is
left of
the phrase. Here each word is looked up first, and a phrase with an unknown word is left out as a whole and
reported.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from assistant.expectation import Expectation, ExpectedPhrase

UNKNOWN = "[unk]"
"""The word that stands for any speech that is none of the model's words."""

_MOST_PHRASES = 2_000
_MOST_COPIES = 20


@dataclass(frozen=True, slots=True)
class Grammar:
    """Phrases that a recogniser can be told to listen for."""

    phrases: tuple[str, ...]
    """In the model's tokens; a phrase as often as it is likely."""
    missing: tuple[str, ...]
    """Words of the phrases that the model does not know, each once; their phrases are not listened for."""

    def to_json(self) -> str:
        """Return the form Vosk takes."""
        return json.dumps(self.phrases, ensure_ascii=False)


def grammar(expectation: Expectation, knows: Callable[[str], bool]) -> Grammar:
    """Write expected phrases in a model's tokens.

    Args:
        expectation: phrases that hold a protected word are left out.
        knows: whether the model has a token.
    """
    phrases: list[str] = []
    missing: dict[str, None] = {}
    for phrase in expectation.phrases[:_MOST_PHRASES]:
        tokens, lacked = tokenise(phrase.text, knows)
        missing.update(dict.fromkeys(lacked))
        if tokens and not lacked and expectation.protected.isdisjoint(tokens):
            phrases += [" ".join(tokens)] * min(max(phrase.count, 1), _MOST_COPIES)
    return Grammar(tuple(phrases), tuple(missing))


def tokenise(text: str, knows: Callable[[str], bool]) -> tuple[list[str], list[str]]:
    """Split French into a model's tokens; returns them, and the words it lacks.

    A word is tried as it is written, then without its hyphens, then split after its apostrophe, since models
    differ ("demi-écrémé" or "demi écrémé", "d'eau" or "d' eau").
    """
    tokens: list[str] = []
    missing: list[str] = []
    for word in re.findall(r"[\w'-]+", text.lower().replace("’", "'")):
        found = next((way for way in _ways(word) if way and all(map(knows, way))), None)
        if found is None:
            missing.append(word)
        else:
            tokens += found
    return tokens, missing


def expected(texts: Iterable[str], share: float) -> Expectation:
    """Return an expectation of phrases that are as likely as each other."""
    return Expectation(tuple(ExpectedPhrase(text) for text in texts), share)


def _ways(word: str) -> Iterable[list[str]]:
    yield [word]
    yield word.replace("-", " ").split()
    yield re.sub(r"'", "' ", word).split()
    yield re.sub(r"'", "' ", word.replace("-", " ")).split()
    yield re.sub(r"'", " ", word.replace("-", " ")).split()
