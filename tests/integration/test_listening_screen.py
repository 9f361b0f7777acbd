"""`vocabas listen` in a real terminal: its keys, its page, a change of its size."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import signal
import struct
import subprocess
import sys
import termios
import time
from pathlib import Path

import pytest

from assistant.bootstrap import IntentEngine
from tests.integration.sound_stack import Room, wait_until
from tests.integration.test_listening import GOODBYE, here, voice  # noqa: F401

pytestmark = pytest.mark.rasa

_CODES = re.compile(r"\x1b\[[\d;?]*[A-Za-z]")


class Terminal:
    """`vocabas listen` in a pseudo-terminal."""

    def __init__(self, there: Room, engine: IntentEngine, data: Path, columns: int, *options: str) -> None:
        self._ours, self._theirs = pty.openpty()
        self.resize(columns)
        nlu = {}
        if engine.server is not None:
            nlu = {"VOCABAS_NLU_URL": engine.server.url, "VOCABAS_NLU_TOKEN": engine.server.token}
        command = [
            sys.executable,
            "-m",
            "assistant",
            "listen",
            "--microphone",
            "pulse",
            "--loudspeaker",
            "pulse",
        ]
        environment = {
            **os.environ,
            **there.environment,
            **nlu,
            "VOCABAS_DATA_DIR": str(data),
            "TERM": "xterm",
        }
        self.process = subprocess.Popen(
            [*command, *options],
            stdin=self._theirs,
            stdout=self._theirs,
            stderr=self._theirs,
            env=environment,
        )
        os.set_blocking(self._ours, False)
        self.text = ""
        self.before = termios.tcgetattr(self._theirs)

    def resize(self, columns: int) -> None:
        """Change its width; as a terminal does, it tells the program."""
        fcntl.ioctl(self._theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
        if hasattr(self, "process"):
            self.process.send_signal(signal.SIGWINCH)

    def press(self, key: str) -> None:
        """Press a key."""
        os.write(self._ours, key.encode())

    def until(self, text: str, seconds: float = 90) -> list[str]:
        """Wait until a text is shown that was not looked for before; returns the lines up to it."""
        limit = time.monotonic() + seconds
        while text not in self.text:
            assert time.monotonic() < limit, (text, self.text[-2_000:])
            try:
                self.text += _CODES.sub("", os.read(self._ours, 65_536).decode(errors="replace"))
            except BlockingIOError:
                time.sleep(0.05)
        shown, _, self.text = self.text.partition(text)
        return (shown + text).splitlines()

    def close(self) -> int:
        """Wait for its end; returns its exit status."""
        try:
            return self.process.wait(90)
        finally:
            self.settings = termios.tcgetattr(self._theirs)
            os.close(self._ours)
            os.close(self._theirs)


def widths(lines: list[str]) -> set[int]:
    return {len(line.strip()) for line in lines if line.strip().startswith("╭")}


def test_keys_the_page_and_a_change_of_size(here: Room, engine: IntentEngine, tmp_path: Path):  # noqa: F811
    terminal = Terminal(here, engine, tmp_path, 40, "--way", "push", "--mute")
    terminal.until("○ Le micro est fermé")
    wait_until(lambda: here.recorders() == 0, "the microphone is open before the key is pressed")
    terminal.press(" ")
    lines = terminal.until("● Je vous écoute.")
    assert widths(lines) == {40}
    assert here.recorders() == 1
    here.play(voice("ajoute du beurre s’il te plaît"))
    terminal.until("ajoute du beurre")
    terminal.until("Total")
    terminal.until("○ Le micro est fermé")
    wait_until(lambda: here.recorders() == 0, "the microphone stays open after the turn")

    terminal.resize(90)
    terminal.press("m")
    terminal.until("○ Le micro est coupé")
    lines = terminal.until("quitter")
    terminal.press(" ")  # muted is muted: the key of speaking does not open it
    lines += terminal.until("quitter") + terminal.until("quitter")
    assert 90 in widths(lines)
    assert here.recorders() == 0
    terminal.press("m")
    terminal.until("○ Le micro est fermé")
    terminal.press("q")
    terminal.until(GOODBYE)
    assert terminal.close() == 0
    assert terminal.settings == terminal.before, "the terminal is left as it was"
