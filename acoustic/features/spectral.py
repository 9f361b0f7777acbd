"""Spoiling features while training: another throat, another channel, noise, holes. Never twice the same.

Forty cepstra of forty mel bands lose nothing, so a linear map gives log mel energies back; there a vocal-tract change
is a warp of the bands (VTLP: Jaitly & Hinton 2013), a microphone an added curve, a noise floor a log-add, and masks
are SpecAugment's (Park et al. 2019).
"""

from __future__ import annotations

import math

import torch
import torch.nn.functional as F
from torch import Tensor

_BANDS = 40
_LIFTER = 22.0
_n = torch.arange(_BANDS, dtype=torch.float32)
_DCT = torch.cos(math.pi / _BANDS * (_n[None] + 0.5) * _n[:, None]) * math.sqrt(2 / _BANDS)
_DCT[0] = math.sqrt(1 / _BANDS)
_LIFT = 1 + 0.5 * _LIFTER * torch.sin(math.pi * _n / _LIFTER)
TO_MEL = _DCT / _LIFT[:, None]
"""cepstra (…, 40) @ TO_MEL = log mel energies"""
TO_CEPSTRA = _DCT.t() * _LIFT


def spoil(cepstra: Tensor, lengths: Tensor) -> tuple[Tensor, Tensor]:
    """A spoiled batch and its new lengths; cepstra (B, T, 40), lengths (B,) in frames."""
    cepstra, lengths = _stretch(cepstra, lengths)
    mel = _warp(cepstra @ TO_MEL)
    mel = mel + _curve(len(mel), 7, 0.9) * _some(mel, 0.85) + torch.randn(len(mel), 1, 1)
    mel = torch.where(_some(mel, 0.4) > 0, _contrast(mel), mel)
    mel = torch.where(_some(mel, 0.4) > 0, _blur(mel), mel)
    mel = torch.where(_some(mel, 0.6) > 0, _noise_floor(mel), mel)
    return _mask(mel, lengths) @ TO_CEPSTRA, lengths


def _some(like: Tensor, chance: float) -> Tensor:
    """1 for this share of the batch, else 0. shape (B, 1, 1)"""
    return (torch.rand(len(like), 1, 1) < chance).float()


def _uniform(count: int, low: float, high: float) -> Tensor:
    return low + (high - low) * torch.rand(count, 1)


def _stretch(x: Tensor, lengths: Tensor) -> tuple[Tensor, Tensor]:
    """The whole batch at another rate, half of the time."""
    if torch.rand(()) < 0.5:
        return x, lengths
    factor = float(0.85 + 0.35 * torch.rand(()))
    longer = F.interpolate(
        x.transpose(1, 2), scale_factor=factor, mode="linear", align_corners=False
    ).transpose(1, 2)
    return longer, (lengths * factor).long().clamp(1, longer.shape[1])


def _warp(mel: Tensor) -> Tensor:
    """Bands read elsewhere: a vocal tract 12 % shorter to 14 % longer, formants unevenly moved."""
    count = len(mel)
    factor = _uniform(count, 0.88, 1.14)
    factor[torch.rand(count, 1) < 0.2] = 1.0
    uneven = F.interpolate(torch.randn(count, 1, 5) * 0.5, size=_BANDS, mode="linear", align_corners=True)[
        :, 0
    ]
    read = (_n[None] * factor + uneven).clamp(0, _BANDS - 1.001)
    low = read.long()
    part = (read - low)[:, None]
    index = low[:, None].expand(-1, mel.shape[1], -1)
    return mel.gather(2, index) * (1 - part) + mel.gather(2, index + 1) * part


def _curve(count: int, knots: int, size: float) -> Tensor:
    """A smooth random curve over the bands. shape (B, 1, 40)"""
    return F.interpolate(torch.randn(count, 1, knots) * size, size=_BANDS, mode="linear", align_corners=True)


def _contrast(mel: Tensor) -> Tensor:
    mean = mel.mean(1, keepdim=True)
    return mean + (mel - mean) * _uniform(len(mel), 0.75, 1.2)[:, None]


def _blur(mel: Tensor) -> Tensor:
    share = _uniform(len(mel), 0.0, 0.25)[:, None]
    edged = torch.cat([mel[:, :, :1], mel, mel[:, :, -1:]], 2)
    return mel * (1 - 2 * share) + share * (edged[:, :, :-2] + edged[:, :, 2:])


def _noise_floor(mel: Tensor) -> Tensor:
    level = mel.mean((1, 2), keepdim=True) + _curve(len(mel), 6, 1.0) + _uniform(len(mel), -5.0, 4.0)[:, None]
    return torch.logaddexp(mel, level + 0.5 * torch.randn_like(mel))


def _mask(mel: Tensor, lengths: Tensor) -> Tensor:
    """Up to two holes in frequency and two in time, filled with the mean."""
    count, frames, _ = mel.shape
    mean = mel.mean(1, keepdim=True)
    for _ in range(2):
        start, width = (
            torch.rand(count, 1) * _BANDS,
            (torch.rand(count, 1) * 8).floor() * (torch.rand(count, 1) < 0.6),
        )
        mel = torch.where(((_n[None] >= start) & (_n[None] < start + width))[:, None], mean, mel)
        time = torch.arange(frames)[None]
        start = torch.rand(count, 1) * lengths[:, None]
        width = (torch.rand(count, 1) * 14).floor() * (torch.rand(count, 1) < 0.5)
        mel = torch.where(((time >= start) & (time < start + width))[:, :, None], mean, mel)
    return mel
