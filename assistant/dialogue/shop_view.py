"""What the policy may see of the shop and of the household. Looking changes nothing."""

from __future__ import annotations

from datetime import datetime
from fractions import Fraction
from typing import Protocol

from assistant.catalogue import Outcome
from assistant.customers import Household
from assistant.shopping.amounts import Amount
from assistant.shopping.basket import Basket
from assistant.shopping.bill import Bill
from assistant.shopping.money import Cents
from assistant.shopping.offers import Offer
from assistant.shopping.orders import Order
from assistant.shopping.products import Product
from assistant.shopping.recipes import Recipe
from assistant.shopping.slots import Mode, Shop, Slot, Window


class ShopView(Protocol):
    """The shop, within one turn."""

    @property
    def now(self) -> datetime:
        """The time, aware, on the shop's clock."""

    @property
    def shop(self) -> Shop:
        """The shop and its rules."""

    @property
    def household(self) -> Household:
        """Whose basket it is."""

    def find(
        self, words: str, asked: Amount, attributes: tuple[str, ...], brand: str, each: Amount | None = None
    ) -> Outcome:
        """Return which product is meant, in packages that hold ``each`` if that was said."""

    def find_among(self, words: str, products: tuple[Product, ...]) -> list[Product]:
        """Return those of a few products that fit the words equally well, best first."""

    def search(self, words: str, limit: int) -> list[Product]:
        """Return products that fit the words, best first."""

    def product(self, sku: str) -> Product | None:
        """Return a product by its number, at today's price."""

    def recipes(self, words: str) -> list[Recipe]:
        """Return the dishes whose name fits the words, best first; all dishes for no words."""

    def free_slots(self, mode: Mode, wish: Window | None, limit: int) -> list[Slot]:
        """Return the soonest free slots of a mode that fit a wish."""

    def is_free(self, slot: Slot) -> bool:
        """Return whether a slot can still be had."""

    def basket_before(self) -> Basket | None:
        """Return the basket before its last change, or ``None`` when there was none."""

    def basket_changed_at(self) -> datetime | None:
        """Return when the basket was changed last, aware, or ``None`` when it never was."""

    def orders(self, limit: int) -> list[Order]:
        """Return the household's last orders, the newest first."""

    def new_token(self) -> str:
        """Return a name that no other question has."""

    def bill(self, basket: Basket, mode: Mode | None = None) -> Bill:
        """Return what a basket costs now, with the offers that hold, and the mode's fee if one is named."""

    def offers(self, basket: Basket) -> list[Offer]:
        """Return the offers that this household may have now, with the coupon codes of the basket."""

    def coupons(self) -> list[Offer]:
        """Return every offer of the shop that needs a coupon code, whether it holds now or not."""

    @property
    def has_card(self) -> bool:
        """Whether the household has the loyalty card."""

    @property
    def credit_cents(self) -> Cents:
        """What is on the household's loyalty credit (cagnotte), in cents."""

    def stock(self, skus: tuple[str, ...]) -> dict[str, Fraction]:
        """Return what is left of those products that are counted, in packages or kilograms."""
