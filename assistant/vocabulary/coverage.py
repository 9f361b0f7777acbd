"""Which words of a catalogue a model can hear at all."""

from __future__ import annotations

from pathlib import Path

from assistant.vocabulary.names import Names


def words_of(model: Path) -> frozenset[str]:
    """Return every word that a Vosk model knows, as ``vosk_model_find_word`` would find it.

    Read from the model's list, which spares loading it (gigabytes for the large ones); empty if it keeps
    none.
    """
    for place in ("graph/words.txt", "words.txt"):
        if (model / place).is_file():
            with (model / place).open(encoding="utf-8") as lines:
                return frozenset(line.split(" ", 1)[0].strip() for line in lines)
    return frozenset()


def missing(model: Path, names: Names) -> dict[str, str]:
    """Return the words that a model lacks, each with a name that holds it, in order."""
    known = words_of(model)
    lacking = {word: name for word, name in names.words().items() if word not in known}
    return dict(sorted(lacking.items()))
