"""`vocabas evaluate PATH` on real sounds: scores, resuming, cores, and a Dask cluster that loses a worker."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
import yaml

from assistant.bootstrap import IntentEngine

COUNT = 30
VOCABAS = [sys.executable, "-m", "assistant"]
TIMES = ("listening_s", "latency_ms", "milliseconds")
"""What no two runs share."""


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    data = str(tmp_path_factory.mktemp("data"))
    return {**os.environ, "VOCABAS_DATA_DIR": data, "COLUMNS": "120", "PYTHONUTF8": "1"}


@pytest.fixture(scope="module")
def vocabas(environment):
    """The command, as a person runs it."""

    def run(*arguments):
        return subprocess.run(
            [*VOCABAS, "evaluate", *map(str, arguments)],
            env=environment,
            capture_output=True,
            text=True,
            timeout=240,
            check=False,
        )

    return run


@pytest.fixture(scope="module")
def manifest(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Thirty of the bundled sounds, with their words, voices and subjects."""
    rows = []
    for script in sorted((root / "audio_samples").glob("*/*.voice.yaml")):
        document = yaml.safe_load(script.read_text(encoding="utf-8"))
        for turn in document["turns"]:
            if "audio" in turn:
                voice = {**document["speak"], **turn.get("speak", {})}["voice"]
                rows.append((script.parent / turn["audio"], turn["text"], voice, document["subject"]))
    lines = ["path\ttext\tspeaker\tsubject", *("\t".join(map(str, row)) for row in rows[:COUNT])]
    path = tmp_path_factory.mktemp("manifest") / "sounds.tsv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def without_times(folder: Path) -> dict[str, dict]:
    """The records of a run by id, but for what the clock told."""
    lines = (folder / "results.jsonl").read_text(encoding="utf-8").splitlines()[1:]
    records = (json.loads(line) for line in lines)
    return {record["id"]: {key: record[key] for key in record if key not in TIMES} for record in records}


def scores(folder: Path) -> list[object]:
    report = json.loads((folder / "report.json").read_text(encoding="utf-8"))
    groups = [report["total"], *(one for of in report["by"].values() for one in of.values())]
    rates = ("utterances", "words", "word_error_rate", "character_error_rate", "without_error")
    return [[group[name] for name in rates] for group in groups]


def lines_in(path: Path) -> int:
    return path.read_bytes().count(b"\n") if path.exists() else 0


def wait_for(holds, process: subprocess.Popen, seconds: float = 120) -> None:
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline, "it takes too long"
        assert process.poll() is None, "it ended before"
        time.sleep(0.02)


@pytest.fixture(scope="module")
def whole(vocabas, manifest, tmp_path_factory) -> Path:
    """The run that no other may differ from."""
    folder = tmp_path_factory.mktemp("whole")
    done = vocabas(manifest, "--out", folder)
    assert done.returncode == 0, done.stderr
    return folder


def test_a_run_that_is_killed_goes_on_where_it_stopped_and_scores_the_same(
    vocabas, manifest, whole, environment, tmp_path
):
    assert {path.name for path in whole.iterdir()} >= {"results.jsonl", "report.html", "word_errors.svg"}
    cut = tmp_path / "cut"
    command = [*VOCABAS, "evaluate", str(manifest), "--out", str(cut), "--jobs", "2"]
    process = subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL, start_new_session=True)
    wait_for(lambda: lines_in(cut / "results.jsonl") > 5, process)
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    kept = len(without_times(cut))
    assert 5 <= kept < COUNT
    done = vocabas(manifest, "--out", cut)
    assert done.returncode == 0, done.stderr
    assert re.search(rf"\b{kept} déjà mesurés, {COUNT - kept} à mesurer", done.stderr)
    assert without_times(cut) == without_times(whole)
    assert scores(cut) == scores(whole)

    compared = json.loads(vocabas("compare", whole, cut, "--json").stdout)
    assert (compared["utterances"], compared["only_in_one"]) == (COUNT, 0)
    assert compared["word_errors"]["difference"] == 0.0
    assert compared["word_errors"]["p"] == 1.0
    told = vocabas("compare", whole, cut).stdout
    assert f"Erreurs de mots ({COUNT} phrases)" in told


@contextmanager
def started(command: list[str], environment: dict[str, str], log: Path):
    with log.open("w") as file:
        process = subprocess.Popen(command, env=environment, stdout=file, stderr=file, start_new_session=True)
    try:
        yield process
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def test_a_cluster_that_loses_one_of_its_two_workers_half_way_scores_the_same(
    manifest, whole, environment, tmp_path
):
    pytest.importorskip("distributed")
    address = tmp_path / "scheduler.json"
    dask = [sys.executable, "-m", "dask"]
    out = tmp_path / "cluster"
    with ExitStack() as opened:

        def start(name: str, *arguments: str) -> subprocess.Popen:
            log = tmp_path / f"{name}.log"
            return opened.enter_context(started([*dask, *arguments], environment, log))

        file = ["--scheduler-file", str(address)]
        scheduler = start(
            "scheduler", "scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard", *file
        )
        wait_for(address.exists, scheduler)
        one = ["worker", *file, "--nthreads", "1", "--no-nanny", "--no-dashboard", "--host", "127.0.0.1"]
        workers = [start(f"worker-{number}", *one) for number in range(2)]
        logs = [tmp_path / f"worker-{number}.log" for number in range(2)]
        wait_for(lambda: all("Registered to" in log.read_text() for log in logs), scheduler)
        url = json.loads(address.read_text())["address"]
        run = start_run([str(manifest), "--out", str(out), "--scheduler", url], environment, opened)
        wait_for(lambda: lines_in(out / "results.jsonl") > COUNT // 2, run)
        os.kill(workers[0].pid, signal.SIGKILL)
        assert lines_in(out / "results.jsonl") < COUNT
        assert run.wait(timeout=120) == 0
        assert workers[0].poll() == -signal.SIGKILL
        assert workers[1].poll() is None
    assert without_times(out) == without_times(whole)
    assert scores(out) == scores(whole)


def start_run(arguments: list[str], environment: dict[str, str], opened: ExitStack) -> subprocess.Popen:
    process = subprocess.Popen([*VOCABAS, "evaluate", *arguments], env=environment, stdout=subprocess.DEVNULL)
    opened.callback(process.kill)
    return process


def test_no_cluster_is_one_sentence(vocabas, manifest):
    done = vocabas(manifest, "--scheduler", "not an address")
    assert done.returncode == 1
    assert "Aucune grappe Dask ne répond" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.rasa
def test_scenarios_and_meanings_are_scored_on_two_cores(
    engine: IntentEngine, root, environment, manifest, tmp_path
):
    url = engine.server.url if engine.server else os.environ["VOCABAS_NLU_URL"]
    token = engine.server.token if engine.server else os.environ.get("VOCABAS_NLU_TOKEN", "")
    meant = tmp_path / "meant.csv"
    sound = root / "audio_samples" / "first_order" / "1.flac"
    text = "mets deux litres de lait et trois baguettes"
    meaning = "{add_items: [2 l lait, 3 baguette]}"
    meant.write_text(f'path,text,requests\n{sound},{text},"{meaning}"\n', encoding="utf-8")
    wrong = tmp_path / "wrong.voice.yaml"
    wrong.write_text(
        "name: wrong\nturns: [{text: du lait, typed: true}]\nexpect: {basket: {Lait: 9}}\n",
        encoding="utf-8",
    )
    done = subprocess.run(
        [*VOCABAS, "evaluate", "--json", "--jobs", "2", str(meant), str(wrong), str(sound.parent)],
        env={**environment, "VOCABAS_NLU_URL": url, "VOCABAS_NLU_TOKEN": token},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    total = json.loads(done.stdout)["total"]
    assert total["basket_and_order_exact"]["percent"] == 50.0
    assert total["basket_and_order_exact"]["of"] == 2
    assert total["understood"]["utterances"] == 1
    assert total["understood"]["wholly_right"]["percent"] == 100.0
    assert total["utterances"] == 9  # the recording, and the eight turns of the bundled scenario
