"""Real sound through a real sound stack: what is said in a room is heard, answered aloud, and ordered."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from assistant.bootstrap import IntentEngine
from assistant.hearing.audio import Samples
from assistant.hearing.models import find_model
from assistant.hearing.recogniser import Recogniser
from assistant.hearing.resampling import Resampler
from assistant.settings import Settings
from assistant.speaking import Espeak, spoken
from tests.integration.sound_stack import Room, missing, room, wait_until

OPEN = "Je vous écoute."
ASLEEP = "J’attends qu’on m’appelle."
GOODBYE = "À bientôt."
LONG = "qu’est-ce que tu sais faire"
"""A question whose answer lasts some fifteen seconds."""


@pytest.fixture(scope="module")
def here() -> Iterator[Room]:
    if why := missing():
        pytest.skip(why)
    with room() as there:
        yield there


def voice(text: str, name: str = "fr+f4", rate: int = 150) -> Samples:
    from assistant.speaking import Manner

    speaker = Espeak(name)
    to_ear = Resampler(speaker.sample_rate)
    sound = spoken(speaker, f"<speak>{text}</speak>", Manner(rate=rate))
    return np.concatenate([to_ear.push(sound), to_ear.flush()])


TALKATIVE = {"PYTHONUNBUFFERED": "1", "PYTHONFAULTHANDLER": "1"}


def files(folder: Path) -> set[str]:
    """The files in a folder, however deep, beside a database's own."""
    found = {str(file.relative_to(folder)) for file in folder.rglob("*") if file.is_file()}
    return {name for name in found if ".sqlite3-" not in name}


class Listening:
    """`vocabas listen`, or another command, in a room, and the lines it prints."""

    def __init__(self, there: Room, data: Path, *options: str, called: tuple[str, ...] = ("listen",)) -> None:
        self.lines: list[str] = []
        self._came = threading.Condition()
        command = [sys.executable, "-m", "assistant", *called, "--plain", *options]
        devices = ["--microphone", "pulse", "--loudspeaker", "pulse"]
        self._process = subprocess.Popen(
            [*command, *devices],
            env={**os.environ, **there.environment, **TALKATIVE, "VOCABAS_DATA_DIR": str(data)},
            # what a shell runs in the background ignores Ctrl-C, and so would this
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            with self._came:
                self.lines.append(line.strip())
                self._came.notify_all()

    def until(self, text: str, since: int = 0, seconds: float = 90) -> int:
        """Wait for a line that holds a text; returns how many lines there are up to it."""
        limit = time.monotonic() + seconds
        with self._came:
            while True:
                for at in range(since, len(self.lines)):
                    if text in self.lines[at]:
                        return at + 1
                left = limit - time.monotonic()
                assert left > 0, (text, self.lines[since:])
                self._came.wait(left)

    def close(self, how: signal.Signals = signal.SIGTERM) -> int:
        """End it; returns its exit status. One that does not end says where it is."""
        self._process.send_signal(how)
        try:
            status = self._process.wait(90)
            self._reader.join(90)
            return status
        except subprocess.TimeoutExpired:
            self._process.send_signal(signal.SIGABRT)
            self._process.wait(20)
            raise AssertionError("\n".join(self.lines)) from None


@pytest.fixture
def listening(here: Room, tmp_path: Path, engine: IntentEngine, monkeypatch: pytest.MonkeyPatch):
    """Starts `vocabas listen` on the run's intent engine; each must end in order."""
    if engine.server is not None:
        monkeypatch.setenv("VOCABAS_NLU_URL", engine.server.url)
        monkeypatch.setenv("VOCABAS_NLU_TOKEN", engine.server.token)
    started: list[Listening] = []

    def start(*options: str) -> Listening:
        started.append(Listening(here, tmp_path, *options))
        return started[-1]

    yield start
    for one in started:
        assert one.close() == 0, one.lines
        assert one.lines[-1] == GOODBYE


def test_an_order_is_placed_by_talking_and_the_answer_is_heard(
    here: Room, listening, tmp_path: Path, root: Path
):
    samples = root / "audio_samples" / "first_order"
    talk = listening("--way", "open", "--no-signals")
    at = talk.until(OPEN)
    before = files(tmp_path)
    with here.recording() as said:
        here.play(samples / "2.flac")
        at = talk.until("Réponse", at)
        at = talk.until(OPEN, at)
    heard = Recogniser(find_model("", None)).transcribe(said[0])
    assert "kilo de tomate" in heard.text
    for file in ("5.flac", "6.flac", "7.flac", "8.flac"):
        here.play(samples / file)
        at = talk.until("Réponse", at)
        at = talk.until(OPEN, at)
    number = next(
        line.removeprefix("Commande\u00a0: ") for line in talk.lines if line.startswith("Commande\u00a0: ")
    )
    listed = subprocess.run(
        [sys.executable, "-m", "assistant", "orders", "show", number, "--json"],
        env={**os.environ, "VOCABAS_DATA_DIR": str(tmp_path)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert json.loads(listed.stdout)["id"] == number
    new = files(tmp_path) - before
    assert not new, "nothing but the shop's own files, which were there before anybody spoke"


def test_it_wakes_at_its_phrase_only(here: Room, listening):
    talk = listening("--no-signals")
    at = talk.until(ASLEEP)
    here.play(voice("il fera beau demain sur toute la bretagne", "fr+m3"))
    here.play(voice("tu me passes le sel s’il te plaît"))
    assert OPEN not in talk.lines
    here.play(voice("dis vocabas"))
    at = talk.until(OPEN, at)
    here.play(voice("ajoute du beurre s’il te plaît"))
    at = talk.until("Réponse", at)
    talk.until(ASLEEP, at)


def test_a_sound_server_that_dies_in_the_middle_of_an_answer_is_picked_up_again(here: Room, listening):
    talk = listening("--way", "open", "--no-signals")
    at = talk.until(OPEN)
    here.play(voice(LONG))
    at = talk.until("Réponse", at)
    wait_until(here.speaking, "it said nothing")
    here.close()
    at = talk.until("Le micro ne répond plus", at)
    here.open()
    at = talk.until("Le micro est revenu", at)
    here.play(voice("ajoute du beurre s’il te plaît"))
    talk.until("Réponse", at)
    wait_until(here.speaking, "the loudspeaker did not come back")


def test_no_microphone_is_said_clearly(here: Room, tmp_path: Path):
    done = subprocess.run(
        [sys.executable, "-m", "assistant", "listen", "--microphone", "zorglub"],
        env={**os.environ, **here.environment, "VOCABAS_DATA_DIR": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "Aucun micro ne répond à «\u00a0zorglub\u00a0»" in done.stderr


def test_settings_name_the_devices(settings: Settings):
    assert settings.wake_phrase == "dis vocabas"
    assert settings.microphone == settings.loudspeaker == ""
