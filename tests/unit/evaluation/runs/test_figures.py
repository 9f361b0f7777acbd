"""Figures of records whose figures are known."""

from __future__ import annotations

import random

import pytest

from assistant.evaluation.runs import summary
from assistant.evaluation.runs.page import write_page
from assistant.evaluation.runs.pictures import draw_run

from .records import clip, scenario

RECORDS = [
    clip("a", "mets deux litres de lait", "mets deux litres de lait", "anne", 10, noise="none"),
    clip("b", "et trois baguettes", "et trois raclette", "luc", 20, noise="fan 5 dB"),
    clip("c", "du beurre", "", "luc", 90, noise="fan 10 dB"),
    scenario("s", True, "ordering", clip("", "oui", "oui", "fr+f2", 30, noise="none", distance="close")),
    scenario("t", False, "silence"),
    scenario("u", None, "silence"),
    {"id": "z", "kind": "clip", "speaker": "", "conditions": {}, "error": "unreadable_audio"},
]


def test_rates_are_errors_over_words_and_silence_is_all_wrong():
    total = summary(RECORDS)["total"]
    assert (total["utterances"], total["words"]) == (4, 11)
    assert total["word_error_rate"]["percent"] == pytest.approx(100 * 3 / 11, abs=0.05)
    assert total["word_error_rate"]["drawn"] == "utterances"
    low, high = total["word_error_rate"]["interval"]
    assert 0 <= low < 27.3 < high <= 100
    assert total["without_error"]["percent"] == 50.0
    assert total["real_time_factor"] == 0.25
    assert total["latency_ms"] == {"median": 25.0, "p95": 90}
    assert total["answer_ms"] == {"median": 100.0, "p95": 100.0}


def test_scenarios_count_when_they_say_what_basket_or_order_must_be():
    exact = summary(RECORDS)["total"]["basket_and_order_exact"]
    assert (exact["percent"], exact["of"]) == (50.0, 2)
    assert summary(RECORDS)["unusable"] == ["z"]


def test_broken_down_by_voice_noise_and_subject_in_the_order_of_a_reader():
    by = summary(RECORDS)["by"]
    assert list(by) == ["voice", "noise", "subject"]  # all are close: distance tells nothing apart
    assert list(by["noise"]) == ["fan 5 dB", "fan 10 dB", "none"]
    assert by["voice"]["luc"]["word_error_rate"]["percent"] == 60.0
    assert by["voice"]["fr+f2"]["basket_and_order_exact"]["of"] == 1
    assert by["subject"]["silence"]["basket_and_order_exact"]["percent"] == 0.0
    assert by["noise"]["none"]["utterances"] == 2


def test_a_further_column_is_broken_down_when_it_is_asked_for():
    records = [clip("a", "oui", "oui", age="20"), clip("b", "non", "mon", age="20")]
    assert "age" not in summary(records)["by"]
    assert summary(records, by=["age"])["by"]["age"]["20"]["word_error_rate"]["percent"] == 50.0


def test_the_order_of_the_records_changes_nothing():
    mixed = RECORDS[:]
    random.Random(1).shuffle(mixed)
    assert summary(mixed) == summary(RECORDS)


def test_speakers_are_drawn_when_there_are_enough():
    records = [clip(f"{n:02}", "un deux", "un deux" if n % 3 else "un", f"p{n % 6}") for n in range(24)]
    assert summary(records)["total"]["word_error_rate"]["drawn"] == "speakers"


def test_understanding_is_counted_of_those_that_say_what_they_mean():
    right = clip("a", "du lait", "du lait") | {
        "understood": {"type": True, "wholly": True, "slots": [1, 0, 0]}
    }
    half = clip("b", "du lait", "du thé") | {
        "understood": {"type": True, "wholly": False, "slots": [0, 1, 1]}
    }
    understood = summary([right, half, clip("c", "oui", "oui")])["total"]["understood"]
    assert understood["utterances"] == 2
    assert understood["intent"]["percent"] == 100.0
    assert understood["wholly_right"]["percent"] == 50.0
    assert understood["entity_f1"] == 50.0


def test_nothing_that_can_be_scored_has_figures_without_numbers():
    total = summary([RECORDS[-1]])["total"]
    assert total["word_error_rate"]["percent"] is None
    assert total["latency_ms"] is None
    write_page(summary([RECORDS[-1]]), [RECORDS[-1]], {}, {})


def test_the_page_shows_figures_alignment_and_pictures_and_asks_for_nothing_from_outside():
    figures = summary(RECORDS)
    pictures = draw_run(figures, [10.0, 20.0, 30.0])
    assert set(pictures) == {"word_errors", "exact", "latency"}
    assert pictures == draw_run(figures, [10.0, 20.0, 30.0])
    page = write_page(figures, RECORDS, pictures, {"model": "embedded"})
    assert "27,3\u00a0%" in page
    assert '<span class="substitute">baguettes</span> <span class="instead">raclette</span>' in page
    assert page.count("<svg") == 3
    assert "src=" not in page
    assert "<script" not in page
