"""A small shop for tests of the policy: four products, slots every half hour, no SQL, no sound, no Rasa."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from fractions import Fraction
from zoneinfo import ZoneInfo

from assistant.catalogue import Catalogue
from assistant.catalogue.cookbook import Cookbook
from assistant.customers import Household
from assistant.dialogue import State, decide
from assistant.shopping.amounts import Amount, Unit
from assistant.shopping.basket import Basket
from assistant.shopping.bill import bill
from assistant.shopping.orders import Order, OrderState
from assistant.shopping.products import Product, SoldBy
from assistant.shopping.recipes import Ingredient, Recipe
from assistant.shopping.slots import Fulfilment, Mode, Shop
from assistant.understanding.interpretation import Interpretation
from assistant.understanding.quantities import Quantity
from assistant.understanding.requests import ItemWish

PARIS = ZoneInfo("Europe/Paris")
NOW = datetime(2026, 11, 23, 10, 0, tzinfo=PARIS)
EVERY_DAY = frozenset(range(7))


def product(sku, name, cents, net, unit, said, **other):
    return Product(
        sku,
        name,
        cents,
        Amount(Fraction(net), unit),
        said=tuple(said),
        family=other.pop("family", sku),
        **other,
    )


PRODUCTS = [
    product(
        "milk",
        "Lait demi-écrémé",
        109,
        1,
        Unit.L,
        ["lait"],
        packaging=Unit.CARTON,
        packaging_name="brique",
        popularity=900,
    ),
    product(
        "bread",
        "Baguette",
        99,
        250,
        Unit.G,
        ["baguette"],
        pieces=1,
        packaging=Unit.PIECE,
        packaging_name="pièce",
        popularity=950,
    ),
    product(
        "butter",
        "Beurre doux",
        249,
        250,
        Unit.G,
        ["beurre"],
        packaging=Unit.SLAB,
        packaging_name="plaquette",
        popularity=800,
    ),
    product(
        "eggs",
        "Œufs plein air",
        219,
        6,
        Unit.PIECE,
        ["œufs", "œuf"],
        pieces=6,
        packaging=Unit.BOX,
        packaging_name="boîte",
        popularity=850,
    ),
    product(
        "tomato",
        "Tomates rondes",
        299,
        "0.12",
        Unit.KG,
        ["tomate"],
        pieces=1,
        sold_by=SoldBy.KG,
        packaging_name="vrac",
        popularity=700,
    ),
    product(
        "plain",
        "Yaourts nature",
        150,
        500,
        Unit.G,
        ["yaourt", "yaourt nature"],
        packaging=Unit.PACK,
        packaging_name="pack",
        popularity=510,
    ),
    product(
        "fruit",
        "Yaourts aux fruits",
        190,
        500,
        Unit.G,
        ["yaourt", "yaourt aux fruits"],
        packaging=Unit.PACK,
        packaging_name="pack",
        popularity=500,
    ),
    product(
        "wine",
        "Bordeaux rouge",
        690,
        75,
        Unit.CL,
        ["bordeaux", "vin rouge"],
        packaging=Unit.BOTTLE,
        packaging_name="bouteille",
        alcohol=True,
        max_quantity=6,
        vat_rate=Fraction(1, 5),
    ),
]
RECIPES = (
    Recipe(
        "omelette",
        2,
        (
            Ingredient("œufs", Amount(Fraction(6), Unit.PIECE)),
            Ingredient("beurre", Amount(Fraction(20), Unit.G)),
            Ingredient("sel", staple=True),
        ),
    ),
    Recipe("crêpes", 4, (Ingredient("lait", Amount(Fraction(50), Unit.CL)),)),
)
SHOP = Shop(
    "le marché d’essai",
    PARIS,
    (
        Fulfilment(Mode.DRIVE, 0, time(8), time(20), EVERY_DAY, 30, 60, 2),
        Fulfilment(Mode.DELIVERY, 490, time(8), time(20), EVERY_DAY, 120, 120, 2),
        Fulfilment(Mode.EXPRESS, 790, time(8), time(20), EVERY_DAY, 60, 0, 2),
    ),
)


@dataclass
class FakeView:
    """A shop view whose clock, prices and taken slots a test can change."""

    now: datetime = NOW
    shop: Shop = SHOP
    catalogue: Catalogue = field(default_factory=lambda: Catalogue(PRODUCTS))
    taken: set[datetime] = field(default_factory=set)
    history: list[Basket] = field(default_factory=list)
    changed_at: datetime | None = None
    placed: list[Order] = field(default_factory=list)
    household: Household = field(default_factory=lambda: Household("dupont"))
    cookbook: Cookbook = field(default_factory=lambda: Cookbook(RECIPES))
    tokens: int = 0
    running: list = field(default_factory=list)
    left: dict = field(default_factory=dict)
    has_card: bool = False
    credit_cents: int = 0

    def find(self, words, asked, attributes, brand, each=None):
        return self.catalogue.find(words, asked, attributes, brand, each=each)

    def find_among(self, words, products):
        return self.catalogue.among(words, products)

    def search(self, words, limit):
        return [h.product for h in self.catalogue.search(words, limit)]

    def recipes(self, words):
        return self.cookbook.find(words) if words else list(self.cookbook.recipes)

    def product(self, sku):
        return self.catalogue.get(sku)

    def free_slots(self, mode, wish, limit):
        slots = [
            s
            for s in self.shop.slots(mode, self.now)
            if s.start not in self.taken and (wish is None or mode is Mode.EXPRESS or wish.admits(s))
        ]
        return slots[:limit]

    def is_free(self, slot):
        if slot.mode is Mode.EXPRESS:
            return self.now - slot.start < timedelta(minutes=10)
        return slot.start not in self.taken and slot.start > self.now

    def basket_before(self):
        return self.history[-1] if self.history else None

    def basket_changed_at(self):
        return self.changed_at

    def orders(self, limit):
        return self.placed[::-1][:limit]

    def bill(self, basket, mode=None):
        found = bill(basket, self.running, self.now, self.has_card)
        rules = self.shop.fulfilment(mode) if mode else None
        return found.by(rules) if rules else found

    def offers(self, basket):
        return [o for o in self.running if o.holds(self.now, frozenset(basket.codes), self.has_card)]

    def coupons(self):
        return [o for o in self.running if o.code]

    def stock(self, skus):
        return {sku: Fraction(self.left[sku]) for sku in skus if sku in self.left}

    def new_token(self):
        self.tokens += 1
        return f"token-{self.tokens}"


class Talk:
    """One conversation with the policy; remembers state and basket from turn to turn."""

    def __init__(self, view: FakeView | None = None) -> None:
        self.view = view or FakeView()
        self.state = State()
        self.basket = Basket()
        self.placed = []

    def says(self, *requests, confidence=1.0, heard=1.0, text="…"):
        decision = decide(
            self.state, Interpretation(text, requests, confidence, heard), self.view, self.basket
        )
        if decision.undo:
            self.view.history.pop()
        elif decision.basket != self.basket:
            self.view.history.append(self.basket)
        if decision.basket != self.basket:
            self.view.changed_at = self.view.now
        self.state, self.basket = decision.state, decision.basket
        if decision.household:
            self.view.household = decision.household
        if decision.cancel:
            self.view.placed = [
                o.moved_to(OrderState.CANCELLED) if o.id == decision.cancel else o for o in self.view.placed
            ]
        if decision.placement:
            self._order(decision.placement)
        self.decision = decision
        return decision.reply

    def _order(self, placed):
        self.placed.append(placed)
        number = f"ORDER-{len(self.placed)}"
        order = Order.place(number, "dupont", placed.bill, placed.slot, self.view.now)
        self.view.placed.append(order)
        self.view.history.clear()

    @property
    def skus(self):
        return {line.product.sku: line.quantity for line in self.basket.lines}


def wish(words, value=None, unit="", **other):
    return ItemWish(words, Quantity(Fraction(value), unit) if value is not None else None, **other)


__all__ = ["NOW", "PRODUCTS", "RECIPES", "SHOP", "FakeView", "Talk", "wish"]
