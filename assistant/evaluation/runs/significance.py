"""Whether two runs differ by more than chance: matched pairs of the same utterances and scenarios."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from assistant.errors import BadInput
from assistant.evaluation.runs.figures import utterances
from assistant.evaluation.runs.results import Record

_RESAMPLES = 10_000


def compare_runs(first: Mapping[str, Record], second: Mapping[str, Record]) -> dict[str, Any]:
    """Compare what both runs measured; a difference is the second minus the first.

    Args:
        first: records by id.
        second: of the same units, another recogniser, say. What only one of them has is counted, and left
            out.

    Raises:
        BadInput: ``nothing_in_common``.
    """
    said = [{one["id"]: one for one in utterances(run.values())} for run in (first, second)]
    shared = sorted(id_ for id_ in said[0].keys() & said[1].keys() if _same(said[0][id_], said[1][id_]))
    exact = [
        {id_: bool(one["exact"]) for id_, one in run.items() if one.get("exact") is not None}
        for run in (first, second)
    ]
    scenarios = sorted(exact[0].keys() & exact[1].keys())
    if not shared and not scenarios:
        raise BadInput("nothing_in_common", "the runs have no utterance and no scenario in common")
    understood = [id_ for id_ in shared if all("understood" in run[id_] for run in said)]

    def both(ids: Sequence[str], of: Callable[[Record], bool]) -> list[tuple[bool, bool]]:
        return [(of(said[0][id_]), of(said[1][id_])) for id_ in ids]

    return {
        "utterances": len(shared),
        "only_in_one": len(said[0].keys() | said[1].keys()) - len(shared),
        "word_errors": matched_pairs([(said[0][id_], said[1][id_]) for id_ in shared]) if shared else None,
        "without_error": mcnemar(both(shared, lambda one: not one["word_errors"])),
        "wholly_understood": mcnemar(both(understood, lambda one: bool(one["understood"]["wholly"]))),
        "basket_and_order_exact": mcnemar([(exact[0][id_], exact[1][id_]) for id_ in scenarios]),
        "better": [id_ for id_ in scenarios if exact[1][id_] and not exact[0][id_]],
        "worse": [id_ for id_ in scenarios if exact[0][id_] and not exact[1][id_]],
    }


def matched_pairs(pairs: Sequence[tuple[Record, Record]], seed: int = 1) -> dict[str, Any]:
    """Compare the word errors of the same utterances in two runs.

    Returns:
        Both rates and their difference in per cent; its 95 % interval by the paired bootstrap (Bisani and Ney
        2004); ``p``, two-sided, of the matched-pairs test (MAPSSWE: Gillick and Cox, "Some Statistical
        Issues in
        the Comparison of Speech Recognition Algorithms", 1989), each utterance a segment. It is a normal
        approximation, for some fifty utterances and more.
    """
    errors = np.array([[one["word_errors"] for one in pair] for pair in pairs], float)
    words = np.array([pair[0]["words"] for pair in pairs], float)
    total = max(words.sum(), 1.0)
    apart = errors[:, 1] - errors[:, 0]
    rng = np.random.default_rng(seed)
    drawn = np.empty(_RESAMPLES)
    for at in range(_RESAMPLES):
        chosen = rng.integers(0, len(pairs), len(pairs))
        drawn[at] = apart[chosen].sum() / max(words[chosen].sum(), 1.0)
    low, high = np.percentile(drawn, (2.5, 97.5))
    deviation = float(apart.std(ddof=1)) if len(pairs) > 1 else 0.0
    score = float(apart.mean()) / (deviation / math.sqrt(len(pairs))) if deviation else 0.0
    return {
        "first": round(100 * errors[:, 0].sum() / total, 2),
        "second": round(100 * errors[:, 1].sum() / total, 2),
        "difference": round(100 * apart.sum() / total, 2),
        "interval": [round(100 * float(low), 2), round(100 * float(high), 2)],
        "p": _rounded(math.erfc(abs(score) / math.sqrt(2))) if deviation else 1.0,
    }


def mcnemar(pairs: Sequence[tuple[bool, bool]]) -> dict[str, Any] | None:
    """Compare what is right in two runs by the exact McNemar test, two-sided; nothing for no pairs.

    Source: McNemar, "Note on the Sampling Error of the Difference Between Correlated Proportions", 1947.
    """
    if not pairs:
        return None
    gained = sum(second and not first for first, second in pairs)
    lost = sum(first and not second for first, second in pairs)
    changed = gained + lost
    tail = sum(math.comb(changed, k) for k in range(min(gained, lost) + 1)) / 2**changed
    return {
        "of": len(pairs),
        "first": round(100 * sum(first for first, _ in pairs) / len(pairs), 1),
        "second": round(100 * sum(second for _, second in pairs) / len(pairs), 1),
        "gained": gained,
        "lost": lost,
        "p": _rounded(min(1.0, 2 * tail)),
    }


def _same(one: Record, other: Record) -> bool:
    return bool(one["said"] == other["said"])


def _rounded(p: float) -> float:
    return float(f"{p:.3g}")
