"""Learning phones from utterances whose words are known but not their times: CTC (Graves et al. 2006).

AdamW with a short warm-up, a plateau, then a cosine down to 2 % of the rate; the length is wall-clock minutes, so that a
recipe fits the machine at hand. The net that comes out is a moving average of the weights (Polyak & Juditsky 1992).
Every few minutes a checkpoint is written; started again, training goes on from it.
"""

from __future__ import annotations

import json
import math
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import torch
from torch import nn
from torch.nn.functional import ctc_loss
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn

from acoustic.features.shards import Example
from acoustic.features.spectral import spoil
from acoustic.kaldi.nnet3 import Affine
from acoustic.net.batches import Batch, endless
from acoustic.net.growth import grown
from acoustic.net.listening import log_probabilities, phone_errors
from acoustic.net.tdnn import Tdnn, output_length
from acoustic.recipe import Net, Training
from acoustic.scores.errors import rate

_WARM_UP = 300
"""updates"""
_PLATEAU = 0.3
"""share of the time at the full rate"""
_CHECKPOINT_EVERY = 240.0
"""seconds"""
_MEMORY = 0.998
"""of the moving average, an update"""
Weighted = Sequence[tuple[Sequence[Example], float]]


def learning_rate(full: float, update: int, progress: float) -> float:
    """The rate at ``update`` when ``progress`` (0 to 1) of the time has passed."""
    falling = max(0.0, progress - _PLATEAU) / (1 - _PLATEAU)
    return (
        full
        * min(1.0, (update + 1) / _WARM_UP)
        * max(0.02, 0.5 * (1 + math.cos(math.pi * min(1.0, falling))))
    )


def train(
    sources: Weighted,
    shape: Net,
    how: Training,
    folder: Path,
    seed: int,
    watched: dict[str, Sequence[Example]],
    start_from: Sequence[Affine] | None = None,
) -> Tdnn:
    """Trains for ``how.minutes``, writes ``folder/net.pt``; ``watched`` sets are scored (never trained on) on the way.

    ``start_from``: layers of an older model to go on from (see net.growth).
    """
    torch.set_num_threads(how.threads)
    torch.set_flush_denormal(True)
    folder.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(seed)
    net = _beginner(sources, shape, start_from)
    optimizer = torch.optim.AdamW(
        net.parameters(), lr=how.learning_rate, weight_decay=0.01, betas=(0.9, 0.98), fused=True
    )
    average = AveragedModel(net, multi_avg_fn=get_ema_multi_avg_fn(_MEMORY), use_buffers=True)
    spent, update = _resume(folder / "checkpoint.pt", net, average.module, optimizer)
    torch.manual_seed(seed + update)
    batches = endless(sources, how.batch_frames, seed + update)
    log = (folder / "log.jsonl").open("a")
    start, last_save, smooth = time.monotonic() - spent, time.monotonic(), math.nan

    def passed() -> float:
        return update / how.updates if how.updates else (time.monotonic() - start) / (how.minutes * 60)

    while (progress := passed()) < 1:
        for group in optimizer.param_groups:
            group["lr"] = learning_rate(how.learning_rate, update, progress)
        loss = _learn(net, optimizer, next(batches))
        average.update_parameters(net)
        smooth = loss if math.isnan(smooth) else 0.98 * smooth + 0.02 * loss
        update += 1
        if update % 100 == 0:
            _say(log, update=update, seconds=round(time.monotonic() - start), loss=round(smooth, 4))
        if time.monotonic() - last_save > _CHECKPOINT_EVERY:
            last_save = time.monotonic()
            _save(folder / "checkpoint.pt", net, average.module, optimizer, last_save - start, update)
            _say(log, update=update, **_scores(average.module, watched))
    _save(folder / "checkpoint.pt", net, average.module, optimizer, time.monotonic() - start, update)
    _say(log, update=update, finished=True, **_scores(average.module, watched))
    save(average.module, folder / "net.pt")
    return average.module


def save(net: Tdnn, path: Path) -> None:
    """Weights and shape in one file."""
    torch.save({"shape": asdict(net.shape), "weights": net.state_dict()}, path)


def load(path: Path) -> Tdnn:
    """The net of :func:`save`, or the average of a checkpoint."""
    saved = torch.load(path, weights_only=True)
    shape = dict(saved["shape"])
    net = Tdnn(Net(**{**shape, "contexts": tuple(tuple(c) for c in shape["contexts"])}))
    net.load_state_dict(saved.get("average", saved["weights"]))
    return net.eval()


def _learn(net: Tdnn, optimizer: torch.optim.Optimizer, batch: Batch) -> float:
    """One update; the loss is nats a net output."""
    net.train()
    cepstra, lengths = spoil(batch.cepstra, batch.lengths)
    heard = (torch.rand(len(cepstra)) * 600 * (torch.rand(len(cepstra)) < 0.5)).long()
    log_probs = net(cepstra, heard, cepstra[:, :8].mean(1), net.shape.dropout)
    outputs = output_length(lengths)
    loss = ctc_loss(
        log_probs.transpose(0, 1),
        batch.phones,
        outputs,
        batch.phone_counts,
        reduction="sum",
        zero_infinity=True,
    )
    loss = loss / outputs.sum()
    optimizer.zero_grad()
    loss.backward()
    nn.utils.clip_grad_norm_(net.parameters(), 5.0)
    optimizer.step()
    return loss.item()


def _beginner(sources: Weighted, shape: Net, start_from: Sequence[Affine] | None) -> Tdnn:
    """A net that knows the statistics of its input, and what the older net knew."""
    batches: Iterator[Batch] = endless(sources, 60_000, 0)
    samples = next(batches).cepstra
    frames = torch.cat([samples.flatten(0, 1), *(next(batches).cepstra.flatten(0, 1) for _ in range(5))])
    mean, deviation = frames.mean(0), frames.std(0)
    if start_from is not None:
        return grown(start_from, shape, samples, mean, deviation)
    net = Tdnn(shape)
    net.set_statistics(mean, deviation)
    return net


def _scores(net: Tdnn, watched: dict[str, Sequence[Example]]) -> dict[str, float]:
    """Phone error rate of each set; phones a minute where nobody speaks."""
    found = {}
    for name, examples in watched.items():
        pairs = phone_errors(log_probabilities(net, examples), examples)
        if any(length for _, length in pairs):
            found[name] = round(rate(pairs).rate, 4)
        else:
            found[name] = round(sum(e for e, _ in pairs) * 6000 / sum(len(e.frames) for e in examples), 2)
    return found


def _save(
    path: Path, net: Tdnn, average: nn.Module, optimizer: torch.optim.Optimizer, spent: float, update: int
) -> None:
    state = {"shape": asdict(net.shape), "weights": net.state_dict(), "average": average.state_dict()}
    state |= {"optimizer": optimizer.state_dict(), "spent": spent, "update": update}
    torch.save(state, path.with_suffix(".part"))
    path.with_suffix(".part").replace(path)


def _resume(path: Path, net: Tdnn, average: nn.Module, optimizer: torch.optim.Optimizer) -> tuple[float, int]:
    """Seconds spent and updates made so far."""
    if not path.exists():
        return 0.0, 0
    saved: dict[str, Any] = torch.load(path, weights_only=True)
    net.load_state_dict(saved["weights"])
    average.load_state_dict(saved["average"])
    optimizer.load_state_dict(saved["optimizer"])
    return saved["spent"], saved["update"]


def _say(log: Any, **values: Any) -> None:
    line = json.dumps(values)
    print(line, flush=True)
    print(line, file=log, flush=True)
