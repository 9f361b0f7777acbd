"""Exact quantities as French says them, with the unit that was said."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Quantity:
    """How much was asked for, exactly as said."""

    value: Fraction
    """How many of `unit`; exact."""
    unit: str = ""
    """Canonical unit ("l", "kg", "g", "piece", "bottle"…), or empty for a bare count."""
    said: str = ""
    """The words."""
    vague: bool = False
    """Whether the person left it open: "quelques", "deux ou trois", "un peu de"."""
    at_most: Fraction | None = None
    """The upper end of "deux ou trois", in `unit`; ``None`` when one number was said."""
    holds: Fraction | None = None
    """How much each pack was said to hold: 6 in "trois packs de six", 400 in "un paquet de quatre cents
    grammes"; ``None`` when unsaid."""
    holds_unit: str = ""
    """What `holds` counts in: "g", "cl"…, or empty for pieces."""
