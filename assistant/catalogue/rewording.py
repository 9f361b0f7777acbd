"""Other ways to put a phrase, word by word, when it names nothing well as it is.

A word may stand for another within a name ("eau pétillante" is "eau gazeuse"), and a name may come after the
word for its class or form ("sauce au raifort" is "raifort").
"""

from __future__ import annotations

from collections.abc import Iterator

from assistant.catalogue.everyday import Wording
from assistant.catalogue.language import alike_words, class_words
from assistant.catalogue.words import is_light, plain, tokens

_ALIKE = 0.93
"""What a wording is worth of which a word was put otherwise."""
_CLASS = 0.6
"""The same without the word for its class: below what is sure, so that it is asked about."""
_MOST = 8


def reworded(text: str) -> Iterator[Wording]:
    """Give wordings in which one word, or two, are put otherwise."""
    words = tokens(text)
    done = [words]
    for start in done:  # which grows: what was put otherwise may be once more
        for at, word in enumerate(start):
            for other in _alike(word):
                now = (*start[:at], other, *start[at + 1 :])
                if now in done:
                    continue
                yield Wording(" ".join(now), _ALIKE)
                done.append(now)
                if len(done) > _MOST:
                    return


def without_class(text: str) -> Iterator[Wording]:
    """Give what was said without the word for its class, when something else was said."""
    words = tokens(text)
    start = next((at for at, word in enumerate(words) if not is_light(word) and not word.isdigit()), 0)
    rest = words[start + 1 :]
    if words[start : start + 1] and words[start] in class_words() and not all(map(is_light, rest)):
        yield Wording(" ".join(rest), _CLASS)


def _alike(word: str) -> tuple[str, ...]:
    known = alike_words()
    return known.get(word) or known.get(plain(word), ())
