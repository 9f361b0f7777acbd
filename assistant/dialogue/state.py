"""What a conversation remembers between two turns."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from assistant.shopping.amounts import Amount
from assistant.shopping.money import Cents
from assistant.shopping.slots import Mode, Slot, Window
from assistant.understanding.requests import (
    AddItems,
    ClearBasket,
    RemoveItems,
    ReplaceItem,
    SetQuantity,
)

Change = AddItems | RemoveItems | SetQuantity | ReplaceItem | ClearBasket
"""What alters the basket."""


@dataclass(frozen=True, slots=True)
class ConfirmOrder:
    """Asked: shall I place this very order?"""

    slot: Slot
    """The mode and time that the question named."""
    total_cents: Cents
    """The total that the question named."""
    basket: str
    """Fingerprint of the basket that the question was about, and of its prices."""
    token: str
    """Names this question; one order at the most can come from it."""


@dataclass(frozen=True, slots=True)
class AskCode:
    """Asked: what is the household's code, for the order that was just confirmed?"""

    order: ConfirmOrder
    """The question that was answered with a clear yes."""


@dataclass(frozen=True, slots=True)
class AskCoupon:
    """Asked: what is the coupon code?"""


@dataclass(frozen=True, slots=True)
class ConfirmCancel:
    """Asked: shall I cancel this order?"""

    number: str
    """The order's number."""


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
    """How much is wanted; zero when it was not said."""
    said: str
    """The words that could mean any of them."""
    act: str
    """What to do with it: "add", "set", "remove", "take", or "replace" the product `instead_of`."""
    instead_of: str = ""
    """The product that goes, for "replace"; empty otherwise."""


@dataclass(frozen=True, slots=True)
class ChooseRecipe:
    """Asked: which of these dishes?"""

    options: tuple[str, ...]
    """Their names, in the order they were said."""
    servings: int | None = None
    """For how many people, if it was said."""
    made_with: tuple[str, ...] = ()
    """What they were to be made with, so that "autre chose" goes on with it."""


@dataclass(frozen=True, slots=True)
class AskAmount:
    """Asked: how much of this?"""

    sku: str
    """The product."""
    said: str
    """The words for it."""
    act: str
    """"add" or "set"."""


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
class ConfirmHeard:
    """Asked: did you say this? Nothing was changed yet."""

    text: str
    """The words that were doubtful."""
    requests: tuple[Change, ...]
    """What to do after a yes."""


@dataclass(frozen=True, slots=True)
class ConfirmClear:
    """Asked: shall I empty the basket?"""

    keep: tuple[str, ...] = ()
    """The products (SKU) that stay; mostly none."""
    then: tuple[Change, ...] = ()
    """What was asked for in the same breath, to be done after the answer, whatever it is."""


@dataclass(frozen=True, slots=True)
class ConfirmAge:
    """Asked: are you of age, since there is alcohol in the basket?"""


ItemQuestion = ChooseProduct | ConfirmItem | AskAmount
"""Questions about one item, which wait for each other."""
OrderQuestion = ConfirmAge | ConfirmOrder | AskCode | ChooseMode | ChooseSlot
"""Questions of the checkout."""
Question = (
    ConfirmAge
    | ConfirmOrder
    | AskCode
    | AskCoupon
    | ConfirmCancel
    | ChooseMode
    | ChooseSlot
    | ChooseProduct
    | ChooseRecipe
    | AskAmount
    | ConfirmItem
    | ConfirmHeard
    | ConfirmClear
)


@dataclass(frozen=True, slots=True)
class CheckoutDraft:
    """What is known of an order being prepared."""

    mode: Mode | None = None
    """How it reaches the household, once said."""
    wish: Window | None = None
    """When it is wanted, once said."""
    adult: bool = False
    """Whether the person said to be of age."""
    latest: bool = False
    """Whether the latest slot of the wish is wanted: "le plus tard possible"."""


@dataclass(frozen=True, slots=True)
class Focus:
    """The product spoken of last, which "en", "l'autre" and "finalement du bio" mean."""

    sku: str = ""
    """The product; empty when several were named and none was taken."""
    said: str = ""
    """The words that asked for it, so that "finalement du bio" can look for them again."""
    options: tuple[str, ...] = ()
    """The products named together with it, in the order they were said."""


@dataclass(frozen=True, slots=True)
class Claim:
    """What a dish needs of a product in the basket."""

    dish: str
    """Its name."""
    sku: str
    """The product."""
    quantity: Fraction
    """How much of it: packages or kilograms, as the till counts, before rounding up."""


@dataclass(frozen=True, slots=True)
class State:
    """A conversation, all of it: small, frozen, and stored as JSON with a version."""

    question: Question | None = None
    """What was asked last and waits for an answer."""
    draft: CheckoutDraft | None = None
    """The checkout under way."""
    waiting: tuple[ItemQuestion, ...] = ()
    """Questions about items of the same sentence, to be asked one after the other."""
    focus: Focus | None = None
    """What was spoken of last."""
    offers_told: tuple[str, ...] = ()
    """The offers named so far, so that "et quoi d'autre en promo" goes on."""
    recipes_told: tuple[str, ...] = ()
    """The dishes proposed so far, so that "autre chose" proposes others."""
    claims: tuple[Claim, ...] = ()
    """What of the basket the dishes put in it need, so that the next dish does not count on it again."""
    topic: str = ""
    """What the last turn asked about, "price", "product" or "offers": "et le beurre ?" asks it too."""
    listed: tuple[str, ...] = ()
    """The products (SKU) of the basket as it was last read out, for "enlève le deuxième"."""
    variants: tuple[tuple[str, int], ...] = ()
    """Which variant of each message that has some was said last, so that another is due."""
    dictated: int = 0
    """Turns in a row that did nothing but add items; from the second on, replies are as short as can be."""
    ordered: bool = False
    """Whether the last turn placed an order, so that "annule" means that one."""
    puts: int = 0
    """How often the open question was put in a row; from the third time on, a way out is named with it."""
    misses: int = 0
    """Turns in a row that were not understood, or left an open question about an item unanswered."""
    turns: int = 0
    """How many turns there were."""
    last_text: str = ""
    """The last reply, for "répète"."""
    last_ssml: str = ""
    """The same, to be spoken."""
    last_choices: tuple[str, ...] = ()
    """The choices that the last reply offered."""
    updated_at: datetime | None = None
    """When the last turn was, aware."""
