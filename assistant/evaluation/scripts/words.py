"""Words heard against words said: error rates and their alignment (jiwer)."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

import jiwer


@dataclass(frozen=True, slots=True)
class Pair:
    """A stretch of words said and of words heard in their place."""

    kind: str
    """"equal", "substitute", "insert" or "delete"."""
    said: str
    """Words of the reference; empty for an insertion."""
    heard: str
    """Words recognised; empty for a deletion."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """What became of the words of one or more turns."""

    words: int
    """How many were said."""
    word_errors: int
    """Substitutions, insertions and deletions."""
    characters: int
    """How many were said, spaces included."""
    character_errors: int
    """Of the characters."""
    pairs: tuple[Pair, ...] = ()
    """The alignment."""

    @property
    def word_error_rate(self) -> float:
        """Return the word error rate, 0 for none; insertions can make it more than 1."""
        return self.word_errors / self.words if self.words else float(self.word_errors > 0)


def normalised(text: str) -> str:
    """Write a text as a recogniser would: lower case, straight apostrophes, no other punctuation."""
    text = unicodedata.normalize("NFC", text.lower().replace("’", "'"))
    return " ".join(re.sub(r"[^\w'\- ]", " ", text).split())


def compare(said: str, heard: str) -> Comparison:
    """Align two texts word by word.

    Args:
        said: the reference.
        heard: what was recognised; empty for nothing.
    """
    said, heard = normalised(said), normalised(heard)
    if not said:
        count = len(heard.split())
        pairs = (Pair("insert", "", heard),) if heard else ()
        return Comparison(0, count, 0, len(heard), pairs)
    words = jiwer.process_words(said, heard)
    letters = jiwer.process_characters(said, heard)
    return Comparison(
        words=len(said.split()),
        word_errors=words.substitutions + words.insertions + words.deletions,
        characters=len(said),
        character_errors=letters.substitutions + letters.insertions + letters.deletions,
        pairs=tuple(
            Pair(
                chunk.type,
                " ".join(words.references[0][chunk.ref_start_idx : chunk.ref_end_idx]),
                " ".join(words.hypotheses[0][chunk.hyp_start_idx : chunk.hyp_end_idx]),
            )
            for chunk in words.alignments[0]
        ),
    )
