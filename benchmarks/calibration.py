"""Fit how probable it is that a request was understood rightly, on development sentences.

    VOCABAS_NLU_URL=… python benchmarks/calibration.py [--write]

Needs an intent engine: the one that VOCABAS_NLU_URL names, or the embedded one. Prints the weights, a
reliability table by five-fold cross-validation, and the two thresholds; --write puts them into
assistant/understanding/data/calibration.toml. The sentences are `intents/dev`, never the held-out ones.

The thresholds are read from the reliability: *act* is the least probability around which, and everywhere
above it, at least seven changes of ten were right in every detail (a wrong line costs a person about as much
as two or three questions); *ask* the same for one understanding of two, so that a question is worth its time.
"""

from __future__ import annotations

import argparse
import math
import sys
from pathlib import Path

from assistant.bootstrap import IntentEngine
from assistant.catalogue import Catalogue
from assistant.evaluation.meanings import merged
from assistant.evaluation.sentences import NOW, Sentence, load_sentences
from assistant.settings import load_settings
from assistant.understanding import Understander
from assistant.understanding.calibration import Calibration
from assistant.understanding.evidence import Evidence

HERE = Path(__file__).resolve().parents[1]
TARGET = HERE / "assistant" / "understanding" / "data" / "calibration.toml"
FOLDS = 5
PRIOR = {True: (0.6, 0.2, 0.4, -1.0, -1.3, 0.2), False: (2.0, 0.7, 0.8, -0.9, -0.9, 0.0)}
"""What bias and weights are drawn to, for requests that change something and for others."""
RIDGE = (2.0, 2.0, 2.0, 30.0, 100.0, 2.0)
"""How strongly. That of the unfamiliar is all but given: the sentences are full of rare products, each asked
for in earnest, from which one would learn that what no shop sells is as likely as milk."""
COST = 4.0
"""How much a sentence that is not for us weighs beside another: a wrong addition is worse than a question."""
WORTH_ACTING = 0.7
WORTH_ASKING = 0.5
ENOUGH = 12
"""Fewer sentences than this around a probability say nothing about it."""

Example = tuple[tuple[float, ...], bool, float]
"""Evidence, whether it was right, and how much it weighs."""


class Recorder(Calibration):
    """Remembers the evidence it is asked about, and lets everything pass."""

    def __init__(self) -> None:
        super().__init__((0.0,), (0.0,), 0.5, 0.0)
        object.__setattr__(self, "seen", [])

    def probability(self, evidence: Evidence, changes: bool) -> float:
        """Remember, and be sure."""
        self.seen.append((evidence, changes))  # type: ignore[attr-defined]
        return 1.0


def gather(
    understander: Understander, recorder: Recorder, sentences: tuple[Sentence, ...]
) -> dict[bool, list[Example]]:
    """Return the evidence of each sentence that asks for one thing, and whether it was right, by its kind."""
    found: dict[bool, list[Example]] = {True: [], False: []}
    for sentence in sentences:
        recorder.seen.clear()  # type: ignore[attr-defined]
        got = merged(understander.interpret(sentence.text, NOW, expects=sentence.expects).requests)
        if len(recorder.seen) == 1:  # type: ignore[attr-defined]
            evidence, changes = recorder.seen[0]  # type: ignore[attr-defined]
            right = any(m.is_wholly(got, m.compare(got), acted=True) for m in sentence.meanings)
            weight = COST if sentence.not_for_us else 1.0
            found[changes].append((evidence.features(), right, weight))
    return found


def fit(examples: list[Example], prior: tuple[float, ...]) -> tuple[float, ...]:
    """Fit bias and weights by Newton's method (Bishop 2006, 4.3.3)."""
    size = len(examples[0][0]) + 1
    weights = list(prior)
    for _ in range(100):
        gradient = [r * (w - to) for r, w, to in zip(RIDGE, weights, prior, strict=True)]
        curvature = [[RIDGE[i] * (i == j) for j in range(size)] for i in range(size)]
        for values, right, weight in examples:
            row = (1.0, *values)
            p = sigmoid(sum(w * x for w, x in zip(weights, row, strict=True)))
            for i in range(size):
                gradient[i] += weight * (p - right) * row[i]
                for j in range(size):
                    curvature[i][j] += weight * p * (1 - p) * row[i] * row[j]
        step = solve(curvature, gradient)
        shorter = min(1.0, 1.0 / max(map(abs, step)))  # far from the best weights a whole step overshoots
        weights = [w - shorter * s for w, s in zip(weights, step, strict=True)]
        if max(map(abs, step)) < 1e-6:
            break
    return tuple(weights)


def sigmoid(score: float) -> float:
    """Return the logistic function of a score."""
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, score))))


def solve(matrix: list[list[float]], vector: list[float]) -> list[float]:
    """Solve a small linear system by elimination."""
    rows = [[*row, value] for row, value in zip(matrix, vector, strict=True)]
    for at in range(len(rows)):
        pivot = max(range(at, len(rows)), key=lambda r: abs(rows[r][at]))
        rows[at], rows[pivot] = rows[pivot], rows[at]
        for other in range(len(rows)):
            if other != at:
                factor = rows[other][at] / rows[at][at]
                rows[other] = [a - factor * b for a, b in zip(rows[other], rows[at], strict=True)]
    return [row[-1] / row[at] for at, row in enumerate(rows)]


def held_back(examples: list[Example], prior: tuple[float, ...]) -> list[tuple[float, bool]]:
    """Return each example's probability under weights fitted without its fold, and whether it was right."""
    out = []
    for fold in range(FOLDS):
        weights = fit([e for at, e in enumerate(examples) if at % FOLDS != fold], prior)
        for values, right, _ in examples[fold::FOLDS]:
            out.append(
                (sigmoid(weights[0] + sum(w * x for w, x in zip(weights[1:], values, strict=True))), right)
            )
    return out


def reliability(told: list[tuple[float, bool]]) -> None:
    """Print how often what was told with a probability was right."""
    print("  told        sentences  right")
    for low in (0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9):
        inside = [right for p, right in told if low <= p < low + 0.1 or (low == 0.9 and p == 1)]
        if inside:
            print(
                f"  {low:.1f} to {low + 0.1:.1f}  {len(inside):9}  {100 * sum(inside) / len(inside):4.0f} %"
            )


def expected_error(told: list[tuple[float, bool]]) -> float:
    """Return how far told and true shares are apart, in ten bins (Guo et al. 2017)."""
    total = 0.0
    for low in range(10):
        inside = [(p, right) for p, right in told if low <= min(9.99, p * 10) < low + 1]
        total += abs(sum(p - right for p, right in inside))
    return total / len(told)


def worth(told: list[tuple[float, bool]], share: float) -> float:
    """Return the least probability, in hundredths, around which and above this share is right."""
    found = 0.9
    for hundredths in range(90, 9, -1):
        near = [right for p, right in told if abs(p - hundredths / 100) <= 0.05]
        if len(near) >= ENOUGH and sum(near) / len(near) < share:
            break
        found = hundredths / 100 if len(near) >= ENOUGH else found
    return found


def main() -> None:
    """Fit, print, and write when asked."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--write", action="store_true", help="put the weights into the package")
    parser.add_argument("--sentences", type=Path, default=HERE / "intents" / "dev")
    options = parser.parse_args()
    settings = load_settings()
    recorder = Recorder()
    with IntentEngine(settings) as engine:
        if engine.server is not None:
            print("starting the intent engine", file=sys.stderr)
            engine.server.wait_until_ready(settings.nlu_start_timeout)
        understander = Understander(engine.client, Catalogue.load(settings.catalogue_dir).names, recorder)
        found = gather(understander, recorder, load_sentences(options.sentences))
    weights, told = {}, {}
    for changes, examples in found.items():
        weights[changes] = fit(examples, PRIOR[changes])
        told[changes] = held_back(examples, PRIOR[changes])
        print(f"{'changing' if changes else 'harmless'}: {len(examples)} sentences")
        print("  weights", *(f"{w:.3f}" for w in weights[changes]))
        reliability(told[changes])
        print(f"  expected error {100 * expected_error(told[changes]):.1f} %")
    act, ask = worth(told[True], WORTH_ACTING), worth([*told[True], *told[False]], WORTH_ASKING)
    print(f"act from {act:.2f}, ask from {ask:.2f}")
    if options.write:
        lines = [
            "# Written by benchmarks/calibration.py: bias, then one weight for each feature of the evidence."
        ]
        for name, changes in (("changing", True), ("harmless", False)):
            lines.append(f"{name} = [{', '.join(f'{w:.4f}' for w in weights[changes])}]")
        lines += [f"act = {act:.2f}", f"ask = {min(act, ask):.2f}"]
        TARGET.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
