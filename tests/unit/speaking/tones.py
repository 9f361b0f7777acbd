"""Makes `tones.onnx`: a net with the inputs and the output of Piper's voices that says each sound as a tone.

    pip install onnx && python tests/unit/speaking/tones.py        (onnx is needed for nothing else)

A sound's number times 20 Hz for 0.05 s times the length scale: 1,102 samples at 22,050 Hz.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np


def main() -> None:
    """Write it beside this file."""
    from onnx import TensorProto, checker, helper, numpy_helper, save

    def constant(name: str, value: object, kind: type) -> object:
        return numpy_helper.from_array(np.array(value, kind), name)

    nodes = [
        helper.make_node("Cast", ["input"], ["sounds"], to=TensorProto.FLOAT),
        helper.make_node("Unsqueeze", ["sounds", "last"], ["column"]),
        helper.make_node("Slice", ["scales", "one", "two"], ["length"]),
        helper.make_node("Mul", ["length", "samples"], ["count"]),
        helper.make_node("Cast", ["count"], ["whole"], to=TensorProto.INT64),
        helper.make_node("Squeeze", ["whole"], ["end"]),
        helper.make_node("Range", ["zero", "end", "step"], ["at"]),
        helper.make_node("Cast", ["at"], ["time"], to=TensorProto.FLOAT),
        helper.make_node("Mul", ["column", "turn"], ["speed"]),
        helper.make_node("Mul", ["speed", "time"], ["angle"]),
        helper.make_node("Sin", ["angle"], ["wave"]),
        helper.make_node("Reshape", ["wave", "shape"], ["output"]),
    ]
    constants = [
        constant("last", [2], np.int64),
        constant("one", [1], np.int64),
        constant("two", [2], np.int64),
        constant("samples", [1102.0], np.float32),
        constant("zero", 0, np.int64),
        constant("step", 1, np.int64),
        constant("turn", 2 * np.pi * 20 / 22_050, np.float32),
        constant("shape", [1, 1, 1, -1], np.int64),
    ]
    inputs = [
        helper.make_tensor_value_info("input", TensorProto.INT64, [1, "sounds"]),
        helper.make_tensor_value_info("input_lengths", TensorProto.INT64, [1]),
        helper.make_tensor_value_info("scales", TensorProto.FLOAT, [3]),
    ]
    output = helper.make_tensor_value_info("output", TensorProto.FLOAT, [1, 1, 1, "samples"])
    graph = helper.make_graph(nodes, "tones", inputs, [output], constants)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 13)], ir_version=8)
    checker.check_model(model)
    save(model, Path(__file__).with_name("tones.onnx"))


if __name__ == "__main__":
    main()
