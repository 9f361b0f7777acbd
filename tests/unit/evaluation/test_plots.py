"""The pictures of a report."""

from __future__ import annotations

import sys
from xml.etree import ElementTree

import pytest

from assistant.errors import Unavailable
from assistant.evaluation.plots import draw

REPORT = {
    "confusions": {"add_items": {"add_items": 41, "out_of_scope": 7}, "checkout": {"undo": 3}},
    "acted_upon": {"threshold": 0.5},
    "calibration": {
        "expected_error": 0.0312,
        "bins": [
            {"from": 0.1, "sentences": 3, "confidence": 0.15, "right": 0.0, "interval": [0.0, 0.562]},
            {"from": 0.9, "sentences": 40, "confidence": 0.96, "right": 0.95, "interval": [0.835, 0.986]},
        ],
    },
}


def texts(path):
    root = ElementTree.parse(path).getroot()
    assert root.tag.endswith("svg")
    return ["".join(node.itertext()).strip() for node in root.iter() if node.tag.endswith("}text")]


def test_confusions_show_every_count_and_every_request(tmp_path):
    confusions, _ = draw(REPORT, tmp_path / "new" / "folder")
    shown = texts(confusions)
    assert {"41", "7", "3"} <= set(shown)
    # once a row and once a column, what was only ever understood as well
    assert all(shown.count(name) == 2 for name in ("add_items", "checkout", "out_of_scope", "undo"))


def test_reliability_tells_its_error(tmp_path):
    _, reliability = draw(REPORT, tmp_path)
    assert "Expected calibration error 3.1 %" in texts(reliability)


def test_the_same_report_gives_the_same_files(tmp_path):
    first, again = draw(REPORT, tmp_path / "a"), draw(REPORT, tmp_path / "b")
    assert [path.name for path in first] == ["confusions.svg", "reliability.svg"]
    assert [path.read_bytes() for path in first] == [path.read_bytes() for path in again]


def test_without_matplotlib_it_says_what_to_install(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    with pytest.raises(Unavailable) as refused:
        draw(REPORT, tmp_path)
    assert (refused.value.code, refused.value.details["extra"]) == ("extra_missing", "evaluate")
    assert not list(tmp_path.iterdir())
