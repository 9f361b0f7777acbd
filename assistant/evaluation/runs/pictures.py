"""Pictures of a run, as SVG: rates by condition with their intervals, and latency."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

from assistant.errors import Unavailable
from assistant.evaluation.runs.figures import Figures

_MOST = 60
"""Bars that a picture holds; of more speakers or voices the first are shown."""


def draw_run(summary: Figures, latencies: Sequence[float]) -> dict[str, str]:
    """Return the pictures as SVG documents by their names.

    Args:
        summary: from `assistant.evaluation.runs.figures.summary`.
        latencies: from the end of speech to the words, milliseconds; one an utterance.

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
    drawn: dict[str, str] = {}
    # texts stay texts, and the same figures give the same file
    with mpl.rc_context({"svg.fonttype": "none", "svg.hashsalt": "vocabas", "font.size": 9}):
        for name, field, label in (
            ("word_errors", "word_error_rate", "erreurs de mots, %"),
            ("exact", "basket_and_order_exact", "scénarios au panier et à la commande justes, %"),
        ):
            rows = _rows(summary, field)
            if len(rows) > 1:
                figure = Figure(figsize=(6.4, 0.9 + 0.24 * len(rows)), layout="constrained")
                _bars(figure, rows, label)
                drawn[name] = _svg(figure)
        if latencies:
            figure = Figure(figsize=(6.4, 2.4), layout="constrained")
            _histogram(figure, latencies)
            drawn["latency"] = _svg(figure)
    return drawn


def _rows(summary: Figures, field: str) -> list[tuple[str, float, float, float]]:
    """(name, percent, low, high) of the whole and of every group that has the figure."""
    found = [("ensemble", summary["total"][field])]
    found += [(value, group[field]) for of in summary["by"].values() for value, group in of.items()]
    return [
        (name, one["percent"], *one["interval"]) for name, one in found[:_MOST] if one["percent"] is not None
    ]


def _bars(figure: Any, rows: Sequence[tuple[str, float, float, float]], label: str) -> None:
    axes = figure.subplots()
    places = range(len(rows))
    middle = [row[1] for row in rows]
    # an interval by the bootstrap holds what was measured, but for rounding
    reach = [[max(0, row[1] - row[2]) for row in rows], [max(0, row[3] - row[1]) for row in rows]]
    axes.barh(places, middle, color=["#176b3a", *["#8fbfa3"] * (len(rows) - 1)], height=0.7)
    axes.errorbar(middle, places, xerr=reach, fmt="none", ecolor="#1d2521", elinewidth=1, capsize=2)
    axes.set_yticks(places, [row[0] for row in rows])
    axes.set_ylim(len(rows) - 0.5, -0.5)
    axes.set_xlim(left=0)
    axes.set_xlabel(f"{label} (intervalle à 95 %)")
    axes.spines[["top", "right"]].set_visible(False)


def _histogram(figure: Any, latencies: Sequence[float]) -> None:
    axes = figure.subplots()
    axes.hist(latencies, bins=min(40, max(5, len(latencies) // 4)), color="#8fbfa3", edgecolor="white")
    axes.set_xlabel("de la fin de la parole aux mots, ms")
    axes.set_ylabel("phrases")
    axes.spines[["top", "right"]].set_visible(False)


def _svg(figure: Any) -> str:
    out = io.StringIO()
    figure.savefig(out, format="svg", metadata={"Date": None})
    text = out.getvalue()
    return text[text.index("<svg") :]
