"""Sounds to measure hearing with: voices nobody trained on, rooms and noise, music, other languages, people.

Everything is made from a seed by espeak-ng (a program: Debian's `espeak-ng`) and numpy; only people need a
manifest.
"""

from __future__ import annotations

import csv
import hashlib
import re
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.evaluation.sentences import load_sentences
from assistant.hearing.audio import SAMPLE_RATE, Samples, decode
from assistant.number_words import spell_out
from assistant.vocabulary.sentences import to_any_shop
from assistant.vocabulary.shopper import Shopper

ROOT = Path(__file__).resolve().parents[1]
Floats = NDArray[np.float64]

FIT_VOICES = ("m7", "klatt3", "michel", "marcelo", "Diogo", "klatt6")
"""espeak-ng variants that no net was trained on; constants may be chosen on them (the acoustic
project's are)."""
SCORE_VOICES = ("f4", "linda", "Michael", "anika", "steph3", "RicishayMax3")
"""Others that no net was trained on, on which nothing is chosen."""
ACCENTS = ("fr-fr", "fr-be", "fr-ch")

FOREIGN = {
    "en-us": (
        "The quick brown fox jumps over the lazy dog. Yesterday we walked along the river.",
        "Could you please turn the volume down, I am trying to read the newspaper this morning.",
    ),
    "de": (
        "Gestern sind wir am Fluss spazieren gegangen und haben lange über das Wetter gesprochen.",
        "Kannst du bitte das Fenster schließen, es wird langsam kalt in der Küche.",
    ),
    "es": (
        "Ayer caminamos junto al río y hablamos mucho tiempo del tiempo.",
        "Mañana viene mi tía con los niños, hay que preparar la habitación.",
    ),
    "it": (
        "Ieri abbiamo passeggiato lungo il fiume e parlato a lungo del tempo.",
        "Domani viene mia zia con i bambini, bisogna preparare la stanza.",
    ),
    "nl": ("Gisteren hebben we langs de rivier gewandeld en lang over het weer gepraat.",),
    "pt": ("Ontem caminhámos junto ao rio e falámos muito tempo sobre o futebol.",),
    "pl": ("Wczoraj spacerowaliśmy nad rzeką i długo rozmawialiśmy o pogodzie.",),
    "sv": ("Igår promenerade vi längs floden och pratade länge om vädret.",),
}
FIT_LANGUAGES = ("en-us", "de", "nl", "sv")
SCORE_LANGUAGES = ("es", "it", "pt", "pl")


@dataclass(frozen=True)
class Clip:
    """A sound and what is said in it."""

    samples: Samples
    """Mono, 16 kHz."""
    text: str
    """Words as they are said, lower case, without punctuation; empty when no French is."""
    speaker: str
    """Who says it; bootstrap goes by this."""
    condition: str = "clean"
    """How it was recorded, or what kind of sound it is."""

    @property
    def seconds(self) -> float:
        """Length."""
        return self.samples.size / SAMPLE_RATE


def shop_sentences(count: int, seed: int) -> list[str]:
    """Grocery sentences of the same patterns as the language model's, none of them among those it learnt."""
    learnt = _learnt()
    made: dict[str, None] = {}
    for sentence in Shopper(seed).sentences():
        if sentence not in learnt:
            made[plain(sentence)] = None
        if len(made) == count:
            break
    return list(made)


@cache
def _learnt() -> frozenset[str]:
    return frozenset(to_any_shop())


def written_sentences(for_us: bool) -> list[str]:
    """Development sentences written by hand for understanding: what is asked of a shop, or what is not for us
    (television, family, phone)."""
    sentences = load_sentences(ROOT / "intents" / "dev")
    return [plain(sentence.text) for sentence in sentences if sentence.not_for_us != for_us]


def plain(text: str) -> str:
    """Write a sentence as it is said: lower case, figures in words, no punctuation but apostrophes and
    hyphens."""
    text = spell_out(text.lower().replace("’", "'"))
    return " ".join(re.sub(r"[^\w'\- ]", " ", text).split())


def speak(text: str, voice: str, words_per_minute: int = 165, pitch: int = 50) -> Samples:
    """Say something with espeak-ng ("fr-fr+f4"), a quarter of a second of silence around it."""
    wav = _espeak("-v", voice, "-s", str(words_per_minute), "-p", str(pitch), "--stdout", text=text)
    return np.pad(decode(wav), SAMPLE_RATE // 4)


def spoken(texts: Sequence[str], voices: Sequence[str], seed: int) -> list[Clip]:
    """Say each text with a voice, an accent, a rate and a pitch of its own."""
    rng = np.random.default_rng(seed)
    draws = [
        (
            text,
            f"{rng.choice(ACCENTS)}+{voices[i % len(voices)]}",
            int(rng.integers(125, 205)),
            int(rng.integers(20, 80)),
        )
        for i, text in enumerate(texts)
    ]
    with ThreadPoolExecutor(2) as pool:
        sounds = pool.map(lambda d: speak(d[0], d[1], d[2], d[3]), draws)
        return [
            Clip(sound, text, voice.split("+")[1])
            for (text, voice, _, _), sound in zip(draws, sounds, strict=True)
        ]


def foreign(
    languages: Sequence[str], seed: int, variants: Sequence[str] = ("", "+f2", "+m3", "+f5")
) -> list[Clip]:
    """Other languages, each sentence in a few voices."""
    rng = np.random.default_rng(seed)
    return [
        Clip(speak(text, language + variant, int(rng.integers(140, 190))), "", language, "foreign")
        for language in languages
        for text in FOREIGN[language]
        for variant in variants
    ]


def noises(minutes: float, seed: int) -> list[Clip]:
    """Hisses, hums and rattles of many kinds and levels (RMS 3 to 3000 of 32768), ten seconds each."""
    rng = np.random.default_rng(seed)
    made = []
    for _ in range(round(minutes * 6)):
        sound = noise(10 * SAMPLE_RATE, rng)
        made.append(Clip(_pcm(sound / np.std(sound) * 10 ** rng.uniform(0.5, 3.5)), "", "noise", "noise"))
    return made


def music(minutes: float, seed: int) -> list[Clip]:
    """Chords, melodies and drums, made by addition of partials; ten seconds each, at the level of a radio."""
    rng = np.random.default_rng(seed)
    return [
        Clip(_pcm(_tune(10.0, rng) * rng.uniform(1500, 9000)), "", "music", "music")
        for _ in range(round(minutes * 6))
    ]


def spoiled(clips: Sequence[Clip], condition: str, snr: float, echo: bool, seed: int) -> list[Clip]:
    """The same with coloured noise or other talk at ``snr`` dB, in a room (T60 0.3 to 0.6 s) when
    ``echo``."""
    rng = np.random.default_rng(seed)
    talk = [c.samples.astype(np.float64) for c in clips[:40]]
    made = []
    for clip in clips:
        sound = clip.samples.astype(np.float64)
        if echo:
            sound = convolved(sound, _room(rng))
        if rng.random() < 0.3:
            masker = sum(
                np.resize(np.roll(t, int(rng.integers(t.size))), sound.size) / (np.std(t) + 1)
                for t in (talk[int(i)] for i in rng.integers(len(talk), size=3))
            )
        else:
            masker = noise(sound.size, rng)
        level = np.sqrt(np.mean(sound**2)) / (np.std(masker) + 1e-9) * 10 ** (-snr / 20)
        mixed = sound + masker * level
        peak = np.abs(mixed).max()
        made.append(replace(clip, samples=_pcm(mixed * min(1.0, 30_000 / (peak + 1))), condition=condition))
    return made


def people(manifest: Path) -> Iterator[Clip]:
    """Recordings listed in a TSV with the columns path, transcript and speaker (or Common Voice's own)."""
    with manifest.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            common_voice = "sentence" in row
            path = manifest.parent / ("clips" if common_voice else "") / row["path"]
            text = row["sentence"] if common_voice else row["transcript"]
            who = row.get("client_id") or row.get("speaker") or row.get("voice") or path.stem
            yield Clip(np.pad(decode(path), SAMPLE_RATE // 4), plain(text), who, path.parent.name)


def first_half(speaker: str) -> bool:
    """Whether constants may be chosen on this speaker; on the others, nothing is."""
    return hashlib.md5(speaker.encode()).digest()[0] % 2 == 0


@cache
def phones(text: str) -> tuple[str, ...]:
    """The phones espeak-ng makes of a text."""
    ipa = _espeak("-v", "fr-fr", "-q", "--ipa", "--sep=_", text=text).decode()
    return tuple(p for p in re.split(r"[\s_]+", re.sub(r"[ˈˌːˑ\-.‿]|\([a-z-]+\)", "", ipa)) if p)


def _espeak(*options: str, text: str) -> bytes:
    program = shutil.which("espeak-ng")
    if program is None:
        raise SystemExit(
            "espeak-ng is missing: apt-get install espeak-ng (or your system's package of that name)"
        )
    arguments = [program, *options, "--stdin"]
    return subprocess.run(arguments, input=text.encode(), capture_output=True, check=True).stdout


def _pcm(sound: Floats) -> Samples:
    return np.clip(np.round(sound), -32768, 32767).astype(np.int16)


def noise(count: int, rng: np.random.Generator) -> Floats:
    """Make noise with a random slope, sometimes random bands, sometimes swelling, sometimes with clatter."""
    bins = count // 2 + 1
    spectrum = rng.standard_normal(bins) + 1j * rng.standard_normal(bins)
    spectrum *= np.arange(1, bins + 1, dtype=np.float64) ** -rng.uniform(0, 1.2)
    kind = rng.random()
    if kind > 0.5:
        spectrum *= np.interp(
            np.arange(bins), np.linspace(0, bins, 12), 10 ** (rng.standard_normal(12) * 0.4)
        )
    sound = np.fft.irfft(spectrum, count)
    sound /= np.std(sound) + 1e-12
    if kind > 0.75:
        sound *= np.interp(np.arange(count), np.linspace(0, count, 8), rng.uniform(0.1, 2, 8))
    if kind > 0.85:
        for at in rng.integers(0, count, max(1, count // SAMPLE_RATE)):
            length = min(int(rng.integers(200, 3000)), count - at)
            sound[at : at + length] += (
                rng.standard_normal(length) * np.exp(-np.arange(length) / (length / 5)) * rng.uniform(3, 15)
            )
    return sound


def _room(rng: np.random.Generator) -> Floats:
    """Impulse response: the direct sound, a gap, a tail that loses 60 dB in T60 (Polack's model)."""
    count = int(SAMPLE_RATE * rng.uniform(0.3, 0.6))
    tail = rng.standard_normal(count) * 10 ** (-3 * np.arange(count) / count) * rng.uniform(0.02, 0.25)
    tail[: int(rng.uniform(10, 60))] = 0
    tail[0] = 1
    return tail


def convolved(sound: Floats, taps: Floats) -> Floats:
    """Return a sound as it is in a room with this impulse response."""
    size = 1 << (sound.size + taps.size - 1).bit_length()
    return np.fft.irfft(np.fft.rfft(sound, size) * np.fft.rfft(taps, size), size)[: sound.size]


def _tune(seconds: float, rng: np.random.Generator) -> Floats:
    """Four-four in a random key: a bass, three-note chords, a melody, and sometimes drums."""
    total = int(seconds * SAMPLE_RATE)
    out = np.zeros(total)
    beat = 60 / rng.uniform(70, 150)
    root = rng.integers(40, 52)
    scale = np.array([0, 2, 4, 5, 7, 9, 11])
    drums = rng.random() < 0.6
    for number in range(int(seconds / beat)):
        at = int(number * beat * SAMPLE_RATE)
        degree = (0, 5, 3, 4)[number // 4 % 4]
        if number % 4 == 0:
            for step in (0, 2, 4):
                _note(out, at, beat * 4, root + 12 + scale[(degree + step) % 7], 0.25, rng)
        _note(out, at, beat, root + scale[degree % 7], 0.5, rng)
        for half in (0, 1):
            if rng.random() < 0.7:
                start = at + int(half * beat / 2 * SAMPLE_RATE)
                _note(out, start, beat / 2, root + 24 + scale[rng.integers(7)], 0.6, rng)
        if drums:
            length = min(int(0.12 * SAMPLE_RATE), total - at)
            out[at : at + length] += rng.standard_normal(length) * np.exp(-np.arange(length) / 400) * 0.8
    return out / (np.std(out) + 1e-9)


def _note(out: Floats, at: int, seconds: float, pitch: float, level: float, rng: np.random.Generator) -> None:
    count = min(int(seconds * SAMPLE_RATE), out.size - at)
    if count <= 0:
        return
    time = np.arange(count) / SAMPLE_RATE
    hertz = 440 * 2 ** ((pitch - 69) / 12) * (1 + 0.003 * np.sin(2 * np.pi * 5 * time))
    phase = 2 * np.pi * np.cumsum(hertz) / SAMPLE_RATE
    partials = sum(np.sin(phase * k) / k ** rng.uniform(0.8, 1.8) for k in range(1, 9))
    out[at : at + count] += level * partials * np.minimum(1, time / 0.02) * np.exp(-time / (seconds * 0.7))
