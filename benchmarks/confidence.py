"""Fits how sure the recogniser is, and shows how far that can be believed.

    .venv/bin/python -m benchmarks.confidence [--model FOLDER] [--people LIST.tsv] [--keep] [--plot FILE]

Fits on some voices, sentences, noises and languages (and on one half of the people, where recordings are
named) and
reports on others. With --keep the fit goes into the model's folder (confidence.json). Run it again for every
new net:
five minutes on two cores.
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.hearing.confidence import FILE, Calibration, Logistic, bounded
from assistant.hearing.evidence import SEGMENT_FEATURES, SIGNS, WORD_FEATURES, together
from assistant.hearing.models import AcousticModel, find_model
from assistant.hearing.recogniser import Recogniser
from benchmarks import material, short
from benchmarks.listening import Heard, listen, right_words
from benchmarks.material import Clip
from benchmarks.reliability import draw

Rows = list[tuple[Mapping[str, float], bool]]
_LOST = 0.005
"""Share of rightly heard sentences that may be refused as nothing heard."""
_LARGEST_FLOOR = 0.2


def clips(part: str, size: float, manifest: Path | None) -> list[Clip]:
    """Make the sounds of one part: "fit" or "score"; no voice, sentence or language is in both."""
    fit = part == "fit"
    seed = 1_000 if fit else 2_000
    voices = material.FIT_VOICES if fit else material.SCORE_VOICES
    clean = material.spoken(material.shop_sentences(round(180 * size), seed), voices, seed)
    noisy = material.spoiled(clean[: round(100 * size)], "noise at 10 dB", 10, False, seed + 1)
    loud = material.spoiled(clean[round(60 * size) : round(120 * size)], "noise at 3 dB", 3, False, seed + 2)
    room = material.spoiled(clean[round(100 * size) :], "noise at 10 dB, reverberation", 10, True, seed + 3)
    written = material.written_sentences(for_us=False)[0 if fit else 1 :: 2][: round(90 * size)]
    others = material.spoken(written, voices, seed + 4)
    shop = material.written_sentences(for_us=True)[0 if fit else 1 :: 2][: round(90 * size)]
    people = (
        [c for c in material.people(manifest) if material.first_half(c.speaker) == fit] if manifest else []
    )
    alone = short.answers(round(240 * size), voices, seed + 9)
    return [
        *alone,
        *material.spoiled(alone[::3], "answer, noise at 10 dB", 10, False, seed + 10),
        *material.spoiled(alone[1::3], "answer, noise at 10 dB, reverberation", 10, True, seed + 11),
        *short.single_words(round(200 * size), voices, fit, seed + 12),
        *short.exclamations(voices, fit, seed + 13),
        *short.bursts(round(300 * size), seed + 14),
        *clean,
        *noisy,
        *loud,
        *room,
        *[replace(c, condition="written shop sentences") for c in material.spoken(shop, voices, seed + 5)],
        *[replace(c, condition="other French") for c in others],
        *material.foreign(material.FIT_LANGUAGES if fit else material.SCORE_LANGUAGES, seed + 6),
        *material.noises(2 * size, seed + 7),
        *material.music(6 * size, seed + 8),
        *people,
    ]


def word_rows(heard: Sequence[Heard]) -> Rows:
    """Evidence of every word, and whether it was right."""
    rows: Rows = []
    for h in heard:
        evidence = [s.word_features(w) for s in h.segments for w in s.best.known]
        rows += zip(evidence, right_words(h), strict=True)
    return rows


def sentence_rows(heard: Sequence[Heard]) -> Rows:
    """Evidence of every sentence of which some words were heard, and whether they say what was said."""
    return [(together(h.segments), h.same) for h in heard if h.segments]


def fit(rows: Rows, names: Sequence[str], penalty: float = 1.0) -> Logistic:
    """Fit a logistic regression by iteratively reweighted least squares (Newton), with a ridge.

    A feature whose weight comes out against `SIGNS`, which happens where features tell the same, is left out.
    """
    x = np.array([[1.0, *(bounded(f[n]) for n in names)] for f, _ in rows])
    y = np.array([right for _, right in rows], float)
    ridge = np.eye(x.shape[1]) * penalty
    ridge[0, 0] = 1e-6
    w = np.zeros(x.shape[1])
    for _ in range(50):
        p = 1 / (1 + np.exp(-np.clip(x @ w, -30, 30)))
        step = np.linalg.solve(x.T @ (x * (p * (1 - p) + 1e-9)[:, None]) + ridge, x.T @ (y - p) - ridge @ w)
        w += step
        if np.abs(step).max() < 1e-8:
            break
    weights = {n: round(float(v), 4) for n, v in zip(names, w[1:], strict=True)}
    if turned := {n: v * SIGNS[n] for n, v in weights.items() if v * SIGNS.get(n, 0) < 0}:
        worst = min(turned, key=turned.__getitem__)
        return fit(rows, [n for n in names if n != worst], penalty)
    return Logistic(weights, round(float(w[0]), 4))


def judged(rows: Rows, model: Logistic) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """Probabilities, and whether each was right."""
    return np.array([model(f) for f, _ in rows]), np.array([right for _, right in rows], bool)


def figures(p: NDArray[np.float64], y: NDArray[np.bool_]) -> dict[str, float]:
    """Brier score, expected calibration error over ten bins (Guo et al. 2017), area under the ROC curve."""
    bins = np.minimum((p * 10).astype(int), 9)
    ece = sum(abs(p[bins == b].mean() - y[bins == b].mean()) * (bins == b).mean() for b in set(bins))
    order = np.argsort(p)
    ranks = np.empty(p.size)
    ranks[order] = np.arange(1, p.size + 1)
    right, wrong = y.sum(), (~y).sum()
    auc = (ranks[y].sum() - right * (right + 1) / 2) / max(right * wrong, 1)
    return {"Brier": float(np.mean((p - y) ** 2)), "ECE": float(ece), "AUC": float(auc), "n": float(p.size)}


def main() -> None:
    """Fit, report, and keep if asked."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--model", default="", help="a Vosk model folder (default: the one in use)")
    parser.add_argument(
        "--people", type=Path, help="a manifest of human recordings: path, transcript, speaker"
    )
    parser.add_argument("--keep", action="store_true", help="write confidence.json into the model's folder")
    parser.add_argument("--plot", type=Path, help="write a reliability diagram (SVG)")
    parser.add_argument("--size", type=float, default=1.0, help="how many sounds, as a share of the usual")
    options = parser.parse_args()
    model = find_model(options.model)
    with tempfile.TemporaryDirectory() as folder:
        # without the calibration that it has: it refuses nothing
        bare = shutil.copytree(model.path, Path(folder) / "model", ignore=shutil.ignore_patterns(FILE))
        recogniser = Recogniser(AcousticModel(bare, model.origin))
        parts = {
            part: listen(recogniser, clips(part, options.size, options.people), title=part)
            for part in ("fit", "score")
        }
    word = fit(word_rows(parts["fit"]), WORD_FEATURES)
    sentence = fit(sentence_rows(parts["fit"]), SEGMENT_FEATURES)
    p, y = judged(sentence_rows(parts["fit"]), sentence)
    floor = min(_LARGEST_FLOOR, float(np.quantile(p[y], _LOST)))
    made = Calibration(word, sentence, round(floor, 4))
    print(f"model {model.name}: {made}")
    shown = {}
    for title, rows, judge in (
        ("words", word_rows, word),
        ("sentences", sentence_rows, sentence),
    ):
        for part, heard in parts.items():
            p, y = judged(rows(heard), judge)
            print(f"{title:10} {part:6} " + "  ".join(f"{k} {v:.3f}" for k, v in figures(p, y).items()))
        shown[title] = (p, y)
    thresholds(*shown["sentences"])
    by_condition(parts["score"], made)
    if options.plot:
        options.plot.write_text(draw(shown, figures), encoding="utf-8")
    if options.keep:
        about = f"python -m benchmarks.confidence, {len(parts['fit'])} sounds, people: {bool(options.people)}"
        made.write(model.path, fitted_by=about)


def thresholds(p: NDArray[np.float64], y: NDArray[np.bool_]) -> None:
    """Print what each threshold would let through."""
    print(f"\n{'threshold':>9} {'right kept':>11} {'wrong kept':>11} {'right of kept':>14}")
    for at in (0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9):
        kept = p >= at
        precision = y[kept].mean() if kept.any() else 1.0
        print(f"{at:9.1f} {kept[y].mean():11.1%} {kept[~y].mean():11.1%} {precision:14.1%}")


def by_condition(heard: Sequence[Heard], made: Calibration) -> None:
    """Print, for each kind of sound, how sure the sentences are and how many false words are told."""
    print(f"\n{'sound':34} {'n':>4} {'nothing':>8} {'unsure':>7} {'sure':>7} {'right of sure':>14}")
    for condition in dict.fromkeys(h.clip.condition for h in heard):
        mine = [h for h in heard if h.clip.condition == condition]
        sure = [made.of_sentence(h.segments) if h.segments else 0.0 for h in mine]
        nothing = sum(s < made.floor for s in sure)
        acted = [h for h, s in zip(mine, sure, strict=True) if s >= 0.5]
        right = f"{sum(h.same for h in acted) / len(acted):.0%}" if acted else "-"
        print(
            f"{condition:34} {len(mine):4} {nothing / len(mine):8.0%} "
            f"{(len(mine) - nothing - len(acted)) / len(mine):7.0%} {len(acted) / len(mine):7.0%} {right:>14}"
        )


if __name__ == "__main__":
    main()
