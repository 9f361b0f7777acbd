"""The whole way, from a recipe to a model that vosk loads: small, with espeak-ng's speech alone."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from acoustic.__main__ import app
from acoustic.errors import AcousticError
from acoustic.recipe import load
from acoustic.steps import Steps
from acoustic.workplace import Workplace

RECIPE = """
[sentences]
grocery = 20
filler = 4
language_model = 300
test = 4

[[source]]
name = "espeak"
speaks = "espeak"

[net]
width = 32
contexts = [[-2, -1, 0, 1, 2], [-3, 0, 3], [-6, 0, 6]]

[training]
minutes = 0.1
batch_frames = 3000
"""


@pytest.fixture
def recipe(tmp_path: Path) -> Path:
    path = tmp_path / "recipe.toml"
    path.write_text(RECIPE)
    return path


@pytest.mark.usefixtures("needs_espeak")
def test_a_recipe_becomes_a_model_that_vosk_hears_with(recipe: Path, tmp_path: Path) -> None:
    arguments = ["--recipe", str(recipe), "--work", str(tmp_path / "work"), "--speech", str(tmp_path)]
    run = CliRunner().invoke(app, [*arguments, "all"])
    assert run.exit_code == 0, run.output
    scores = json.loads((tmp_path / "work" / "scores.json").read_text())
    assert scores["words"]["held-out voices"]["length"] > 10
    assert scores["cost"]["words"] > 2000

    again = CliRunner().invoke(app, [*arguments, "features"])
    assert "features-espeak: done before" in again.output

    shipped = CliRunner().invoke(app, [*arguments, "ship", str(tmp_path / "product")])
    assert shipped.exit_code == 0
    assert {p.name for p in (tmp_path / "product").iterdir()} == {"am", "conf", "graph"}


def test_the_help_names_every_step() -> None:
    text = CliRunner().invoke(app, ["--help"]).output
    assert all(
        step in text
        for step in ("sentences", "speech", "features", "train", "export", "graph", "score", "ship")
    )


def test_a_step_without_its_inputs_says_what_to_run_first(recipe: Path, tmp_path: Path) -> None:
    steps = Steps(load(recipe), Workplace(tmp_path / "work"), tmp_path)
    with pytest.raises(AcousticError, match="features"):
        steps.train()
    with pytest.raises(AcousticError, match="all"):
        steps.ship(tmp_path / "product")
