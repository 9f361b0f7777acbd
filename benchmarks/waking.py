"""Hours of sound for the wake phrase: talk, people, music and noise must not wake it, calls must.

Made from seeds by espeak-ng and numpy, five minutes at a time. Even pieces are there to choose the margins on
(fit), odd ones to report (score); they share no voice and no human speaker.
"""

from __future__ import annotations

import json
import re
import subprocess
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np

from assistant.hearing.audio import SAMPLE_RATE, Samples
from assistant.hearing.models import EMBEDDED
from assistant.hearing.recogniser import Recogniser
from assistant.hearing.spotting import Evidence, Margins
from assistant.vocabulary.shopper import Shopper
from benchmarks import material

PIECE_SECONDS = 300
SNRS = (20, 10, 5)
DISTANCES = (0.5, 1.0, 2.0, 4.0)
"""Metres."""
_T60 = 0.4
"""Seconds in which the room's sound falls by 60 dB: a furnished kitchen."""
_CRITICAL = 0.65
"""Metres at which a room of 50 m³ is as loud as the voice itself: 0.057 √(V / T60)."""
_ANY = Margins(-np.inf, -np.inf)
_ALIKE = (
    *("dis", "ton", "dix", "dit", "six", "vos", "beau", "gros", "bas", "cas", "caba", "tabac"),
    *("papa", "avocat", "avocats", "vous", "mots", "pas", "là", "va", "voilà"),
)


@dataclass(frozen=True)
class Piece:
    """What came of one stretch of sound."""

    kind: str
    """What it was: "talk", "people", "music", "noise", "lookalikes", or "call D m N dB"."""
    number: int
    """Which one; even: fit, odd: score."""
    seconds: float
    """How long it was."""
    spent: float
    """Processor seconds that listening took."""
    judged: list[tuple[float, float]]
    """`Evidence` each time that the phrase appeared; for calls the best one of each call, or nothing."""


def listen(recogniser: Recogniser, phrase: str, kind: str, number: int, sounds: Iterator[Samples]) -> Piece:
    """Hear sounds one after the other, as `vocabas listen` does while it sleeps."""
    spotter = recogniser.spotter(phrase, _ANY)
    length, spent = 0, 0.0
    judged: list[tuple[float, float]] = []
    for sound in sounds:
        began = time.process_time()
        for at in range(0, sound.size, 512):
            spotter.push(sound[at : at + 512])
        spent += time.process_time() - began
        length += sound.size
        if kind.startswith("call"):
            spotter.reset()
            best = max(spotter.judged, key=lambda e: e.over_words, default=None)
            judged.append((best.over_sounds, best.over_words) if best else (-1e9, -1e9))
            spotter.judged.clear()
    judged += [(e.over_sounds, e.over_words) for e in spotter.judged]
    return Piece(kind, number, length / SAMPLE_RATE, spent, judged)


def sounds_of(kind: str, number: int, manifest: Path | None, calls: int, phrase: str) -> Iterator[Samples]:
    """Make the sounds of a piece."""
    rng = np.random.default_rng([number, *kind.encode()])
    if kind == "music":
        yield from (c.samples for c in material.music(PIECE_SECONDS / 60, int(rng.integers(1 << 30))))
    elif kind == "noise":
        yield from (c.samples for c in material.noises(PIECE_SECONDS / 60, int(rng.integers(1 << 30))))
    elif kind == "people":
        assert manifest is not None
        yield from _people(manifest, number)
    elif kind.startswith("call"):
        yield from _calls(kind, number, calls, phrase, rng)
    else:
        yield from _talk(kind, number, rng)


def voices(number: int) -> list[str]:
    """The espeak-ng variants of a piece's half."""
    listed = subprocess.run(["espeak-ng", "--voices=variant"], capture_output=True, text=True, check=True)
    names = re.findall(r"!v/(\S+)", listed.stdout)
    wanted = [n for n in names if not re.search("robo|Robot|whisper|Demonic|croak|Tweaky|fast", n)]
    return [n for n in wanted if material.first_half(n) == (number % 2 == 0)]


def _talk(kind: str, number: int, rng: np.random.Generator) -> Iterator[Samples]:
    texts, here, length = _texts(kind, rng), voices(number), 0
    while length < PIECE_SECONDS * SAMPLE_RATE:
        voice = f"{rng.choice(material.ACCENTS)}+{rng.choice(here)}"
        text = ". ".join(next(texts) for _ in range(int(rng.integers(1, 5))))
        sound = material.speak(text, voice, int(rng.integers(120, 230)), int(rng.integers(15, 85)))
        sound = placed(sound, float(rng.choice(DISTANCES)), float(rng.choice((10, 20, 40))), rng)
        length += sound.size
        yield sound


def _texts(kind: str, rng: np.random.Generator) -> Iterator[str]:
    """Sentences of the family's, of the shop's, and words in any order; or what sounds like the phrase."""
    family = material.written_sentences(False)
    shop = iter(Shopper(int(rng.integers(1 << 30))).sentences())
    words = [
        w.split()[0] for w in (EMBEDDED / "graph" / "words.txt").read_text(encoding="utf-8").splitlines()
    ]
    words = [w for w in words if re.fullmatch(r"[^\W\d_]{2,}", w) and w != "vocabas"]
    while True:
        if kind == "lookalikes":
            yield " ".join(rng.choice(_ALIKE, int(rng.integers(2, 5))))
        elif (pick := rng.random()) < 0.4:
            yield str(rng.choice(family))
        elif pick < 0.6:
            yield material.plain(next(shop))
        else:
            yield " ".join(rng.choice(words, int(rng.integers(3, 10))))


def _people(manifest: Path, number: int) -> Iterator[Samples]:
    clips = [c for c in material.people(manifest) if material.first_half(c.speaker) == (number % 2 == 0)]
    yield from (c.samples for c in clips)


def _calls(kind: str, number: int, count: int, phrase: str, rng: np.random.Generator) -> Iterator[Samples]:
    _, distance, _, snr, _ = kind.split()
    here = voices(number)
    for _ in range(count):
        voice = f"{rng.choice(material.ACCENTS)}+{rng.choice(here)}"
        said = material.speak(phrase, voice, int(rng.integers(125, 190)), int(rng.integers(20, 80)))
        said = np.pad(said, (2 * SAMPLE_RATE, SAMPLE_RATE))
        yield placed(said, float(distance), float(snr), rng)


def placed(sound: Samples, metres: float, snr: float, rng: np.random.Generator) -> Samples:
    """Say a sound in a room, so far from the microphone, over noise.

    The direct sound falls with the distance and the room's own stays as loud (diffuse field; Kuttruff, *Room
    Acoustics*): at `_CRITICAL` they are equal. The tail is Polack's: noise that decays exponentially.

    Args:
        sound: 16 kHz.
        metres: distance.
        snr: of voice and room over the noise while somebody speaks, dB.
        rng: of the room and the noise.
    """
    count = int(_T60 * SAMPLE_RATE)
    tail = rng.standard_normal(count) * 10 ** (-3 * np.arange(count) / count)
    tail[: int(0.004 * SAMPLE_RATE)] = 0
    tail *= metres / _CRITICAL / np.sqrt(np.sum(tail**2))
    tail[0] = 1
    wet = material.convolved(sound.astype(np.float64), tail)
    spoken = np.abs(sound) > 100
    level = np.sqrt(np.mean(wet[spoken] ** 2)) if spoken.any() else 1.0
    mixed = wet / level + material.noise(wet.size, rng) * 10 ** (-snr / 20)
    loud = 3000 / max(1.0, metres) ** 0.5 * rng.uniform(0.5, 1.5)
    return np.clip(np.round(mixed * loud), -32768, 32767).astype(np.int16)


def kept(state: Path) -> dict[tuple[str, int], Piece]:
    """Read the pieces done before."""
    if not state.is_file():
        return {}
    rows = (json.loads(line) for line in state.read_text(encoding="utf-8").splitlines())
    return {(r["kind"], r["number"]): Piece(**{**r, "judged": [tuple(j) for j in r["judged"]]}) for r in rows}


def keep(state: Path, piece: Piece) -> None:
    """Add a piece to those done."""
    with state.open("a", encoding="utf-8") as file:
        file.write(json.dumps(asdict(piece)) + "\n")


def woken(piece: Piece, margins: Margins) -> int:
    """How often a piece wakes."""
    return sum(margins.allow(Evidence(*judged)) for judged in piece.judged)
