"""The bundled scenarios: enough of them, across the mission, small, each with its origin and licence."""

from __future__ import annotations

from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from assistant.evaluation.scripts import Script, find_scripts, load_script
from assistant.evaluation.scripts.script import Wanted

SUBJECTS = {
    "dictation",
    "corrections",
    "ordering",
    "questions",
    "numbers",
    "hesitation",
    "children",
    "two voices",
    "not for the shop",
    "silence",
    "noise",
    "distance",
}


@pytest.fixture(scope="module")
def samples(root: Path) -> list[Script]:
    return [load_script(path, ZoneInfo("Europe/Paris")) for path in find_scripts([root / "audio_samples"])]


def test_there_are_forty_or_more_across_the_mission_in_several_voices(samples):
    assert len(samples) >= 40
    assert {script.subject for script in samples} == SUBJECTS
    assert len({turn.spoken.voice for script in samples for turn in script.turns}) >= 12


def test_each_tells_its_origin_and_licence_and_can_be_made_again(samples):
    for script in samples:
        assert script.origin.startswith("espeak-ng"), script.path
        assert script.licence == "Apache-2.0", script.path
        voices = {turn.spoken.voice for turn in script.turns if turn.audio}
        assert all(voice in script.origin for voice in voices), script.path
        assert all(turn.synthetic for turn in script.turns if turn.audio), script.path


def test_names_are_their_own_and_the_readme_lists_each(samples, root):
    readme = (root / "audio_samples" / "README.md").read_text(encoding="utf-8")
    assert len({script.name for script in samples}) == len(samples)
    for script in samples:
        assert f"`{script.path.parent.name}`" in readme


def test_each_says_what_must_come_out(samples):
    nothing = Wanted()
    for script in samples:
        assert any(one != nothing for one in (script.end, *(turn.wanted for turn in script.turns))), (
            script.path
        )


def test_they_are_small_and_every_sound_is_played(samples, root):
    sounds = {path for end in ("*.flac", "*.opus") for path in (root / "audio_samples").rglob(end)}
    assert sum(path.stat().st_size for path in sounds) < 25_000_000
    assert sounds == {turn.audio for script in samples for turn in script.turns if turn.audio}
