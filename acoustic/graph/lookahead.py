"""Composition that looks ahead: which words can still follow from each state of HCL.

While decoding, libvosk composes HCL (phones to words) with a grammar on the fly. In HCL a word's label often comes late,
after sounds it shares with others; without help most paths would turn out to fit no word the grammar allows. So each
state carries the set of words reachable from it before any other word is output, as intervals of word numbers, and
words are renumbered in the order of a depth-first walk, so that nearly every set is one interval (Allauzen, Riley &
Schalkwyk 2009, "A generalized composition algorithm for weighted finite-state transducers"; OpenFst's
``label-reachable.h``, whose file format this writes).
"""

from __future__ import annotations

import struct
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from acoustic.graph.openfst import EXPANDED, OLABEL_SORTED, Automaton, const_bytes, header

Intervals = tuple[tuple[int, int], ...]
"""half-open, sorted, apart"""
_ADD_ON = 446681434
"""magic number of fst/add-on.h"""


def relabelled(automaton: Automaton) -> tuple[Automaton, dict[int, int], list[Intervals], int]:
    """The automaton with new output labels.

    Returns it, old label → new label, the intervals of labels reachable from each state, and the number that stands
    for "a path may end here".
    """
    reach = _Reach(automaton)
    arcs = automaton.arcs.copy()
    old = np.array([0, *reach.number.keys()])
    new = np.array([0, *reach.number.values()])
    order = np.argsort(old)
    arcs["olabel"] = new[order][np.searchsorted(old[order], arcs["olabel"])]
    return replace(automaton, arcs=arcs), reach.number, reach.of_states(), reach.end


def lookahead_bytes(automaton: Automaton, reachable: list[Intervals], end: int) -> bytes:
    """An "olabel_lookahead" file: a const automaton and, as its add-on, what each state reaches."""
    parts = [
        header("olabel_lookahead", EXPANDED | OLABEL_SORTED, -1, 0, 0, version=1),
        struct.pack("<i", _ADD_ON),
        const_bytes(automaton, "olabel"),
        struct.pack("<???", True, False, True),
        struct.pack("<??iq", False, False, end, len(reachable)),
    ]
    for intervals in reachable:
        parts.append(struct.pack("<q", len(intervals)))
        parts.append(np.array(intervals, "<i4").tobytes())
        parts.append(struct.pack("<i", sum(b - a for a, b in intervals)))
    return b"".join(parts)


class _Reach:
    """Labels reachable from each strongly connected component of output-epsilon arcs."""

    def __init__(self, automaton: Automaton) -> None:
        silent = automaton.arcs["olabel"] == 0
        states = automaton.state_count
        tails, heads = automaton.sources[silent], automaton.arcs["target"][silent]
        links = coo_array((np.ones(len(tails), np.int8), (tails, heads)), shape=(states, states)).tocsr()
        count, self._component = connected_components(links, directed=True, connection="strong")
        self._next = _grouped(self._component[tails], self._component[heads], count)
        self._labels = _grouped(
            self._component[automaton.sources[~silent]], automaton.arcs["olabel"][~silent], count
        )
        self._ends = np.zeros(count, bool)
        self._ends[self._component[np.isfinite(automaton.finals)]] = True
        self.number: dict[int, int] = {}
        self.end = -1
        self._free = 1
        self._found: list[Intervals | None] = [None] * count
        for component in (self._component[automaton.start], *range(count)):
            self._walk(int(component))
        if self.end < 0:
            self.end = self._free

    def of_states(self) -> list[Intervals]:
        """Intervals of each state."""
        return [self._found[c] or () for c in self._component]

    def _walk(self, root: int) -> None:
        """Depth first, without recursion: numbers labels as they are met, joins intervals on the way back."""
        stack = [(root, iter(self._enter(root)))] if self._found[root] is None else []
        while stack:
            component, following = stack[-1]
            child = next((c for c in following if self._found[c] is None and c != component), None)
            if child is not None:
                stack.append((child, iter(self._enter(child))))
                continue
            stack.pop()
            self._found[component] = self._join(component)

    def _enter(self, component: int) -> NDArray[np.intp]:
        for label in self._labels(component):
            if int(label) not in self.number:
                self.number[int(label)] = self._free
                self._free += 1
        if self._ends[component] and self.end < 0:
            self.end = self._free
            self._free += 1
        return self._next(component)

    def _join(self, component: int) -> Intervals:
        pieces = [(n, n + 1) for n in {self.number[int(x)] for x in self._labels(component)}]
        if self._ends[component]:
            pieces.append((self.end, self.end + 1))
        for child in self._next(component):
            if child != component:
                pieces += self._found[child] or ()
        joined: list[tuple[int, int]] = []
        for first, last in sorted(pieces):
            if joined and first <= joined[-1][1]:
                joined[-1] = (joined[-1][0], max(joined[-1][1], last))
            else:
                joined.append((first, last))
        return tuple(joined)


def _grouped(keys: NDArray[np.int32], values: NDArray[np.int32], count: int):  # type: ignore[no-untyped-def]
    """A function from a key (0 to count - 1) to its distinct values."""
    pairs = np.unique(np.stack([keys, values], 1), axis=0) if len(keys) else np.empty((0, 2), np.int64)
    ends = np.searchsorted(pairs[:, 0], np.arange(count + 1))
    return lambda key: pairs[ends[key] : ends[key + 1], 1]
