"""Offers as data: what they are on, when they hold, and what they give.

How several offers combine is the business of `assistant.shopping.combination` (docs/shopping.md).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from fractions import Fraction

from assistant.shopping.money import Cents
from assistant.shopping.products import Product

PROMOTION_CAP = Fraction(34, 100)
"""The largest share of its price that a promotion of food or pet food may give a customer in France.

Source: ordonnance n° 2018-1128 (« EGalim »), article 3, in force until 15 April 2028 by loi n° 2025-337,
which lets hygiene and cleaning go to 40 %. Some seasonal goods are exempt, so the retailer judges: an
offer above it is carried out, and `vocabas doctor` says so.
"""


@dataclass(frozen=True, slots=True)
class Selection:
    """Which products something is about; an empty selection is every product."""

    skus: frozenset[str] = frozenset()
    """These products."""
    families: frozenset[str] = frozenset()
    """Products of these families."""
    categories: frozenset[str] = frozenset()
    """Products of these aisles and all below them: "Crèmerie" takes "Crèmerie > Lait"."""
    brands: frozenset[str] = frozenset()
    """Products of these makers."""
    labels: frozenset[str] = frozenset()
    """Products with any of these labels."""
    except_skus: frozenset[str] = frozenset()
    """Never these products."""
    except_categories: frozenset[str] = frozenset()
    """Never products of these aisles or below."""

    def admits(self, product: Product) -> bool:
        """Return whether a product is meant: named in any way that is used, and not excluded."""
        if product.sku in self.except_skus or _is_within(product, self.except_categories):
            return False
        named = self.skus or self.families or self.categories or self.brands or self.labels
        return (
            not named
            or product.sku in self.skus
            or product.family in self.families
            or _is_within(product, self.categories)
            or product.brand in self.brands
            or bool(product.labels & self.labels)
        )


def _is_within(product: Product, categories: frozenset[str]) -> bool:
    aisle = product.category
    return any(aisle == category or aisle.startswith(f"{category} > ") for category in categories)


@dataclass(frozen=True, slots=True)
class Percentage:
    """A share off each unit."""

    share: Fraction
    """0 to 1."""


@dataclass(frozen=True, slots=True)
class SecondAtShareOff:
    """A share off the cheaper of each two units: "le deuxième à moitié prix"."""

    share: Fraction
    """0 to 1."""


@dataclass(frozen=True, slots=True)
class NForM:
    """The cheapest of each ``taken`` units are free: "trois pour le prix de deux"."""

    taken: int
    """How many make a group."""
    paid: int
    """How many of them are paid, fewer than ``taken``."""


@dataclass(frozen=True, slots=True)
class LotPart:
    """One part of a lot."""

    on: Selection
    """What fills it."""
    count: int = 1
    """How many units."""


@dataclass(frozen=True, slots=True)
class Lot:
    """Several units, of different products or the same, together for one price."""

    parts: tuple[LotPart, ...]
    """What makes one lot."""
    price_cents: Cents
    """What one lot costs."""


@dataclass(frozen=True, slots=True)
class MoneyOff:
    """An amount off the basket from a threshold: "cinq euros dès cinquante euros d’achats"."""

    off_cents: Cents
    """The amount."""
    threshold_cents: Cents = 0
    """What the articles it is on must cost at shelf prices."""


@dataclass(frozen=True, slots=True)
class BasketShare:
    """A share off the basket, from a threshold."""

    share: Fraction
    """0 to 1."""
    threshold_cents: Cents = 0
    """What the articles it is on must cost at shelf prices."""


@dataclass(frozen=True, slots=True)
class Credit:
    """A share of what is paid goes to the customer's loyalty credit (cagnotte); nothing off today."""

    share: Fraction
    """0 to 1."""


ArticleRule = Percentage | SecondAtShareOff | NForM | Lot
BasketRule = MoneyOff | BasketShare
Rule = ArticleRule | BasketRule | Credit


@dataclass(frozen=True, slots=True)
class Offer:
    """One offer of the shop."""

    id: str
    """Stable identifier; of equally good combinations, the one with the lower identifiers is taken."""
    rule: Rule
    """What it gives."""
    on: Selection = field(default_factory=Selection)
    """What it is on; a lot says so in its parts."""
    starts: datetime | None = None
    """First moment it holds, aware."""
    ends: datetime | None = None
    """First moment it no longer holds, aware."""
    code: str = ""
    """The coupon code that it needs, upper case; empty: none."""
    card: bool = False
    """Whether it needs the loyalty card."""
    limit: int | None = None
    """How often it may be used in one order: units of a percentage, groups of the others."""
    title: str = ""
    """What the shop calls it, French, in the middle of a sentence; empty: described by its rule."""

    def __post_init__(self) -> None:
        for problem in _problems(self):
            raise ValueError(f"offer {self.id!r}: {problem}")

    @property
    def advantage(self) -> Fraction | None:
        """Return what share of its price it gives on what must be bought for it.

        ``None`` when that depends on the products (lots), or on the whole basket.
        """
        match self.rule:
            case Percentage(share) | Credit(share):
                return share
            case SecondAtShareOff(share):
                return share / 2
            case NForM(taken, paid):
                return Fraction(taken - paid, taken)
        return None

    def holds(self, now: datetime, codes: frozenset[str], card: bool) -> bool:
        """Return whether a customer may have it now."""
        return (
            (self.starts is None or self.starts <= now)
            and (self.ends is None or now < self.ends)
            and (not self.code or self.code in codes)
            and (card or not self.card)
        )


def _problems(offer: Offer) -> list[str]:
    """Return what makes an offer meaningless, in English."""
    found = []
    match offer.rule:
        case Percentage(share) | SecondAtShareOff(share) | BasketShare(share) | Credit(share):
            if not 0 < share <= 1:
                found.append("its share must be above 0 and at most 1")
        case NForM(taken, paid):
            if not 0 <= paid < taken:
                found.append("it must let fewer be paid than are taken")
        case Lot(parts, price):
            if not parts or price < 0 or any(part.count < 1 for part in parts):
                found.append("a lot needs parts of at least one unit, and a price")
        case MoneyOff(off, threshold):
            if not off > 0 or threshold < 0:
                found.append("its amount must be above 0")
    if offer.starts and offer.ends and offer.ends <= offer.starts:
        found.append("it ends before it starts")
    if any(moment is not None and moment.tzinfo is None for moment in (offer.starts, offer.ends)):
        found.append("its times must be aware")
    if offer.limit is not None and offer.limit < 1:
        found.append("its limit must be above 0")
    return found
