"""The sound of turns, kept in a folder when a household asks for it."""

from __future__ import annotations

import wave
from datetime import datetime
from pathlib import Path

from assistant.hearing.audio import SAMPLE_RATE, Samples


def keep(sound: Samples, folder: Path) -> None:
    """Write a turn as a wav file named by the time, 16 kHz mono.

    Raises:
        OSError: the folder cannot be written.
    """
    name = datetime.now().astimezone().strftime("%Y-%m-%d-%H%M%S-%f.wav")
    folder.mkdir(parents=True, exist_ok=True)
    with wave.open(str(folder / name), "wb") as file:
        file.setparams((1, 2, SAMPLE_RATE, 0, "NONE", ""))
        file.writeframes(sound.astype("<i2").tobytes())
