"""A reliability diagram as SVG: how often the recogniser is right when it says how sure it is."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
from numpy.typing import NDArray

_SIDE, _LEFT, _TOP, _GAP = 260, 52, 44, 70
_BARS = 34

Judged = tuple[NDArray[np.float64], NDArray[np.bool_]]


def draw(panels: Mapping[str, Judged], figures: Callable[..., Mapping[str, float]]) -> str:
    """Draw one panel for each set of probabilities, with how many there are of each below it."""
    width = _LEFT + len(panels) * (_SIDE + _GAP)
    height = _TOP + _SIDE + _BARS + 60
    body = [
        _panel(_LEFT + i * (_SIDE + _GAP), name, *judged, figures)
        for i, (name, judged) in enumerate(panels.items())
    ]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
        f'width="{width}" height="{height}" '
        f'font-family="sans-serif" font-size="12" fill="#222"><rect width="100%" height="100%" fill="#fff"/>'
        + "".join(body)
        + "</svg>\n"
    )


def _panel(
    x: int,
    name: str,
    p: NDArray[np.float64],
    y: NDArray[np.bool_],
    figures: Callable[..., Mapping[str, float]],
) -> str:
    bottom = _TOP + _SIDE
    measured = figures(p, y)
    parts = [
        f'<text x="{x}" y="18" font-size="14" font-weight="bold">{name}</text>',
        f'<text x="{x}" y="35">n {p.size}, Brier {measured["Brier"]:.3f}, ECE {measured["ECE"]:.3f}</text>',
        f'<rect x="{x}" y="{_TOP}" width="{_SIDE}" height="{_SIDE}" fill="none" stroke="#888"/>',
        f'<line x1="{x}" y1="{bottom}" x2="{x + _SIDE}" y2="{_TOP}" stroke="#aaa" stroke-dasharray="4 4"/>',
    ]
    for tick in (0.0, 0.5, 1.0):
        parts.append(
            f'<text x="{x + tick * _SIDE:.0f}" y="{bottom + _BARS + 18}" text-anchor="middle">{tick:g}</text>'
        )
        parts.append(
            f'<text x="{x - 6}" y="{bottom - tick * _SIDE + 4:.0f}" text-anchor="end">{tick:g}</text>'
        )
    bins = np.minimum((p * 10).astype(int), 9)
    counts = [int((bins == b).sum()) for b in range(10)]
    line = []
    for b, count in enumerate(counts):
        if not count:
            continue
        mine = bins == b
        at = x + p[mine].mean() * _SIDE
        share = y[mine].mean()
        spread = 1.96 * np.sqrt(max(share * (1 - share), 0.25 / count) / count)
        low, high = max(0.0, share - spread), min(1.0, share + spread)
        parts.append(
            f'<line x1="{at:.1f}" x2="{at:.1f}" y1="{bottom - low * _SIDE:.1f}" '
            f'y2="{bottom - high * _SIDE:.1f}" '
            'stroke="#0a6" stroke-width="1.5"/>'
        )
        parts.append(f'<circle cx="{at:.1f}" cy="{bottom - share * _SIDE:.1f}" r="4" fill="#0a6"/>')
        line.append(f"{at:.1f},{bottom - share * _SIDE:.1f}")
        tall = _BARS * count / max(counts)
        parts.append(
            f'<rect x="{x + b * _SIDE / 10 + 2:.1f}" y="{bottom + 4 + _BARS - tall:.1f}" '
            f'width="{_SIDE / 10 - 4:.1f}" '
            f'height="{tall:.1f}" fill="#9bd"/>'
        )
    parts.append(f'<polyline points="{" ".join(line)}" fill="none" stroke="#0a6"/>')
    middle = bottom + _BARS + 36
    parts.append(
        f'<text x="{x + _SIDE / 2:.0f}" y="{middle}" text-anchor="middle">how sure it says it is</text>'
    )
    parts.append(
        f'<text transform="translate({x - 34},{_TOP + _SIDE / 2:.0f}) rotate(-90)" text-anchor="middle">'
        "how often it is right</text>"
    )
    return "".join(parts)
