"""Baskets changed by touch: a line more, another quantity, a coupon code, without a word being said."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from fractions import Fraction

from assistant import documents
from assistant.catalogue import Catalogue
from assistant.documents import Document
from assistant.errors import BadInput, Conflict, NotFound
from assistant.shopping.amounts import Amount, Unit
from assistant.shopping.basket import Basket, CannotCount, OverLimit
from assistant.shopping.bill import bill
from assistant.shopping.offers import Offer
from assistant.shopping.products import Product, SoldBy
from assistant.store import Store, UnitOfWork

_LONGEST_CODE = 40


@dataclass(frozen=True, slots=True)
class Terms:
    """Under which terms a basket may be changed."""

    version: int | None = None
    """Only if the basket still has this version; ``None``: whatever it has."""
    key: str | None = None
    """Idempotency key: the same change with the same key is done once."""


_ANY = Terms()


class BasketDesk:
    """Shows and changes baskets. Safe to share between threads.

    Args:
        store: where they are kept.
        catalogue: what the shop sells.
        offers: what it takes off.
        clock: gives the current time, aware.
        most: the most packages, or kilograms, that one line may hold.
    """

    def __init__(
        self,
        store: Store,
        catalogue: Catalogue,
        offers: Sequence[Offer],
        clock: Callable[[], datetime],
        most: int,
    ) -> None:
        self._store = store
        self._catalogue = catalogue
        self._offers = tuple(offers)
        self._clock = clock
        self._most = most

    def read(self, customer: str) -> Document:
        """Return BASKET of a household."""
        with self._store.read() as unit:
            return self.document(unit, customer, self._current(unit, customer))

    def document(self, unit: UnitOfWork, customer: str, basket: Basket) -> Document:
        """Return BASKET within a transaction: what it holds, and what it costs now."""
        costs = bill(basket, self._offers, self._clock(), unit.orders.has_card(customer))
        return documents.basket_document(basket, costs, unit.basket_version(customer))

    def add(self, customer: str, sku: str, quantity: Decimal | None = None, terms: Terms = _ANY) -> Document:
        """Put a product in the basket, or more of it; returns BASKET.

        Args:
            customer: whose.
            sku: which product.
            quantity: packages, or kilograms, according to how it is sold; ``None``: one.
            terms: under which this holds.

        Raises:
            NotFound: ``unknown_product``.
            BadInput: ``bad_quantity``.
            Conflict: ``not_sold``: it has no price or is sold out; ``basket_changed``;
                ``idempotency_key_reused``.
        """
        product = self._sold(sku)
        amount = _amount(product, Decimal(1) if quantity is None else quantity)
        what = ("add", sku, str(quantity))
        return self._change(
            customer, what, lambda basket: self._bounded(basket.add(product, amount), sku), terms
        )

    def set(self, customer: str, sku: str, quantity: Decimal, terms: Terms = _ANY) -> Document:
        """Have exactly this much of a product in the basket; returns BASKET.

        Raises:
            NotFound, BadInput, Conflict: as in `add`.
        """
        product = self._sold(sku)
        amount = _amount(product, quantity)
        what = ("set", sku, str(quantity))
        return self._change(
            customer, what, lambda basket: self._bounded(basket.set(product, amount), sku), terms
        )

    def remove(self, customer: str, sku: str, terms: Terms = _ANY) -> Document:
        """Take a product out of the basket, whether it was there or not; returns BASKET.

        Raises:
            Conflict: ``basket_changed``, ``idempotency_key_reused``.
        """
        return self._change(customer, ("remove", sku), lambda basket: basket.remove(sku), terms)

    def add_code(self, customer: str, code: str, terms: Terms = _ANY) -> Document:
        """Give a coupon code, and return BASKET; whether it saves shows there.

        Raises:
            BadInput: ``bad_request`` for a code that is empty or over 40 characters.
            Conflict: ``basket_changed``, ``idempotency_key_reused``.
        """
        if not code.strip() or len(code) > _LONGEST_CODE:
            raise BadInput("bad_request", f"a coupon code has 1 to {_LONGEST_CODE} characters")
        return self._change(customer, ("code", code), lambda basket: basket.with_code(code), terms)

    def remove_code(self, customer: str, code: str, terms: Terms = _ANY) -> Document:
        """Take a coupon code off, whether it was given or not; returns BASKET."""
        return self._change(customer, ("no-code", code), lambda basket: basket.without_code(code), terms)

    def _current(self, unit: UnitOfWork, customer: str, for_update: bool = False) -> Basket:
        return unit.basket(customer, for_update=for_update).refreshed(self._catalogue.get)

    def _change(
        self, customer: str, what: tuple[str, ...], change: Callable[[Basket], Basket], terms: Terms
    ) -> Document:
        now = self._clock()
        scope, request = f"basket:{customer}", hashlib.sha256("\0".join(what).encode()).hexdigest()
        with self._store.begin() as unit:
            before = self._current(unit, customer, for_update=True)
            if terms.key and (kept := unit.answers.get(scope, terms.key, request)) is not None:
                return kept
            version = unit.basket_version(customer)
            if terms.version is not None and terms.version != version:
                raise Conflict("basket_changed", f"the basket has version {version}, not {terms.version}")
            try:
                basket = change(before)
            except CannotCount as error:
                raise BadInput("bad_quantity", f"not sold by {error}", value=what[-1]) from error
            except OverLimit as error:
                raise BadInput("bad_quantity", f"at most {error.limit}", value=what[-1]) from error
            unit.keep_basket(customer, basket, now, refreshed=before)
            answer = self.document(unit, customer, basket)
            if terms.key:
                unit.answers.keep(scope, terms.key, request, answer, now)
        return answer

    def _bounded(self, basket: Basket, sku: str) -> Basket:
        line = basket.line(sku)
        if line is not None and line.quantity > self._most:
            raise OverLimit(self._most)
        return basket

    def _sold(self, sku: str) -> Product:
        product = self._catalogue.get(sku)
        if product is None:
            raise NotFound("unknown_product", f"no product {sku!r}")
        if not product.priced or not product.in_stock:
            raise Conflict("not_sold", f"{sku} has no price or is sold out", name=product.name)
        return product


def _amount(product: Product, quantity: Decimal) -> Amount:
    """Return a number of packages, or of kilograms to the gram, as an amount."""
    unit = Unit.KG if product.sold_by is SoldBy.KG else Unit.PACKAGE
    value = Fraction(quantity)
    finest = 1000 if unit is Unit.KG else 1
    if value <= 0 or (value * finest).denominator != 1:
        raise BadInput("bad_quantity", f"{quantity} of {product.sku}", value=str(quantity))
    return Amount(value, unit)
