"""Any audio file or body becomes 16 kHz mono PCM, the form the recogniser wants."""

from __future__ import annotations

import io
from pathlib import Path
from typing import BinaryIO

import av
import av.error
import numpy as np
from numpy.typing import NDArray

from assistant.errors import BadInput

SAMPLE_RATE = 16_000
"""Samples a second of everything the recogniser hears, in Hz."""

Samples = NDArray[np.int16]
"""Mono PCM at `SAMPLE_RATE`, one dimension."""


def decode(source: Path | bytes | BinaryIO, max_seconds: float = 120.0) -> Samples:
    """Decode audio of any container and codec that FFmpeg knows, any rate, any number of channels.

    A file cut short gives what could be read of it, as long as that is something.

    Args:
        source: a file, the bytes of one, or an open binary stream.
        max_seconds: refuse anything longer, seconds. Decoding stops there, so a small file that
            inflates into hours of sound costs no more than this.

    Returns:
        Samples, shape ``(n,)``, 16 kHz mono signed 16-bit.

    Raises:
        BadInput: ``unreadable_audio`` or ``audio_too_long``.
        FileNotFoundError: ``source`` is a path that does not exist.
    """
    if isinstance(source, Path):
        if not source.is_file():
            raise FileNotFoundError(source)
        return _decode(str(source), max_seconds)
    return _decode(io.BytesIO(source) if isinstance(source, bytes) else source, max_seconds)


def _decode(source: str | BinaryIO, max_seconds: float) -> Samples:
    limit = int(max_seconds * SAMPLE_RATE)
    chunks: list[Samples] = []
    count = 0
    broken: Exception | None = None
    try:
        with av.open(source, mode="r", metadata_errors="ignore") as container:
            if not container.streams.audio:
                raise BadInput("unreadable_audio", "the file holds no audio stream")
            resampler = av.AudioResampler(format="s16", layout="mono", rate=SAMPLE_RATE)
            try:
                for frame in container.decode(audio=0):
                    for piece in resampler.resample(frame):
                        chunks.append(of_frame(piece))
                        count += chunks[-1].size
                    if count > limit:
                        raise BadInput(
                            "audio_too_long",
                            f"more than {max_seconds:.0f} s of audio",
                            seconds=int(max_seconds),
                        )
                chunks.extend(of_frame(piece) for piece in resampler.resample(None))
            except (av.error.FFmpegError, ValueError) as error:
                broken = error
    except (av.error.FFmpegError, ValueError, OSError) as error:
        raise BadInput("unreadable_audio", f"cannot be read as audio: {error}") from error
    samples = np.concatenate(chunks) if chunks else np.zeros(0, np.int16)
    if not samples.size:
        reason = f": {broken}" if broken else ""
        raise BadInput("unreadable_audio", f"the file holds no sound that can be decoded{reason}")
    return samples


def of_frame(frame: av.AudioFrame) -> Samples:
    """Return the samples of a mono 16-bit frame."""
    return frame.to_ndarray().reshape(-1).astype(np.int16, copy=False)
