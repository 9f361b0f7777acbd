"""Leaves out utterances whose words are probably not what is said: wrong transcripts teach wrong sounds."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch.nn.functional import ctc_loss

from acoustic.features.shards import Example
from acoustic.net.listening import log_probabilities
from acoustic.net.tdnn import Tdnn


def surprise(net: Tdnn, examples: Sequence[Example]) -> list[float]:
    """Nats a phone that each utterance costs a net that already hears something (CTC loss)."""
    found = []
    for out, example in zip(log_probabilities(net, examples), examples, strict=True):
        phones = torch.from_numpy(example.phones.astype("int64"))
        lengths = torch.tensor(len(out)), torch.tensor(len(phones))
        found.append(ctc_loss(out, phones, *lengths, reduction="sum").item() / len(phones))
    return found


def believable(examples: Sequence[Example], costs: Sequence[float], worst: float = 0.07) -> list[Example]:
    """All but the ``worst`` share by their ``costs`` (see :func:`surprise`), in their order."""
    limit = sorted(costs)[max(0, int(len(costs) * (1 - worst)) - 1)]
    return [e for e, cost in zip(examples, costs, strict=True) if cost <= limit]
