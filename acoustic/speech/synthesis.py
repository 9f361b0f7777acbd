"""A folder of espeak-ng speech with its manifest. Stopped half-way, it goes on where it was."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from pathlib import Path

from tqdm import tqdm

from acoustic.speech import audio, espeak, manifest

LICENCE = "synthetic (espeak-ng)"
ACCENTS = ("fr-fr", "fr-fr", "fr-fr", "fr-fr", "fr-be", "fr-ch")
#: variants never trained on: those that are scored, and those that constants are chosen on
HELD_OUT = ("f4", "linda", "Michael", "anika", "steph3", "RicishayMax3")
TUNED_ON = ("m7", "klatt3", "michel", "marcelo", "Diogo", "klatt6")
#: variants that are no voice of a person: sound effects, robots, whispers that hide most phones
_NOT_HUMAN = frozenset("announcer AnxiousAndy Demonic fast_test Half-LifeAnnouncementSystem robosoft robosoft2 robosoft3 "
                       "robosoft4 robosoft5 robosoft6 robosoft7 robosoft8 UniRobot sandro whisper".split())  # fmt: skip


def training_variants() -> tuple[str, ...]:
    """Installed variants that may be trained on."""
    return tuple(v for v in espeak.variants() if v not in (*HELD_OUT, *TUNED_ON, *_NOT_HUMAN))


def synthesise(texts: Sequence[str], folder: Path, variants: Iterable[str], seed: int) -> Path:
    """Speaks each text with a variant, an accent, a rate and a pitch of its own; returns the manifest's path."""
    folder.mkdir(parents=True, exist_ok=True)
    choices = tuple(variants)
    recordings = []
    for i, text in enumerate(tqdm(texts, desc=folder.name, mininterval=5)):
        rng = random.Random(seed * 1_000_003 + i)
        accent = rng.choice(ACCENTS)
        voice = f"{accent}+{rng.choice(choices)}"
        path = folder / f"{i:06d}.flac"
        rate, pitch = rng.randint(115, 215), rng.randint(15, 85)
        if not path.exists():
            samples = espeak.speak(text, voice, rate, pitch)
            if len(samples) < 0.2 * audio.RATE:
                continue
            audio.write(path, samples)
        phones = espeak.phones(text, accent)
        if phones:
            recordings.append(manifest.Recording(path, text, voice, LICENCE, tuple(phones)))
    manifest.write(folder / "manifest.tsv", recordings)
    return folder / "manifest.tsv"
