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
            "extra_missing", "matplotlib is not installed (the extra 'evaluate')", extra="evaluate"
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
    from matplotlib import colormaps
    from matplotlib.patches import Rectangle

    table: dict[str, dict[str, int]] = report["confusions"]
    names = sorted({*table, *(got for row in table.values() for got in row)})
    figure.set_size_inches(max(5.0, 1.5 + 0.38 * len(names)), max(4.0, 1.5 + 0.36 * len(names)))
    axes = figure.subplots()
    axes.set_xlim(-0.5, len(names) - 0.5)
    axes.set_ylim(len(names) - 0.5, -0.5)
    axes.set_aspect("equal")
    for y, meant in enumerate(names):
        row = table.get(meant, {})
        for x, got in enumerate(names):
            if count := row.get(got, 0):
                share = count / sum(row.values())
                # a single error must be seen, whatever the size of its row
                shade = colormaps["Blues" if meant == got else "Reds"](0.2 + 0.8 * share)
                axes.add_patch(Rectangle((x - 0.5, y - 0.5), 1, 1, color=shade, linewidth=0))
                color = "white" if share > 0.5 else "black"
                axes.text(x, y, str(count), ha="center", va="center", fontsize=7, color=color)
    axes.set_xticks([x - 0.5 for x in range(1, len(names))], minor=True)
    axes.set_yticks([y - 0.5 for y in range(1, len(names))], minor=True)
    axes.grid(which="minor", color="0.9", linewidth=0.5)
    axes.tick_params(which="minor", length=0)
    axes.set_axisbelow(True)
    axes.set_xticks(range(len(names)), names, rotation=90, fontsize=8)
    axes.set_yticks(range(len(names)), names, fontsize=8)
    axes.set_xlabel("understood")
    axes.set_ylabel("meant")
    axes.set_title("First request of each sentence: right in blue, wrong in red")


def _reliability(figure: Any, report: dict[str, Any]) -> None:
    bins = report["calibration"]["bins"]
    figure.set_size_inches(5.5, 6)
    above, below = figure.subplots(2, 1, sharex=True, height_ratios=(4, 1))
    above.plot((0, 1), (0, 1), color="grey", linestyle="--", linewidth=1, label="as sure as right")
    above.errorbar(
        [b["confidence"] for b in bins],
        [b["right"] for b in bins],
        yerr=[
            [b["right"] - b["interval"][0] for b in bins],
            [b["interval"][1] - b["right"] for b in bins],
        ],
        marker="o",
        capsize=3,
        elinewidth=1,
        label="measured, 95 % interval",
    )
    above.axvline(
        report["acted_upon"]["threshold"], color="tab:red", linewidth=1, label="acted upon from here"
    )
    above.set_ylabel("share wholly right")
    above.set_ylim(0, 1.02)
    above.legend(loc="lower right")
    above.set_title(f"Expected calibration error {100 * report['calibration']['expected_error']:.1f} %")
    below.bar([b["from"] + 0.05 for b in bins], [b["sentences"] for b in bins], width=0.09)
    below.set_xlabel("confidence")
    below.set_ylabel("sentences")
    below.set_xlim(0, 1)
