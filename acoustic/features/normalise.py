"""The moving mean that Kaldi takes off every frame (online CMVN), for training to see what decoding will see.

Kaldi's ``OnlineCmvn`` with its defaults, which libvosk switches on when ``am/global_cmvn.stats`` is there: the mean of
the last 600 frames; while fewer have been heard, 200 frames of the global mean are mixed in. No variance.
"""

from __future__ import annotations

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

WINDOW = 600
"""frames of 10 ms"""
GLOBAL = 200
"""frames of the global mean at most"""


def online_mean_off(
    frames: Tensor, global_mean: Tensor, heard: Tensor | None = None, heard_mean: Tensor | None = None
) -> Tensor:
    """``frames`` (B, T, D) less their moving mean.

    ``heard`` (B,) frames with mean ``heard_mean`` (B, D) came before in the same stream: silence, in training.
    """
    batch, count, _ = frames.shape
    sums = frames.double().cumsum(1)
    sums[:, WINDOW:] -= sums[:, :-WINDOW].clone()
    own = torch.arange(1, count + 1).clamp(max=WINDOW).expand(batch, -1)
    before = torch.zeros_like(own)
    if heard is not None and heard_mean is not None:
        before = torch.minimum(heard[:, None], WINDOW - own)
        sums = sums + before[:, :, None] * heard_mean[:, None]
    extra = (WINDOW - own - before).clamp(max=GLOBAL)
    total = (own + before + extra)[:, :, None]
    mean = (sums + extra[:, :, None] * global_mean) / total
    return (frames - mean).float()


def global_stats(mean: NDArray[np.float64], count: float = 1.0e6) -> NDArray[np.float64]:
    """Kaldi's CMVN statistics whose mean is ``mean``: sums and count, then sums of squares. shape (2, D + 1)"""
    sums = np.append(mean * count, count)
    squares = np.append((mean**2 + 1.0) * count, 0.0)
    return np.stack([sums, squares])
