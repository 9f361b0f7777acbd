"""Real sound through the real decoder and the real recogniser."""

from __future__ import annotations

import io
import wave
from fractions import Fraction

import av
import numpy as np
import pytest

from assistant.errors import BadInput, Unavailable
from assistant.hearing.audio import SAMPLE_RATE, decode
from assistant.hearing.models import find_model
from assistant.hearing.recogniser import Recogniser


@pytest.fixture(scope="module")
def recogniser():
    return Recogniser(find_model())


@pytest.fixture(scope="module")
def samples(speech):
    return decode(speech / "5.flac")


def encode(samples, container, codec, rate=SAMPLE_RATE, layout="mono", format_="s16"):
    """Write samples as another kind of file."""
    buffer = io.BytesIO()
    with av.open(buffer, "w", format=container) as out:
        stream = out.add_stream(codec, rate=rate, layout=layout)
        resampler = av.AudioResampler(format=stream.format.name, layout=layout, rate=rate)
        frame = av.AudioFrame.from_ndarray(samples.reshape(1, -1), format="s16", layout="mono")
        frame.sample_rate = SAMPLE_RATE
        frame.time_base = Fraction(1, SAMPLE_RATE)
        fifo = av.AudioFifo()
        for piece in [*resampler.resample(frame), *resampler.resample(None)]:
            piece.pts = None
            fifo.write(piece)
        size = stream.codec_context.frame_size or 1024
        while (piece := fifo.read(size)) is not None:
            out.mux(stream.encode(piece))
        if (piece := fifo.read(0, partial=True)) is not None:
            out.mux(stream.encode(piece))
        out.mux(stream.encode(None))
    return buffer.getvalue()


def test_the_bundled_speech_is_heard_word_for_word(recogniser, samples):
    heard = recogniser.transcribe(samples)
    assert heard.text == "commande pour demain matin"
    assert heard.confidence > 0.8
    assert heard.source == "audio"
    assert heard.alternatives[0].probability > 0
    assert sum(a.probability for a in heard.alternatives) <= 1.001


def test_words_come_with_times_inside_the_audio(recogniser, samples):
    heard = recogniser.transcribe(samples)
    times = [(w.start, w.end) for w in heard.words]
    assert times == sorted(times)
    assert all(0 <= start < end <= heard.seconds + 0.1 for start, end in times)


@pytest.mark.parametrize(
    ("container", "codec", "rate", "layout"),
    [
        ("wav", "pcm_s16le", 8_000, "mono"),
        ("wav", "pcm_s16le", 48_000, "stereo"),
        ("flac", "flac", 44_100, "stereo"),
        ("ogg", "libopus", 48_000, "mono"),
        ("mp3", "libmp3lame", 44_100, "mono"),
        ("mp4", "aac", 44_100, "mono"),
        ("webm", "libopus", 48_000, "stereo"),
    ],
)
def test_any_common_format_rate_and_channels_say_the_same(
    recogniser, samples, container, codec, rate, layout
):
    if container == "mp4":
        container = "adts"
    heard = recogniser.transcribe(decode(encode(samples, container, codec, rate, layout)))
    assert heard.text.startswith("commande")
    assert "demain" in heard.text


def test_a_file_cut_short_gives_what_could_be_read(samples):
    whole = encode(samples, "mp3", "libmp3lame", 16_000)
    part = decode(whole[: len(whole) * 2 // 3])
    assert 0 < part.size < samples.size


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"\x00" * 2000,
        b"RIFF\x00\x00\x00\x00WAVEfmt ",
        b"bonjour, ceci est du texte" * 50,
        b"OggS" + b"\xff" * 500,
    ],
    ids=["empty", "zeros", "header only", "text", "broken ogg"],
)
def test_what_is_no_audio_is_refused_with_a_stable_code(body):
    with pytest.raises(BadInput) as caught:
        decode(body)
    assert caught.value.code == "unreadable_audio"


def test_a_missing_file_is_a_missing_file(tmp_path):
    with pytest.raises(FileNotFoundError):
        decode(tmp_path / "nothing.wav")


def test_audio_longer_than_the_limit_is_refused_without_decoding_all_of_it():
    buffer = io.BytesIO()
    with wave.open(buffer, "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(8_000)
        out.writeframes(b"\x00" * 8_000 * 2 * 30)
    with pytest.raises(BadInput) as caught:
        decode(buffer.getvalue(), max_seconds=5)
    assert caught.value.code == "audio_too_long"


@pytest.mark.parametrize(
    "sound",
    [
        np.zeros(SAMPLE_RATE * 2, np.int16),
        np.random.default_rng(1).normal(0, 800, SAMPLE_RATE * 2).astype(np.int16),
        np.zeros(10, np.int16),
    ],
    ids=["silence", "noise", "a click"],
)
def test_silence_and_noise_are_nothing_heard(recogniser, sound):
    with pytest.raises(BadInput) as caught:
        recogniser.transcribe(sound)
    assert caught.value.code == "nothing_heard"


def test_a_folder_that_is_no_model_is_refused(tmp_path):
    with pytest.raises(Unavailable) as caught:
        find_model(str(tmp_path))
    assert caught.value.code == "no_acoustic_model"


def test_a_broken_model_is_a_clear_error(tmp_path):
    (tmp_path / "am").mkdir()
    (tmp_path / "am" / "final.mdl").write_bytes(b"not a model")
    with pytest.raises(Unavailable):
        Recogniser(find_model(str(tmp_path))).load()


def test_an_official_model_in_a_usual_folder_is_preferred(tmp_path, monkeypatch):
    official = tmp_path / "vosk-model-small-fr-0.22"
    (official / "am").mkdir(parents=True)
    (official / "am" / "final.mdl").write_bytes(b"")
    monkeypatch.setenv("VOSK_MODEL_PATH", str(tmp_path))
    assert find_model().path == official
