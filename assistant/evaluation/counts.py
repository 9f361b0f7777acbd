"""How many pieces of meaning were found, missed and made up."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Counts:
    """Slots (a product, an amount, a time…) of one sentence, or of many."""

    found: int = 0
    """Right ones."""
    missed: int = 0
    """Said, but not understood so."""
    extra: int = 0
    """Understood, but not said so."""

    def __add__(self, other: Counts) -> Counts:
        return Counts(self.found + other.found, self.missed + other.missed, self.extra + other.extra)

    @property
    def all_right(self) -> bool:
        """Return whether nothing was missed and nothing made up."""
        return not (self.missed or self.extra)

    @property
    def f1(self) -> float:
        """Return the harmonic mean of precision and recall, 0 to 1; 1 where nothing was to be found."""
        total = 2 * self.found + self.missed + self.extra
        return 2 * self.found / total if total else 1.0


def one_slot(wanted: bool, got: bool, right: bool) -> Counts:
    """Count one slot: whether it was said, whether it was understood, whether both are the same."""
    if wanted and got and right:
        return Counts(found=1)
    return Counts(missed=int(wanted), extra=int(got))
