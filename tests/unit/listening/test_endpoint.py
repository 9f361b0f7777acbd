"""When a turn has ended."""

import pytest

from assistant.hearing.voice import FRAME_SECONDS
from assistant.listening.endpoint import Endpointer, Moment, Patience


def pauses_until_end(said: str) -> float:
    """How long a pause after these words lasts until the turn has ended, seconds."""
    ends = Endpointer()
    for _ in range(20):
        ends.push(0.95, said)
    frames = 0
    while ends.push(0.05, said) is not Moment.ENDED:
        frames += 1
        assert frames < 1_000
    return frames * FRAME_SECONDS


def test_a_complete_sentence_is_answered_promptly():
    assert pauses_until_end("ajoute du lait") <= 0.75


@pytest.mark.parametrize(
    "said", ["ajoute du lait et", "mets deux", "je voudrais", "du pain avec", "un paquet de", "donne-moi d'"]
)
def test_who_stops_in_the_middle_is_waited_for(said: str):
    assert pauses_until_end(said) > 1.5


def test_a_list_dictated_with_pauses_is_one_turn():
    ends = Endpointer()
    moments = [ends.push(0.9) for _ in range(20)]
    for said in ("du lait", "du lait des œufs"):
        moments += [ends.push(0.1, said) for _ in range(int(0.5 / FRAME_SECONDS))]
        moments += [ends.push(0.9, said) for _ in range(20)]
    assert Moment.ENDED not in moments


def test_a_cough_begins_no_turn():
    ends = Endpointer()
    moments = [ends.push(p) for p in (0.0, 0.9, 0.9, 0.0, 0.0, 0.9, 0.0)]
    assert set(moments) == {Moment.QUIET}


def test_nobody_is_told_after_the_patience_and_then_again():
    ends = Endpointer(Patience(to_begin=1.0))
    moments = [ends.push(0.0) for _ in range(70)]
    assert moments.count(Moment.NOBODY) == 2


def test_a_turn_ends_at_last_however_long_somebody_talks():
    ends = Endpointer(Patience(longest=2.0))
    moments = [ends.push(0.9, "et") for _ in range(80)]
    assert Moment.ENDED in moments
