import json
from pathlib import Path

import numpy as np
import pytest
import torch

from acoustic.features.shards import Example
from acoustic.kaldi.nnet3 import final_mdl, read_layers
from acoustic.net import cleaning, training
from acoustic.net.batches import collate, endless
from acoustic.net.growth import grown
from acoustic.net.listening import collapse, log_probabilities, phone_errors
from acoustic.net.tdnn import Tdnn, output_length
from acoustic.recipe import Net, Training

SHAPE = Net(width=24, contexts=((-2, -1, 0, 1, 2), (-3, 0, 3)))


def _examples(count: int, seed: int = 0) -> list[Example]:
    """Utterances of five "phones", each 12 frames of its own cepstra."""
    rng = np.random.default_rng(seed)
    shapes = np.random.default_rng(42).standard_normal((6, 40)) * 8
    found = []
    for _ in range(count):
        phones = rng.integers(1, 6, rng.integers(2, 6))
        frames = [shapes[p] for p in phones for _ in range(12)]
        silence = [shapes[0]] * 6
        found.append(
            Example(
                (
                    np.array([*silence, *frames, *silence]) + rng.standard_normal((len(frames) + 12, 40))
                ).astype(np.float16),
                phones.astype(np.int8),
            )
        )
    return found


def test_paths_collapse_as_ctc_says() -> None:
    assert collapse([0, 3, 3, 0, 3, 5, 5, 0]) == [3, 3, 5]


def test_one_output_comes_every_third_frame() -> None:
    net = Tdnn(SHAPE).eval()
    for frames in (1, 2, 3, 4, 30):
        assert net(torch.randn(1, frames, 40)).shape == (1, int(output_length(torch.tensor(frames))), 36)


def test_layers_after_the_first_must_fit_the_subsampling() -> None:
    with pytest.raises(ValueError, match="multiples of 3"):
        Tdnn(Net(width=8, contexts=((0,), (-1, 0, 1))))


def test_shorter_utterances_repeat_their_last_frame() -> None:
    batch = collate(
        [
            Example(np.ones((2, 40), np.float16), np.array([1], np.int8)),
            Example(np.zeros((5, 40), np.float16), np.array([2, 3], np.int8)),
        ]
    )
    assert batch.cepstra.shape == (2, 5, 40)
    assert batch.cepstra[0].min() == 1
    assert batch.phones.tolist() == [1, 2, 3]


def test_batches_keep_their_size_and_their_weights() -> None:
    often, seldom = _examples(20), [Example(e.frames, np.full_like(e.phones, 30)) for e in _examples(20)]
    batches = endless([(often, 0.9), (seldom, 0.1)], 2000, seed=1)
    rare = total = 0
    for _ in range(60):
        batch = next(batches)
        assert batch.cepstra.shape[0] * batch.cepstra.shape[1] <= 2000
        rare, total = rare + int((batch.phones == 30).sum()), total + len(batch.phones)
    assert 0.04 < rare / total < 0.2


def test_the_rate_warms_up_stays_and_falls() -> None:
    assert training.learning_rate(1.0, 0, 0.0) < 0.01
    assert training.learning_rate(1.0, 5000, 0.2) == 1.0
    assert training.learning_rate(1.0, 5000, 0.9) < 0.2
    assert training.learning_rate(1.0, 5000, 1.0) == pytest.approx(0.02)


def test_a_net_learns_goes_on_from_its_checkpoint_and_comes_back(tmp_path: Path) -> None:
    train, test = _examples(60), _examples(20, seed=9)
    how = Training(minutes=0.1, batch_frames=3000, learning_rate=0.01)
    training.train([(train, 1.0)], SHAPE, how, tmp_path, 1, {})
    first = json.loads((tmp_path / "log.jsonl").read_text().splitlines()[-1])["update"]
    longer = Training(minutes=0.2, batch_frames=3000, learning_rate=0.01)
    net = training.train([(train, 1.0)], SHAPE, longer, tmp_path, 1, {})
    lines = [json.loads(line) for line in (tmp_path / "log.jsonl").read_text().splitlines()]
    assert lines[-1]["update"] > first
    pairs = phone_errors(log_probabilities(net, test), test)
    assert sum(e for e, _ in pairs) / sum(n for _, n in pairs) < 0.35
    again = training.load(tmp_path / "net.pt")
    sample = torch.randn(1, 30, 40)
    assert torch.allclose(net.eval()(sample), again(sample))


@pytest.mark.parametrize("cmvn", [False, True])
def test_a_grown_net_computes_what_the_old_one_did(cmvn: bool) -> None:
    torch.manual_seed(1)
    shape = Net(width=10, contexts=((-2, -1, 0, 1, 2), (-3, 0, 3)), cmvn=False)
    old = Tdnn(shape)
    samples = torch.randn(6, 90, 40) * 3 + 2
    frames = samples.flatten(0, 1)
    old.set_statistics(frames.mean(0), frames.std(0))
    old(samples)
    layers = read_layers(final_mdl(old.eval().layers(), 40))
    wider = Net(width=16, contexts=shape.contexts, cmvn=cmvn)
    new = grown(layers, wider, samples, frames.mean(0), frames.std(0)).eval()
    difference = (new(samples) - old(samples)).abs().mean()
    assert difference < (0.3 if cmvn else 1e-3)


def test_a_net_does_not_grow_into_another_shape() -> None:
    old = Tdnn(Net(width=10, contexts=((-1, 0, 1), (-3, 0, 3)))).eval()
    layers = read_layers(final_mdl(old.layers(), 40))
    with pytest.raises(ValueError, match="at least as wide"):
        grown(
            layers,
            Net(width=8, contexts=old.shape.contexts),
            torch.randn(2, 30, 40),
            torch.zeros(40),
            torch.ones(40),
        )


def test_the_least_believable_utterances_are_left_out(tmp_path: Path) -> None:
    good = _examples(60)
    how = Training(updates=500, batch_frames=3000, learning_rate=0.01)
    net = training.train([(good, 1.0)], SHAPE, how, tmp_path, 1, {})
    wrong = [Example(e.frames, np.full_like(e.phones, 33)) for e in _examples(3, seed=5)]
    kept = cleaning.believable([*good, *wrong], cleaning.surprise(net, [*good, *wrong]), worst=0.05)
    assert len(kept) == 59
    assert all(33 not in e.phones for e in kept)


def test_a_net_learns_that_some_sounds_mean_nothing(tmp_path: Path) -> None:
    said = _examples(60)
    rng = np.random.default_rng(9)
    hiss = [
        Example((rng.standard_normal((90, 40)) * 8).astype(np.float16), np.zeros(0, np.int8))
        for _ in range(30)
    ]
    how = Training(updates=500, batch_frames=3000, learning_rate=0.01)
    watched = {"said": said[:5], "hiss": hiss[:5]}
    net = training.train([(said, 0.7), (hiss, 0.3)], SHAPE, how, tmp_path, 1, watched)
    heard = [errors for errors, _ in phone_errors(log_probabilities(net, hiss), hiss)]
    assert heard.count(0) >= 0.6 * len(hiss)
    last = json.loads((tmp_path / "log.jsonl").read_text().splitlines()[-1])
    assert last["hiss"] < 60 and last["said"] < 0.5


def test_what_is_kept_is_the_average_of_the_weights(tmp_path: Path) -> None:
    how = Training(updates=60, batch_frames=3000, learning_rate=0.01)
    net = training.train([(_examples(20), 1.0)], SHAPE, how, tmp_path, 1, {})
    saved = torch.load(tmp_path / "checkpoint.pt", weights_only=True)
    assert torch.equal(training.load(tmp_path / "net.pt").out.weight, saved["average"]["out.weight"])
    assert not torch.equal(saved["average"]["out.weight"], saved["weights"]["out.weight"])
    assert torch.equal(training.load(tmp_path / "checkpoint.pt").out.weight, net.out.weight)
