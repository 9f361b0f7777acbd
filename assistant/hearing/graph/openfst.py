"""Automata as arrays, and the files OpenFst reads them from (fst/const-fst.h, fst/add-on.h, version 1.8).

Writing the files ourselves spares the Debian tools: ``fstconvert --fst_type=const`` and ``olabel_lookahead``.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

ARC = np.dtype([("ilabel", "<i4"), ("olabel", "<i4"), ("weight", "<f4"), ("target", "<i4")])
_STATE = np.dtype(
    [("final", "<f4"), ("first", "<u4"), ("arcs", "<u4"), ("iepsilons", "<u4"), ("oepsilons", "<u4")]
)
_MAGIC = 0x7EB2FDD6
EXPANDED, ILABEL_SORTED, OLABEL_SORTED = 0x1, 0x1000_0000, 0x4000_0000
"""bits of what OpenFst calls properties; those left out count as unknown"""


@dataclass(frozen=True)
class Automaton:
    """A weighted transducer; weights are costs (tropical semiring), label 0 is epsilon."""

    start: int
    finals: NDArray[np.float32]
    """cost of ending in each state, infinite where one cannot. shape (S,)"""
    sources: NDArray[np.int32]
    """state each arc leaves, shape (A,)"""
    arcs: NDArray[np.void]
    """dtype ARC, shape (A,)"""

    @property
    def state_count(self) -> int:
        """Return how many states there are."""
        return len(self.finals)

    def sorted_by(self, label: str) -> Automaton:
        """The same, arcs by state and then by "ilabel" or "olabel"."""
        order = np.lexsort((self.arcs[label], self.sources))
        return replace(self, sources=self.sources[order], arcs=self.arcs[order])

    def trimmed(self) -> Automaton:
        """Only states on a path from the start to an end, renumbered; the start becomes 0."""
        forward = _reached(self.sources, self.arcs["target"], self.state_count, [self.start])
        ends = np.flatnonzero(np.isfinite(self.finals))
        keep = forward & _reached(self.arcs["target"], self.sources, self.state_count, ends)
        order = np.concatenate(
            [[self.start], np.flatnonzero(keep & (np.arange(self.state_count) != self.start))]
        )
        number = np.full(self.state_count, -1, np.int32)
        number[order] = np.arange(len(order))
        alive = keep[self.sources] & keep[self.arcs["target"]]
        arcs = self.arcs[alive]
        arcs["target"] = number[arcs["target"]]
        return Automaton(0, self.finals[order], number[self.sources[alive]], arcs)


def _reached(
    tails: NDArray[np.int32], heads: NDArray[np.int32], states: int, starts: list[int] | NDArray[np.intp]
) -> NDArray[np.bool_]:
    """Which states can be reached from ``starts``."""
    order = np.argsort(tails, kind="stable")
    heads = heads[order]
    ends = np.searchsorted(tails[order], np.arange(states + 1))
    reached = np.zeros(states, bool)
    reached[np.asarray(starts)] = True
    frontier = np.flatnonzero(reached)
    while len(frontier):
        following = heads[ranges(ends[frontier], ends[frontier + 1])]
        frontier = np.unique(following[~reached[following]])
        reached[frontier] = True
    return reached


def ranges(firsts: NDArray[np.intp], lasts: NDArray[np.intp]) -> NDArray[np.intp]:
    """The numbers of several half-open ranges, one after the other.

    >>> ranges(np.array([2, 7]), np.array([4, 8])).tolist()
    [2, 3, 7]
    """
    lengths = lasts - firsts
    before = np.cumsum(lengths) - lengths
    found: NDArray[np.intp] = np.arange(lengths.sum()) + np.repeat(firsts - before, lengths)
    return found


def read_vector(path: Path) -> Automaton:
    """An OpenFst "vector" file of standard arcs, as kaldifst writes it."""
    data = path.read_bytes()
    at, start, states = _read_header(data)
    finals, counts, blocks = np.empty(states, np.float32), np.empty(states, np.int64), []
    for state in range(states):
        finals[state], counts[state] = struct.unpack_from("<fq", data, at)
        at += 12
        blocks.append(np.frombuffer(data, ARC, counts[state], at))
        at += ARC.itemsize * int(counts[state])
    arcs = np.concatenate(blocks) if blocks else np.empty(0, ARC)
    return Automaton(start, finals, np.repeat(np.arange(states, dtype=np.int32), counts), arcs.copy())


def read_const(path: Path) -> Automaton:
    """An OpenFst "const" file as `const_bytes` writes it."""
    data = path.read_bytes()
    at, start, count = _read_header(data, b"const")
    states = np.frombuffer(data, _STATE, count, at)
    arcs = np.frombuffer(data, ARC, int(states["arcs"].sum()), at + states.nbytes)
    return Automaton(
        start, states["final"], np.repeat(np.arange(count, dtype=np.int32), states["arcs"]), arcs
    )


def _read_header(data: bytes, kind: bytes = b"vector") -> tuple[int, int, int]:
    """(where the states begin, start state, number of states)"""
    if struct.unpack_from("<I", data)[0] != _MAGIC:
        raise ValueError("not an OpenFst file")
    at = 4
    for expected in (kind, b"standard"):
        length = struct.unpack_from("<i", data, at)[0]
        if data[at + 4 : at + 4 + length] != expected:
            raise ValueError(f"an OpenFst {expected.decode()} file was expected")
        at += 4 + length
    _, flags, _, start, states, _ = struct.unpack_from("<iiQqqq", data, at)
    if flags:
        raise ValueError("symbol tables inside the file are not expected")
    return at + 40, start, states


def header(kind: str, properties: int, start: int, states: int, arcs: int, version: int) -> bytes:
    """Header of an OpenFst file of standard (tropical) arcs."""
    names = b"".join(struct.pack("<i", len(n)) + n.encode() for n in (kind, "standard"))
    return (
        struct.pack("<I", _MAGIC)
        + names
        + struct.pack("<iiQqqq", version, 0, properties, start, states, arcs)
    )


def const_bytes(automaton: Automaton, sorted_by: str) -> bytes:
    """A "const" file: all states, then all arcs, read in one go."""
    machine = automaton.sorted_by(sorted_by)
    states = np.zeros(machine.state_count, _STATE)
    states["final"] = machine.finals
    states["arcs"] = np.bincount(machine.sources, minlength=machine.state_count)
    states["first"] = np.cumsum(states["arcs"]) - states["arcs"]
    for field, label in (("iepsilons", "ilabel"), ("oepsilons", "olabel")):
        states[field] = np.bincount(machine.sources[machine.arcs[label] == 0], minlength=machine.state_count)
    bits = EXPANDED | (ILABEL_SORTED if sorted_by == "ilabel" else OLABEL_SORTED)
    head = header("const", bits, machine.start, machine.state_count, len(machine.arcs), version=2)
    return head + states.tobytes() + machine.arcs.tobytes()
