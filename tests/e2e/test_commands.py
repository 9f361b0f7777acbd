"""The commands as a person runs them, each in a process of its own."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import httpx
import pytest

from assistant.understanding.server import newest_model, python_of

PATIENCE = 240


@pytest.fixture(scope="module")
def environment(root, tmp_path_factory):
    """Default settings, with a data folder of its own."""
    if not python_of(root / "intents").is_file() or newest_model(root / "intents") is None:
        pytest.skip("Rasa's environment is not set up: run `make setup`")
    clean = {name: value for name, value in os.environ.items() if not name.startswith("VOCABAS_")}
    return {**clean, "VOCABAS_DATA_DIR": str(tmp_path_factory.mktemp("data")), "PYTHONUTF8": "1"}


def vocabas(*arguments, env, check=True):
    done = subprocess.run(
        [sys.executable, "-m", "assistant", *map(str, arguments)],
        env=env,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        cwd="/",
        check=False,
    )
    assert "Traceback" not in done.stderr + done.stdout
    if check:
        assert done.returncode == 0, done.stderr
    return done


def test_demo_goes_from_sound_to_an_order_in_the_database(environment):
    out = vocabas("demo", env=environment).stdout
    number = re.search(r"Commande ([2-9A-Z]{4}-[2-9A-Z]{4})", out)[1]
    assert "mets deux litres de lait" in out
    assert "confirmée" in out
    with sqlite3.connect(f"{environment['VOCABAS_DATA_DIR']}/vocabas.sqlite3") as database:
        ((total,),) = database.execute("SELECT total_cents FROM orders WHERE id = ?", (number,))
        lines = database.execute("SELECT sum(total_cents) FROM order_lines WHERE order_id = ?", (number,))
        assert lines.fetchone() == (total,)
    assert f"{total // 100},{total % 100:02d}" in out


def test_say_prints_one_json_document(environment):
    done = vocabas("say", "--json", "ajoute deux litres de lait", "combien ça fait", env=environment)
    document = json.loads(done.stdout)
    assert [turn["requests"][0]["type"] for turn in document["turns"]] == ["add_items", "ask_total"]
    assert document["basket"]["lines"][0]["quantity"] == 2
    assert document["order"] is None


def test_say_keeps_a_named_household_s_basket_from_one_call_to_the_next(environment):
    vocabas("say", "--customer", "dupont", "ajoute du beurre", env=environment)
    done = vocabas(
        "say", "--json", "--customer", "dupont", "qu'est-ce qu'il y a dans mon panier", env=environment
    )
    assert len(json.loads(done.stdout)["basket"]["lines"]) == 1


def test_say_refuses_an_empty_text_in_french(environment):
    done = vocabas("say", " ", env=environment, check=False)
    assert done.returncode == 1
    assert "aucun texte" in done.stderr
    assert "empty_text" in done.stderr


def test_transcribe_prints_one_object_a_file_and_goes_on_after_a_bad_one(environment, speech, tmp_path):
    bad = tmp_path / "bad.wav"
    bad.write_bytes(b"no audio")
    done = vocabas(
        "transcribe",
        "--json",
        speech / "8.flac",
        bad,
        tmp_path / "gone.wav",
        speech / "6.flac",
        env=environment,
        check=False,
    )
    assert done.returncode == 1
    good, unreadable, gone, last = [json.loads(line) for line in done.stdout.splitlines()]
    assert (good["text"], last["text"]) == ("oui", "retrait en magasin")
    assert 0 < good["confidence"] <= 1
    assert good["seconds"] > 0.3
    assert (unreadable["error"], gone["error"]) == ("unreadable_audio", "file_not_found")


def test_catalogue_search_prints_hits(environment):
    done = vocabas("catalogue", "search", "--json", "lait", "zorglub", env=environment)
    milk, nothing = [json.loads(line) for line in done.stdout.splitlines()]
    assert milk["query"] == "lait"
    assert set(milk["hits"][0]) == {"sku", "name", "category", "score"}
    assert milk["hits"][0]["name"].startswith("Lait")
    assert nothing["hits"] == []


def test_doctor_says_that_everything_works(environment):
    document = json.loads(vocabas("doctor", "--json", env=environment).stdout)
    assert document["ok"]
    assert {c["verdict"] for c in document["checks"]} <= {"ok", "warning"}


def test_doctor_says_what_is_missing_and_what_to_do(environment, tmp_path):
    env = {**environment, "VOCABAS_INTENTS_DIR": str(tmp_path), "VOCABAS_ACOUSTIC_MODEL": str(tmp_path)}
    done = vocabas("doctor", "--json", env=env, check=False)
    assert done.returncode == 1
    failed = {c["name"]: c for c in json.loads(done.stdout)["checks"] if c["verdict"] == "failed"}
    assert set(failed) == {"Reconnaissance vocale", "Vocabulaire", "Environnement de Rasa", "Compréhension"}
    assert "make setup" in failed["Environnement de Rasa"]["remedy"]


@pytest.mark.parametrize(
    ("variables", "arguments", "code"),
    [
        ({"VOCABAS_INTENTS_DIR": "/nowhere"}, ["say", "oui"], "nlu_not_installed"),
        ({"VOCABAS_NLU_URL": "http://127.0.0.1:9"}, ["say", "oui"], "nlu_unavailable"),
        ({"VOCABAS_ACOUSTIC_MODEL": "/nowhere"}, ["transcribe", "x.wav"], "no_acoustic_model"),
        ({"VOCABAS_PORT": "many"}, ["serve"], "bad_setting"),
        ({"VOCABAS_CATALOGUE_DIR": "/nowhere"}, ["catalogue", "search", "lait"], "bad_catalogue"),
        ({"VOCABAS_SAMPLES_DIR": "/nowhere"}, ["demo"], "file_not_found"),
        ({"VOCABAS_DATABASE_URL": "sqlite:////proc/nowhere/x.sqlite3"}, ["say", "oui"], "store_unavailable"),
    ],
)
def test_what_is_missing_is_one_clear_sentence(environment, variables, arguments, code):
    done = vocabas(*arguments, env={**environment, **variables}, check=False)
    assert done.returncode == 1
    assert code in done.stderr


def test_a_defect_is_one_sentence_and_its_trace_is_for_who_asks(environment, tmp_path):
    broken = tmp_path / "first_order"
    broken.mkdir()
    (broken / "first_order.voice.yaml").write_text("turns: 12", encoding="utf-8")
    env = {**environment, "VOCABAS_SAMPLES_DIR": str(tmp_path), "VOCABAS_NLU_URL": "http://127.0.0.1:9"}
    done = vocabas("demo", env=env, check=False)
    assert done.returncode == 1
    assert "erreur interne" in done.stderr
    assert "TypeError" in done.stderr


def test_every_command_explains_itself(environment):
    for command in (
        [],
        ["say"],
        ["transcribe"],
        ["serve"],
        ["demo"],
        ["doctor"],
        ["catalogue", "search"],
        ["models", "list"],
    ):
        assert "Usage" in vocabas(*command, "--help", env=environment).stdout


@pytest.fixture
def served(environment):
    """A real server process, with the URL where it listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "-m", "assistant", "serve", "--port", str(port)],
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    url = f"http://127.0.0.1:{port}"
    yield process, url
    process.kill()
    process.wait()


def until_ready(url):
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        try:
            if httpx.get(f"{url}/readyz", trust_env=False).status_code == 200:
                return
        except httpx.HTTPError:
            pass
        time.sleep(0.2)
    raise AssertionError("the server never became ready")


def children(pid):
    """The processes below a process."""
    out = subprocess.run(["ps", "-e", "-o", "pid=,ppid="], capture_output=True, text=True, check=True).stdout
    pairs = [tuple(map(int, line.split())) for line in out.splitlines()]
    found, level = [], [pid]
    while level:
        level = [child for child, parent in pairs if parent in level]
        found += level
    return found


def gone(pids):
    deadline = time.monotonic() + 60
    while any(_runs(pid) for pid in pids):
        if time.monotonic() > deadline:
            return False
        time.sleep(0.1)
    return True


def _runs(pid):
    """Whether a process runs; a zombie does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT, signal.SIGKILL], ids=lambda s: s.name)
def test_serve_answers_text_and_sound_and_leaves_nothing_behind(served, speech, how):
    process, url = served
    until_ready(url)
    with httpx.Client(base_url=url, trust_env=False, timeout=30) as http:
        conversation = http.post("/v1/conversations", json={}).json()["id"]
        typed = http.post(f"/v1/conversations/{conversation}/turns", json={"text": "ajoute du lait"})
        assert typed.json()["basket"]["lines"][0]["quantity"] == 1
        heard = http.post(
            f"/v1/conversations/{conversation}/turns",
            content=(speech / "2.flac").read_bytes(),
            headers={"Content-Type": "audio/flac"},
        )
        assert heard.json()["heard"].endswith("un kilo de tomates")
        below = children(process.pid)
        assert len(below) >= 2  # a web worker and Rasa
        if how is signal.SIGTERM:
            engine = next(pid for pid in below if b"serve.py" in Path(f"/proc/{pid}/cmdline").read_bytes())
            os.kill(engine, signal.SIGKILL)
            assert gone([engine])
            lost = http.post(f"/v1/conversations/{conversation}/turns", json={"text": "ajoute du beurre"})
            assert (lost.status_code, lost.json()["code"]) == (503, "nlu_unavailable")
            until_ready(url)
            kept = http.post(f"/v1/conversations/{conversation}/turns", json={"text": "ajoute du beurre"})
            assert len(kept.json()["basket"]["lines"]) == 3
            below = children(process.pid)
    process.send_signal(how)
    process.wait(60)
    assert gone(below)


def test_a_taken_port_is_said(environment):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        done = vocabas("serve", "--port", taken.getsockname()[1], env=environment, check=False)
    assert done.returncode == 1
    assert "port_in_use" in done.stderr
