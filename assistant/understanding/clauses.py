"""What one verb of a sentence governs."""

from __future__ import annotations

from dataclasses import dataclass, field

from assistant.understanding.quantities import Quantity
from assistant.understanding.requests import ItemWish
from assistant.understanding.units import SaidUnit


@dataclass
class Item:
    """An item while it is being read."""

    product: str = ""
    quantity: Quantity | None = None
    unit: SaidUnit | None = None
    """The unit of its quantity as it was said, for a correction that does not say it again."""
    attributes: list[str] = field(default_factory=list)
    brand: str = ""
    price_cents: int | None = None
    reference: str = ""
    excluded: bool = False
    """Whether it stands behind "pas de" or "sauf"."""
    is_old: bool = False
    """Whether it goes in an exchange: behind "à la place", or before "par"."""
    worth_cents: int | None = None
    """How much money's worth is wanted, if a sum was said instead of an amount."""

    def wish(self) -> ItemWish:
        """Return the finished value."""
        return ItemWish(
            self.product,
            self.quantity,
            tuple(self.attributes),
            self.brand,
            self.price_cents,
            self.reference,
            worth_cents=self.worth_cents,
        )


@dataclass
class Clause:
    """One verb with all that belongs to it."""

    items: list[Item] = field(default_factory=list)
    mode: str = ""
    when: list[str] = field(default_factory=list)
    ordinals: list[str] = field(default_factory=list)
    recipe: str = ""
    servings: int | None = None
    loose: Item | None = None
    """A number that counts nothing named: it means the product spoken of last, or what went unmarked."""
    has_act: bool = False
    """Whether a verb of the shop is in it."""
    swaps: bool = False
    """Whether one thing is to take the place of another."""
    confidence: float = 1.0
    """The least sure of its spans, 0 to 1."""

    def wishes(self) -> tuple[ItemWish, ...]:
        """Return the items that are wanted: not those behind "pas de"."""
        return tuple(item.wish() for item in self.items if not item.excluded)

    def kept_out(self) -> tuple[ItemWish, ...]:
        """Return the items behind "sauf" or "pas de"."""
        return tuple(item.wish() for item in self.items if item.excluded)
