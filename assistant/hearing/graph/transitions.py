"""The HMM behind each phone: Kaldi's transition model, shaped so that decoding is CTC decoding.

A word's first, inner, last and only phones are phones of their own in Kaldi (``_B _I _E _S``), so that the
decoder knows where words end. Phone ids: SIL is 1; base phone b (1-based) at position p is 2 + 4 (b - 1) + p.

SIL has one emitting state on the blank output. Every other phone has two: state 0 on its own output, at
least one frame; state 1 on the blank, skippable. That is CTC's topology (Graves 2006) in the manner of
Kaldi's chain models (Povey et al. 2016, "Purely sequence-trained neural networks for ASR based on
lattice-free MMI").

Transition ids, 1-based, in the order in which Kaldi derives them from the sorted (phone, state, output)
triples: SIL: 1 stays, 2 leaves; phone p >= 2 with base = 3 + 5 (p - 2): +0 state 0 stays, +1 state 0 to 1,
+2 state 0 leaves, +3 state 1 stays, +4 state 1 leaves.
"""

from __future__ import annotations

from typing import NamedTuple

from assistant.hearing.graph.phones import PHONES

POSITIONS = ("B", "I", "E", "S")
SIL = 1
BASES = len(PHONES)
PHONE_COUNT = 1 + len(POSITIONS) * BASES
STAY_SIL, LEAVE_SIL = 1, 2
LAST_TRANSITION = 2 + 5 * (PHONE_COUNT - 1)


class Transitions(NamedTuple):
    """Transition ids of one phone."""

    stay: int
    to_blank: int
    leave: int
    stay_blank: int
    leave_blank: int


def phone_id(base: int, position: str) -> int:
    """Kaldi's phone for base phone ``base`` (1-based) at "B", "I", "E" or "S" of a word."""
    return 2 + len(POSITIONS) * (base - 1) + POSITIONS.index(position)


def word_phones(bases: list[int]) -> list[int]:
    """Kaldi's phones of one word."""
    if len(bases) == 1:
        return [phone_id(bases[0], "S")]
    places = ["B", *["I"] * (len(bases) - 2), "E"]
    return [phone_id(b, p) for b, p in zip(bases, places, strict=True)]


def transitions(phone: int) -> Transitions:
    """Transition ids of a phone other than SIL."""
    first = 3 + 5 * (phone - 2)
    return Transitions(first, first + 1, first + 2, first + 3, first + 4)


def word_boundaries() -> str:
    """Contents of ``graph/phones/word_boundary.int``."""
    names = dict(zip(POSITIONS, ("begin", "internal", "end", "singleton"), strict=True))
    lines = [f"{SIL} nonword"]
    lines += [f"{phone_id(b, p)} {names[p]}" for b in range(1, BASES + 1) for p in POSITIONS]
    return "\n".join(lines) + "\n"
