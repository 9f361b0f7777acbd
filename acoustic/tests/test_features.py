from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import torch

from acoustic.features import nothing, shards, spectral
from acoustic.features.augment import Spoiling, add_noise, change_speed, spoil
from acoustic.features.extract import Treatment, extract
from acoustic.features.mfcc import mfcc
from acoustic.features.normalise import global_stats, online_mean_off
from acoustic.speech import audio, manifest
from acoustic.speech.manifest import Recording


def test_mfcc_has_40_cepstra_every_10_ms(tone: audio.Samples) -> None:
    assert mfcc(tone).shape == (48, 40)
    assert mfcc(tone[:100]).shape == (0, 40)


def test_cepstra_and_mel_energies_are_two_views_of_the_same() -> None:
    cepstra = torch.randn(3, 40)
    assert torch.allclose(cepstra @ spectral.TO_MEL @ spectral.TO_CEPSTRA, cepstra, atol=1e-4)


def test_noise_comes_at_the_asked_ratio(tone: audio.Samples) -> None:
    hiss = np.random.default_rng(0).standard_normal(len(tone)).astype(np.float32)
    added = add_noise(tone, hiss, 10) - tone
    assert 10 * np.log10(np.mean(tone**2) / np.mean(added**2)) == pytest.approx(10, abs=0.2)


def test_speed_shortens(tone: audio.Samples) -> None:
    assert len(change_speed(tone, 1.25)) == pytest.approx(len(tone) / 1.25, abs=2)


def test_spoiling_stays_in_range_and_differs_each_time(tone: audio.Samples) -> None:
    rng = np.random.default_rng(1)
    one, two = (spoil(tone, rng, [tone], Spoiling()) for _ in range(2))
    assert max(np.abs(one).max(), np.abs(two).max()) <= 32768
    assert len(one) != len(two)


def test_spoiled_features_keep_their_shape_and_their_lengths_inside() -> None:
    for _ in range(8):
        cepstra, lengths = spectral.spoil(torch.randn(4, 60, 40), torch.tensor([60, 50, 40, 7]))
        assert cepstra.shape[0] == 4 and cepstra.shape[2] == 40
        assert lengths.min() >= 1 and lengths.max() <= cepstra.shape[1]
        assert torch.isfinite(cepstra).all()


def _kaldi_online_cmvn(frames: np.ndarray, mean: np.ndarray) -> np.ndarray:
    """Kaldi's OnlineCmvn, frame by frame (feat/online-feature.cc), with the statistics of one stream."""
    result = []
    for t in range(len(frames)):
        window = frames[max(0, t - 599) : t + 1]
        borrowed = min(200, 600 - len(window))
        result.append(frames[t] - (window.sum(0) + borrowed * mean) / (len(window) + borrowed))
    return np.stack(result)


def test_the_moving_mean_is_kaldis() -> None:
    rng = np.random.default_rng(0)
    frames, mean = rng.standard_normal((1300, 40)) * 3 + 5, rng.standard_normal(40)
    ours = online_mean_off(torch.tensor(frames[None]), torch.tensor(mean))[0].numpy()
    assert np.allclose(ours, _kaldi_online_cmvn(frames, mean), atol=1e-4)


def test_frames_heard_before_count_in_the_moving_mean() -> None:
    rng = np.random.default_rng(0)
    silence, frames, mean = np.full((150, 40), 2.0), rng.standard_normal((200, 40)), rng.standard_normal(40)
    ours = online_mean_off(
        torch.tensor(frames[None]), torch.tensor(mean), torch.tensor([150]), torch.full((1, 40), 2.0)
    )
    assert np.allclose(
        ours[0].numpy(), _kaldi_online_cmvn(np.concatenate([silence, frames]), mean)[150:], atol=1e-4
    )


def test_global_statistics_hold_the_mean() -> None:
    stats = global_stats(np.arange(40.0))
    assert stats.shape == (2, 41)
    assert np.allclose(stats[0, :-1] / stats[0, -1], np.arange(40))


def test_shards_come_back(tmp_path: Path) -> None:
    written = [shards.Example(np.full((n, 40), n, np.float16), np.arange(n, dtype=np.int8)) for n in (3, 5)]
    shards.write(tmp_path / "0000.npz", written)
    for before, after in zip(written, shards.read_folder(tmp_path), strict=True):
        assert np.array_equal(before.frames, after.frames) and np.array_equal(before.phones, after.phones)


def test_extraction_makes_every_copy_and_repeats_itself(tmp_path: Path, tone: audio.Samples) -> None:
    said = []
    for i in range(4):
        audio.write(tmp_path / f"{i}.flac", tone)
        said.append(manifest.Recording(tmp_path / f"{i}.flac", "ah", "anne", phones=("a", "b")))
    for folder in ("one", "two"):
        extract(said, tmp_path / folder, Treatment(plain=1, revoiced=1, join=1), seed=1)
    one, two = shards.read_folder(tmp_path / "one"), shards.read_folder(tmp_path / "two")
    assert len(one) == 8
    assert all(np.array_equal(a.frames, b.frames) for a, b in zip(one, two, strict=True))


def test_joined_clips_are_of_one_speaker_and_none_is_lost(tmp_path: Path, tone: audio.Samples) -> None:
    said = []
    for i in range(8):
        audio.write(tmp_path / f"{i}.flac", tone)
        phone = "a" if i % 2 else "b"
        said.append(manifest.Recording(tmp_path / f"{i}.flac", "", f"speaker {phone}", phones=(phone,)))
    extract(said, tmp_path / "out", Treatment(join=4), seed=2)
    found = shards.read_folder(tmp_path / "out")
    assert sum(len(e.phones) for e in found) == 8
    assert all(len(set(e.phones.tolist())) == 1 for e in found)


@pytest.mark.parametrize("kind", [nothing.hiss, nothing.hum, nothing.music, nothing.knocks, nothing.water])
def test_each_kind_of_nothing_can_be_heard(kind: Callable[..., np.ndarray]) -> None:
    for seed in range(3):
        made = kind(20_000, np.random.default_rng(seed))
        assert made.shape == (20_000,) and np.isfinite(made).all() and made.std() > 0


def test_nothing_comes_at_any_loudness_and_length(tone: audio.Samples) -> None:
    rng = np.random.default_rng(0)
    made = [nothing.sound(rng, [tone]) for _ in range(25)]
    assert all(1.5 <= len(x) / audio.RATE <= 7 and np.abs(x).max() <= 32768 for x in made)
    assert min(x.std() for x in made) < 20 and max(x.std() for x in made) > 1000


def test_examples_of_nothing_have_no_phones_and_repeat_themselves(tmp_path: Path, clip: Path) -> None:
    crowd = [Recording(clip, "", "anne")]
    for name in ("a", "b"):
        nothing.extract(3, tmp_path / name, crowd, seed=4)
    first, again = (shards.read_folder(tmp_path / name) for name in ("a", "b"))
    assert [len(e.phones) for e in first] == [0, 0, 0]
    assert all(np.array_equal(e.frames, f.frames) for e, f in zip(first, again, strict=True))
