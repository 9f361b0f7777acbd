"""Pictures of a report, as SVG: which requests are taken for which, and how far confidence can be trusted."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from assistant.errors import Unavailable


def draw(report: dict[str, Any], folder: Path) -> tuple[Path, ...]:
    """Write ``confusions.svg`` and ``reliability.svg``.

    Args:
        report: from `assistant.evaluation.understanding.report`.
        folder: made when it is missing.

    Raises:
        Unavailable: ``extra_missing``: matplotlib is not installed.
    """
    try:
        import matplotlib as mpl
        from matplotlib.figure import Figure
    except ImportError as error:
        raise Unavailable(
            "extra_missing", "matplotlib is not installed: pip install vocabas[evaluate]", extra="evaluate"
        ) from error
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    # texts stay texts, and the same report gives the same file
    with mpl.rc_context({"svg.fonttype": "none", "svg.hashsalt": "vocabas"}):
        for name, paint in (("confusions", _confusions), ("reliability", _reliability)):
            figure = Figure(layout="constrained")
            paint(figure, report)
            written.append(folder / f"{name}.svg")
            figure.savefig(written[-1], metadata={"Date": None})
    return tuple(written)


def _confusions(figure: Any, report: dict[str, Any]) -> None:
    table: dict[str, dict[str, int]] = report["confusions"]
    names = sorted({*table, *(got for row in table.values() for got in row)})
    figure.set_size_inches(1.5 + 0.38 * len(names), 1.5 + 0.36 * len(names))
    axes = figure.subplots()
    shares = []
    for meant in names:
        row = table.get(meant, {})
        total = sum(row.values())
        shares.append([row.get(got, 0) / total if total else 0.0 for got in names])
    axes.imshow(shares, cmap="Blues", vmin=0, vmax=1)
    for y, meant in enumerate(names):
        for x, got in enumerate(names):
            count = table.get(meant, {}).get(got, 0)
            if count:
                color = "white" if shares[y][x] > 0.5 else "black"
                axes.text(x, y, str(count), ha="center", va="center", fontsize=7, color=color)
    axes.set_xticks(range(len(names)), names, rotation=90, fontsize=8)
    axes.set_yticks(range(len(names)), names, fontsize=8)
    axes.set_xlabel("understood")
    axes.set_ylabel("meant")
    axes.set_title("First request of each sentence")


def _reliability(figure: Any, report: dict[str, Any]) -> None:
    bins = report["calibration"]["bins"]
    figure.set_size_inches(5.5, 6)
    above, below = figure.subplots(2, 1, sharex=True, height_ratios=(4, 1))
    above.plot((0, 1), (0, 1), color="grey", linestyle="--", linewidth=1, label="as sure as right")
    above.plot([b["confidence"] for b in bins], [b["right"] for b in bins], marker="o", label="measured")
    above.axvline(
        report["acted_upon"]["threshold"], color="tab:red", linewidth=1, label="acted upon from here"
    )
    above.set_ylabel("share wholly right")
    above.set_ylim(0, 1.02)
    above.legend(loc="upper left")
    above.set_title(f"Expected calibration error {100 * report['calibration']['expected_error']:.1f} %")
    below.bar([b["from"] + 0.05 for b in bins], [b["sentences"] for b in bins], width=0.09)
    below.set_xlabel("confidence")
    below.set_ylabel("sentences")
    below.set_xlim(0, 1)
