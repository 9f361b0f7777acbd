"""What the microphone hears stays nowhere, who listens is seen and heard, and closed means closed."""

from __future__ import annotations

import time
from pathlib import Path

import numpy as np
import pytest

from assistant.hearing.audio import SAMPLE_RATE, Samples, decode
from assistant.hearing.models import find_model
from assistant.hearing.recogniser import Recogniser
from assistant.listening import earcons
from tests.integration.sound_stack import Room, holds
from tests.integration.test_listening import ASLEEP, OPEN, files, here, listening, voice  # noqa: F401

pytestmark = pytest.mark.rasa


def heard(signal: earcons.Earcon, recordings: list[Samples]) -> bool:
    return holds(np.concatenate(recordings), signal.sound(SAMPLE_RATE))


def test_an_open_microphone_is_seen_and_heard_and_a_closed_one_is_closed(here: Room, listening):  # noqa: F811
    talk = listening()
    at = talk.until(ASLEEP)
    assert here.recorders() == 1
    with here.recording() as said:
        here.play(voice("dis vocabas"))
        at = talk.until(OPEN, at)
        time.sleep(0.5)
    assert heard(earcons.LISTENING, said)
    with here.recording() as said:
        here.play(voice("coupe le micro"))
        at = talk.until("Le micro est coupé.", at)
        time.sleep(0.5)
    assert heard(earcons.CLOSED, said)
    assert not heard(earcons.LISTENING, said)
    assert here.recorders() == 0, "the device is given back"
    here.play(voice("dis vocabas ajoute du beurre s’il te plaît"))
    time.sleep(1.5)
    assert talk.lines[at:] == []


def test_an_answer_begins_with_whether_it_was_understood(here: Room, listening):  # noqa: F811
    talk = listening("--way", "open", "--rate", "400")
    at = talk.until(OPEN)
    for sentence, expected, other in (
        ("ajoute du beurre s’il te plaît", earcons.UNDERSTOOD, earcons.NOT_UNDERSTOOD),
        ("quelle heure est-il à tokyo", earcons.NOT_UNDERSTOOD, earcons.UNDERSTOOD),
    ):
        with here.recording() as said:
            here.play(voice(sentence))
            at = talk.until("Réponse", at)
            at = talk.until(OPEN, at)
        assert heard(expected, said), talk.lines
        assert not heard(other, said), talk.lines


def test_turns_are_kept_only_where_that_is_asked_for(here: Room, listening, tmp_path: Path):  # noqa: F811
    folder = tmp_path / "kept"
    talk = listening("--way", "open", "--mute", "--keep-audio", str(folder))
    at = talk.until(OPEN)
    before = files(tmp_path)
    for sentence in ("ajoute du beurre s’il te plaît", "mets trois baguettes"):
        here.play(voice(sentence))
        at = talk.until("Réponse", at)
        at = talk.until(OPEN, at)
    kept = sorted(folder.iterdir())
    assert len(kept) == 2
    assert "beurre" in Recogniser(find_model("", None)).transcribe(decode(kept[0])).text
    assert files(tmp_path) - before == {f"kept/{file.name}" for file in kept}
