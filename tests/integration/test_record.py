"""`vocabas script record`: what is typed in a terminal, spoken by a voice or said at a microphone becomes a
script that passes."""

from __future__ import annotations

import os
import pty
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
import yaml

from assistant.bootstrap import IntentEngine
from assistant.errors import Unavailable
from assistant.evaluation.scripts import Stage, load_script, play
from assistant.evaluation.scripts.junit import told_differences
from assistant.settings import Settings
from assistant.speaking import Espeak
from tests.integration.sound_stack import Room
from tests.integration.test_listening import OPEN, Listening, here, voice  # noqa: F401 - here is a fixture

pytestmark = pytest.mark.rasa

RECORD = [sys.executable, "-m", "assistant", "script", "record"]


@pytest.fixture
def environment(engine: IntentEngine, tmp_path: Path) -> dict[str, str]:
    url = engine.server.url if engine.server else os.environ["VOCABAS_NLU_URL"]
    token = engine.server.token if engine.server else os.environ.get("VOCABAS_NLU_TOKEN", "")
    data = str(tmp_path / "data")
    return {**os.environ, "VOCABAS_NLU_URL": url, "VOCABAS_NLU_TOKEN": token, "VOCABAS_DATA_DIR": data}


@pytest.fixture
def stage(settings: Settings, engine: IntentEngine):
    with Stage(settings, engine) as stage:
        yield stage


def must_pass(path: Path, stage: Stage) -> dict:
    played = play(load_script(path, stage.zone), stage)
    assert played.passed, (told_differences(played), path.read_text(encoding="utf-8"))
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def test_a_conversation_typed_in_a_terminal_becomes_a_script_that_passes(environment, stage, tmp_path):
    path = tmp_path / "voice" / "friday.voice.yaml"
    ours, theirs = pty.openpty()
    command = [*RECORD, str(path), "--household", "dupont", "--tu", "--date", "2026-11-27 18:30"]
    process = subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs, env=environment)
    os.close(theirs)
    said = b""

    def until(text: str) -> None:
        nonlocal said
        limit = time.monotonic() + 90
        while text.encode() not in said:
            assert time.monotonic() < limit, said.decode(errors="replace")
            said += os.read(ours, 4096)
        said = said.partition(text.encode())[2]

    turns = [
        ("mets deux litres de lait et trois baguettes", "3 baguettes"),
        ("/later 2 fortnights", "30 minutes"),
        ("/later 1 day", "1 day"),
        ("/device cuisine", "cuisine"),
        ("commande en drive demain à dix-huit heures", "Je valide la commande"),
        ("oui", "C’est commandé"),
    ]
    for text, answer in turns:
        until("› ")
        os.write(ours, text.encode() + b"\n")
        until(answer)
    until("› ")
    os.write(ours, b"\x04")
    until("Écrit")
    assert process.wait(90) == 0
    os.close(ours)
    script = must_pass(path, stage)
    assert script["household"] == {"name": "dupont", "tu": True}
    first, second, third = script["turns"]
    assert first["expect"]["requests"] == {"add_items": ["2 l lait", "3 baguettes"]}
    assert first["expect"]["basket"] == {"Lait demi-écrémé UHT": 2, "Baguette": 3}
    assert (second["later"], second["device"]) == ("1 days", "cuisine")
    assert second["expect"]["requests"] == {"checkout": {"mode": "drive", "when": "11-29 at 18:00"}}
    assert second["expect"]["reply"] == {"expects": "confirmation"}
    assert third["expect"]["order"] == {"mode": "drive", "start": "2026-11-29 18:00", "total_cents": 495}
    assert script["expect"]["order"]["lines"] == {"Lait demi-écrémé UHT": 2, "Baguette": 3}
    assert script["expect"]["basket"] == {}

    again = subprocess.run([*command], env=environment, capture_output=True, text=True, check=False)
    assert again.returncode == 1
    assert "script_exists" in again.stderr
    assert load_script(path, stage.zone).turns


def test_what_is_typed_can_be_said_by_a_voice_in_the_shop_of_another_script(environment, stage, tmp_path):
    try:
        Espeak()
    except Unavailable as reason:
        pytest.skip(str(reason))
    like = tmp_path / "like.voice.yaml"
    like.write_text(
        "name: like\ndate: 2026-11-25 09:00\nshop: {stock: {LAI-0001: 1}, full: [{mode: drive, "
        "start: 2026-11-26 18:00}]}\nturns: [{text: du lait, typed: true}]\n",
        encoding="utf-8",
    )
    path = tmp_path / "said.voice.yaml"
    done = subprocess.run(
        [*RECORD, str(path), "--said-by", "fr+f2", "--like", str(like)],
        input="mets deux litres de lait et trois baguettes\n/silence 2\nenlève une baguette\n",
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    script = must_pass(path, stage)
    assert script["shop"]["stock"] == {"LAI-0001": 1}
    assert script["shop"]["full"] == [{"mode": "drive", "start": "2026-11-26 18:00"}]
    assert script["date"] == "2026-11-25 09:00"
    first, silence, _ = script["turns"]
    assert first["audio"] == "said-1.opus"
    assert first["speak"] == {"voice": "fr+f2", "rate": 150}
    assert first["expect"]["words"] is True
    assert silence["expect"] == {"error": "nothing_heard"}
    assert load_script(path, stage.zone).turns[0].synthetic


def test_what_is_said_at_the_microphone_is_kept_with_its_sound(
    here: Room,  # noqa: F811
    environment,
    stage,
    root,
    tmp_path,
    monkeypatch,
):
    for name in ("VOCABAS_NLU_URL", "VOCABAS_NLU_TOKEN"):
        monkeypatch.setenv(name, environment[name])
    path = tmp_path / "mine.voice.yaml"
    samples = root / "audio_samples" / "first_order"
    talk = Listening(here, tmp_path / "data", "--mute", str(path), "--spoken", called=("script", "record"))
    at = talk.until(OPEN)
    for file in ("1.flac", "2.flac"):
        here.play(samples / file)
        at = talk.until("Réponse", at)
        at = talk.until(OPEN, at)
    assert talk.close(signal.SIGINT) == 0
    talk.until("Écrit", at)
    script = must_pass(path, stage)
    assert [turn["audio"] for turn in script["turns"]] == ["mine-1.flac", "mine-2.flac"]
    assert script["turns"][0]["text"] == "mets deux litres de lait et trois baguettes"
    assert script["turns"][0]["expect"]["requests"] == {"add_items": ["2 l lait", "3 baguettes"]}
    assert script["origin"].startswith("microphone")
    assert not any(turn.synthetic for turn in load_script(path, stage.zone).turns), "never spoken over"
