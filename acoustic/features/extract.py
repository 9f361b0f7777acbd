"""Recordings → shards of features: grouped into longer utterances, given new speakers, spoiled, then MFCC."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from tqdm import tqdm

from acoustic.features import shards
from acoustic.features.augment import Spoiling, spoil
from acoustic.features.mfcc import mfcc
from acoustic.speech import audio, espeak, voices
from acoustic.speech.manifest import Recording
from assistant.hearing.graph.phones import INDEX

_SHARD = 400
"""recordings"""
_BABBLE = 60
"""recordings others talk with, a shard"""
_GAP = (0.0, 0.3)
"""seconds between joined clips"""


@dataclass(frozen=True)
class Treatment:
    """What becomes of each recording of a source."""

    plain: int = 1
    """spoiled copies in the speaker's own voice"""
    revoiced: int = 0
    """spoiled copies in voices of nobody (see speech.voices)"""
    join: int = 1
    """at most this many clips of one speaker make an utterance (single words need company)"""
    spoiling: Spoiling = field(default_factory=Spoiling)


@dataclass
class _Clip:
    recording: Recording
    samples: audio.Samples
    phones: list[int]
    parts: voices.Parts | None = None


def extract(recordings: Sequence[Recording], folder: Path, treatment: Treatment, seed: int) -> None:
    """Writes ``folder/NNNN.npz``; shards already there are kept."""
    folder.mkdir(parents=True, exist_ok=True)
    order = np.random.default_rng(seed).permutation(len(recordings))
    ordered = (
        sorted((recordings[i] for i in order), key=lambda r: r.speaker)
        if treatment.join > 1
        else [recordings[i] for i in order]
    )
    for number, start in enumerate(tqdm(range(0, len(ordered), _SHARD), desc=folder.name, mininterval=5)):
        path = folder / f"{number:04d}.npz"
        if not path.exists():
            shards.write(path, _examples(ordered[start : start + _SHARD], treatment, seed * 10_007 + number))


def labelled(recordings: Sequence[Recording]) -> list[list[str]]:
    """Phones of each recording: its own when the source knows them, else espeak-ng's."""
    texts = [r.transcript for r in recordings if not r.phones]
    said = iter(espeak.phones_of_each([t.replace("\n", " ") for t in texts]))
    return [list(r.phones) if r.phones else next(said) for r in recordings]


def _examples(recordings: Sequence[Recording], treatment: Treatment, seed: int) -> Iterator[shards.Example]:
    rng = np.random.default_rng(seed)
    clips = _load(recordings)
    babble = [c.samples for c in clips[:_BABBLE]]
    for copy in range(treatment.plain + treatment.revoiced):
        for group in _groups(clips, treatment.join, rng):
            revoice = copy >= treatment.plain
            samples = _revoiced(group, rng) if revoice else _joined([c.samples for c in group], rng)
            frames = mfcc(spoil(samples, rng, babble, treatment.spoiling))
            phones = [p for c in group for p in c.phones]
            if len(frames) > 3.3 * len(phones):
                yield shards.Example(frames.astype(np.float16), np.array(phones, np.int8))


def _load(recordings: Sequence[Recording]) -> list[_Clip]:
    clips = []
    for recording, phones in zip(recordings, labelled(recordings), strict=True):
        samples = audio.trim(audio.read(recording.path))
        if 0.15 * audio.RATE < len(samples) < 15 * audio.RATE and phones:
            clips.append(_Clip(recording, samples, [INDEX[p] for p in phones]))
    return clips


def _groups(clips: Sequence[_Clip], most: int, rng: np.random.Generator) -> Iterator[list[_Clip]]:
    """Clips of one speaker in random company: each clip once, 1 to ``most`` together, 8 seconds at most."""
    order = rng.permutation(len(clips))
    if most == 1:
        yield from ([clips[i]] for i in order)
        return
    by_speaker: dict[str, list[_Clip]] = {}
    for i in order:
        by_speaker.setdefault(clips[i].recording.speaker, []).append(clips[i])
    for mine in by_speaker.values():
        while mine:
            group = [mine.pop()]
            for _ in range(rng.integers(0, most)):
                if mine and sum(len(c.samples) for c in group) + len(mine[-1].samples) < 8 * audio.RATE:
                    group.append(mine.pop())
            yield group


def _joined(pieces: Sequence[audio.Samples], rng: np.random.Generator) -> audio.Samples:
    """Pieces one after the other at one level, short gaps between."""
    if len(pieces) == 1:
        return pieces[0]
    said: list[audio.Samples] = []
    for piece in pieces:
        said += [
            piece * (3000 / (np.std(piece) + 1)),
            np.zeros(int(rng.uniform(*_GAP) * audio.RATE), np.float32),
        ]
    return np.concatenate(said[:-1]).astype(np.float32)


def _revoiced(group: Sequence[_Clip], rng: np.random.Generator) -> audio.Samples:
    for clip in group:
        if clip.parts is None:
            clip.parts = voices.take_apart(clip.samples)
    state = rng.bit_generator.seed_seq.spawn(1)[0]
    return _joined([voices.new_speaker(c.parts, np.random.default_rng(state)) for c in group if c.parts], rng)
