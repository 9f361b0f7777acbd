"""Every bundled scenario on the real parts, each a test; the known weak ones must be weak still."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.bootstrap import IntentEngine
from assistant.evaluation.scripts import Stage, find_scripts, load_script, play
from assistant.evaluation.scripts.junit import told_differences
from assistant.settings import load_settings

pytestmark = pytest.mark.rasa

SAMPLES = Path(__file__).resolve().parents[2] / "audio_samples"


@pytest.fixture(scope="module")
def stage(engine: IntentEngine, tmp_path_factory: pytest.TempPathFactory):
    with Stage(load_settings({}, data_dir=tmp_path_factory.mktemp("samples")), engine) as stage:
        yield stage


@pytest.mark.parametrize("path", find_scripts([SAMPLES]), ids=lambda path: path.parent.name)
def test_the_scenario_comes_out_as_it_must(path, stage):
    played = play(load_script(path, stage.zone), stage)
    if played.outcome == "weak":
        pytest.xfail(played.script.weak)
    assert played.as_expected, "\n".join(told_differences(played))
