"""Orders: what was bought, at prices fixed when the household said yes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, tzinfo
from enum import StrEnum
from fractions import Fraction

from assistant.shopping.bill import Bill, BillLine
from assistant.shopping.money import Cents
from assistant.shopping.slots import Mode, Slot
from assistant.shopping.vat import SERVICE_RATE, VatLine, vat_lines


class OrderState(StrEnum):
    """Where an order stands."""

    CREATED = "CREATED"
    """The household said yes; a payment is still waited for."""
    CONFIRMED = "CONFIRMED"
    """It will be prepared; it can still be cancelled."""
    IN_PREPARATION = "IN_PREPARATION"
    """Somebody is putting it together: too late to cancel."""
    READY_FOR_PICKUP = "READY_FOR_PICKUP"
    """It waits at the drive."""
    IN_DELIVERY = "IN_DELIVERY"
    """It is on its way."""
    DELIVERED = "DELIVERED"
    """The household has it."""
    CANCELLED = "CANCELLED"
    """The household, or the shop for it, called it off."""
    REJECTED = "REJECTED"
    """The shop cannot do it, or the payment was refused."""


_NEXT: dict[OrderState, frozenset[OrderState]] = {
    OrderState.CREATED: frozenset({OrderState.CONFIRMED, OrderState.CANCELLED, OrderState.REJECTED}),
    OrderState.CONFIRMED: frozenset({OrderState.IN_PREPARATION, OrderState.CANCELLED, OrderState.REJECTED}),
    OrderState.IN_PREPARATION: frozenset(
        {OrderState.READY_FOR_PICKUP, OrderState.IN_DELIVERY, OrderState.REJECTED}
    ),
    # an order that nobody collects is called off; one that nobody opens the door for is refused
    OrderState.READY_FOR_PICKUP: frozenset({OrderState.DELIVERED, OrderState.CANCELLED}),
    OrderState.IN_DELIVERY: frozenset({OrderState.DELIVERED, OrderState.REJECTED}),
    OrderState.DELIVERED: frozenset(),
    OrderState.CANCELLED: frozenset(),
    OrderState.REJECTED: frozenset(),
}
_ONLY_FOR = {
    OrderState.READY_FOR_PICKUP: frozenset({Mode.DRIVE}),
    OrderState.IN_DELIVERY: frozenset({Mode.DELIVERY, Mode.EXPRESS}),
}
AT_HANDOVER = "at_handover"
"""Paid when it is handed over."""
BY_PROVIDER = "by_provider"
"""Paid by the retailer's payment provider, which gave no reference yet."""
OVER = frozenset({OrderState.DELIVERED, OrderState.CANCELLED, OrderState.REJECTED})
"""States that nothing follows."""
CALLED_OFF = frozenset({OrderState.CANCELLED, OrderState.REJECTED})
"""States that give slot and stock back."""


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
    """Price of one package or kilogram then, on the shelf."""
    total_cents: Cents
    """Price of the line: savings taken off, deposit put on."""
    savings_cents: Cents = 0
    """What offers took off."""
    deposit_cents: Cents = 0
    """What comes back with the empties."""
    vat_rate: Fraction = Fraction(0)
    """Value-added tax then, as a fraction of the price without tax."""

    @classmethod
    def of(cls, line: BillLine) -> OrderLine:
        """Return the order line of a line of the bill."""
        product = line.item.product
        return cls(
            sku=product.sku,
            name=product.name,
            quantity=line.item.quantity,
            unit=line.item.unit.value,
            price_cents=product.price_cents,
            total_cents=line.total_cents,
            savings_cents=line.savings_cents,
            deposit_cents=line.deposit_cents,
            vat_rate=product.vat_rate,
        )


@dataclass(frozen=True, slots=True)
class OrderSaving:
    """What one offer gave on an order."""

    offer: str
    """The offer's identifier."""
    text: str
    """French phrase that explains it, as the household was told."""
    cents: Cents
    """How much."""


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
    shop: str = "main"
    """Identifier of the shop that prepares it."""
    savings: tuple[OrderSaving, ...] = ()
    """What each offer gave."""
    credit_cents: Cents = 0
    """What goes to the loyalty credit once it is had."""
    alcohol: bool = False
    """Whether whoever hands it over must see that an adult takes it (code de la santé publique, L3342-1)."""
    payment: str = AT_HANDOVER
    """How it is paid: `AT_HANDOVER`, `BY_PROVIDER`, then the reference that the payment provider gave."""
    payment_due: bool = False
    """Whether the payment provider is still to authorise it, or, called off, to give it back."""
    version: int = 0
    """Grows with each change of its state: tells whether somebody else changed it meanwhile."""

    @classmethod
    def place(
        cls,
        number: str,
        customer: str,
        bill: Bill,
        slot: Slot,
        now: datetime,
        *,
        savings: tuple[OrderSaving, ...] = (),
        shop: str = "main",
        paid_first: bool = False,
    ) -> Order:
        """Return an order of everything on a bill, prices fixed.

        Args:
            number: its number.
            customer: the household.
            bill: what it costs, fee included.
            slot: how and when it is had.
            now: aware.
            savings: the bill's savings with their explanations.
            shop: who prepares it.
            paid_first: whether a payment must come before it is confirmed; else it is so at once.
        """
        order = cls(
            number,
            customer,
            slot,
            tuple(OrderLine.of(line) for line in bill.lines),
            bill.fee_cents,
            now,
            shop=shop,
            savings=savings,
            credit_cents=bill.credit_cents,
            alcohol=any(line.item.product.alcohol for line in bill.lines),
        )
        if paid_first:
            return replace(order, payment=BY_PROVIDER, payment_due=True)
        return order.moved_to(OrderState.CONFIRMED)

    @property
    def mode(self) -> Mode:
        """Return how the order reaches the household."""
        return self.slot.mode

    @property
    def total_cents(self) -> Cents:
        """Return what the customer pays, fee included."""
        return sum(line.total_cents for line in self.lines) + self.fee_cents

    @property
    def savings_cents(self) -> Cents:
        """Return what the offers took off."""
        return sum(line.savings_cents for line in self.lines)

    @property
    def deposit_cents(self) -> Cents:
        """Return what comes back with the empties."""
        return sum(line.deposit_cents for line in self.lines)

    @property
    def vat(self) -> tuple[VatLine, ...]:
        """Return the tax in it by rate; deposits are outside."""
        taxed = [(line.vat_rate, line.total_cents - line.deposit_cents) for line in self.lines]
        return vat_lines([*taxed, (SERVICE_RATE, self.fee_cents)])

    def on_clock(self, zone: tzinfo) -> Order:
        """Return the order with its times on a clock."""
        slot = replace(self.slot, start=self.slot.start.astimezone(zone), end=self.slot.end.astimezone(zone))
        return replace(self, slot=slot, placed_at=self.placed_at.astimezone(zone))

    @property
    def is_cancellable(self) -> bool:
        """Return whether the household may still call it off: until somebody prepares it."""
        return self.state in (OrderState.CREATED, OrderState.CONFIRMED)

    @property
    def following(self) -> tuple[OrderState, ...]:
        """Return the states it may go to from here, in the order of the list of states."""
        return tuple(
            state
            for state in OrderState
            if state in _NEXT[self.state] and self.mode in _ONLY_FOR.get(state, frozenset(Mode))
        )

    def moved_to(self, state: OrderState) -> Order:
        """Return the order in its next state.

        Raises:
            IllegalTransition: an order in its state, or of its mode, cannot become that.
        """
        if state not in self.following:
            raise IllegalTransition(f"{self.state} to {state}")
        if state in CALLED_OFF:
            return replace(self, state=state, payment_due=self.payment != AT_HANDOVER)
        return replace(self, state=state)

    def paid(self, reference: str) -> Order:
        """Return the order whose payment is authorised; one that waited for that is confirmed.

        Raises:
            IllegalTransition: it was called off: what was set aside is to be given back.
        """
        if self.state in CALLED_OFF:
            raise IllegalTransition(f"{self.state} cannot be paid")
        confirmed = self.moved_to(OrderState.CONFIRMED) if self.state is OrderState.CREATED else self
        return replace(confirmed, payment=reference or self.payment, payment_due=False)

    def refused(self, reference: str) -> Order:
        """Return the order whose payment was refused: rejected, with nothing to give back.

        Raises:
            IllegalTransition: it is over, or at the household's door.
        """
        rejected = self.moved_to(OrderState.REJECTED)
        return replace(rejected, payment=reference or self.payment, payment_due=False)

    def given_back(self) -> Order:
        """Return the order whose payment provider needs to be told nothing more."""
        return replace(self, payment_due=False)

    def cancelled(self) -> Order:
        """Return the order called off by the household.

        Raises:
            IllegalTransition: it is being prepared, or over.
        """
        if not self.is_cancellable:
            raise IllegalTransition(f"{self.state} is too late to cancel")
        return self.moved_to(OrderState.CANCELLED)
