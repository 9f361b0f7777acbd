"""The JSON that goes over the wire, for the OpenAPI document and for reading what comes in.

Objects that go out may get further fields; these keep their names (docs/http.md).
"""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal

from msgspec import Meta, Struct

Name = Annotated[str, Meta(max_length=80)]
Cents = Annotated[int, Meta(description="Euro cents.")]
Exact = Annotated[str, Meta(description="An exact decimal such as `1.5`, or a fraction such as `1/3`.")]
Time = Annotated[str, Meta(description="ISO 8601, with its zone.")]
Limit = Annotated[int, Meta(ge=1, le=100)]


class NewConversation(Struct, kw_only=True):
    """Whose conversation begins."""

    customer: Name | None = None


class Conversation(Struct, kw_only=True):
    """A conversation."""

    id: str
    customer: str | None
    created_at: Time


class TypedTurn(Struct, kw_only=True):
    """What a person says, typed."""

    text: str


class Reply(Struct, kw_only=True):
    """What is said back."""

    text: str
    ssml: str
    expects: Literal["confirmation", "choice", "detail"] | None
    choices: list[str]
    dictating: bool


class Amount(Struct, kw_only=True):
    """How much was asked for."""

    value: Exact
    unit: str


class BasketLine(Struct, kw_only=True):
    """One product in the basket."""

    sku: str
    name: str
    brand: str
    said: str
    quantity: float
    unit: Literal["piece", "kg"]
    amount: Amount
    price_cents: Cents
    savings_cents: Cents
    deposit_cents: Cents
    total_cents: Cents
    why: str


class Saving(Struct, kw_only=True):
    """What an offer takes off, or gives to the loyalty card."""

    offer: str
    text: str
    cents: Cents


class Basket(Struct, kw_only=True):
    """A household's basket."""

    lines: list[BasketLine]
    total_cents: Cents
    savings_cents: Cents
    deposit_cents: Cents
    savings: list[Saving]
    credits: list[Saving]
    codes: list[str]
    version: int


class SlotTimes(Struct, kw_only=True):
    """When an order is had."""

    start: Time
    end: Time


class OrderLine(Struct, kw_only=True):
    """One product of an order, at its price then."""

    sku: str
    name: str
    quantity: float
    unit: Literal["piece", "kg"]
    price_cents: Cents
    savings_cents: Cents
    deposit_cents: Cents
    total_cents: Cents
    vat_percent: float


class VatLine(Struct, kw_only=True):
    """The value-added tax of one rate."""

    percent: float
    gross_cents: Cents
    net_cents: Cents
    vat_cents: Cents


Mode = Literal["drive", "delivery", "express"]
State = Literal[
    "CREATED",
    "CONFIRMED",
    "IN_PREPARATION",
    "READY_FOR_PICKUP",
    "IN_DELIVERY",
    "DELIVERED",
    "CANCELLED",
    "REJECTED",
]


class Order(Struct, kw_only=True):
    """An order."""

    id: str
    customer: str
    shop: str
    state: State
    state_label: str
    cancellable: bool
    mode: Mode
    slot: SlotTimes
    lines: list[OrderLine]
    fee_cents: Cents
    savings_cents: Cents
    deposit_cents: Cents
    total_cents: Cents
    savings: list[Saving]
    credit_cents: Cents
    vat: list[VatLine]
    alcohol: bool
    payment: str
    placed_at: Time
    version: int


class Turn(Struct, kw_only=True):
    """One turn: what was heard and understood, and what became of it."""

    heard: str
    confidence: Annotated[float, Meta(ge=0, le=1)]
    requests: list[dict[str, Any]]
    reply: Reply
    basket: Basket
    order: Order | None


class NewLine(Struct, kw_only=True):
    """A product for the basket."""

    sku: Annotated[str, Meta(min_length=1, max_length=80)]
    quantity: Annotated[float, Meta(gt=0, le=10_000, description="Packages, or kilograms.")] = 1


class LineQuantity(Struct, kw_only=True):
    """How much of a product the basket should hold."""

    quantity: Annotated[float, Meta(gt=0, le=10_000, description="Packages, or kilograms.")]


class Product(Struct, kw_only=True):
    """A product that the shop sells; `score` says how well it fits a search, 0 to 1."""

    sku: str
    ean: str | None
    name: str
    brand: str | None
    category: str
    unit: Literal["piece", "kg"]
    net: Amount
    price_cents: Cents | None
    in_stock: bool
    alcohol: bool
    labels: list[str]
    allergens: list[str]
    nutriscore: str | None
    score: float | None = None


class ProductQuery(Struct, kw_only=True):
    """A search."""

    q: Annotated[str, Meta(min_length=1, max_length=200)]
    limit: Limit = 20
    cursor: Annotated[int, Meta(ge=0, le=200)] = 0


class ProductPage(Struct, kw_only=True):
    """Products, best first; `next` is the `cursor` of the next page."""

    products: list[Product]
    next: int | None


class Slot(Struct, kw_only=True):
    """A free slot."""

    mode: Mode
    start: Time
    end: Time


class SlotQuery(Struct, kw_only=True):
    """Which slots."""

    mode: Mode | None = None
    limit: Limit = 20
    cursor: Annotated[datetime, Meta(tz=True)] | None = None


class SlotPage(Struct, kw_only=True):
    """Free slots of a mode, soonest first; `next` is the `cursor` of the next page."""

    mode: Mode
    slots: list[Slot]
    next: Time | None


class Offer(Struct, kw_only=True):
    """An offer of the shop; `card`: whether it needs the loyalty card."""

    id: str
    text: str
    starts: Time | None
    ends: Time | None
    card: bool
    limit: Annotated[int | None, Meta(description="Uses in one order; null: any number.")]
    on: Annotated[
        list[dict[str, list[str]]],
        Meta(
            description="By which names products are meant (`skus`, `families`…, less `except_…`);"
            " one entry for each part of a lot; `{}` is every product."
        ),
    ]


class Offers(Struct, kw_only=True):
    """The offers that hold now."""

    offers: list[Offer]


class OrderQuery(Struct, kw_only=True):
    """Which orders."""

    customer: Name | None = None
    state: State | None = None
    mode: Mode | None = None
    since: Time = ""
    until: Time = ""
    limit: Limit = 20
    cursor: Annotated[str, Meta(max_length=40)] | None = None


class OrderPage(Struct, kw_only=True):
    """Orders, newest first; `next` is the `cursor` of the next page."""

    orders: list[Order]
    next: str | None


class NewState(Struct, kw_only=True):
    """The state that an order should go to."""

    state: State


class Household(Struct, kw_only=True):
    """How a household is spoken to, and whether a spoken code protects its orders."""

    id: str
    address: Literal["vous", "tu"]
    has_code: bool
    locked_until: Time | None
    card: Annotated[str | None, Meta(description="Last four characters of the loyalty card.")]
    credit_cents: Cents


class HouseholdChange(Struct, kw_only=True):
    """What to change of a household; an empty `code` or `card` takes it away."""

    address: Literal["vous", "tu"] | None = None
    code: Annotated[str, Meta(max_length=4)] | None = None
    card: Annotated[str, Meta(max_length=60, description="Number of the loyalty card.")] | None = None


class Health(Struct, kw_only=True):
    """How the process is."""

    status: Literal["ok", "ready", "starting"]
