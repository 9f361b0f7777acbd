"""`vocabas listen` in a room without hardware: from the end of speech to the answer, and idle cost."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np

from assistant.dialogue.phrases import say
from assistant.hearing.audio import SAMPLE_RATE, decode
from benchmarks import material
from tests.integration.sound_stack import Room, missing, room

_SCENARIO = material.ROOT / "audio_samples" / "first_order"
_QUIET = 300.0
"""Root mean square of a block of the loudspeaker's sound from which it plays, of 32768."""
_BLOCK = SAMPLE_RATE // 100
_IDLE_SECONDS = 60


def measure() -> None:
    """Print both."""
    if why := missing():
        raise SystemExit(why)
    with room() as there:
        waits = first_sounds(there)
        print("| from | median | 95th percentile | turns |\n| --- | --- | --- | --- |")
        print(
            f"| the last sound said to the first of the answer | {np.median(waits) * 1000:.0f} ms "
            f"| {np.percentile(waits, 95) * 1000:.0f} ms | {len(waits)} |"
        )
        print(f"\nidle, waiting for its phrase in a quiet room: {idle(there):.1%} of one core")


def first_sounds(there: Room) -> list[float]:
    """Say the bundled order's sentences; returns seconds from the end of each to its answer's first sound."""
    waits = []
    with _listening(there, "--way", "open", "--no-signals") as lines, _Loudspeaker(there) as loudspeaker:
        _until(lines, say("listen-listening").text, 0)
        for file in sorted(_SCENARIO.glob("*.flac"), key=lambda f: int(f.stem)):
            at = len(lines)
            sound = decode(file)
            last = int(np.flatnonzero(np.abs(sound) > 300)[-1])
            began = there.begin(sound)
            ended = began + last / SAMPLE_RATE
            at = _until(lines, say("listen-listening").text, at)
            heard = [t for t in loudspeaker.sounded if t > ended]
            if heard:
                waits.append(heard[0] - ended)
    return waits


def idle(there: Room) -> float:
    """Return the share of one core that listening takes while nobody speaks, Rasa's server included."""
    with _listening(there, "--way", "wake") as lines:
        _until(lines, say("listen-asleep").text, 0)
        time.sleep(5)
        before = _spent(os.getpid())
        time.sleep(_IDLE_SECONDS)
        return (_spent(os.getpid()) - before) / _IDLE_SECONDS


def _spent(parent: int) -> float:
    """Processor seconds of the Python processes that a process started, and theirs."""
    total = 0.0
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            fields = (folder / "stat").read_text().rpartition(")")[2].split()
            name = (folder / "comm").read_text().strip()
        except OSError:
            continue
        if int(fields[1]) == parent:
            total += _spent(int(folder.name))
            if name.startswith(("python", "vocabas")):
                total += (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    return total


@contextmanager
def _listening(there: Room, *options: str) -> Iterator[list[str]]:
    lines: list[str] = []
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "assistant", "listen", "--plain", "--microphone", "pulse"]
        process = subprocess.Popen(
            [*command, "--loudspeaker", "pulse", *options],
            env={**os.environ, **there.environment, "VOCABAS_DATA_DIR": folder, "PYTHONUNBUFFERED": "1"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )

        def read() -> None:
            assert process.stdout is not None
            for line in process.stdout:
                lines.append(line.strip())  # noqa: PERF401 - each line when it comes

        threading.Thread(target=read, daemon=True).start()
        try:
            yield lines
        finally:
            process.terminate()
            process.wait(20)


def _until(lines: list[str], text: str, since: int, seconds: float = 120) -> int:
    limit = time.monotonic() + seconds
    while time.monotonic() < limit:
        for at in range(since, len(lines)):
            if text in lines[at]:
                return at + 1
        time.sleep(0.05)
    raise SystemExit(f"{text!r} did not come: {lines[since:]}")


class _Loudspeaker:
    """Notes when the loudspeaker begins to play."""

    def __init__(self, there: Room) -> None:
        self._there = there
        self.sounded: list[float] = []
        """When a sound began after silence, `time.monotonic`."""

    def __enter__(self) -> _Loudspeaker:
        command = [
            "parec",
            "-d",
            "speaker.monitor",
            "--format=s16le",
            f"--rate={SAMPLE_RATE}",
            "--channels=1",
        ]
        self._recorder = subprocess.Popen(
            [*command, "--latency-msec=10"],
            env={**os.environ, **self._there.environment},
            stdout=subprocess.PIPE,
        )
        threading.Thread(target=self._note, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._recorder.terminate()
        self._recorder.wait(10)

    def _note(self) -> None:
        assert self._recorder.stdout is not None
        silent = 100
        while len(raw := self._recorder.stdout.read(2 * _BLOCK)) == 2 * _BLOCK:
            loud = np.frombuffer(raw, np.int16).astype(float).std() > _QUIET
            if loud and silent > 30:
                self.sounded.append(time.monotonic())
            silent = 0 if loud else silent + 1
