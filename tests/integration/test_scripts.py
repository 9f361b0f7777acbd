"""Scripts on the real parts, through the command."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest

from assistant.bootstrap import IntentEngine
from assistant.errors import BadInput, Unavailable
from assistant.evaluation.scripts import Stage, load_script, play
from assistant.evaluation.scripts.report import write_report
from assistant.settings import Settings
from assistant.speaking import Espeak

pytestmark = pytest.mark.rasa


@pytest.fixture(scope="module")
def environment(engine: IntentEngine, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What a command of its own needs to use the intent engine of this run."""
    url = engine.server.url if engine.server else os.environ["VOCABAS_NLU_URL"]
    token = engine.server.token if engine.server else os.environ.get("VOCABAS_NLU_TOKEN", "")
    folder = tmp_path_factory.mktemp("scripts-data")
    return {**os.environ, "VOCABAS_NLU_URL": url, "VOCABAS_NLU_TOKEN": token, "VOCABAS_DATA_DIR": str(folder)}


@pytest.fixture
def stage(settings: Settings, engine: IntentEngine):
    with Stage(settings, engine) as stage:
        yield stage


def write(folder: Path, name: str, text: str) -> Path:
    path = folder / f"{name}.voice.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_the_command_plays_the_bundled_scenario_and_writes_what_it_is_asked_for(environment, root, tmp_path):
    bad = write(tmp_path, "bad", "name: bad\nturns: [{text: du lait, typed: true, expect: {total_cents: 1}}]")
    files = [tmp_path / "junit.xml", tmp_path / "report.html"]
    command = [sys.executable, "-m", "assistant", "script", "run", "--json"]
    command += ["--junit", str(files[0]), "--report", str(files[1])]
    done = subprocess.run(
        [*command, str(root / "audio_samples" / "first_order"), str(bad)],
        capture_output=True,
        text=True,
        env=environment,
        cwd=tmp_path,
        check=False,
    )
    assert done.returncode == 1, done.stderr
    good, failed = json.loads(done.stdout)["scripts"]
    assert (good["passed"], failed["passed"]) == (True, False), good["differences"]
    assert good["orders"]
    suite = ElementTree.parse(files[0]).getroot()[0]
    assert (suite.get("tests"), suite.get("failures")) == ("2", "1")
    assert files[1].read_text(encoding="utf-8").count("data:audio/ogg;base64,") == len(good["turns"])


def test_a_script_has_a_shop_of_its_own_at_its_date(stage, tmp_path):
    text = """
name: full
date: 2026-11-25 09:00
shop: {full: [{mode: drive, start: 2026-11-26 18:00}]}
turns:
  - {text: ajoute deux litres de lait, typed: true}
  - text: commande en drive demain à dix-huit heures
    typed: true
    expect: {reply: {lacks: "entre 18 h et"}, order: none}
"""
    played = play(load_script(write(tmp_path, "full", text), stage.zone), stage)
    assert played.passed, [str(d) for turn in played.turns for d in turn.differences]
    free = text.replace("shop: {full: [{mode: drive, start: 2026-11-26 18:00}]}\n", "")
    played = play(load_script(write(tmp_path, "free", free), stage.zone), stage)
    assert [d.field for turn in played.turns for d in turn.differences] == ["reply.lacks"]


def test_what_the_shop_does_not_have_is_refused(stage, tmp_path):
    for shop in ("stock: {NO-SUCH: 1}", "full: [{mode: drive, start: 2026-11-23 03:00}]"):
        script = write(
            tmp_path, "odd", f"name: odd\nshop: {{{shop}}}\nturns: [{{text: du lait, typed: true}}]"
        )
        with pytest.raises(BadInput) as refused:
            play(load_script(script, stage.zone), stage)
        assert refused.value.code == "bad_script"


def test_spoken_turns_are_really_heard_and_silence_is_not(stage, tmp_path):
    try:
        Espeak()
    except Unavailable as reason:
        pytest.skip(str(reason))
    text = """
name: spoken
speak: {voice: fr+m3, rate: 145}
turns:
  - {text: mets deux litres de lait, expect: {words: true, requests: {add_items: [2 l lait]}}}
  - {silence_s: 2, expect: {error: nothing_heard}}
  - {text: mets trois baguettes, noise: {kind: white, snr_db: -10}}
"""
    played = play(load_script(write(tmp_path, "spoken", text), stage.zone), stage)
    assert played.passed, [str(d) for turn in played.turns for d in turn.differences]
    assert played.turns[0].words.word_errors == 0
    assert played.turns[2].words.word_errors > 0
    write_report([played], tmp_path / "report.html")
    assert "(silence)" in (tmp_path / "report.html").read_text(encoding="utf-8")
