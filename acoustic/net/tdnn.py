"""A time-delay net: layers that each look a little further left and right (Waibel 1989, Peddinti 2015).

The first layer reads cepstra every third frame (30 ms), so the rest runs at 33 Hz: Kaldi's ``frame-subsampling-factor``
of 3. Each layer is affine, batch norm, ReLU and a residual sum; batch norm folds into the affine when exported.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
import torch.nn.functional as F
from numpy.typing import NDArray
from torch import Tensor, nn

from acoustic.features.mfcc import DIMENSIONS
from acoustic.features.normalise import online_mean_off
from acoustic.kaldi.nnet3 import Affine
from acoustic.recipe import Net
from assistant.hearing.graph.phones import PHONES

SUBSAMPLING = 3


@dataclass(frozen=True)
class Layer:
    """One affine layer as Kaldi wants it."""

    weights: NDArray[np.float32]
    """shape (outputs, len(offsets) * inputs)"""
    bias: NDArray[np.float32]
    offsets: tuple[int, ...]
    """frames of 10 ms"""
    residual: bool
    """whether the layer's input is added to its output"""


class Tdnn(nn.Module):
    """Cepstra (B, T, 40) → log probabilities (B, ceil(T / 3), 36), blank first."""

    mean: Tensor
    scale: Tensor

    def __init__(self, shape: Net) -> None:
        super().__init__()
        if any(o % SUBSAMPLING for offsets in shape.contexts[1:] for o in offsets):
            raise ValueError("all layers but the first must look at multiples of 3 frames")
        self.shape = shape
        self.register_buffer("mean", torch.zeros(DIMENSIONS))
        self.register_buffer("scale", torch.ones(DIMENSIONS))
        sizes = [DIMENSIONS] + [shape.width] * (len(shape.contexts) - 1)
        self.affine = nn.ModuleList(
            nn.Linear(len(offsets) * size, shape.width, bias=False)
            for offsets, size in zip(shape.contexts, sizes, strict=True)
        )
        self.norm = nn.ModuleList(nn.BatchNorm1d(shape.width) for _ in shape.contexts)
        self.out = nn.Linear(shape.width, len(PHONES) + 1)

    def set_statistics(self, mean: Tensor, deviation: Tensor) -> None:
        """Mean and standard deviation of the cepstra, shape (40,)."""
        self.mean.copy_(mean)
        self.scale.copy_(1 / deviation)

    def forward(
        self,
        cepstra: Tensor,
        heard: Tensor | None = None,
        heard_mean: Tensor | None = None,
        dropout: float = 0.0,
    ) -> Tensor:
        """``heard`` and ``heard_mean``: see features.normalise. ``dropout`` scales units at random while training."""
        return F.log_softmax(self.out(self.hidden(cepstra, heard, heard_mean, dropout)), -1)

    def hidden(
        self,
        cepstra: Tensor,
        heard: Tensor | None = None,
        heard_mean: Tensor | None = None,
        dropout: float = 0.0,
    ) -> Tensor:
        """What the last hidden layer says, shape (B, ceil(T / 3), width)."""
        x = self.normalised(cepstra, heard, heard_mean)
        for i, (offsets, affine, norm) in enumerate(
            zip(self.shape.contexts, self.affine, self.norm, strict=True)
        ):
            y = affine(splice(x, offsets, first=i == 0))
            y = F.relu(norm(y.flatten(0, 1)).view(y.shape))
            if dropout and self.training:
                y = y * (1 + dropout * (2 * torch.rand(len(y), 1, y.shape[2]) - 1))
            x = y + x if i else y
        return x

    def normalised(
        self, cepstra: Tensor, heard: Tensor | None = None, heard_mean: Tensor | None = None
    ) -> Tensor:
        """What the first layer sees."""
        if self.shape.cmvn:
            return online_mean_off(cepstra, self.mean, heard, heard_mean) * self.scale
        return (cepstra - self.mean) * self.scale

    def layers(self) -> list[Layer]:
        """The net as affine layers: batch norm and input scaling folded in."""
        result = []
        for i, (offsets, affine, norm) in enumerate(
            zip(self.shape.contexts, self.affine, self.norm, strict=True)
        ):
            gain = (norm.weight / torch.sqrt(norm.running_var + norm.eps)).double()
            weights = affine.weight.double() * gain[:, None]
            bias = norm.bias.double() - norm.running_mean.double() * gain
            if i == 0:
                weights = weights * self.scale.double().repeat(len(offsets))
                if not self.shape.cmvn:
                    bias = bias - weights @ self.mean.double().repeat(len(offsets))
            result.append(Layer(_array(weights), _array(bias), offsets, residual=i > 0))
        return [*result, Layer(_array(self.out.weight), _array(self.out.bias), (0,), residual=False)]


def from_layers(layers: Sequence[Affine], mean: Tensor | None = None) -> Tdnn:
    """A net that computes what these Kaldi layers do; ``mean`` is that of the global CMVN statistics, if any."""
    shape = Net(
        width=len(layers[0][0]),
        contexts=tuple(offsets for _, _, offsets, _ in layers[:-1]),
        cmvn=mean is not None,
    )
    net = Tdnn(shape).eval()
    with torch.no_grad():
        if mean is not None:
            net.mean.copy_(mean)
        for (weights, bias, _, _), affine, norm in zip(layers, net.affine, net.norm, strict=False):
            affine.weight.copy_(torch.tensor(weights))
            norm.bias.copy_(torch.tensor(bias))
            norm.eps = 0.0
        net.out.weight.copy_(torch.tensor(layers[-1][0]))
        net.out.bias.copy_(torch.tensor(layers[-1][1]))
    return net


class Ensemble(nn.Module):
    """Nets that vote: the geometric mean of what each says, as kaldi.nnet3.ensemble_mdl writes it."""

    def __init__(self, nets: Sequence[Tdnn]) -> None:
        super().__init__()
        self.nets = nn.ModuleList(nets)

    def forward(self, cepstra: Tensor) -> Tensor:
        """Cepstra (B, T, 40) → log probabilities (B, ceil(T / 3), 36)."""
        said = torch.stack([net.out(net.hidden(cepstra)) for net in self.nets])
        return F.log_softmax(said.mean(0), -1)


def output_length(frames: Tensor) -> Tensor:
    """Outputs for so many frames."""
    return (frames + SUBSAMPLING - 1) // SUBSAMPLING


def splice(x: Tensor, offsets: tuple[int, ...], first: bool) -> Tensor:
    """Frames side by side with their neighbours, shape (B, T, len(offsets) * D); the ``first`` layer keeps every third.

    ``offsets`` count frames of 10 ms. Beyond the edges the edge repeats, as in libvosk.
    """
    frames = x.shape[1]
    if first:
        centres = torch.arange(0, frames, SUBSAMPLING)
        return torch.cat([x[:, (centres + o).clamp(0, frames - 1)] for o in offsets], -1)
    reach = max(abs(o) for o in offsets) // SUBSAMPLING
    padded = torch.cat([x[:, :1].expand(-1, reach, -1), x, x[:, -1:].expand(-1, reach, -1)], 1)
    return torch.cat([padded[:, reach + o // SUBSAMPLING :][:, :frames] for o in offsets], -1)


def _array(values: Tensor) -> NDArray[np.float32]:
    return values.detach().float().numpy()
