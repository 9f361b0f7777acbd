from pathlib import Path

import numpy as np
import pytest
import torch

from acoustic.errors import BadModel
from acoustic.features.normalise import global_stats
from acoustic.kaldi import folder
from acoustic.kaldi.binary import Reader, Writer
from acoustic.kaldi.nnet3 import ensemble_mdl, final_mdl, read_layers, read_nets
from acoustic.net.tdnn import Ensemble, Tdnn, from_layers
from acoustic.recipe import Net
from acoustic.scores.phones import of_model_file
from assistant.hearing.graph import transitions
from assistant.hearing.graph.phones import BLANK

SHAPE = Net(width=8, contexts=((-1, 0, 1), (-3, 0, 3)), cmvn=False)


def _trained(shape: Net = SHAPE) -> Tdnn:
    """A net with statistics as training leaves them."""
    torch.manual_seed(0)
    net = Tdnn(shape)
    net.set_statistics(torch.randn(40), torch.rand(40) + 0.5)
    net(torch.randn(4, 30, 40))
    return net.eval()


def test_numbers_and_matrices_come_back() -> None:
    out = Writer()
    out.token("<A>")
    out.int32(-7)
    out.float32(0.5)
    out.float64(0.25)
    out.ints([1, 2])
    out.vector([1.0, 2.0])
    out.matrix(np.eye(2), double=True)
    back = Reader(bytes(out))
    back.expect("<A>")
    assert (back.int32(), back.float32(), back.float64(), back.ints()) == (-7, 0.5, 0.25, [1, 2])
    assert back.vector().tolist() == [1, 2]
    assert back.matrix().tolist() == np.eye(2).tolist()


@pytest.mark.parametrize("data", [b"text", b"\0B<B> ", b"\0B<A> \x08"])
def test_a_file_that_holds_something_else_is_refused(data: bytes) -> None:
    with pytest.raises(BadModel):
        reader = Reader(data)
        reader.expect("<A>")
        reader.int32()


def test_transition_ids_are_kaldis_order() -> None:
    assert transitions.transitions(2) == (3, 4, 5, 6, 7)
    assert transitions.transitions(transitions.PHONE_COUNT)[-1] == transitions.LAST_TRANSITION
    assert (
        len({transitions.phone_id(b, p) for b in range(1, 36) for p in "BIES"} | {1})
        == transitions.PHONE_COUNT
    )


def test_positions_mark_where_words_begin_and_end() -> None:
    assert transitions.word_phones([1]) == [transitions.phone_id(1, "S")]
    assert transitions.word_phones([1, 2, 3]) == [
        transitions.phone_id(b, p) for b, p in ((1, "B"), (2, "I"), (3, "E"))
    ]
    assert transitions.word_boundaries().splitlines()[:3] == ["1 nonword", "2 begin", "3 internal"]


@pytest.mark.parametrize("cmvn", [False, True])
def test_the_exported_net_computes_what_the_trained_one_does(cmvn: bool) -> None:
    net = _trained(Net(**{**SHAPE.__dict__, "cmvn": cmvn}))
    layers = read_layers(final_mdl(net.layers(), 40))
    assert [layer[2:] for layer in layers] == [((-1, 0, 1), False), ((-3, 0, 3), True), ((0,), False)]
    again = from_layers(layers, net.mean if cmvn else None)
    cepstra = torch.randn(2, 50, 40) * 5
    assert torch.allclose(net(cepstra), again(cepstra), atol=1e-3)


def test_the_blank_penalty_lowers_the_blank_alone() -> None:
    net = _trained()
    plain, penalised = (read_layers(final_mdl(net.layers(), 40, p))[-1][1] for p in (0.0, 1.5))
    assert plain[BLANK] - penalised[BLANK] == pytest.approx(1.5)
    assert np.array_equal(plain[1:], penalised[1:])


def test_the_model_folder_carries_the_moving_mean(tmp_path: Path) -> None:
    net = _trained(Net(**{**SHAPE.__dict__, "cmvn": True}))
    folder.write(tmp_path, [net.layers()], 0.0, global_stats(net.mean.double().numpy()))
    cepstra = torch.randn(1, 50, 40)
    assert torch.allclose(of_model_file(tmp_path / "am" / "final.mdl")(cepstra), net(cepstra), atol=1e-3)
    folder.write(tmp_path, [net.layers()], 0.0)
    assert not (tmp_path / "am" / "global_cmvn.stats").exists()
    assert "--num-ceps=40" in (tmp_path / "conf" / "mfcc.conf").read_text()


def test_nets_that_vote_are_written_and_read_as_one_model() -> None:
    torch.manual_seed(2)
    shapes = (
        Net(width=12, contexts=((-2, -1, 0, 1, 2), (-3, 0, 3)), cmvn=False),
        Net(width=8, contexts=((-1, 0, 1), (-3, 0, 3), (-6, 0, 6)), cmvn=False),
    )
    nets = [Tdnn(shape).eval() for shape in shapes]
    read = read_nets(ensemble_mdl([net.layers() for net in nets], 40, blank_penalty=1.5))
    assert [len(layers) for layers in read] == [3, 4]
    cepstra = torch.randn(2, 40, 40)
    with torch.no_grad():
        expected = (nets[0](cepstra) + nets[1](cepstra)) / 2
        expected[..., 0] -= 1.5
        heard = Ensemble([from_layers(layers) for layers in read]).eval()(cepstra)
    assert torch.allclose(heard, expected.log_softmax(-1), atol=1e-4)
    with pytest.raises(ValueError, match="several"):
        read_layers(ensemble_mdl([net.layers() for net in nets], 40))
