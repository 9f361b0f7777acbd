"""Weighing what was expected into what was heard.

The answer is one of the expected phrases with the probability that the dialogue gives, else anything: a
mixture of
two language models. Decoding a mixture is decoding with each part and adding up, so the open pass and the
pass under
the run-time grammar are merged hypothesis by hypothesis (linear interpolation: Jelinek & Mercer 1980).
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from assistant.expectation import Expectation
from assistant.hearing.decoding import Hypothesis
from assistant.hearing.french import join_tokens


def weigh(
    heard: Sequence[Hypothesis],
    under_grammar: Sequence[Hypothesis],
    expectation: Expectation,
    limit: int = 10,
) -> list[Hypothesis]:
    """Merge both passes over one segment, best first.

    What was heard stays as it is when its best is silence or holds a protected word (a yes), and no
    hypothesis with a
    protected word comes from the grammar: expecting neither makes words out of noise nor a yes out of
    anything.

    Args:
        heard: from the open pass, best first.
        under_grammar: from the pass under the grammar of expected phrases.
        expectation: how likely those phrases are.
        limit: how many hypotheses to keep.
    """
    if not heard or not heard[0].words or not expectation.protected.isdisjoint(heard[0].tokens):
        return list(heard)
    merged = {h.tokens: Hypothesis(h.words, h.score + math.log(1 - expectation.share)) for h in heard}
    for hypothesis in under_grammar:
        if not hypothesis.known or len(hypothesis.known) < len(hypothesis.words):
            continue  # silence, or speech that is not what was expected
        if not expectation.protected.isdisjoint(hypothesis.tokens):
            continue
        score = hypothesis.score + math.log(expectation.share)
        same = merged.get(hypothesis.tokens)
        merged[hypothesis.tokens] = Hypothesis(
            hypothesis.words if same is None else same.words,
            score if same is None else _log_add(score, same.score),
        )
    return sorted(merged.values(), key=lambda h: -h.score)[:limit]


def cost_of(tokens: Sequence[str], cost: float, expectation: Expectation) -> float:
    """Return what words cost before anything is heard when something is expected, nats.

    Args:
        tokens: the words.
        cost: theirs when nothing is expected, nats.
        expectation: what is expected; the mixture is that of `weigh`.
    """
    counts = {join_tokens(phrase.text): phrase.count for phrase in expectation.phrases}
    count = counts.get(join_tokens(" ".join(tokens)), 0)
    if not counts or not 0 < expectation.share < 1 or not expectation.protected.isdisjoint(tokens):
        return cost
    of_these = expectation.share * count / sum(counts.values())
    return -math.log((1 - expectation.share) * math.exp(-cost) + of_these)


def _log_add(a: float, b: float) -> float:
    return max(a, b) + math.log1p(math.exp(-abs(a - b)))
