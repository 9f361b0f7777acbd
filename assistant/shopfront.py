"""What anyone may look at: products, free slots, offers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from assistant import documents
from assistant.catalogue import Catalogue
from assistant.catalogue.cookbook import Cookbook
from assistant.documents import Document
from assistant.errors import BadInput, NotFound
from assistant.shopping.offers import Offer
from assistant.shopping.slots import Mode, Shop, Window
from assistant.store import Store
from assistant.view import TurnView

_DEEPEST = 200
_MINUTE = timedelta(minutes=1)


class Shopfront:
    """Shows what the shop has. Safe to share between threads."""

    def __init__(
        self,
        store: Store,
        catalogue: Catalogue,
        cookbook: Cookbook,
        shop: Shop,
        offers: Sequence[Offer],
        clock: Callable[[], datetime],
    ) -> None:
        self._store = store
        self._catalogue = catalogue
        self._cookbook = cookbook
        self._shop = shop
        self._offers = tuple(offers)
        self._clock = clock

    def product(self, sku: str) -> Document:
        """Return PRODUCT.

        Raises:
            NotFound: ``unknown_product``.
        """
        product = self._catalogue.get(sku)
        if product is None:
            raise NotFound("unknown_product", f"no product {sku!r}")
        return documents.product_document(product)

    def search(self, words: str, limit: int = 20, after: int = 0) -> Document:
        """Return a page of the products that fit some words, best first.

        Args:
            words: what was said or typed, French.
            limit: products on the page.
            after: how many to leave out: those of the pages before.

        Returns:
            ``{"products": [PRODUCT with "score"…], "next": how many to leave out then, or null}``; no more
            than the best 200 are listed.
        """
        wanted = min(after + limit, _DEEPEST)
        hits = self._catalogue.search(words, _DEEPEST)  # always as many: the order of each page is the same
        page = hits[after:wanted]
        return {
            "products": [{**documents.product_document(hit.product), "score": hit.score} for hit in page],
            "next": wanted if len(hits) > wanted else None,
        }

    def slots(self, mode: str | None = None, limit: int = 20, after: datetime | None = None) -> Document:
        """Return a page of the free slots of a mode, soonest first.

        Args:
            mode: "drive", "delivery" or "express"; ``None``: the shop's usual one.
            limit: slots on the page.
            after: only those that start later, aware.

        Returns:
            ``{"mode", "slots": [{"mode", "start", "end"}…], "next": start of the last one, or null}``

        Raises:
            BadInput: ``bad_request``: no such mode, or a time without zone.
        """
        if mode is None:
            wanted = self._shop.fulfilments[0].mode
        else:
            try:
                wanted = Mode(mode)
            except ValueError as error:
                raise BadInput("bad_request", f"no mode {mode!r}") from error
        if after is not None and after.tzinfo is None:
            raise BadInput("bad_request", "after must have a zone")
        now = self._clock()
        later = None
        if after is not None:
            later = Window(after + _MINUTE, now + timedelta(days=self._shop.horizon_days + 2))
        if wanted is Mode.EXPRESS and after is not None:
            free = []
        else:
            with self._store.read() as unit:
                view = TurnView(self._catalogue, self._cookbook, self._shop, unit, "", now, self._offers)
                free = view.free_slots(wanted, later, limit + 1)
        page = free[:limit]
        return {
            "mode": wanted.value,
            "slots": [documents.slot_document(slot) for slot in page],
            "next": page[-1].start.isoformat() if len(free) > limit else None,
        }

    def offers(self) -> Document:
        """Return the offers that hold now; those that need a coupon code are for who has the code.

        Returns:
            ``{"offers": [{"id", "text", "starts", "ends", "card", "limit", "on"}…]}``
        """
        now = self._clock()
        shown = [offer for offer in self._offers if offer.holds(now, frozenset(), card=True)]
        return {"offers": [documents.offer_document(offer) for offer in shown]}
