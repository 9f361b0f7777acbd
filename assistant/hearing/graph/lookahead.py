"""Composition that looks ahead: which words can still follow from each state of HCL.

While decoding, libvosk composes HCL (phones to words) with a grammar on the fly. In HCL a word's label often
comes late, after sounds it shares with others; without help most paths would turn out to fit no word the
grammar allows. So each state carries the set of words reachable from it before any other word is output, as
intervals of word numbers, and words are renumbered in the order of a depth-first walk, so that nearly every
set is one interval (Allauzen, Riley & Schalkwyk 2009, "A generalized composition algorithm for weighted
finite-state transducers"; OpenFst's ``label-reachable.h``, whose file format this writes).
"""

from __future__ import annotations

import struct
from dataclasses import replace
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from assistant.hearing.graph.openfst import EXPANDED, OLABEL_SORTED, Automaton, const_bytes, header

Intervals = tuple[tuple[int, int], ...]
"""half-open, sorted, apart"""
_ADD_ON = 446681434
"""magic number of fst/add-on.h"""


def relabelled(automaton: Automaton) -> tuple[Automaton, dict[int, int], list[Intervals], int]:
    """The automaton with new output labels.

    Returns it, old label → new label, the intervals of labels reachable from each state, and the number that
    stands for "a path may end here".
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
        tails, heads = automaton.sources[silent], automaton.arcs["target"][silent]
        self._component, count = components(tails, heads, automaton.state_count)
        self._next = _grouped(self._component[tails], self._component[heads], count)
        self._labels = _grouped(
            self._component[automaton.sources[~silent]], automaton.arcs["olabel"][~silent], count
        )
        ends = np.zeros(count, bool)
        ends[self._component[np.isfinite(automaton.finals)]] = True
        self._ends: list[bool] = ends.tolist()
        self.number: dict[int, int] = {}
        self.end = -1
        self._free = 1
        self._found: list[Intervals | None] = [None] * count
        for component in (int(self._component[automaton.start]), *range(count)):
            self._walk(component)
        if self.end < 0:
            self.end = self._free

    def of_states(self) -> list[Intervals]:
        """Intervals of each state."""
        return [self._found[c] or () for c in self._component.tolist()]

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

    def _enter(self, component: int) -> list[int]:
        for label in self._labels[component]:
            if label not in self.number:
                self.number[label] = self._free
                self._free += 1
        if self._ends[component] and self.end < 0:
            self.end = self._free
            self._free += 1
        return self._next[component]

    def _join(self, component: int) -> Intervals:
        pieces = [(n, n + 1) for n in (self.number[label] for label in self._labels[component])]
        if self._ends[component]:
            pieces.append((self.end, self.end + 1))
        for child in self._next[component]:
            if child != component:
                pieces += self._found[child] or ()
        if len(pieces) == 1:
            return (pieces[0],)
        joined: list[tuple[int, int]] = []
        for first, last in sorted(pieces):
            if joined and first <= joined[-1][1]:
                joined[-1] = (joined[-1][0], max(joined[-1][1], last))
            else:
                joined.append((first, last))
        return tuple(joined)


def components(
    tails: NDArray[np.int32], heads: NDArray[np.int32], states: int
) -> tuple[NDArray[np.int32], int]:
    """Strongly connected components of a graph (Tarjan 1972): that of each state, and how many there are."""
    following = _grouped(tails, heads, states)
    order = [0] * states
    """when a state was met, from 1; 0: not yet"""
    low = [0] * states
    component = [-1] * states
    met, count = 0, 0
    waiting: list[int] = []
    for root in range(states):
        if order[root]:
            continue
        path = [(root, iter(following[root]))]
        met += 1
        order[root] = low[root] = met
        waiting.append(root)
        while path:
            state, rest = path[-1]
            for child in rest:
                if not order[child]:
                    met += 1
                    order[child] = low[child] = met
                    waiting.append(child)
                    path.append((child, iter(following[child])))
                    break
                if component[child] < 0 and order[child] < low[state]:
                    low[state] = order[child]
            else:
                path.pop()
                if path and low[state] < low[path[-1][0]]:
                    low[path[-1][0]] = low[state]
                if low[state] == order[state]:
                    while True:
                        member = waiting.pop()
                        component[member] = count
                        if member == state:
                            break
                    count += 1
    return np.array(component, np.int32), count


def _grouped(keys: NDArray[np.int32], values: NDArray[np.int32], count: int) -> list[list[int]]:
    """The distinct values of each key from 0 to ``count`` - 1, sorted."""
    if not len(keys):
        return [[] for _ in range(count)]
    wide = np.unique(keys.astype(np.int64) << 32 | values)
    ends = np.searchsorted(wide >> 32, np.arange(count + 1)).tolist()
    distinct = (wide & 0xFFFFFFFF).tolist()
    return [distinct[a:b] for a, b in pairwise(ends)]
