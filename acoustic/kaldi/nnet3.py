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
    affine = without_penalty([_affine(layer) for layer in layers], -blank_penalty)
    out = Writer()
    topology.write(out)
    _write_nnet(out, affine, inputs)
    out.token("<LeftContext>")
    out.int32(0)
    out.token("<RightContext>")
    out.int32(0)
    out.token("<Priors>")
    out.vector([])
    return bytes(out)


def read_layers(data: bytes) -> list[Affine]:
    """Layers of a file that :func:`final_mdl` wrote."""
    reader = Reader(data)
    reader.skip_past("</TransitionModel>")
    reader.expect("<Nnet3>")
    config = reader.text_until("\n\n")
    reader.expect("<NumComponents>")
    reader.int32()
    layers = []
    for name, source in re.findall(r"component-node name=(\w+)\.affine component=\S+ input=(.*)", config):
        reader.skip_past(f"{name}.affine <FixedAffineComponent> <LinearParams>")
        weights = reader.matrix()
        reader.expect("<BiasParams>")
        bias = reader.vector()
        offsets = tuple(int(_offset(part)) for part in _inputs(source))
        layers.append((weights, bias, offsets, f"name={name}.sum " in config))
    return layers


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


def _write_nnet(out: Writer, layers: Sequence[Affine], inputs: int) -> None:
    nodes, components = [f"input-node name=input dim={inputs}"], []
    source = "input"
    for i, (weights, bias, offsets, residual) in enumerate(layers):
        last = i == len(layers) - 1
        name, width = ("out" if last else f"l{i}"), len(weights)
        spliced = [source if o == 0 else f"Offset({source}, {o})" for o in offsets]
        described = spliced[0] if len(spliced) == 1 else f"Append({', '.join(spliced)})"
        _node(nodes, f"{name}.affine", described)
        components.append((f"{name}.affine", lambda w=weights, b=bias: _fixed_affine(out, w, b)))
        if last:
            _node(nodes, "out.logsoftmax", "out.affine")
            components.append(("out.logsoftmax", lambda n=width: _nonlinear(out, "LogSoftmaxComponent", n)))
            nodes.append("output-node name=output input=out.logsoftmax objective=linear")
            break
        _node(nodes, f"{name}.relu", f"{name}.affine")
        components.append((f"{name}.relu", lambda n=width: _nonlinear(out, "RectifiedLinearComponent", n)))
        before, source = source, f"{name}.relu"
        if residual:
            _node(nodes, f"{name}.sum", f"Sum({source}, {before})")
            components.append((f"{name}.sum", lambda n=width: _no_op(out, n)))
            source = f"{name}.sum"
    out.token("<Nnet3>")
    out.text("\n" + "\n".join(nodes) + "\n\n")
    out.token("<NumComponents>")
    out.int32(len(components))
    for name, write in components:
        out.token("<ComponentName>", name)
        write()
    out.token("</Nnet3>")


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
