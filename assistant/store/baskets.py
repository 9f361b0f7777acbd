"""Baskets as they are kept, and what they were before each change.

As with `conversations`, statements are built once and rows are read without making objects of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, cast

from sqlalchemy import Row, Table, bindparam, delete, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from assistant.errors import Conflict
from assistant.shopping.basket import Basket
from assistant.store.codec import basket_from_json, basket_to_json
from assistant.store.tables import BasketHistoryRow, BasketRow

_BASKETS = cast(Table, BasketRow.__table__)
_HISTORY = cast(Table, BasketHistoryRow.__table__)
_B, _H = _BASKETS.c, _HISTORY.c
_READ = select(_B.lines, _B.codes, _B.version, _B.updated_at).where(_B.customer_id == bindparam("whose"))
_READ_LOCKED = _READ.with_for_update()
_EMPTY = {
    dialect.__name__.rpartition(".")[2]: dialect.insert(_BASKETS).on_conflict_do_nothing()
    for dialect in (postgresql, sqlite)
}
_KEEP = (
    update(_BASKETS)
    .where(_B.customer_id == bindparam("whose"), _B.version == bindparam("seen"))
    .values(
        lines=bindparam("now_lines"),
        codes=bindparam("now_codes"),
        version=bindparam("seen") + 1,
        updated_at=bindparam("now_at"),
    )
)
_REMEMBER = insert(_HISTORY)
_LAST = (
    select(_H.version, _H.lines, _H.codes)
    .where(_H.customer_id == bindparam("whose"))
    .order_by(_H.version.desc())
    .limit(1)
)
_FORGET = delete(_HISTORY).where(_H.customer_id == bindparam("whose"))
_FORGET_ONE = _FORGET.where(_H.version == bindparam("seen"))


@dataclass(slots=True)
class _Kept:
    """A basket as this transaction knows it."""

    lines: list[dict[str, Any]]
    codes: list[str]
    version: int
    """Grows with each change; a change of an older version than is there is refused."""
    updated_at: datetime


class Baskets:
    """Reads and writes baskets within one transaction."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._kept: dict[str, _Kept] = {}

    def basket(self, customer: str, for_update: bool = False) -> Basket:
        """Return a household's basket, empty when it has none yet.

        Args:
            customer: the household.
            for_update: lock it until the end of the transaction.
        """
        kept = self._read(customer, for_update)
        if kept is None and for_update:
            kept = self._new(customer)
        return _basket(kept) if kept else Basket()

    def basket_version(self, customer: str) -> int:
        """Return a number that grows with every change of a household's basket; 0 when it has none yet."""
        kept = self._known(customer)
        return kept.version if kept else 0

    def basket_changed_at(self, customer: str) -> datetime | None:
        """Return when a household's basket was changed last, aware."""
        kept = self._known(customer)
        return kept.updated_at if kept else None

    def keep_basket(
        self,
        customer: str,
        basket: Basket,
        now: datetime,
        undo: bool = False,
        refreshed: Basket | None = None,
    ) -> None:
        """Keep a household's basket and what it was before; nothing is written when nothing changed.

        Args:
            customer: the household.
            basket: what its basket is now.
            now: aware.
            undo: whether this takes back the last change, which is then forgotten.
            refreshed: what the household's basket was at today's prices: when it is the same as ``basket``,
                the shop changed it, not the household, and there is nothing to take back.

        Raises:
            Conflict: ``store_busy``: another transaction changed it since this one read it.
        """
        kept = self._known(customer) or self._new(customer)
        lines, codes = basket_to_json(basket), list(basket.codes)
        connection = self._session.connection()
        if undo:
            last = connection.execute(_LAST, {"whose": customer}).first()
            if last is not None:
                connection.execute(_FORGET_ONE, {"whose": customer, "seen": last.version})
        elif (kept.lines, kept.codes) == (lines, codes):
            return
        values = {"whose": customer, "seen": kept.version, "now_at": now}
        values.update(now_lines=lines, now_codes=codes)
        if connection.execute(_KEEP, values).rowcount != 1:
            raise Conflict("store_busy", f"the basket of {customer} was changed meanwhile")
        if not undo and basket != refreshed:
            before = {"customer_id": customer, "version": kept.version, "lines": kept.lines}
            connection.execute(_REMEMBER, {**before, "codes": kept.codes})
        self._kept[customer] = _Kept(lines, codes, kept.version + 1, now)

    def basket_before(self, customer: str) -> Basket | None:
        """Return the basket before its last change that was not taken back."""
        last = self._session.connection().execute(_LAST, {"whose": customer}).first()
        return _basket(last) if last else None

    def forget_history(self, customer: str) -> None:
        """Forget what the basket was: an order was placed, and "annule" must not bring it back."""
        self._session.connection().execute(_FORGET, {"whose": customer})

    def _known(self, customer: str) -> _Kept | None:
        return self._kept.get(customer) or self._read(customer)

    def _read(self, customer: str, locked: bool = False) -> _Kept | None:
        query = _READ_LOCKED if locked else _READ
        row = self._session.connection().execute(query, {"whose": customer}).first()
        if row is None:
            return None
        self._kept[customer] = _Kept(row.lines, row.codes, row.version, row.updated_at)
        return self._kept[customer]

    def _new(self, customer: str) -> _Kept:
        """Make an empty basket; when another transaction just did, wait for it and take that one."""
        connection = self._session.connection()
        empty = {
            "customer_id": customer,
            "lines": [],
            "codes": [],
            "version": 0,
            "updated_at": datetime.now(UTC),
        }
        connection.execute(_EMPTY[connection.dialect.name], empty)
        made = self._read(customer, locked=True)
        if made is None:
            raise Conflict("store_busy", f"the basket of {customer} was deleted meanwhile")
        return made


def _basket(kept: _Kept | Row[int, list[dict[str, Any]], list[str]]) -> Basket:
    return Basket(basket_from_json(kept.lines).lines, tuple(kept.codes))
