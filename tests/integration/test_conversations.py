"""Scripted conversations (`tests/conversations/*.yaml`) with the real engine, catalogue and database."""

from __future__ import annotations

import pytest

from assistant.settings import load_settings
from tests.conversations.play import Clock, build, play, scripts

SCRIPTS = scripts()


@pytest.fixture(scope="module")
def clock():
    return Clock()


@pytest.fixture(scope="module")
def talker(engine, clock, tmp_path_factory):
    return build(load_settings({}, data_dir=tmp_path_factory.mktemp("talk")), engine, clock)


@pytest.mark.rasa
@pytest.mark.parametrize("script", SCRIPTS, ids=lambda s: f"{s['file']}: {s['name']}")
def test_conversation(script, talker, clock):
    played = play(script, talker, clock)
    assert played.problems == []


def test_there_are_enough_of_them_and_each_has_a_name_of_its_own():
    names = [(script["file"], script["name"]) for script in SCRIPTS]
    assert len(names) == len(set(names)) >= 150
