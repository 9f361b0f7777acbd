from __future__ import annotations

import json

import pytest

from assistant.errors import Unavailable
from assistant.hearing.confidence import UNFITTED, Calibration
from assistant.hearing.decoding import Hypothesis, TimedWord
from assistant.hearing.evidence import Segment, together
from assistant.hearing.models import EMBEDDED


def segment(gain=10.0, rival=-10.0, words="du lait", cost=4.0):
    said = tuple(TimedWord(w, i * 0.3, i * 0.3 + 0.3) for i, w in enumerate(words.split()))
    other = tuple(TimedWord(w, i * 0.3, i * 0.3 + 0.3) for i, w in enumerate(["de", "lait"]))
    ways = Hypothesis(said, -30.0), Hypothesis(other, -30.0 + rival)
    return Segment(ways, -30.0 - gain, cost, sounds=4)


@pytest.fixture(scope="module")
def calibration():
    return Calibration.of_model(EMBEDDED)


def test_words_that_explain_the_sound_no_better_than_mere_sounds_are_doubted(calibration):
    assert calibration.of_sentence([segment(gain=10)]) > 0.6
    assert calibration.of_sentence([segment(gain=-30)]) < 0.2


def test_a_close_rival_lowers_confidence_in_the_word_that_differs(calibration):
    sure = calibration.of_words(segment(rival=-10))
    torn = calibration.of_words(segment(rival=-0.1))
    assert torn[0] < sure[0]
    assert torn[0] < torn[1]


def test_a_sentence_is_no_surer_than_its_worst_part(calibration):
    good, bad = segment(gain=10), segment(gain=-30)
    assert calibration.of_sentence([good, bad]) <= calibration.of_sentence([bad]) + 0.05


def test_evidence_of_several_segments_is_their_worst_and_their_sum():
    good, bad = segment(gain=10, rival=-9), segment(gain=-30, rival=-1)
    both = together([good, bad])
    assert both["ratio"] == bad.features()["ratio"]
    assert both["margin"] == bad.features()["margin"]
    assert both["sounds"] > bad.features()["sounds"]


def test_a_rare_word_that_sounds_right_fits_as_well_as_a_common_one():
    common, rare = segment(gain=10, cost=4), segment(gain=2, cost=12)
    assert common.misfit == rare.misfit == 0
    assert rare.features()["cost_a_word"] > common.features()["cost_a_word"]


def test_words_whose_sounds_are_not_there_misfit_by_as_much_as_they_explain_less():
    assert segment(gain=-20, cost=4).misfit == pytest.approx(segment(gain=-10, cost=4).misfit + 10)


def test_a_model_without_calibration_refuses_nothing(tmp_path):
    made = Calibration.of_model(tmp_path)
    assert made is UNFITTED
    assert 0 < made.of_sentence([Segment(segment().hypotheses, None)]) < 1
    assert made.floor == 0


OLD = {"weights": {"moon": 1.0}, "bias": 0.0}
BROKEN = ["", "[]", json.dumps({"word": {}}), json.dumps({"word": OLD, "sentence": OLD, "floor": 0.1})]


@pytest.mark.parametrize("text", BROKEN)
def test_a_broken_calibration_is_a_clear_error(tmp_path, text):
    (tmp_path / "confidence.json").write_text(text)
    with pytest.raises(Unavailable) as caught:
        Calibration.of_model(tmp_path)
    assert caught.value.code == "no_acoustic_model"


def test_a_calibration_is_read_as_it_was_kept(tmp_path, calibration):
    calibration.write(tmp_path, fitted_by="a test")
    assert Calibration.of_model(tmp_path) == calibration
