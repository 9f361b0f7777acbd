"""The ``<TransitionModel>`` part of ``final.mdl``: the HMM that assistant.hearing.graph.transitions numbers."""

from __future__ import annotations

import math

from acoustic.kaldi.binary import Writer
from assistant.hearing.graph.transitions import BASES, PHONE_COUNT, POSITIONS, SIL, phone_id

_STAY, _TO_BLANK, _LEAVE, _HALF = 0.3, 0.35, 0.35, 0.5


def write(out: Writer) -> None:
    """The ``<TransitionModel>`` part of ``final.mdl``."""
    phones = list(range(1, PHONE_COUNT + 1))
    out.token("<TransitionModel>", "<Topology>")
    out.ints(phones)
    out.ints([-1, 0] + [1] * (PHONE_COUNT - 1))
    out.int32(2)
    _entry(out, [(0, [(0, _HALF), (1, _HALF)])])
    _entry(out, [(0, [(0, _STAY), (1, _TO_BLANK), (2, _LEAVE)]), (1, [(1, _HALF), (2, _HALF)])])
    out.token("</Topology>")
    triples = [(SIL, 0, 0)]
    for base in range(1, BASES + 1):
        for position in POSITIONS:
            phone = phone_id(base, position)
            triples += [(phone, 0, base), (phone, 1, 0)]
    out.token("<Triples>")
    out.int32(len(triples))
    for triple in triples:
        out.int32(*triple)
    out.token("</Triples>", "<LogProbs>")
    each = [math.log(p) for p in (_STAY, _TO_BLANK, _LEAVE, _HALF, _HALF)]
    out.vector([0.0, math.log(_HALF), math.log(_HALF), *each * (PHONE_COUNT - 1)])
    out.token("</LogProbs>", "</TransitionModel>")


def _entry(out: Writer, states: list[tuple[int, list[tuple[int, float]]]]) -> None:
    """A topology entry: (pdf class, [(next state, probability)]) a state, and a final state without either."""
    out.int32(len(states) + 1)
    for pdf_class, arcs in states:
        out.int32(pdf_class, len(arcs))
        for to, probability in arcs:
            out.int32(to)
            out.float32(probability)
    out.int32(-1, 0)
