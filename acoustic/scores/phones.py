"""Greedy phone errors of a trained net, and the blank penalty that suits it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from acoustic.features.extract import labelled
from acoustic.features.mfcc import mfcc
from acoustic.features.shards import Example
from acoustic.net.listening import log_probabilities, phone_errors
from acoustic.net.tdnn import Ensemble, Tdnn
from acoustic.scores.errors import ErrorRate, rate
from acoustic.speech import audio, manifest
from assistant.hearing.graph.phones import indices

_PENALTIES = np.arange(-4.0, 2.1, 0.5)
"""nats, on top of what the model file already takes off"""


def examples(recordings: Sequence[manifest.Recording]) -> list[Example]:
    """Unspoiled features of each recording, its whole length."""
    return [
        Example(mfcc(audio.read(r.path)).astype(np.float16), np.array(indices(said), np.int8))
        for r, said in zip(recordings, labelled(recordings), strict=True)
    ]


def best_blank_penalty(net: Tdnn | Ensemble, chosen_on: Sequence[Example]) -> float:
    """Nats to take off the blank for the fewest phone errors (negative: to give back)."""
    outputs = log_probabilities(net, chosen_on)
    return float(min(_PENALTIES, key=lambda p: rate(phone_errors(outputs, chosen_on, p)).rate))


def phone_error_rate(
    net: Tdnn | Ensemble, recordings: Sequence[manifest.Recording], blank_penalty: float
) -> ErrorRate:
    """Errors against espeak-ng's reading of the transcripts."""
    heard = examples(recordings)
    speakers = [r.speaker for r in recordings]
    pairs = phone_errors(log_probabilities(net, heard), heard, blank_penalty)
    return rate(pairs, speakers if len(set(speakers)) > 3 else None)


def of_model_file(path: Path) -> Tdnn | Ensemble:
    """The net in an ``am/final.mdl`` that kaldi.nnet3 wrote, with its moving mean if there is one."""
    import torch

    from acoustic.kaldi.nnet3 import read_nets
    from acoustic.net.tdnn import from_layers

    statistics = path.parent / "global_cmvn.stats"
    mean = None
    if statistics.exists():
        from acoustic.kaldi.binary import Reader

        sums = Reader(statistics.read_bytes()).matrix()
        mean = torch.tensor(sums[0, :-1] / sums[0, -1], dtype=torch.float32)
    nets = [from_layers(layers, mean) for layers in read_nets(path.read_bytes())]
    return nets[0] if len(nets) == 1 else Ensemble(nets)
