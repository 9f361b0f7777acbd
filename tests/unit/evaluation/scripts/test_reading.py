"""A script is read exactly, or refused with its line and what would be right."""

from __future__ import annotations

from datetime import datetime, timedelta
from fractions import Fraction
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from assistant.errors import BadInput, NotFound
from assistant.evaluation.scripts import find_scripts, load_script
from assistant.evaluation.scripts.script import Noise, Spoken

PARIS = ZoneInfo("Europe/Paris")


@pytest.fixture
def write(tmp_path: Path):
    def write(text: str) -> Path:
        path = tmp_path / "one.voice.yaml"
        path.write_text(text, encoding="utf-8")
        return path

    return write


def test_everything_that_a_script_may_say(write, tmp_path):
    (tmp_path / "1.flac").write_bytes(b"any")
    script = load_script(
        write("""
name: Friday
subject: ordering
household: {name: dupont, tu: true, code: "4719"}
date: 2026-11-27 18:30
shop:
  stock: {LAI-0001: 2.5}
  full: [{mode: drive, start: 2026-11-28 09:00}]
speak: {voice: fr+f2, rate: 170}
noise: {kind: pink, snr_db: 10}
distance_m: 2
turns:
  - {audio: 1.flac, text: du lait, expect: {words: true, requests: {add_items: [lait]}}}
  - text: trois baguettes
    speak: {rate: 120}
    later: 2 days
    device: kitchen
    expect:
      basket: {Lait: 1, Baguette: 3}
      reply: {has: [baguettes, "3"], lacks: lait, expects: nothing, silent: false}
  - {silence_s: 2, expect: {error: nothing_heard}}
  - {text: "2 litres", typed: true}
expect: {order: {mode: drive, start: 2026-11-28 10:00, total_cents: 645}}
"""),
        PARIS,
    )
    assert (script.household, script.familiar, script.code) == ("dupont", True, "4719")
    assert script.date == datetime(2026, 11, 27, 18, 30, tzinfo=PARIS)
    assert script.stock == {"LAI-0001": Fraction(5, 2)}
    assert script.full[0].start.hour == 9
    first, second, third, fourth = script.turns
    assert first.audio == tmp_path / "1.flac"
    assert first.wanted.words == "du lait"
    assert first.wanted.requests is not None
    assert second.spoken == Spoken("fr+f2", 120)
    assert second.noise == Noise("pink", 10.0)
    assert (second.later, second.device, second.distance_m) == (timedelta(days=2), "kitchen", 2)
    assert second.wanted.has == ("baguettes", "3")
    assert second.wanted.lacks == ("lait",)
    assert (third.silence_s, third.wanted.error) == (2.0, "nothing_heard")
    assert fourth.typed
    assert script.end.order is not None
    assert script.end.order.total_cents == 645


def test_a_time_is_read_as_of_the_moment_when_its_turn_is_said(write):
    turn = "{text: le plus tôt possible, later: 2 days, expect: {requests: {checkout: {when: soonest}}}}"
    script = load_script(write(f"name: a\nturns: [{turn}, {turn}]"), PARIS)
    for turn, days in zip(script.turns, (2, 4), strict=True):
        (meaning,) = turn.wanted.requests
        (when,) = meaning.requests[0].values["when"]
        now = script.date + timedelta(days=days)
        assert when.start[0] < now < when.start[1]


def test_an_empty_basket_is_an_expectation(write):
    script = load_script(write("name: a\nturns: [{text: a, expect: {basket: }}]"), PARIS)
    assert script.turns[0].wanted.basket == {}


@pytest.mark.parametrize(
    ("text", "line", "why"),
    [
        ("name: a\nturns:\n  - {text: a, exepct: {}}\n", 3, "exepct"),
        ("name: a\nturns: []\n", 2, "turns"),
        ("turns:\n  - {text: a}\n", 1, "name"),
        ("name: a\nturns:\n  - text: a\n    speak: {voice: de}\n", 4, "voice"),
        ("name: a\nturns:\n  - text: a\n    expect:\n      reply: {expects: maybe}\n", 5, "maybe"),
        ("name: a\nturns:\n  - text: a\n    expect:\n      requests: {buy: [lait]}\n", 5, "buy"),
        ("name: a\nturns:\n  - {device: kitchen}\n", 3, "turn 1: it needs text or audio or silence_s"),
        ("name: a\nturns:\n  - {silence_s: 1, typed: true}\n", 3, "typed"),
        ("name: a\nturns:\n  - {silence_s: 1, expect: {words: true}}\n", 3, "text"),
        ("name: a\ndate: 2026-13-45 10:00\nturns:\n  - {text: a}\n", 2, "no time"),
        ("name: a\nturns: [\n", 3, ""),
    ],
)
def test_what_is_wrong_is_told_with_its_line(write, text, line, why):
    with pytest.raises(BadInput) as refused:
        load_script(write(text), PARIS)
    assert refused.value.code == "bad_script"
    assert refused.value.details["line"] == line
    assert why in str(refused.value.details["why"])


@pytest.mark.parametrize(
    ("inside", "told"),
    [
        ("exepct: {}", "there is no field 'exepct' (did you mean 'expect'?); there are: audio, device"),
        ("later: 30 min", '"30 minutes"'),
        ("distance_m: 2 m", "'2 m' is not a number (From mouth to microphone, metres.)"),
        ("noise: {kind: pnik, snr_db: 5}", "none of white, pink, hum, talk, music (did you mean 'pink'?)"),
        ("noise: {kind: pink}", "turn 1.noise: it lacks 'snr_db'"),
        ("expect: {requests: {add_item: [lait]}}", "'add_item' (did you mean 'add_items'?)"),
        ("expect: {requests: {add_items: [2 litres lait]}}", "the unit 'litres' is written 'l' here"),
        ("expect: {requests: {checkout: {when: demain}}}", "'demain' (as \"03-14 at 10:00\""),
        ("expect: {error: nothing_herd}", "no error 'nothing_herd' (did you mean 'nothing_heard'?)"),
        ("expect: {order: {start: 18h}}", '(On the shop\'s clock: "2026-11-23 10:00".)'),
        ("expect: {basket: {Lait: deux}}", "turn 1.expect.basket.Lait: 'deux' is not a number"),
        ("expect: {basket: [Lait]}", "how many packages or kilograms"),
        ("expect: {reply: bonjour}", "'bonjour' is not a mapping, as {name: value}"),
        ("expect: {total_cents: 1, total_cents: 2}", "'total_cents' is there twice"),
    ],
)
def test_the_usual_mistakes_are_told_with_what_would_be_right(write, inside, told):
    path = write(f"name: a\nturns:\n  - text: a\n    {inside}\n")
    with pytest.raises(BadInput) as refused:
        load_script(path, PARIS)
    assert told in refused.value.message
    assert refused.value.message.startswith(f"{path}:4: ")


def test_a_missing_sound_is_told_before_anything_is_played(write):
    with pytest.raises(NotFound) as refused:
        load_script(write("name: a\nturns:\n  - {audio: gone.flac}\n"), PARIS)
    assert refused.value.code == "file_not_found"
    folder = refused.value.message.partition("one.voice.yaml:3: no file ")[2]
    assert folder.endswith("gone.flac")
    with pytest.raises(NotFound) as refused:
        load_script(write("name: a\nshop: {file: gone.toml}\nturns: [{text: a}]\n"), PARIS)
    assert "one.voice.yaml:2: no file" in refused.value.message


def test_scripts_are_found_below_folders_each_once(tmp_path):
    (tmp_path / "b").mkdir()
    for name in ("a.voice.yaml", "b/c.voice.yaml", "b/other.yaml"):
        (tmp_path / name).touch()
    found = find_scripts([tmp_path, tmp_path / "a.voice.yaml"])
    assert [path.name for path in found] == ["a.voice.yaml", "c.voice.yaml"]
    (tmp_path / "empty").mkdir()
    with pytest.raises(NotFound):
        find_scripts([tmp_path / "empty"])
