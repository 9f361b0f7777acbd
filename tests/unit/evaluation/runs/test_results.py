"""Results are kept as they come, and a run that was cut off goes on."""

from __future__ import annotations

import pytest

from assistant.errors import BadInput, NotFound
from assistant.evaluation.runs import Results
from assistant.evaluation.runs.results import NAME, read_results

MADE = {"model": "embedded 1"}


def test_what_was_kept_is_there_again_even_when_the_last_line_was_cut(tmp_path):
    with Results(tmp_path, MADE) as results:
        results.keep({"id": "a", "stamp": "1", "words": 3})
        results.keep({"id": "b", "stamp": "1", "words": 4})
    path = tmp_path / NAME
    path.write_text(path.read_text(encoding="utf-8")[:-9], encoding="utf-8")
    with Results(tmp_path, MADE) as again:
        assert again.has("a", "1")
        assert not again.has("a", "2")
        assert not again.has("b", "1")
        again.keep({"id": "b", "stamp": "2", "words": 5})
    assert read_results(tmp_path) == (
        MADE,
        {"a": {"id": "a", "stamp": "1", "words": 3}, "b": again.records["b"]},
    )


def test_another_recogniser_does_not_go_on_with_it_unless_all_is_measured_again(tmp_path):
    with Results(tmp_path, MADE) as results:
        results.keep({"id": "a", "stamp": "1"})
    with pytest.raises(BadInput) as refused:
        Results(tmp_path, {"model": "large"})
    assert refused.value.code == "other_run"
    assert "model" in refused.value.message
    with Results(tmp_path, {"model": "large"}, fresh=True) as results:
        assert not results.has("a", "1")
    assert read_results(tmp_path) == ({"model": "large"}, {})


@pytest.mark.parametrize(
    "text", ["", "hello\n", '{"format": 99}\n', '{"format": 1, "made_with": {}}\nbroken\n{}\n']
)
def test_what_is_no_results_file_is_refused(tmp_path, text):
    (tmp_path / NAME).write_text(text, encoding="utf-8")
    with pytest.raises(BadInput) as refused:
        read_results(tmp_path)
    assert refused.value.code == "bad_results"


def test_no_results_are_not_found(tmp_path):
    with pytest.raises(NotFound):
        read_results(tmp_path)
