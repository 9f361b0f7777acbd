"""L: sequences of phones to words, with optional silence between, and a garbage word for all the rest."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from assistant.hearing.graph.hmm import DISAMBIGUATION
from assistant.hearing.graph.lexicon import Lexicon
from assistant.hearing.graph.phones import indices
from assistant.hearing.graph.transitions import BASES, SIL, phone_id, word_phones

UNKNOWN = "[unk]"
"""the garbage word: any phones at all"""


@dataclass(frozen=True)
class Costs:
    """Costs in nats of what a lexicon allows."""

    variant: float = 0.7
    """of a pronunciation other than the first"""
    silence: float = -math.log(0.3)
    no_silence: float = -math.log(0.7)
    unknown: float = 2.0
    """of entering the garbage word"""
    unknown_phone: float = 2.5
    """of each phone in it"""


def text(
    lexicon: Lexicon, numbers: Mapping[str, int], backoff: int | None, costs: Costs = Costs()
) -> tuple[str, int]:
    """L in OpenFst's text form, and the highest disambiguation symbol used.

    ``numbers`` gives each word's label. ``backoff`` is the label of the grammar's #0, which L lets pass in
    silence; None when the grammar backs off on epsilon. Homophones and words that begin others end in
    symbols #1, #2… so that the automaton can be made deterministic (Mohri, Pereira & Riley 2002).
    """
    entries = [
        (word, tuple(word_phones(indices(list(said)))), costs.variant if i else 0.0)
        for word, forms in lexicon.items()
        for i, said in enumerate(forms)
    ]
    how_often = Counter(phones for _, phones, _ in entries)
    beginnings = {phones[:k] for _, phones, _ in entries for k in range(1, len(phones))}
    used: Counter[tuple[int, ...]] = Counter()
    lines = [f"0 1 0 0 {costs.no_silence:.4f}", f"0 1 {SIL} 0 {costs.silence:.4f}"]
    free, highest = 3, 0
    for word, phones, cost in entries:
        labels = list(phones)
        if how_often[phones] > 1 or phones in beginnings:
            used[phones] += 1
            highest = max(highest, used[phones])
            labels.append(DISAMBIGUATION + used[phones])
        state, out = 1, numbers[word]
        for label in labels[:-1]:
            lines.append(f"{state} {free} {label} {out} {cost:.4f}")
            state, out, cost, free = free, 0, 0.0, free + 1
        lines += _word_end(state, labels[-1], out, cost, costs)
    if UNKNOWN in numbers:
        lines += _unknown(free, numbers[UNKNOWN], highest, costs)
        highest += 2
    lines.append(f"2 1 {SIL} 0 0")
    if backoff is not None:
        lines.append(f"1 1 {DISAMBIGUATION} {backoff} 0")
    lines.append("1 0")
    return "\n".join(lines) + "\n", highest


def _word_end(state: int, label: int, out: int, cost: float, costs: Costs) -> list[str]:
    """To the next word at once (state 1) or through silence (state 2)."""
    return [
        f"{state} 1 {label} {out} {cost + costs.no_silence:.4f}",
        f"{state} 2 {label} {out} {cost + costs.silence:.4f}",
    ]


def _unknown(free: int, number: int, highest: int, costs: Costs) -> list[str]:
    """A loop over all phones, entered and left by symbols of its own."""
    enter, inside, leave = free, free + 1, free + 2
    lines = [f"1 {enter} {DISAMBIGUATION + highest + 1} {number} {costs.unknown}"]
    for base in range(1, BASES + 1):
        lines.append(f"{enter} {inside} {phone_id(base, 'B')} 0 {costs.unknown_phone}")
        lines.append(f"{inside} {inside} {phone_id(base, 'I')} 0 {costs.unknown_phone}")
        lines.append(f"{inside} {leave} {phone_id(base, 'E')} 0 {costs.unknown_phone}")
    return [*lines, *_word_end(leave, DISAMBIGUATION + highest + 2, 0, 0.0, costs)]
