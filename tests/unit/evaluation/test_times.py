"""The notation of times, on Wednesday 11 March 2026 at 10.20."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from assistant.evaluation.sentences import NOW
from assistant.evaluation.times import parse_time
from assistant.understanding.requests import TimeWish


def between(start: str, end: str, latest: bool = False) -> TimeWish:
    start_at, end_at = (
        datetime.fromisoformat(f"2026-{text}").replace(tzinfo=NOW.tzinfo) for text in (start, end)
    )
    return TimeWish(start_at, end_at, latest=latest)


@pytest.mark.parametrize(
    ("notation", "got"),
    [
        ("03-14 morning", between("03-14T06:00", "03-14T12:00")),
        ("03-14 morning", between("03-14T08:00", "03-14T13:00")),
        ("03-14 day", between("03-14T00:00", "03-15T00:00")),
        ("03-14..03-15 day", between("03-14T00:00", "03-16T00:00")),
        ("03-12 at 18:00", between("03-12T18:00", "03-12T19:00")),
        ("03-12 10:00-12:00", between("03-12T10:00", "03-12T12:00")),
        ("03-12 from 19:00", between("03-12T19:00", "03-13T00:00")),
        ("03-15 until 11:00", between("03-15T06:00", "03-15T11:00")),
        ("03-11 around 16:00", between("03-11T15:30", "03-11T16:30")),
        ("03-11 evening", between("03-11T18:00", "03-12T00:00")),
        ("soonest", TimeWish(NOW, NOW + timedelta(days=8))),
        ("latest", between("03-11T10:20", "03-19T00:00", latest=True)),
        ("03-12 13:00-15:00 | 03-12 afternoon", between("03-12T12:00", "03-12T18:00")),
    ],
)
def test_the_same_time_is_right(notation, got):
    assert any(way.accepts(got) for way in parse_time(notation, NOW))


@pytest.mark.parametrize(
    ("notation", "got"),
    [
        ("03-14 morning", between("03-14T00:00", "03-15T00:00")),
        ("03-14 morning", between("03-13T06:00", "03-13T12:00")),
        ("03-14 afternoon", between("03-14T06:00", "03-14T12:00")),
        ("03-12 at 18:00", between("03-12T06:00", "03-12T07:00")),
        ("03-12 10:00-12:00", between("03-12T10:00", "03-12T13:00")),
        ("03-12 from 19:00", between("03-12T18:00", "03-13T00:00")),
        ("03-14..03-15 day", between("03-14T00:00", "03-15T00:00")),
        ("latest", between("03-11T10:20", "03-19T00:00")),
    ],
)
def test_another_time_is_wrong(notation, got):
    assert not any(way.accepts(got) for way in parse_time(notation, NOW))


@pytest.mark.parametrize("notation", ["demain", "03-14", "14-03-2026 morning", "03-14 teatime x"])
def test_what_is_no_time_is_refused(notation):
    with pytest.raises(ValueError, match="no time"):
        parse_time(notation, NOW)
