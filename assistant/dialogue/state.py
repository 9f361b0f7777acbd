"""What a conversation remembers between two turns."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from assistant.shopping.amounts import Amount
from assistant.shopping.money import Cents
from assistant.shopping.slots import Mode, Slot, Window


@dataclass(frozen=True, slots=True)
class ConfirmOrder:
    """Asked: shall I place this very order?"""

    slot: Slot
    """The mode and time that the question named."""
    total_cents: Cents
    """The total that the question named."""
    basket: str
    """Fingerprint of the basket that the question was about."""
    token: str
    """Names this question; one order at the most can come from it."""


@dataclass(frozen=True, slots=True)
class ChooseMode:
    """Asked: drive, delivery or express?"""

    options: tuple[Mode, ...]
    """In the order they were said."""


@dataclass(frozen=True, slots=True)
class ChooseSlot:
    """Asked: which of these times?"""

    options: tuple[Slot, ...]
    """In the order they were said."""


@dataclass(frozen=True, slots=True)
class ChooseProduct:
    """Asked: which of these products?"""

    options: tuple[str, ...]
    """Their numbers (SKU), in the order they were said."""
    asked: Amount
    """How much is wanted."""
    said: str
    """The words that could mean any of them."""
    act: str
    """What to do with the one chosen: "add", "set" or "remove"."""


@dataclass(frozen=True, slots=True)
class ConfirmItem:
    """Asked: did you really mean this much of this?"""

    sku: str
    """The product."""
    asked: Amount
    """How much."""
    said: str
    """The words."""
    act: str
    """"add" or "set"."""


@dataclass(frozen=True, slots=True)
class ConfirmClear:
    """Asked: shall I empty the basket?"""


Question = ConfirmOrder | ChooseMode | ChooseSlot | ChooseProduct | ConfirmItem | ConfirmClear


@dataclass(frozen=True, slots=True)
class CheckoutDraft:
    """What is known of an order being prepared."""

    mode: Mode | None = None
    """How it reaches the household, once said."""
    wish: Window | None = None
    """When it is wanted, once said."""


@dataclass(frozen=True, slots=True)
class State:
    """A conversation, all of it: small, frozen, and stored as JSON with a version."""

    question: Question | None = None
    """What was asked last and waits for an answer."""
    draft: CheckoutDraft | None = None
    """The checkout under way."""
    waiting: tuple[ChooseProduct | ConfirmItem, ...] = ()
    """Questions about items of the same sentence, to be asked one after the other."""
    last_sku: str = ""
    """The product spoken of last, which "en" means."""
    misses: int = 0
    """Turns in a row that were not understood, or left an open question about an item unanswered."""
    last_text: str = ""
    """The last reply, for "répète"."""
    last_ssml: str = ""
    """The same, to be spoken."""
    last_choices: tuple[str, ...] = ()
    """The choices that the last reply offered."""
    updated_at: datetime | None = None
    """When the last turn was, aware."""
