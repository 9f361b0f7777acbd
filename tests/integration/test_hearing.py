"""Real sound through the real decoder and the real recogniser."""

from __future__ import annotations

import io
import wave
from concurrent.futures import ThreadPoolExecutor
from fractions import Fraction

import av
import numpy as np
import pytest

from assistant.errors import BadInput, Unavailable
from assistant.hearing.audio import SAMPLE_RATE, decode
from assistant.hearing.garbage import changes_grammar
from assistant.hearing.garbage import load as load_garbage
from assistant.hearing.grammar import expected
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
        ("adts", "aac", 22_050, "stereo"),
        ("wav", "pcm_s16le", 11_025, "5.1"),
        ("webm", "libopus", 48_000, "stereo"),
    ],
)
def test_any_common_format_rate_and_channels_say_the_same(
    recogniser, samples, container, codec, rate, layout
):
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


@pytest.mark.parametrize("size", [160, 1_000, 3_333, 50_000])
def test_a_stream_says_the_same_however_it_is_cut(recogniser, samples, size):
    stream = recogniser.stream()
    for at in range(0, samples.size, size):
        stream.accept(samples[at : at + size].tobytes())
    assert stream.finish() == recogniser.transcribe(samples)


def test_a_stream_tells_words_while_they_are_said_and_when_the_speaker_pauses(recogniser, samples):
    stream = recogniser.stream()
    sound = np.concatenate([samples, np.zeros(SAMPLE_RATE * 2, np.int16)])
    told = [p for at in range(0, sound.size, 1600) if (p := stream.accept(sound[at : at + 1600]))]
    assert any(p.text == "commande" or p.text.startswith("commande pour") for p in told)
    assert [p.text for p in told if p.paused] == ["commande pour demain matin"]
    assert stream.finish().text == "commande pour demain matin"


@pytest.mark.parametrize("rate", [8_000, 22_050, 44_100, 48_000])
def test_a_stream_takes_other_rates(recogniser, samples, rate):
    sound = np.interp(
        np.arange(samples.size * rate // SAMPLE_RATE) * SAMPLE_RATE / rate, np.arange(samples.size), samples
    )
    stream = recogniser.stream(rate=rate)
    for piece in np.array_split(sound.astype(np.int16), 7):
        stream.accept(piece)
    assert "demain matin" in stream.finish().text
    assert abs(stream.seconds - samples.size / SAMPLE_RATE) < 0.05


def test_streams_side_by_side_do_not_disturb_each_other(recogniser, speech):
    sounds = [decode(speech / f"{n}.flac") for n in (3, 5, 6)]
    alone = [recogniser.transcribe(s) for s in sounds]
    streams = [
        recogniser.stream(expected(["huit heures"], 0.5)) if i else recogniser.stream() for i in range(3)
    ]
    for at in range(0, max(s.size for s in sounds), 4_000):
        for stream, sound in zip(streams, sounds, strict=True):
            stream.accept(sound[at : at + 4_000])
    assert [s.finish().text for s in streams] == [u.text for u in alone]
    with ThreadPoolExecutor(3) as pool:
        assert list(pool.map(recogniser.transcribe, sounds)) == alone


def test_misused_streams_are_refused_with_stable_codes(recogniser):
    for act, code in (
        (lambda: recogniser.stream(rate=4_000), "bad_sample_rate"),
        (lambda: recogniser.stream().accept(b"abc"), "unreadable_audio"),
        (lambda: recogniser.stream(max_seconds=1).accept(np.zeros(20_000, np.int16)), "audio_too_long"),
        (lambda: recogniser.stream().finish(), "nothing_heard"),
    ):
        with pytest.raises(BadInput) as caught:
            act()
        assert caught.value.code == code
    stream = recogniser.stream()
    with pytest.raises(BadInput):
        stream.finish()
    with pytest.raises(BadInput) as caught:
        stream.accept(b"")
    assert caught.value.code == "stream_ended"


@pytest.mark.parametrize(
    "spoil",
    [
        lambda x: x * 0.004,
        lambda x: x * 0.5 + 9_000,
        lambda x: x * 2.5,
        lambda x: x[2_000:-2_000],
    ],
    ids=["far too quiet", "constant offset", "clipped", "cut tight"],
)
def test_spoiled_sound_is_still_heard(recogniser, samples, spoil):
    sound = np.clip(np.rint(spoil(samples.astype(float))), -32768, 32767).astype(np.int16)
    assert "demain matin" in recogniser.transcribe(sound).text


def test_a_small_file_that_inflates_into_hours_is_refused_early():
    buffer = encode(np.zeros(SAMPLE_RATE * 600, np.int16), "flac", "flac")
    assert len(buffer) < 200_000
    with pytest.raises(BadInput) as caught:
        decode(buffer, max_seconds=3)
    assert caught.value.code == "audio_too_long"


@pytest.mark.parametrize("container", ["wav", "flac", "ogg", "mp3", "mp4", "webm"])
def test_damaged_files_are_read_as_far_as_they_go_or_refused(samples, container):
    codec = {"wav": "pcm_s16le", "flac": "flac", "mp3": "libmp3lame", "mp4": "aac"}.get(container, "libopus")
    whole = encode(samples, container, codec, 48_000)
    rng = np.random.default_rng(7)
    for _ in range(40):
        damaged = bytearray(whole)
        for at in rng.integers(0, rng.choice([100, len(damaged)]), 6):
            damaged[at] = rng.integers(256)
        try:
            outcome = "read" if decode(bytes(damaged[: rng.integers(50, len(damaged))]), 30).size else "empty"
        except BadInput as error:
            outcome = error.code
        assert outcome in ("read", "unreadable_audio", "audio_too_long")


def test_an_expected_phrase_is_heard_without_a_yes_out_of_noise(recogniser):
    noise = np.random.default_rng(3).normal(0, 900, SAMPLE_RATE * 3).astype(np.int16)
    for text in ("oui", "dix-huit heures"):
        with pytest.raises(BadInput):
            recogniser.transcribe(noise, expected([text], 0.9))


def test_words_the_model_lacks_are_reported(recogniser, caplog):
    assert recogniser.missing_words(["du lait", "un zorglub d’azerty"]) == ("zorglub", "d'azerty")
    with caplog.at_level("WARNING"):
        recogniser.stream(expected(["le zorglub"], 0.5))
    assert "zorglub" in caplog.text


def test_a_model_with_a_fixed_graph_listens_without_grammar(recogniser, tmp_path):
    assert not changes_grammar(tmp_path)
    assert load_garbage(tmp_path) is None
