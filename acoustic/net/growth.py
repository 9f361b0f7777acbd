"""A trained net made wider and deeper without forgetting: a start for training that is better than chance.

In the spirit of Net2Net (Chen, Goodfellow & Shlens 2016): what the net computes stays as it was. New units listen at
random and nobody listens to them yet; new layers add next to nothing.
"""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor
from torch.nn.functional import relu

from acoustic.kaldi.nnet3 import Affine
from acoustic.net.tdnn import Tdnn, splice
from acoustic.recipe import Net

_WHISPER = 0.1
"""scale of what a new layer adds"""


def grown(layers: Sequence[Affine], shape: Net, cepstra: Tensor, mean: Tensor, deviation: Tensor) -> Tdnn:
    """A net of ``shape`` that computes what ``layers`` (of a model without CMVN) do.

    ``cepstra`` (B, T, 40) are samples to set the batch norms by, ``mean`` and ``deviation`` (40,) their statistics.
    With ``shape.cmvn`` the moving mean comes off and the global mean goes back on, which changes little.
    Raises ValueError when ``shape`` does not contain the old net.
    """
    hidden, (out_weights, out_bias, _, _) = layers[:-1], layers[-1]
    if tuple(offsets for _, _, offsets, _ in hidden) != shape.contexts[: len(hidden)] or shape.width < len(
        out_weights[0]
    ):
        raise ValueError("the new net must begin with the old one's layers and be at least as wide")
    net = Tdnn(shape)
    net.set_statistics(mean, deviation)
    with torch.no_grad():
        for i, (weights, _, offsets, _) in enumerate(hidden):
            _place(net.affine[i].weight, torch.tensor(weights), len(offsets), first=i == 0)
            if i == 0:
                net.affine[0].weight[: len(weights)] *= deviation.repeat(len(offsets))
        net.out.weight.zero_()
        net.out.weight[:, : out_weights.shape[1]] = torch.tensor(out_weights)
        net.out.bias.copy_(torch.tensor(out_bias))
        biases = [torch.tensor(bias) for _, bias, _, _ in hidden]
        weights, _, offsets, _ = hidden[0]
        biases[0] = biases[0] + torch.tensor(weights) @ mean.repeat(len(offsets))
        _set_norms(net, biases, cepstra)
    return net


def _place(whole: Tensor, old: Tensor, contexts: int, first: bool) -> None:
    """Puts old weights in; old units do not listen to new ones."""
    rows, old_inputs = len(old), old.shape[1] // contexts
    inputs = whole.shape[1] // contexts
    view, source = whole.view(len(whole), contexts, inputs), old.view(rows, contexts, old_inputs)
    if not first:
        view[:rows] = 0
    view[:rows, :, :old_inputs] = source


def _set_norms(net: Tdnn, biases: Sequence[Tensor], cepstra: Tensor) -> None:
    """Batch norms that give old units their old biases, layer after layer."""
    x = net.normalised(cepstra)
    for i, (affine, norm) in enumerate(zip(net.affine, net.norm, strict=True)):
        before = affine(splice(x, net.shape.contexts[i], first=i == 0))
        mean, variance = before.mean((0, 1)), before.var((0, 1))
        norm.running_mean.copy_(mean)
        norm.running_var.copy_(variance)
        if i < len(biases):
            count = len(biases[i])
            norm.weight[:count] = torch.sqrt(variance[:count] + norm.eps)
            norm.bias[:count] = biases[i] + mean[:count]
        else:
            norm.weight.fill_(_WHISPER)
        y = relu((before - mean) / torch.sqrt(variance + norm.eps) * norm.weight + norm.bias)
        x = y + x if i else y
