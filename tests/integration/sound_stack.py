"""A sound card that is not there: PulseAudio with a room of two virtual devices.

What a test plays into the sink `mouth` is heard at the source `microphone`; what the program plays goes to
the sink `speaker`, whose monitor is recorded.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np

from assistant.hearing.audio import SAMPLE_RATE, Samples, decode

NEEDED = ("pulseaudio", "pactl", "pacat", "parec")
PACKAGES = ("pulseaudio", "pulseaudio-utils", "libasound2-plugins", "libportaudio2")


class Room:
    """A running PulseAudio."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.environment = {
            "XDG_RUNTIME_DIR": str(folder),
            "PULSE_RUNTIME_PATH": str(folder / "pulse"),
            "PULSE_SERVER": f"unix:{folder}/pulse/native",
            "PULSE_SINK": "speaker",
            "PULSE_SOURCE": "microphone",
            "HOME": str(folder),
        }
        self._server: subprocess.Popen[bytes] | None = None

    def open(self) -> None:
        """Start it, with its devices."""
        (self._folder / "pulse").mkdir(exist_ok=True)
        (self._folder / "pulse" / "native").unlink(missing_ok=True)
        script = self._folder / "room.pa"
        script.write_text(
            f"load-module module-native-protocol-unix auth-anonymous=1 socket={self._folder}/pulse/native\n"
            "load-module module-null-sink sink_name=mouth rate=48000 channels=1\n"
            "load-module module-null-sink sink_name=speaker rate=48000 channels=1\n"
            "load-module module-remap-source source_name=microphone master=mouth.monitor\n"
            "set-default-sink speaker\nset-default-source microphone\n"
        )
        self._server = subprocess.Popen(
            [
                "pulseaudio",
                "-n",
                "--daemonize=no",
                "--exit-idle-time=-1",
                "--use-pid-file=no",
                "-F",
                str(script),
            ],
            env={**os.environ, **self.environment},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        for _ in range(100):
            if "microphone" in self.control("list", "short", "sources"):
                return
            time.sleep(0.1)
        raise RuntimeError("PulseAudio did not start")

    def close(self) -> None:
        """Stop it."""
        if self._server is not None:
            self._server.terminate()
            self._server.wait(10)

    def control(self, *arguments: str) -> str:
        """Run pactl; returns what it says."""
        done = subprocess.run(
            ["pactl", *arguments],
            env={**os.environ, **self.environment},
            capture_output=True,
            text=True,
            check=False,
        )
        return done.stdout.strip()

    def play(self, sound: Samples | Path) -> None:
        """Say something in the room, in real time, and wait until it is said."""
        samples = decode(sound) if isinstance(sound, Path) else sound
        subprocess.run(
            ["pacat", "--playback", "-d", "mouth", "--format=s16le", f"--rate={SAMPLE_RATE}", "--channels=1"],
            env={**os.environ, **self.environment},
            input=np.concatenate([samples, np.zeros(SAMPLE_RATE // 4, np.int16)]).tobytes(),
            check=True,
        )

    def begin(self, sound: Samples) -> float:
        """Begin to say something, a silence after it; returns when, `time.monotonic`, to some 10 ms."""
        command = ["pacat", "--playback", "-d", "mouth", "--format=s16le", f"--rate={SAMPLE_RATE}"]
        player = subprocess.Popen(
            [*command, "--channels=1", "--latency-msec=20"],
            env={**os.environ, **self.environment},
            stdin=subprocess.PIPE,
        )
        assert player.stdin is not None
        while "pacat" not in self.control("list", "clients"):  # the server must know it first
            time.sleep(0.01)
        began = time.monotonic()
        player.stdin.write(np.concatenate([sound, np.zeros(SAMPLE_RATE, np.int16)]).tobytes())
        player.stdin.close()
        player.wait(120)
        return began

    def speaking(self) -> bool:
        """Whether a program plays something into the loudspeaker."""
        sinks = [line.split("\t") for line in self.control("list", "short", "sinks").splitlines()]
        speaker = next(fields[0] for fields in sinks if fields[1] == "speaker")
        inputs = self.control("list", "short", "sink-inputs").splitlines()
        return any(line.split("\t")[1] == speaker for line in inputs)

    def recorders(self) -> int:
        """How many programs have the microphone open."""
        clients = self.control("list", "short", "source-outputs").splitlines()
        return sum("protocol-native" in line for line in clients)

    @contextmanager
    def recording(self) -> Iterator[list[Samples]]:
        """Record what the loudspeaker plays; the list holds it afterwards."""
        file = self._folder / f"said-{time.monotonic_ns()}.raw"
        command = [
            "parec",
            "-d",
            "speaker.monitor",
            "--format=s16le",
            f"--rate={SAMPLE_RATE}",
            "--channels=1",
            "--latency-msec=20",  # else the last two seconds would still be on their way
        ]
        said: list[Samples] = []
        with file.open("wb") as out:
            recorder = subprocess.Popen(command, env={**os.environ, **self.environment}, stdout=out)
            try:
                yield said
            finally:
                recorder.terminate()
                recorder.wait(10)
        raw = file.read_bytes()
        said.append(np.frombuffer(raw[: len(raw) // 2 * 2], np.int16))


def missing() -> str:
    """Return why there can be no room here; empty when there can. Installs it where that is allowed."""
    if not _here() and os.geteuid() == 0 and shutil.which("apt-get"):
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "check": False}
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        subprocess.run(["apt-get", "update", "-qq"], env=environment, **quiet)
        command = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *PACKAGES]
        subprocess.run(command, env=environment, **quiet)
    return "" if _here() else f"needs Debian's {', '.join(PACKAGES)}"


def _here() -> bool:
    try:
        import sounddevice  # noqa: F401
    except (ImportError, OSError):
        return False
    return all(map(shutil.which, NEEDED))


@contextmanager
def room() -> Iterator[Room]:
    """Give a room for as long as it lasts."""
    with tempfile.TemporaryDirectory(prefix="vocabas-room-") as folder:
        there = Room(Path(folder))
        there.open()
        try:
            yield there
        finally:
            there.close()


def loud_seconds(sound: Samples) -> float:
    """Return how long a recording is from its first loud hundredth of a second to its last."""
    block = SAMPLE_RATE // 100
    levels = sound[: sound.size // block * block].reshape(-1, block).astype(float).std(axis=1)
    loud = np.flatnonzero(levels > 300)
    return float(loud[-1] - loud[0] + 1) / 100 if loud.size else 0.0


def holds(sound: Samples, signal: Samples) -> bool:
    """Return whether a signal was played somewhere in a recording, 16 kHz both."""
    size = 1 << int(np.ceil(np.log2(sound.size + signal.size)))
    wanted = signal.astype(float)
    found = np.fft.irfft(np.fft.rfft(sound, size) * np.conj(np.fft.rfft(wanted, size)), size)[: sound.size]
    energy = np.cumsum(np.pad(sound.astype(float) ** 2, (0, signal.size)))
    near = np.sqrt(
        np.maximum(energy[signal.size :][: found.size] - energy[: found.size], 1.0) * (wanted @ wanted)
    )
    return bool((found / (near + 1e6)).max() > 0.8)


def wait_until(true: Callable[[], bool], what: str, seconds: float = 90) -> None:
    """Wait for something to become true."""
    limit = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < limit, what
        time.sleep(0.05)
