"""The embedded Rasa server: started, asked, killed, started again, and never left behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import httpx
import pytest

from assistant.errors import Unavailable
from assistant.understanding import Understander
from assistant.understanding import requests as ask
from assistant.understanding.rasa import RasaClient
from assistant.understanding.server import RasaServer

NOW = datetime(2026, 11, 23, 10, tzinfo=ZoneInfo("Europe/Paris"))
PATIENCE = 180


def until(condition, what):
    deadline = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < deadline, f"never came: {what}"
        time.sleep(0.1)


def is_alive(pid: int) -> bool:
    """Whether a process runs; a zombie does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


@pytest.fixture(scope="module")
def server(rasa_project, tmp_path_factory):
    server = RasaServer(rasa_project, tmp_path_factory.mktemp("log") / "intents.log")
    server.start()
    server.wait_until_ready(PATIENCE)
    yield server
    pid = server.pid
    server.stop()
    assert pid is not None
    assert not is_alive(pid)
    with pytest.raises(Unavailable):
        _ = server.url


def test_a_sentence_is_understood_by_the_real_engine(server):
    understander = Understander(RasaClient(lambda: server.url, server.token))
    meant = understander.interpret("Mets deux litres de lait et trois baguettes !", NOW)
    assert [type(r) for r in meant.requests] == [ask.AddItems]
    items = meant.requests[0].items
    assert [(i.product, i.quantity.value, i.quantity.unit) for i in items] == [
        ("lait", 2, "l"),
        ("baguettes", 3, ""),
    ]


def test_it_answers_only_those_who_know_its_token(server):
    stranger = httpx.post(f"{server.url}/model/parse", json={"text": "oui"}, trust_env=False)
    assert stranger.status_code == 401
    with pytest.raises(Unavailable) as caught:
        RasaClient(lambda: server.url, "wrong").parse("oui")
    assert caught.value.code == "nlu_unavailable"


def test_a_server_that_dies_is_unavailable_and_then_back_by_itself(server):
    client = RasaClient(lambda: server.url, server.token)
    assert client.is_ready()
    first = server.pid
    os.kill(first, signal.SIGKILL)
    until(lambda: not is_alive(first), "its end")
    until(lambda: not client.is_ready(), "its absence")
    with pytest.raises(Unavailable) as caught:
        client.parse("ajoute du lait")
    assert caught.value.code == "nlu_unavailable"
    until(client.is_ready, "its return")
    assert server.pid != first
    assert client.parse("ajoute du lait").intent == "add_items"


def test_a_killed_assistant_takes_its_server_with_it(rasa_project, tmp_path):
    program = """
import sys, time
from pathlib import Path
from assistant.understanding.server import RasaServer
server = RasaServer(Path(sys.argv[1]), Path(sys.argv[2]))
server.start()
print(server.pid, flush=True)
time.sleep(600)
"""
    owner = subprocess.Popen(
        [sys.executable, "-c", program, str(rasa_project), str(tmp_path / "log")],
        stdout=subprocess.PIPE,
        text=True,
    )
    pid = int(owner.stdout.readline())
    assert is_alive(pid)
    owner.kill()
    owner.wait()
    until(lambda: not is_alive(pid), "the end of the orphan")


def test_no_environment_and_no_model_are_told_apart(tmp_path):
    with pytest.raises(Unavailable) as caught:
        RasaServer(tmp_path, tmp_path / "log").start()
    assert caught.value.code == "nlu_not_installed"
    python = tmp_path / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.touch()
    with pytest.raises(Unavailable) as caught:
        RasaServer(tmp_path, tmp_path / "log").start()
    assert caught.value.code == "nlu_not_trained"


def test_a_url_where_nothing_listens_is_unavailable():
    with pytest.raises(Unavailable) as caught:
        RasaClient(lambda: "http://127.0.0.1:9", timeout=2).parse("oui")
    assert caught.value.code == "nlu_unavailable"
