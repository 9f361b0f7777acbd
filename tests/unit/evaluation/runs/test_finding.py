"""What is to be measured is found in the layouts people have, and what is wrong is told with its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.errors import BadInput, NotFound
from assistant.evaluation.runs import find_units


def sound(folder: Path, name: str) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"not decoded here")
    return path


def test_a_manifest_gives_words_speakers_and_conditions(tmp_path):
    sound(tmp_path, "a.wav")
    manifest = tmp_path / "list.tsv"
    manifest.write_text(
        "path\ttext\tspeaker\tnoise\tlicence\na.wav\tdu lait\tanne\tfan\t\n", encoding="utf-8"
    )
    (unit,) = find_units([manifest])
    assert (unit.text, unit.speaker, unit.conditions) == ("du lait", "anne", {"noise": "fan"})
    assert not unit.needs_understanding


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("manifest.csv", 'file,transcript\nb.opus,"du lait, du pain"\n'),
        ("manifest.jsonl", '{"audio_filepath": "b.opus", "text": "du lait, du pain", "duration": 1.5}\n\n'),
        ("manifest.tsv", "\ufeffpath\tsentence\nb.opus\tdu lait, du pain\n"),
    ],
)
def test_other_peoples_manifests_are_read(tmp_path, name, text):
    sound(tmp_path, "b.opus")
    (tmp_path / name).write_text(text, encoding="utf-8")
    (unit,) = find_units([tmp_path])
    assert unit.text == "du lait, du pain"


def test_common_voice_is_scored_on_its_test_part(tmp_path):
    sound(tmp_path, "clips/x.mp3")
    sound(tmp_path, "clips/y.mp3")
    header = "client_id\tpath\tsentence\tage\tgender\n"
    (tmp_path / "train.tsv").write_text(header + "p0\ty.mp3\tjamais\t\t\n", encoding="utf-8")
    (tmp_path / "test.tsv").write_text(header + 'p1\tx.mp3\tIl dit "non\ttwenties\t\n', encoding="utf-8")
    (unit,) = find_units([tmp_path])
    assert (unit.path.name, unit.text, unit.speaker) == ("x.mp3", 'Il dit "non', "p1")
    assert unit.conditions == {"age": "twenties"}


def test_sounds_with_their_text_beside_and_scripts_are_found_in_folders(tmp_path):
    sound(tmp_path, "anne/1.flac").with_suffix(".txt").write_text("du lait\n", encoding="utf-8")
    sound(tmp_path, "anne/2.flac")  # without a text it cannot be scored
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "s.voice.yaml").write_text("name: s", encoding="utf-8")
    clip, script = find_units([tmp_path])
    assert (clip.text, clip.speaker, clip.is_script) == ("du lait", "anne", False)
    assert script.is_script
    assert script.needs_understanding


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("path\tsaid\na.wav\tdu lait\n", "no column text"),
        ("path\ttext\na.wav\tdu lait\ta third\n", "not 2 columns"),
        ("path\ttext\na.wav\t\n", "text is empty"),
        ("path\ttext\trequests\na.wav\tdu lait\t{buy: [lait]}\n", "no request is called 'buy'"),
    ],
)
def test_a_bad_manifest_is_told_with_its_line(tmp_path, text, why):
    sound(tmp_path, "a.wav")
    manifest = tmp_path / "m.tsv"
    manifest.write_text(text, encoding="utf-8")
    with pytest.raises(BadInput) as refused:
        find_units([manifest])
    assert refused.value.code == "bad_manifest"
    assert f"{manifest}:2: " in refused.value.message
    assert why in refused.value.message


def test_what_is_not_there_is_told(tmp_path):
    manifest = tmp_path / "m.tsv"
    manifest.write_text("path\ttext\ngone.wav\tdu lait\n", encoding="utf-8")
    for path, code in ((manifest, "file_not_found"), (tmp_path / "no", "file_not_found")):
        with pytest.raises(NotFound) as refused:
            find_units([path])
        assert refused.value.code == code
    (tmp_path / "empty").mkdir()
    with pytest.raises(NotFound) as refused:
        find_units([tmp_path / "empty"])
    assert refused.value.code == "no_recordings"


def test_one_sound_with_two_texts_is_refused_and_the_same_row_twice_counts_once(tmp_path):
    sound(tmp_path, "a.wav")
    manifest = tmp_path / "m.tsv"
    manifest.write_text("path\ttext\na.wav\tdu lait\na.wav\tdu lait\n", encoding="utf-8")
    assert len(find_units([manifest, manifest])) == 1
    manifest.write_text("path\ttext\na.wav\tdu lait\na.wav\tdu pain\n", encoding="utf-8")
    with pytest.raises(BadInput) as refused:
        find_units([manifest])
    assert "twice" in refused.value.message


def test_a_stamp_changes_with_the_words_and_with_the_sound(tmp_path):
    path = sound(tmp_path, "a.wav")
    manifest = tmp_path / "m.tsv"

    def stamp(text: str) -> str:
        manifest.write_text(f"path\ttext\na.wav\t{text}\n", encoding="utf-8")
        return find_units([manifest])[0].stamp

    first = stamp("du lait")
    assert stamp("du lait") == first
    assert stamp("du pain") != first
    path.write_bytes(b"longer than it was before")
    assert stamp("du lait") != first
