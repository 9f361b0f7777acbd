"""Piper's voices, by a small net of the same shape that says each sound as a tone."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import numpy as np
import pytest

from assistant.errors import BadInput, NotFound, Unavailable
from assistant.speaking import Manner, spoken
from assistant.speaking.piper import Piper
from assistant.speaking.voices import chosen, find_voice, installed, use, voices_folder

pytest.importorskip("onnxruntime")
NAME = "fr_FR-tones-low"
SOUNDS = {s: [n] for n, s in enumerate("_^$ .!?,;:abdefijklmnopstuvwyzøœɑɔəɛɡɥɲʁʃʒː̃", 1)}
STEP = 1102
"""Samples of a sound."""


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = voices_folder(tmp_path) / NAME
    folder.mkdir(parents=True)
    shutil.copy(Path(__file__).with_name("tones.onnx"), folder / f"{NAME}.onnx")
    card = {"audio": {"sample_rate": 22050}, "espeak": {"voice": "fr"}, "phoneme_id_map": SOUNDS}
    (folder / f"{NAME}.onnx.json").write_text(json.dumps(card), encoding="utf-8")
    return tmp_path


def net(data: Path) -> Piper:
    return Piper(voices_folder(data) / NAME / f"{NAME}.onnx")


def heard(sound: np.ndarray) -> str:
    """The sounds of some tones, blanks left out."""
    names = {n[0]: s for s, n in SOUNDS.items()}
    steps = sound[: sound.size // STEP * STEP].reshape(-1, STEP).astype(float)
    # a tone of 20 n Hz has n waves in 0.05 s: the highest line of its spectrum is the n-th
    found = [names[int(np.abs(np.fft.rfft(step)).argmax())] for step in steps]
    return "".join(found).replace("_", "")


def test_each_sound_that_espeak_finds_is_said(data: Path) -> None:
    first = next(net(data).speak("<speak>du lait.</speak>"))
    assert heard(first) == "^dy lɛ.$"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("du lait, du thé.", "^dy lɛ, dy te.$"),
        ("2,50", "^dø viʁɡyl sɛ̃kɑ̃t$"),
        ("du lait\u00a0!", "^dy lɛ!$"),
        ("du lait …", "^dy lɛ$"),
    ],
)
def test_marks_end_clauses_and_not_numbers(data: Path, text: str, said: str) -> None:
    assert heard(next(net(data).speak(f"<speak>{text}</speak>"))) == said


def test_a_long_reply_is_heard_before_it_is_all_made(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    voice, made = net(data), []
    say = voice._say
    monkeypatch.setattr(voice, "_say", lambda *how: made.append(1) or say(*how))
    pieces = voice.speak("<speak>Une phrase. Une autre ! Une troisième ?</speak>")
    assert next(pieces).size
    assert len(made) == 1
    assert len([p for p in pieces if p.any()]) == 2


def test_ssml_is_said_not_read(data: Path) -> None:
    aliased = '<speak xml:lang="fr-FR"><sub alias="du lait">XX</sub></speak>'
    assert heard(next(net(data).speak(aliased))) == heard(next(net(data).speak("<speak>du lait</speak>")))
    letters = '<speak><say-as interpret-as="characters">AB</say-as></speak>'
    assert heard(next(net(data).speak(letters))) == heard(next(net(data).speak("<speak>a, b</speak>")))
    with pytest.raises(BadInput):
        net(data).speak("<speak>")


def test_rate_and_volume(data: Path) -> None:
    voice, text = net(data), "<speak>du lait</speak>"
    usual = spoken(voice, text)
    assert spoken(voice, text, Manner(rate=320)).size < 0.6 * usual.size
    quiet = spoken(voice, text, Manner(volume=50))
    assert np.abs(quiet).max() == pytest.approx(np.abs(usual).max() / 2, rel=0.01)


def test_the_chosen_voice_speaks_and_espeak_when_none_is(data: Path) -> None:
    assert installed(data) == [NAME]
    assert type(find_voice("", data)).__name__ == "Espeak"
    use(NAME, data)
    assert chosen(data) == NAME
    assert isinstance(find_voice("", data), Piper)
    assert type(find_voice("fr+f2", data)).__name__ == "Espeak"


def test_a_voice_that_is_not_here_or_broken_is_refused_and_the_choice_stays(data: Path) -> None:
    with pytest.raises(NotFound) as caught:
        use("fr_FR-siwis-low", data)
    assert caught.value.code == "unknown_voice"
    (voices_folder(data) / NAME / f"{NAME}.onnx").write_bytes(b"no net")
    with pytest.raises(Unavailable) as broken:
        use(NAME, data)
    assert broken.value.code == "bad_voice"
    assert chosen(data) == ""
