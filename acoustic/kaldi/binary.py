"""Kaldi's binary notation: tokens end in a space, every number carries its size, matrices say FM or DM.

Described by Kaldi's ``base/io-funcs.h`` and ``matrix/kaldi-matrix.cc``; little-endian throughout.
"""

from __future__ import annotations

import struct

import numpy as np
from numpy.typing import ArrayLike, NDArray

from acoustic.errors import BadModel

MAGIC = b"\0B"
"""what a binary Kaldi file starts with"""


class Writer:
    """Bytes of a Kaldi file, put together piece by piece."""

    def __init__(self) -> None:
        self._bytes = bytearray(MAGIC)

    def token(self, *tokens: str) -> None:
        for token in tokens:
            self._bytes += token.encode() + b" "

    def int32(self, *values: int) -> None:
        for value in values:
            self._bytes += b"\x04" + struct.pack("<i", value)

    def float32(self, value: float) -> None:
        self._bytes += b"\x04" + struct.pack("<f", value)

    def float64(self, value: float) -> None:
        self._bytes += b"\x08" + struct.pack("<d", value)

    def ints(self, values: list[int]) -> None:
        self._bytes += b"\x04" + struct.pack("<i", len(values)) + np.asarray(values, "<i4").tobytes()

    def vector(self, values: ArrayLike) -> None:
        vector = np.asarray(values, "<f4")
        self.token("FV")
        self.int32(len(vector))
        self._bytes += vector.tobytes()

    def matrix(self, values: ArrayLike, double: bool = False) -> None:
        matrix = np.ascontiguousarray(values, "<f8" if double else "<f4")
        self.token("DM" if double else "FM")
        self.int32(*matrix.shape)
        self._bytes += matrix.tobytes()

    def text(self, text: str) -> None:
        self._bytes += text.encode()

    def __bytes__(self) -> bytes:
        return bytes(self._bytes)


class Reader:
    """The same, read back. Every method raises BadModel when something else stands there."""

    def __init__(self, data: bytes) -> None:
        if not data.startswith(MAGIC):
            raise BadModel("This is no binary Kaldi file.")
        self._data, self._at = data, len(MAGIC)

    def token(self) -> str:
        end = self._data.index(b" ", self._at)
        token, self._at = self._data[self._at : end].decode(), end + 1
        return token

    def expect(self, *tokens: str) -> None:
        for token in tokens:
            found = self.token()
            if found != token:
                raise BadModel(f"Expected {token} in the Kaldi file, found {found}.")

    def int32(self) -> int:
        return int(self._number(b"\x04", "<i"))

    def float32(self) -> float:
        return self._number(b"\x04", "<f")

    def float64(self) -> float:
        return self._number(b"\x08", "<d")

    def ints(self) -> list[int]:
        return np.frombuffer(self._take(4 * self.int32()), "<i4").tolist()

    def vector(self) -> NDArray[np.float32]:
        self.expect("FV")
        return np.frombuffer(self._take(4 * self.int32()), "<f4")

    def matrix(self) -> NDArray[np.floating]:
        kind = self.token()
        if kind not in ("FM", "DM"):
            raise BadModel(f"Expected a matrix in the Kaldi file, found {kind}.")
        size = 4 if kind == "FM" else 8
        rows, columns = self.int32(), self.int32()
        return np.frombuffer(self._take(size * rows * columns), f"<f{size}").reshape(rows, columns)

    def text_until(self, end: str) -> str:
        stop = self._data.index(end.encode(), self._at)
        text, self._at = self._data[self._at : stop].decode(), stop + len(end)
        return text

    def skip_past(self, token: str) -> None:
        wanted = token.encode() + b" "
        self._at = self._data.index(wanted, self._at) + len(wanted)

    def _number(self, size: bytes, form: str) -> float:
        if self._take(1) != size:
            raise BadModel("A number of another size was expected in the Kaldi file.")
        return struct.unpack(form, self._take(size[0]))[0]

    def _take(self, count: int) -> bytes:
        taken = self._data[self._at : self._at + count]
        if len(taken) != count:
            raise BadModel("The Kaldi file ends too early.")
        self._at += count
        return taken
