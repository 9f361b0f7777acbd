"""The shop as one turn sees it: catalogue, offers, slots, stock, earlier baskets, within its transaction."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from fractions import Fraction

from assistant.catalogue import Catalogue, Outcome
from assistant.catalogue.cookbook import Cookbook
from assistant.catalogue.matching import UNSURE
from assistant.customers import Household
from assistant.shopping.amounts import Amount
from assistant.shopping.basket import Basket
from assistant.shopping.bill import Bill, bill
from assistant.shopping.habits import REMEMBERED, times_bought
from assistant.shopping.money import Cents
from assistant.shopping.offers import Offer
from assistant.shopping.orders import Order
from assistant.shopping.products import Product
from assistant.shopping.recipes import Recipe
from assistant.shopping.slots import Mode, Shop, Slot, Window
from assistant.store import OrderFilter, UnitOfWork

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
        offers: Sequence[Offer] = (),
        conversation: str = "",
    ) -> None:
        self._catalogue = catalogue
        self._cookbook = cookbook
        self._shop = shop
        self._unit = unit
        self._customer = customer
        self._now = now
        self._household: Household | None = None
        self._offers = offers
        self._conversation = conversation
        self._card: bool | None = None
        self._habits: Mapping[str, int] | None = None
        self._bills: dict[tuple[Basket, Mode | None], Bill] = {}

    @property
    def customer(self) -> str:
        """Return the household."""
        return self._customer

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

    def find(
        self, words: str, asked: Amount, attributes: tuple[str, ...], brand: str, each: Amount | None = None
    ) -> Outcome:
        """Return which product is meant, in packages that hold ``each`` if that was said."""
        return self._catalogue.find(words, asked, attributes, brand, self._usual(), each)

    def _usual(self) -> Mapping[str, int]:
        """Return how often the household bought each product, read once a turn."""
        if self._habits is None:
            self._habits = times_bought(self._unit.orders.purchases(self._customer, REMEMBERED))
        return self._habits

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
        rules = self._shop.fulfilment(mode)
        fitting = [
            slot
            for slot in self._shop.slots(mode, self._now)
            if wish is None or mode is Mode.EXPRESS or wish.admits(slot)
        ]
        if rules is None or not fitting:
            return []
        occupied = self._unit.slots.occupied(
            mode, fitting[0].start, fitting[-1].end, self._now, self._conversation
        )
        free: list[Slot] = []
        for slot in fitting:
            if sum(other.places for other in occupied if other.overlaps(slot)) < rules.capacity:
                free.append(slot)
                if len(free) == limit:
                    break
        return free

    def is_free(self, slot: Slot) -> bool:
        """Return whether a slot can still be had: it is not past, and not full."""
        if slot.mode is Mode.EXPRESS:
            offered = self._now - slot.start <= _EXPRESS_PATIENCE
        else:
            offered = any(slot.start == other.start for other in self._shop.slots(slot.mode, self._now))
        rules = self._shop.fulfilment(slot.mode)
        taken = self._unit.slots.taken
        return offered and rules is not None and taken(slot, self._now, self._conversation) < rules.capacity

    def basket_before(self) -> Basket | None:
        """Return the basket before its last change."""
        return self._unit.basket_before(self._customer)

    def basket_changed_at(self) -> datetime | None:
        """Return when the basket was changed last."""
        return self._unit.basket_changed_at(self._customer)

    def orders(self, limit: int) -> list[Order]:
        """Return the household's last orders, the newest first."""
        found = self._unit.orders.list(OrderFilter(self._customer), limit=limit)
        return [order.on_clock(self._shop.zone) for order in found]

    def new_token(self) -> str:
        """Return a name that no other question has."""
        return uuid.uuid4().hex

    def bill(self, basket: Basket, mode: Mode | None = None) -> Bill:
        """Return what a basket costs now, with the offers that hold, and the mode's fee if one is named."""
        if (basket, mode) not in self._bills:
            found = bill(basket, self._offers, self._now, self.has_card)
            rules = self._shop.fulfilment(mode) if mode else None
            self._bills[basket, mode] = found.by(rules) if rules else found
        return self._bills[basket, mode]

    def offers(self, basket: Basket) -> list[Offer]:
        """Return the offers that this household may have now, with the coupon codes of the basket."""
        codes = frozenset(basket.codes)
        return [offer for offer in self._offers if offer.holds(self._now, codes, self.has_card)]

    def stock(self, skus: tuple[str, ...]) -> dict[str, Fraction]:
        """Return what is left of those products that are counted, in packages or kilograms."""
        return self._unit.stock.available(skus)

    def coupons(self) -> list[Offer]:
        """Return every offer of the shop that needs a coupon code, whether it holds now or not."""
        return [offer for offer in self._offers if offer.code]

    @property
    def credit_cents(self) -> Cents:
        """Return what is on the household's loyalty credit, in cents."""
        return self._unit.orders.balance(self._customer)

    @property
    def has_card(self) -> bool:
        """Return whether the household has the loyalty card."""
        if self._card is None:
            self._card = self._unit.orders.has_card(self._customer)
        return self._card
