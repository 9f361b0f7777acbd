"""A TDNN as Kaldi's nnet3 writes it (kaldi-asr.org/doc/dnn3_code_data_types.html), and back.

Affine layers become FixedAffineComponent (batch norm folded in), sums NoOpComponent, and the whole ends in log softmax.
Left and right context are written as 0: Kaldi computes them anew when it loads the file.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from acoustic.kaldi import topology
from acoustic.kaldi.binary import Reader, Writer
from assistant.hearing.graph.phones import BLANK

if TYPE_CHECKING:
    from acoustic.net.tdnn import Layer

Affine = tuple[NDArray[np.float32], NDArray[np.float32], tuple[int, ...], bool]
"""weights, bias, offsets, residual: net.tdnn.Layer without torch"""


def final_mdl(layers: Sequence[Layer] | Sequence[Affine], inputs: int, blank_penalty: float = 0.0) -> bytes:
    """Contents of ``am/final.mdl``. ``blank_penalty`` (nats) makes the blank less likely: CTC nets are too fond of it."""
    return ensemble_mdl([layers], inputs, blank_penalty)


def ensemble_mdl(
    nets: Sequence[Sequence[Layer] | Sequence[Affine]], inputs: int, blank_penalty: float = 0.0
) -> bytes:
    """Like :func:`final_mdl`, of several nets that vote: the geometric mean of what each says.

    The mean of log probabilities is, but for a constant that the softmax takes off, the mean of the last layers'
    outputs: one affine layer that reads all nets' last hidden layers.
    """
    towers = [[_affine(layer) for layer in layers] for layers in nets]
    weights = np.concatenate([tower[-1][0] / len(towers) for tower in towers], axis=1).astype(np.float32)
    bias = sum(tower[-1][1] for tower in towers) / len(towers)
    bias = np.asarray(bias, np.float32).copy()
    bias[BLANK] -= blank_penalty
    out = Writer()
    topology.write(out)
    _write_nnet(out, [tower[:-1] for tower in towers], (weights, bias), inputs)
    out.token("<LeftContext>")
    out.int32(0)
    out.token("<RightContext>")
    out.int32(0)
    out.token("<Priors>")
    out.vector([])
    return bytes(out)


def read_layers(data: bytes) -> list[Affine]:
    """Layers of a file that :func:`final_mdl` wrote. Raises ValueError when it holds several nets."""
    nets = read_nets(data)
    if len(nets) > 1:
        raise ValueError("this final.mdl holds several nets")
    return nets[0]


def read_nets(data: bytes) -> list[list[Affine]]:
    """Layers of each net of a file that :func:`ensemble_mdl` wrote; each keeps its part of the last layer.

    The mean over the nets of their outputs is what the file computes.
    """
    reader = Reader(data)
    reader.skip_past("</TransitionModel>")
    reader.expect("<Nnet3>")
    config = reader.text_until("\n\n")
    reader.expect("<NumComponents>")
    reader.int32()
    nets: dict[str, list[Affine]] = {}
    for name, source in re.findall(r"component-node name=(\w+)\.affine component=\S+ input=(.*)", config):
        reader.skip_past(f"{name}.affine <FixedAffineComponent> <LinearParams>")
        weights = reader.matrix()
        reader.expect("<BiasParams>")
        bias = reader.vector()
        if name == "out":
            break
        offsets = tuple(int(_offset(part)) for part in _inputs(source))
        layer = (weights, bias, offsets, f"name={name}.sum " in config)
        nets.setdefault(name.rpartition("l")[0], []).append(layer)
    widths = [len(net[-1][0]) for net in nets.values()]
    parts = np.split(weights, np.cumsum(widths)[:-1], axis=1)
    return [
        [*net, (part * len(nets), bias, (0,), False)] for net, part in zip(nets.values(), parts, strict=True)
    ]


def without_penalty(layers: Sequence[Affine], blank_penalty: float) -> list[Affine]:
    """The same layers with ``blank_penalty`` nats given back to the blank."""
    weights, bias, offsets, residual = layers[-1]
    bias = bias.copy()
    bias[BLANK] += blank_penalty
    return [*layers[:-1], (weights, bias, offsets, residual)]


def _affine(layer: Layer | Affine) -> Affine:
    if isinstance(layer, tuple):
        return layer
    return layer.weights, layer.bias, layer.offsets, layer.residual


def _write_nnet(
    out: Writer,
    towers: Sequence[Sequence[Affine]],
    last: tuple[NDArray[np.float32], NDArray[np.float32]],
    inputs: int,
) -> None:
    nodes, components = [f"input-node name=input dim={inputs}"], []
    tops = []
    for k, tower in enumerate(towers):
        source = "input"
        for i, (weights, bias, offsets, residual) in enumerate(tower):
            name, width = f"{f't{k}' if k else ''}l{i}", len(weights)
            spliced = [source if o == 0 else f"Offset({source}, {o})" for o in offsets]
            _node(nodes, f"{name}.affine", _appended(spliced))
            components.append((f"{name}.affine", lambda w=weights, b=bias: _fixed_affine(out, w, b)))
            _node(nodes, f"{name}.relu", f"{name}.affine")
            components.append(
                (f"{name}.relu", lambda n=width: _nonlinear(out, "RectifiedLinearComponent", n))
            )
            before, source = source, f"{name}.relu"
            if residual:
                _node(nodes, f"{name}.sum", f"Sum({source}, {before})")
                components.append((f"{name}.sum", lambda n=width: _no_op(out, n)))
                source = f"{name}.sum"
        tops.append(source)
    _node(nodes, "out.affine", _appended(tops))
    components.append(("out.affine", lambda: _fixed_affine(out, *last)))
    _node(nodes, "out.logsoftmax", "out.affine")
    outputs = len(last[1])
    components.append(("out.logsoftmax", lambda: _nonlinear(out, "LogSoftmaxComponent", outputs)))
    nodes.append("output-node name=output input=out.logsoftmax objective=linear")
    out.token("<Nnet3>")
    out.text("\n" + "\n".join(nodes) + "\n\n")
    out.token("<NumComponents>")
    out.int32(len(components))
    for name, write in components:
        out.token("<ComponentName>", name)
        write()
    out.token("</Nnet3>")


def _appended(sources: Sequence[str]) -> str:
    return sources[0] if len(sources) == 1 else f"Append({', '.join(sources)})"


def _node(nodes: list[str], name: str, source: str) -> None:
    nodes.append(f"component-node name={name} component={name} input={source}")


def _fixed_affine(out: Writer, weights: NDArray[np.float32], bias: NDArray[np.float32]) -> None:
    out.token("<FixedAffineComponent>", "<LinearParams>")
    out.matrix(weights)
    out.token("<BiasParams>")
    out.vector(bias)
    out.token("</FixedAffineComponent>")


def _no_op(out: Writer, width: int) -> None:
    out.token("<NoOpComponent>", "<Dim>")
    out.int32(width)
    out.token("<BackpropScale>")
    out.float32(1.0)
    out.token("</NoOpComponent>")


def _nonlinear(out: Writer, kind: str, width: int) -> None:
    """A nonlinearity with its training statistics, empty; Kaldi keeps the counts as doubles."""
    out.token(f"<{kind}>", "<Dim>")
    out.int32(width)
    for statistic, count in (
        ("<ValueAvg>", None),
        ("<DerivAvg>", "<Count>"),
        ("<OderivRms>", "<OderivCount>"),
    ):
        out.token(statistic)
        out.vector([])
        if count:
            out.token(count)
            out.float64(0.0)
    out.token("<NumDimsSelfRepaired>")
    out.float64(0.0)
    out.token("<NumDimsProcessed>")
    out.float64(0.0)
    out.token(f"</{kind}>")


def _inputs(source: str) -> list[str]:
    inside = re.fullmatch(r"Append\((.*)\)", source.strip())
    return re.findall(r"Offset\([^)]*\)|[\w.]+", inside.group(1) if inside else source)


def _offset(part: str) -> str:
    shifted = re.fullmatch(r"Offset\(.*, (-?\d+)\)", part)
    return shifted.group(1) if shifted else "0"
