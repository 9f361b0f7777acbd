"""The shop as one turn sees it: catalogue, slots and earlier baskets, all within its transaction."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta

from assistant.catalogue import Catalogue, Outcome
from assistant.catalogue.cookbook import Cookbook
from assistant.catalogue.matching import UNSURE
from assistant.customers import Household
from assistant.shopping.amounts import Amount
from assistant.shopping.basket import Basket
from assistant.shopping.orders import Order
from assistant.shopping.products import Product
from assistant.shopping.recipes import Recipe
from assistant.shopping.slots import Mode, Shop, Slot, Window
from assistant.store import UnitOfWork

_EXPRESS_PATIENCE = timedelta(minutes=10)
_NEAR_SCORE = 0.15


class TurnView:
    """Implements `assistant.dialogue.ShopView` on the real parts."""

    def __init__(
        self,
        catalogue: Catalogue,
        cookbook: Cookbook,
        shop: Shop,
        unit: UnitOfWork,
        customer: str,
        now: datetime,
    ) -> None:
        self._catalogue = catalogue
        self._cookbook = cookbook
        self._shop = shop
        self._unit = unit
        self._customer = customer
        self._now = now
        self._household: Household | None = None

    @property
    def now(self) -> datetime:
        """Return the time on the shop's clock."""
        return self._now

    @property
    def household(self) -> Household:
        """Return whose basket it is."""
        if self._household is None:
            self._household = self._unit.household(self._customer)
        return self._household

    @property
    def shop(self) -> Shop:
        """Return the shop."""
        return self._shop

    def find(self, words: str, asked: Amount, attributes: tuple[str, ...], brand: str) -> Outcome:
        """Return which product is meant."""
        return self._catalogue.find(words, asked, attributes, brand)

    def find_among(self, words: str, products: tuple[Product, ...]) -> list[Product]:
        """Return those of a few products that fit the words equally well, best first."""
        return self._catalogue.among(words, products)

    def search(self, words: str, limit: int) -> list[Product]:
        """Return products that fit the words, best first: none that fits much worse than the best."""
        hits = self._catalogue.search(words, limit)
        sure = [hit for hit in hits if hit.score > UNSURE]
        return [hit.product for hit in sure if sure[0].score - hit.score <= _NEAR_SCORE]

    def recipes(self, words: str) -> list[Recipe]:
        """Return the dishes whose name fits the words, best first; all dishes for no words."""
        return self._cookbook.find(words) if words else list(self._cookbook.recipes)

    def product(self, sku: str) -> Product | None:
        """Return a product by its number."""
        return self._catalogue.get(sku)

    def free_slots(self, mode: Mode, wish: Window | None, limit: int) -> list[Slot]:
        """Return the soonest free slots of a mode that fit a wish."""
        free: list[Slot] = []
        for slot in self._shop.slots(mode, self._now):
            if (wish is None or mode is Mode.EXPRESS or wish.admits(slot)) and self._has_room(slot):
                free.append(slot)
                if len(free) == limit:
                    break
        return free

    def is_free(self, slot: Slot) -> bool:
        """Return whether a slot can still be had: it is not past, and not full."""
        if slot.mode is Mode.EXPRESS:
            return self._now - slot.start <= _EXPRESS_PATIENCE and self._has_room(slot)
        offered = any(slot.start == other.start for other in self._shop.slots(slot.mode, self._now))
        return offered and self._has_room(slot)

    def basket_before(self) -> Basket | None:
        """Return the basket before its last change."""
        return self._unit.basket_before(self._customer)

    def basket_changed_at(self) -> datetime | None:
        """Return when the basket was changed last."""
        return self._unit.basket_changed_at(self._customer)

    def orders(self, limit: int) -> list[Order]:
        """Return the household's last orders, the newest first."""
        return self._unit.orders_of(self._customer, limit)

    def new_token(self) -> str:
        """Return a name that no other question has."""
        return uuid.uuid4().hex

    def _has_room(self, slot: Slot) -> bool:
        rules = self._shop.fulfilment(slot.mode)
        return rules is not None and self._unit.orders_in(slot) < rules.capacity
