"""A folder of HTS speech with its manifest, the voices taking turns."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from tqdm import tqdm

from acoustic.speech import audio, espeak, manifest
from acoustic.speech.hts.context import Word
from acoustic.speech.hts.speaker import Voices, somebody
from assistant.hearing.graph.phones import VOWELS

LICENCE = "synthetic (MaryTTS voices UPMC Pierre and ENST Camille, CC-BY-SA-3.0)"
_HESITATION = 0.04
"""chance of a pause after a word"""


def synthesise(texts: Sequence[str], folder: Path, voices: Path, seed: int) -> Path:
    """Speaks each text as somebody else; returns the manifest's path. What is already there is kept."""
    folder.mkdir(parents=True, exist_ok=True)
    loaded = Voices(voices)
    recordings = []
    for i, text in enumerate(tqdm(texts, desc=folder.name, mininterval=5)):
        rng = np.random.default_rng((seed, i))
        voice = loaded.voices[i % len(loaded.voices)]
        clauses = espeak.words(text)
        phones = tuple(phone for clause in clauses for word in clause for phone in word)
        if not phones:
            continue
        path = folder / f"{i:06d}.flac"
        if not path.exists():
            audio.write(path, loaded.speak(phrases(clauses, rng), voice, somebody(voice, rng), rng))
        recordings.append(manifest.Recording(path, text, f"hts_{voice.name}", LICENCE, phones))
    manifest.write(folder / "manifest.tsv", recordings)
    return folder / "manifest.tsv"


def phrases(clauses: Sequence[Sequence[Word]], rng: np.random.Generator) -> list[list[Word]]:
    """Clauses, now and then broken by a hesitation, in the sounds people make where espeak-ng makes others."""
    found: list[list[Word]] = []
    for clause in clauses:
        phrase: list[Word] = []
        for word in clause:
            if len(phrase) > 1 and rng.random() < _HESITATION:
                found.append(phrase)
                phrase = []
            phrase.append(_spoken(word, rng))
        if phrase:
            found.append(phrase)
    return found


def _spoken(word: Word, rng: np.random.Generator) -> list[str]:
    """[ɥ] for y before a vowel ("huit"), nine times in ten; and the old rounded "un", one time in two."""
    if list(word) == ["ɛ̃"] and rng.random() < 0.5:
        return ["9~"]
    glide = rng.random() < 0.9
    following = [*word[1:], ""]
    return [
        "ɥ" if glide and p == "y" and n in VOWELS and n != "ə" else p
        for p, n in zip(word, following, strict=True)
    ]
