"""pytest run on scripts that must pass, and on scripts that must fail, for each kind of expectation."""

from __future__ import annotations

import copy
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
import yaml

from assistant.bootstrap import IntentEngine

pytestmark = pytest.mark.rasa

SAID = "mets deux litres de lait et trois baguettes"
BASKET = {"Lait": 2, "Baguette": 3}
RIGHT: dict[str, Any] = {
    "name": "right",
    "turns": [
        {
            "audio": "1.flac",
            "text": SAID,
            "expect": {
                "words": True,
                "wer_at_most": 0.1,
                "requests": {"add_items": ["2 l lait", "3 baguettes"]},
                "basket": BASKET,
                "total_cents": 495,
                "reply": {"has": "baguettes", "lacks": "beurre", "expects": "nothing", "silent": False},
            },
        },
        {"silence_s": 1, "expect": {"error": "nothing_heard"}},
        {"text": "combien ça fait", "typed": True, "expect": {"ignored": True}},
        {"text": "commande en drive demain à dix-huit heures", "typed": True},
        {
            "text": "oui",
            "typed": True,
            "expect": {
                "order": {
                    "mode": "drive",
                    "start": "2026-11-24 18:00",
                    "total_cents": 495,
                    "lines": BASKET,
                }
            },
        },
    ],
    "expect": {"basket": {}, "total_cents": 0, "order": "placed"},
}
"""Each expectation that the schema has, and all of them hold."""

WRONG: dict[str, tuple[str, Any, str]] = {
    "words": ("turns.0.expect.words", "deux litres de lin", f"« deux litres de lin » attendu, « {SAID} »"),
    "wer_at_most": ("turns.0.text", "mets du pain", "10% au plus attendu"),
    "requests": (
        "turns.0.expect.requests",
        {"add_items": ["lait"]},
        "requests: {add_items: [lait]} attendu, add_items: [2 l lait, 3 baguettes] obtenu",
    ),
    "basket": ("turns.0.expect.basket", {"Lait": 2, "Baguette": 4}, "4 × Baguette attendu, 2 × Lait"),
    "total_cents": ("turns.0.expect.total_cents", 1, "1 attendu, 495 obtenu"),
    "reply.has": ("turns.0.expect.reply.has", "zorglub", "« zorglub » attendu, « J’ajoute"),
    "reply.lacks": ("turns.0.expect.reply.lacks", "BAGUETTES", "pas « BAGUETTES » attendu"),
    "reply.expects": ("turns.0.expect.reply.expects", "choice", "choice attendu, nothing obtenu"),
    "reply.silent": ("turns.0.expect.reply.silent", True, "le silence attendu, « J’ajoute"),
    "error": ("turns.1.expect.error", "audio_too_long", "audio_too_long attendu, nothing_heard obtenu"),
    "ignored": ("turns.2.text", "ajoute du beurre doux", "le panier d’avant attendu, 2 × Lait"),
    "order": ("turns.4.expect.order", "none", "aucune commande attendu, 1 commande obtenu"),
    "order.mode": ("turns.4.expect.order.mode", "delivery", "delivery attendu, drive obtenu"),
    "order.start": (
        "turns.4.expect.order.start",
        "2026-11-24 18:30",
        "2026-11-24 18:30 attendu, 2026-11-24 18:00 obtenu",
    ),
    "order.total_cents": ("turns.4.expect.order.total_cents", 496, "496 attendu, 495 obtenu"),
    "order.lines": ("turns.4.expect.order.lines", {"Lait": 2}, "rien d’autre attendu, 3 × Baguette"),
    "end.basket": ("expect.basket", {"Lait": 2}, "à la fin — basket: 2 × Lait attendu, rien obtenu"),
    "end.total_cents": ("expect.total_cents", 495, "à la fin — total_cents: 495 attendu, 0 obtenu"),
    "end.order": ("expect.order", "none", "à la fin — order: aucune commande attendu, 1 commande"),
    "end.order.mode": ("expect.order", {"mode": "express"}, "à la fin — order.mode: express attendu, drive"),
    "end.order.start": (
        "expect.order",
        {"start": "2026-11-25 18:00"},
        "à la fin — order.start: 2026-11-25 18:00 attendu, 2026-11-24 18:00",
    ),
    "end.order.total_cents": (
        "expect.order",
        {"total_cents": 9},
        "à la fin — order.total_cents: 9 attendu, 495",
    ),
    "end.order.lines": ("expect.order", {"lines": {"Lait": 2}}, "à la fin — order.lines: rien d’autre"),
}
"""For each kind: what to change in what is right, and a part of what must be told."""

BROKEN = {
    "misspelt": ("name: misspelt\nturns:\n  - {texte: du lait}\n", "misspelt.voice.yaml:3: ", "text"),
    "gone": ("name: gone\nturns:\n  - {audio: gone.flac}\n", "gone.voice.yaml:3: ", "gone.flac"),
}
WEAK = {
    "weak": "name: weak\nweak: known\nturns: [{text: du lait, typed: true, expect: {basket: {Lait: 7}}}]\n",
    "mended": "name: mended\nweak: known\nturns: [{text: du lait, typed: true, expect: {order: none}}]\n",
}


def kinds(schema: dict[str, Any], node: dict[str, Any], prefix: str = "") -> Iterator[str]:
    """Every expectation of a part of the schema, with those inside it."""
    for name, inside in node["properties"].items():
        while "$ref" in inside:
            inside = schema["$defs"][inside["$ref"].rpartition("/")[2]]
        objects = [one for one in (inside, *inside.get("oneOf", ())) if "properties" in one]
        if not objects or "oneOf" in inside:
            yield prefix + name
        for one in objects:
            yield from kinds(schema, one, f"{prefix}{name}.")


def test_no_kind_of_expectation_is_left_out():
    schema = files("assistant.evaluation.scripts") / "voice.schema.json"
    known = json.loads(schema.read_text(encoding="utf-8"))
    expected = {*kinds(known, known["$defs"]["expect"]), *kinds(known, known["$defs"]["end"], "end.")}
    assert set(WRONG) == expected


def changed(path: str, value: Any) -> dict[str, Any]:
    """What is right, but for one thing."""
    document = copy.deepcopy(RIGHT)
    *way, last = (int(part) if part.isdigit() else part for part in path.split("."))
    node: Any = document
    for part in way:
        node = node[part]
    node[last] = value
    if path == "turns.0.text":  # only the error rate is compared with the text, then
        node["expect"] = {"wer_at_most": 0.1}
    return document


@pytest.fixture(scope="module")
def folder(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("voice")
    sound = (root / "audio_samples" / "first_order" / "1.flac").read_bytes()
    (folder / "1.flac").write_bytes(sound)
    documents = {"right": RIGHT, **{kind: changed(path, value) for kind, (path, value, _) in WRONG.items()}}
    texts = {name: yaml.safe_dump(document, allow_unicode=True) for name, document in documents.items()}
    texts |= {name: text for name, (text, _, _) in BROKEN.items()} | WEAK
    for name, text in texts.items():
        (folder / f"{name}.voice.yaml").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def run(engine: IntentEngine, folder: Path) -> subprocess.CompletedProcess[str]:
    """pytest in a process and a folder of its own, as a retailer runs it."""
    url = engine.server.url if engine.server else os.environ["VOCABAS_NLU_URL"]
    token = engine.server.token if engine.server else os.environ.get("VOCABAS_NLU_TOKEN", "")
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-rxX", "--rootdir", str(folder)]
    return subprocess.run(
        [*command, "--vocabas-report", "report.html", "--junitxml", "junit.xml", "."],
        capture_output=True,
        text=True,
        cwd=folder,
        env={
            **os.environ,
            "VOCABAS_NLU_URL": url,
            "VOCABAS_NLU_TOKEN": token,
            "VOCABAS_DATA_DIR": str(folder / "data"),
            "COLUMNS": "120",
        },
        check=False,
    )


@pytest.fixture(scope="module")
def failures(run: subprocess.CompletedProcess[str]) -> dict[str, str]:
    """What is told of each script that failed, by its name."""
    parts = re.split(r"^_+ (\S+) \(spoken\) _+$", run.stdout, flags=re.MULTILINE)[1:]
    return dict(zip(parts[::2], parts[1::2], strict=True))


def test_what_must_pass_passes_and_everything_else_fails(run, failures):
    assert run.returncode == 1, run.stdout + run.stderr
    assert set(failures) == {*WRONG, *BROKEN, "mended"}
    assert f"{len(WRONG) + len(BROKEN) + 1} failed, 1 passed, 1 xfailed" in run.stdout
    assert "Traceback" not in run.stdout


@pytest.mark.parametrize("kind", WRONG)
def test_each_kind_fails_first_and_tells_what_was_wanted_and_what_came(failures, kind):
    told = [line for line in failures[kind].splitlines() if " — " in line]
    assert f" — {kind.removeprefix('end.')}: " in told[0]
    assert WRONG[kind][2] in told[0].replace("\u00a0", " ")
    if not kind.startswith("end."):
        assert re.match(r"tour \d, ligne \d+ « ", told[0])


@pytest.mark.parametrize("name", BROKEN)
def test_a_script_that_cannot_be_read_fails_with_its_file_and_line(failures, name):
    _, where, what = BROKEN[name]
    assert where in failures[name]
    assert what in failures[name]


def test_a_weak_script_that_came_right_says_that_its_mark_may_go(failures, run):
    assert "« weak: known » est à enlever" in failures["mended"]
    assert re.search(r"XFAIL.*weak.*known", run.stdout)


def test_junit_and_the_page_hold_the_same_failures(run, folder):
    suite = ElementTree.parse(folder / "junit.xml").getroot()[0]
    assert (suite.get("failures"), suite.get("skipped")) == (str(len(WRONG) + len(BROKEN) + 1), "1")
    failed = {case.get("name"): case.find("failure") for case in suite}
    assert "495 obtenu" in failed["total_cents"].text
    page = (folder / "report.html").read_text(encoding="utf-8")
    assert "zorglub" in page
    assert page.count("data:audio/ogg;base64,") >= len(WRONG)
