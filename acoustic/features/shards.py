"""Features on disk: numbered ``.npz`` shards, each written whole or not at all, read back as one store."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True)
class Example:
    """One utterance to learn."""

    frames: NDArray[np.float16]
    """cepstra, shape (T, 40), every 10 ms"""
    phones: NDArray[np.int8]
    """net outputs 1..35 in order"""


def write(path: Path, examples: Iterable[Example]) -> None:
    """One shard, renamed into place when complete."""
    kept = list(examples)
    half_done = path.with_suffix(".part.npz")
    np.savez(
        half_done,
        frames=np.concatenate([e.frames for e in kept]) if kept else np.zeros((0, 40), np.float16),
        phones=np.concatenate([e.phones for e in kept]) if kept else np.zeros(0, np.int8),
        frame_counts=np.array([len(e.frames) for e in kept], np.int32),
        phone_counts=np.array([len(e.phones) for e in kept], np.int32),
    )
    half_done.replace(path)


def read(path: Path) -> list[Example]:
    """Every example of one shard."""
    with np.load(path) as shard:
        frames, phones = shard["frames"], shard["phones"]
        frame_ends, phone_ends = np.cumsum(shard["frame_counts"]), np.cumsum(shard["phone_counts"])
    return [
        Example(f, p)
        for f, p in zip(np.split(frames, frame_ends[:-1]), np.split(phones, phone_ends[:-1]), strict=True)
        if len(f)
    ]


def read_folder(folder: Path) -> list[Example]:
    """Every example of every shard in ``folder``, in the order of the shards' names."""
    return [e for path in sorted(folder.glob("*.npz")) if ".part" not in path.name for e in read(path)]
