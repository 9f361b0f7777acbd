"""A sentence in the parts that its verbs govern."""

from __future__ import annotations

from dataclasses import dataclass, field

from assistant.understanding.quantities import Quantity
from assistant.understanding.requests import ItemWish
from assistant.understanding.units import SaidUnit

COUNTED = ("add", "set", "remove")
"""Acts that a number belongs to."""


@dataclass
class Item:
    """An item while it is being read."""

    product: str = ""
    quantity: Quantity | None = None
    unit: SaidUnit | None = None
    """The unit of its quantity as it was said, for a correction that does not say it again."""
    attributes: list[str] = field(default_factory=list)
    brand: str = ""
    excluded: bool = False

    def wish(self) -> ItemWish:
        """Return the finished value."""
        return ItemWish(self.product, self.quantity, tuple(self.attributes), self.brand)


@dataclass
class Clause:
    """The part of a sentence that one verb governs."""

    act: str
    """The act's name without its prefix ("add"), or empty for what stands before the first act."""
    confidence: float = 1.0
    """The least sure of its spans, 0 to 1."""
    items: list[Item] = field(default_factory=list)
    mode: str = ""
    when: list[str] = field(default_factory=list)
    ordinals: list[str] = field(default_factory=list)

    def wishes(self) -> tuple[ItemWish, ...]:
        """Return the items that are wanted: not those behind "pas de"."""
        return tuple(item.wish() for item in self.items if not item.excluded)

    @property
    def is_empty(self) -> bool:
        """Return whether nothing at all was read into it."""
        return not (self.act or self.items or self.mode or self.when or self.ordinals)


def joined(clauses: list[Clause]) -> list[Clause]:
    """Join "y a plus de lait, mets-en deux" into one wish for two: "en" counts the item before it."""
    out: list[Clause] = []
    for clause in clauses:
        before = out[-1] if out else None
        last = before.items[-1] if before and before.items else None
        first = clause.items[0] if clause.items else None
        if (
            before
            and last
            and first
            and not first.product
            and last.quantity is None
            and not last.excluded
            and before.act in ("", clause.act)
            and clause.act in COUNTED
        ):
            last.quantity = first.quantity
            last.attributes += first.attributes
            last.brand = last.brand or first.brand
            before.act = clause.act
            before.items += clause.items[1:]
            before.mode = before.mode or clause.mode
            before.when += clause.when
            before.ordinals += clause.ordinals
            before.confidence = min(before.confidence, clause.confidence)
        else:
            out.append(clause)
    return out
