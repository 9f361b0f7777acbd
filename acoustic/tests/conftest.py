"""What the tests share. They make all speech themselves and leave out what the machine lacks, saying so."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest

from acoustic.speech import audio


@pytest.fixture
def needs_espeak() -> None:
    if shutil.which("espeak-ng") is None:
        pytest.skip("espeak-ng is not installed (apt-get install espeak-ng)")


@pytest.fixture
def tone() -> audio.Samples:
    """Half a second of a buzz: voiced enough for a vocoder."""
    time = np.arange(audio.RATE // 2) / audio.RATE
    return (sum(np.sin(2 * np.pi * 120 * k * time) / k for k in range(1, 30)) * 3000).astype(np.float32)


@pytest.fixture
def clip(tmp_path: Path, tone: audio.Samples) -> Path:
    path = tmp_path / "clip.flac"
    audio.write(path, tone)
    return path
