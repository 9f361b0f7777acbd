"""Orders: what was bought, at prices fixed when the household said yes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from fractions import Fraction

from assistant.shopping.basket import Basket
from assistant.shopping.money import Cents
from assistant.shopping.slots import Mode, Slot


class OrderState(StrEnum):
    """Where an order stands."""

    CREATED = "CREATED"
    CONFIRMED = "CONFIRMED"
    IN_PREPARATION = "IN_PREPARATION"
    READY_FOR_PICKUP = "READY_FOR_PICKUP"
    IN_DELIVERY = "IN_DELIVERY"
    DELIVERED = "DELIVERED"
    CANCELLED = "CANCELLED"
    REJECTED = "REJECTED"


_NEXT: dict[OrderState, frozenset[OrderState]] = {
    OrderState.CREATED: frozenset({OrderState.CONFIRMED, OrderState.CANCELLED, OrderState.REJECTED}),
    OrderState.CONFIRMED: frozenset({OrderState.IN_PREPARATION, OrderState.CANCELLED, OrderState.REJECTED}),
    OrderState.IN_PREPARATION: frozenset(
        {OrderState.READY_FOR_PICKUP, OrderState.IN_DELIVERY, OrderState.REJECTED}
    ),
    OrderState.READY_FOR_PICKUP: frozenset({OrderState.DELIVERED, OrderState.CANCELLED}),
    OrderState.IN_DELIVERY: frozenset({OrderState.DELIVERED, OrderState.REJECTED}),
    OrderState.DELIVERED: frozenset(),
    OrderState.CANCELLED: frozenset(),
    OrderState.REJECTED: frozenset(),
}


class IllegalTransition(ValueError):
    """An order cannot go from this state to that one."""


@dataclass(frozen=True, slots=True)
class OrderLine:
    """One product of an order, at its price then."""

    sku: str
    """The product."""
    name: str
    """Its name then."""
    quantity: Fraction
    """Packages, or kilograms."""
    unit: str
    """"piece" or "kg"."""
    price_cents: Cents
    """Price of one package or kilogram then."""
    total_cents: Cents
    """Price of the line."""


@dataclass(frozen=True, slots=True)
class Order:
    """What a household bought."""

    id: str
    """The order number that people read aloud."""
    customer: str
    """The household."""
    slot: Slot
    """How and when it is had."""
    lines: tuple[OrderLine, ...]
    """What is in it."""
    fee_cents: Cents
    """Fee of the mode."""
    placed_at: datetime
    """When the household said yes, aware."""
    state: OrderState = OrderState.CREATED
    """Where it stands."""

    @classmethod
    def place(
        cls, number: str, customer: str, basket: Basket, slot: Slot, fee_cents: Cents, now: datetime
    ) -> Order:
        """Return a confirmed order of everything in a basket, prices fixed."""
        lines = tuple(
            OrderLine(
                line.product.sku,
                line.product.name,
                line.quantity,
                line.unit.value,
                line.product.price_cents,
                line.total_cents,
            )
            for line in basket.lines
        )
        return cls(number, customer, slot, lines, fee_cents, now).moved_to(OrderState.CONFIRMED)

    @property
    def mode(self) -> Mode:
        """Return how the order reaches the household."""
        return self.slot.mode

    @property
    def total_cents(self) -> Cents:
        """Return what the customer pays, fee included."""
        return sum(line.total_cents for line in self.lines) + self.fee_cents

    @property
    def is_cancellable(self) -> bool:
        """Return whether the customer may still cancel it: until the shop begins to prepare it."""
        return self.state in (OrderState.CREATED, OrderState.CONFIRMED)

    def moved_to(self, state: OrderState) -> Order:
        """Return the order in its next state.

        Raises:
            IllegalTransition: an order in its state cannot become that.
        """
        if state not in _NEXT[self.state]:
            raise IllegalTransition(f"{self.state} to {state}")
        return replace(self, state=state)
