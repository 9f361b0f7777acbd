"""How an order is paid. Vocabas never hears, sees or keeps card data: a provider has its own page."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from assistant.shopping.orders import Order


class PaymentState(StrEnum):
    """What a provider says of a payment."""

    PENDING = "pending"
    """Not decided yet; asked again later."""
    AUTHORISED = "authorised"
    """The money is there: the order is confirmed."""
    REFUSED = "refused"
    """It is not: the order is rejected, slot and stock are given back."""


@dataclass(frozen=True, slots=True)
class Payment:
    """A payment as its provider knows it."""

    state: PaymentState
    """What was decided."""
    reference: str = ""
    """The provider's name for it, kept with the order; never a card number."""


class PaymentProvider(Protocol):
    """What a retailer plugs in to be paid before the order is prepared.

    Both methods are called outside of any transaction, and again after a crash: for one order number they
    must do their work once. An exception means "not known yet", and they are called again later.
    """

    def authorise(self, order: Order) -> Payment:
        """Have the order's total ready to be taken."""

    def release(self, order: Order) -> None:
        """Give back what was set aside for an order that was called off."""
