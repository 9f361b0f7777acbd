"""Phones unfolded into their HMMs: H composed with L or with LG, done with arrays (see transitions).

An arc with phone p to state d becomes arcs into one of two entries shared by all arcs that say p on their
way to d: A, p's output only; B and C, p's output and then the blank. Loops stay in place (Kaldi adds them to
the graph last, too).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from assistant.hearing.graph.openfst import ARC, Automaton
from assistant.hearing.graph.transitions import LAST_TRANSITION, LEAVE_SIL, SIL, STAY_SIL, transitions

DISAMBIGUATION = 1_000_000
"""input labels from here on are disambiguation symbols #0, #1…"""
_BLANK_COST = 0.1
"""of each step through the blank"""


def disambiguation_id(symbol: int) -> int:
    """Number of #``symbol`` among the transition ids."""
    return LAST_TRANSITION + 1 + symbol


def unfold(machine: Automaton, keep_disambiguation: bool) -> Automaton:
    """Transition ids in place of phones; the result is trimmed.

    ``keep_disambiguation``: #k stay as labels after the last transition id (for run-time composition), else
    they become epsilon.
    """
    labels = machine.arcs["ilabel"].astype(np.int64)
    spoken = (labels > 0) & (labels < DISAMBIGUATION)
    rest = machine.arcs[~spoken].copy()
    marked = rest["ilabel"] >= DISAMBIGUATION
    rest["ilabel"][marked] = (
        rest["ilabel"][marked] - DISAMBIGUATION + LAST_TRANSITION + 1 if keep_disambiguation else 0
    )

    arcs = machine.arcs[spoken]
    pairs, entry = np.unique(np.stack([labels[spoken], arcs["target"]], 1), axis=0, return_inverse=True)
    entry = entry.ravel()
    silent = pairs[:, 0] == SIL
    first_new = machine.state_count
    a = first_new + np.arange(len(pairs), dtype=np.int32)
    b, c = a + len(pairs), a + 2 * len(pairs)
    states = first_new + 3 * len(pairs)
    tids = np.array(
        [transitions(int(p)) if p != SIL else (STAY_SIL, 0, LEAVE_SIL, 0, 0) for p in pairs[:, 0]], np.int32
    )
    tids = tids.reshape(-1, 5)
    after = pairs[:, 1].astype(np.int32)
    zero = np.zeros(len(pairs), np.float32)
    cost = np.full(len(pairs), _BLANK_COST, np.float32)
    phone = ~silent
    blocks = [
        (machine.sources[~spoken], rest),
        _arcs(a, tids[:, 0], 0, zero, a),
        _arcs(a, 0, 0, zero, after),
        _arcs(b[phone], tids[phone, 0], 0, zero[phone], b[phone]),
        _arcs(b[phone], tids[phone, 4], 0, cost[phone], c[phone]),
        _arcs(c[phone], tids[phone, 3], 0, cost[phone], c[phone]),
        _arcs(c[phone], 0, 0, zero[phone], after[phone]),
        _arcs(machine.sources[spoken], tids[entry, 2], arcs["olabel"], arcs["weight"], a[entry]),
    ]
    both = phone[entry]
    into_b = _arcs(
        machine.sources[spoken][both],
        tids[entry, 1][both],
        arcs["olabel"][both],
        arcs["weight"][both],
        b[entry][both],
    )
    blocks.append(into_b)
    finals = np.full(states, np.inf, np.float32)
    finals[:first_new] = machine.finals
    sources = np.concatenate([s for s, _ in blocks]).astype(np.int32)
    return Automaton(machine.start, finals, sources, np.concatenate([x for _, x in blocks])).trimmed()


_Column = NDArray[np.integer] | NDArray[np.floating] | int


def _arcs(
    sources: NDArray[np.int32], ilabel: _Column, olabel: _Column, weight: _Column, target: _Column
) -> tuple[NDArray[np.int32], NDArray[np.void]]:
    """Arcs from columns; scalars are spread."""
    arcs = np.zeros(len(sources), ARC)
    arcs["ilabel"], arcs["olabel"], arcs["weight"], arcs["target"] = ilabel, olabel, weight, target
    return sources, arcs
