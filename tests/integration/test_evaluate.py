"""`vocabas evaluate understanding` on a real intent engine, with sentences of the test's own."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest
import yaml

from assistant.evaluation.training import plain, read_training

ADDING = "mets deux litres de lait et trois baguettes dans le panier maintenant"
WRONG = "ajoute quatre kilos de farine et six bouteilles de cidre"
"""Whose meaning is written down wrongly."""
HOUSE = "allume donc la lumière du garage à vélos"


@pytest.fixture
def run(engine, tmp_path):
    """The command, on the engine of the whole test run."""
    environment = {**os.environ, "VOCABAS_DATA_DIR": str(tmp_path / "data"), "PYTHONUTF8": "1"}
    if engine.server is not None:
        environment |= {"VOCABAS_NLU_URL": engine.server.url, "VOCABAS_NLU_TOKEN": engine.server.token}

    def vocabas(*arguments):
        return subprocess.run(
            [sys.executable, "-m", "assistant", "evaluate", "understanding", *map(str, arguments)],
            env={**environment, "COLUMNS": "100"},
            capture_output=True,
            text=True,
            timeout=240,
            check=False,
        )

    return vocabas


@pytest.fixture(scope="session")
def learnt(rasa_project):
    """A sentence of the training data."""
    return next(text for text in map(plain, read_training(rasa_project)) if len(text.split()) > 4)


@pytest.fixture
def write(tmp_path):
    """Writes a folder of sentences of the subject "courses"."""

    def folder(sentences):
        group = {"who": "a test", "sentences": sentences}
        text = yaml.safe_dump({"subject": "courses", "groups": [group]}, allow_unicode=True)
        (tmp_path / "some.yml").write_text(text, encoding="utf-8")
        return tmp_path

    return folder


@pytest.fixture
def folder(write, learnt):
    """One sentence that is understood, one that cannot be, one not for us, and one that was learnt."""
    return write(
        {
            ADDING: {"add_items": ["2 l lait", "3 baguette"]},
            WRONG: {"remove_items": ["4 kg farine", "6 bottle cidre"]},
            HOUSE: "out_of_scope",
            f"{learnt.upper()} !": "stop",
        }
    )


def test_the_report_counts_what_is_right_and_leaves_out_what_was_learnt(run, folder, tmp_path):
    done = run(folder, "--json", "--errors", "--plots", tmp_path / "pictures")
    assert done.returncode == 0, done.stderr
    report = json.loads(done.stdout)
    assert report["left_out_as_trained_on"] == 1
    assert report["total"]["sentences"] == 3
    assert report["total"]["wholly_right"]["percent"] == 66.7
    assert report["not_for_us"]["left_alone"]["percent"] == 100.0
    assert report["confusions"]["remove_items"] == {"add_items": 1}
    assert report["milliseconds"]["median"] > 0
    (wrong,) = report["errors"]
    assert wrong["text"] == WRONG
    assert wrong["requests"][0]["type"] == "add_items"
    assert sorted(path.name for path in (tmp_path / "pictures").iterdir()) == [
        "confusions.svg",
        "reliability.svg",
    ]


def test_people_read_a_table_and_no_sentence_unless_they_ask(run, folder):
    done = run(folder)
    assert done.returncode == 0, done.stderr
    assert "66,7\u00a0%" in done.stdout
    assert "courses" in done.stdout
    assert "non comptées : 1" in done.stdout
    assert "farine" not in done.stdout + done.stderr
    assert "garage" not in done.stdout + done.stderr


def test_nothing_but_training_sentences_is_no_score(run, write, learnt):
    done = run(write({learnt: "undo"}))
    assert done.returncode != 0
    assert "Toutes ces phrases ont servi à l’entraînement" in done.stderr
    assert "Traceback" not in done.stderr
