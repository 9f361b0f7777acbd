"""Which utterances the net sees next: sources by weight, similar lengths together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from acoustic.features.shards import Example

_POOL = 1500
"""utterances drawn at once, then sorted by length"""


@dataclass(frozen=True)
class Batch:
    """Utterances side by side; the shorter ones repeat their last frame."""

    cepstra: Tensor
    """shape (B, T, 40)"""
    lengths: Tensor
    """frames of each, shape (B,)"""
    phones: Tensor
    """net outputs of all, one after the other"""
    phone_counts: Tensor
    """shape (B,)"""


def endless(sources: Sequence[tuple[Sequence[Example], float]], frames: int, seed: int) -> Iterator[Batch]:
    """Batches of at most ``frames`` frames, padding included, from (examples, weight) pairs."""
    rng = np.random.default_rng(seed)
    kept = [(examples, weight) for examples, weight in sources if examples]
    weights = np.array([weight for _, weight in kept])
    while True:
        picks = rng.choice(len(kept), _POOL, p=weights / weights.sum())
        pool = [kept[i][0][rng.integers(len(kept[i][0]))] for i in picks]
        cut = list(_by_length(pool, frames))
        for i in rng.permutation(len(cut)):
            yield collate(cut[i])


def _by_length(pool: list[Example], frames: int) -> Iterator[list[Example]]:
    group: list[Example] = []
    for example in sorted(pool, key=lambda e: len(e.frames)):
        if group and len(example.frames) * (len(group) + 1) > frames:
            yield group
            group = []
        group.append(example)
    yield group


def collate(group: Sequence[Example]) -> Batch:
    """One batch of a few utterances."""
    longest = max(len(e.frames) for e in group)
    cepstra = np.stack([np.pad(e.frames, ((0, longest - len(e.frames)), (0, 0)), mode="edge") for e in group])
    return Batch(
        torch.from_numpy(cepstra.astype(np.float32)),
        torch.tensor([len(e.frames) for e in group]),
        torch.from_numpy(np.concatenate([e.phones for e in group]).astype(np.int64)),
        torch.tensor([len(e.phones) for e in group]),
    )
