"""What the net hears without any dictionary: the likeliest output each 30 ms (greedy CTC decoding, Graves 2006)."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor

from acoustic.features.shards import Example
from acoustic.net.batches import collate
from acoustic.net.tdnn import Ensemble, Tdnn, output_length
from acoustic.scores.errors import distance
from assistant.hearing.graph.phones import BLANK


def collapse(path: Sequence[int]) -> list[int]:
    """Outputs without repetitions, then without blanks."""
    return [p for i, p in enumerate(path) if p != BLANK and (i == 0 or p != path[i - 1])]


def log_probabilities(net: Tdnn | Ensemble, examples: Sequence[Example], batch: int = 32) -> list[Tensor]:
    """Outputs of each example, shape (ceil(T / 3), 36), in the order given."""
    net.eval()
    found: list[Tensor] = [torch.empty(0)] * len(examples)
    order = sorted(range(len(examples)), key=lambda i: len(examples[i].frames))
    with torch.no_grad():
        for start in range(0, len(order), batch):
            members = order[start : start + batch]
            group = collate([examples[i] for i in members])
            outputs = net(group.cepstra)
            for i, out, length in zip(members, outputs, output_length(group.lengths).tolist(), strict=True):
                found[i] = out[:length]
    return found


def phone_errors(
    outputs: Sequence[Tensor], examples: Sequence[Example], blank_penalty: float = 0.0
) -> list[tuple[int, int]]:
    """(errors, phones) of each example, the blank made ``blank_penalty`` nats less likely."""
    pairs = []
    for out, example in zip(outputs, examples, strict=True):
        penalised = out.clone()
        penalised[:, BLANK] -= blank_penalty
        pairs.append(
            (distance(example.phones.tolist(), collapse(penalised.argmax(-1).tolist())), len(example.phones))
        )
    return pairs
