"""Words that a recogniser cut in two or three: "cours gettes" for "courgettes", "en dives" for "endives"."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from assistant.catalogue.everyday import Wording
from assistant.catalogue.phonetics import sound
from assistant.catalogue.words import every_word, windows

_SAME = 0.93
"""What a wording is worth whose word sounds just like those that were said."""
_NEAR = 0.86
"""The same with one sound lost, added or wrong."""
_MOST_WORDS = 3
_LEAST_SOUND = 4
_LEAST_NEAR = 5
"""Shorter keys must be the same: one sound more or less makes another word of them."""

Sounding = Callable[[str, int], str | None]
"""Gives the most frequent known word with a phonetic key, with so many sounds wrong at the most."""


def rejoined(text: str, sounding: Sounding) -> Iterator[Wording]:
    """Give the wordings in which neighbouring words are one known word, the longest run first.

    Args:
        text: what was said, small words too: they may be the beginning of one ("en dives").
        sounding: looks words up by their sound.
    """
    words = every_word(text)
    for wrong, worth in ((0, _SAME), (1, _NEAR)):
        for run in windows(words):
            if not 1 < len(run) <= _MOST_WORDS or not all(word.isalpha() for word in run):
                continue
            # a sound is lost at a seam, or changes with the letter after it: "vin aigre" is "vinaigre"
            for key in dict.fromkeys(("".join(map(sound, run)), sound("".join(run)))):
                if len(key) < (_LEAST_NEAR if wrong else _LEAST_SOUND):
                    continue
                if (known := sounding(key, wrong)) is not None:
                    at = next(i for i in range(len(words)) if words[i : i + len(run)] == run)
                    yield Wording(" ".join((*words[:at], known, *words[at + len(run) :])), worth)
