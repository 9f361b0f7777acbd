"""Places in slots: taken by orders, or held for a customer who was asked to confirm."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, func, select, text
from sqlalchemy.orm import Session

from assistant.errors import Conflict
from assistant.shopping.orders import CALLED_OFF
from assistant.shopping.slots import Mode, Slot
from assistant.store.order_tables import OrderRow, SlotHoldRow

_LONGEST = timedelta(days=1)
"""No slot is longer: the index need not be read further back."""


@dataclass(frozen=True, slots=True)
class Occupied:
    """Places that are gone at some time."""

    start: datetime
    """Aware."""
    end: datetime
    """Aware."""
    places: int
    """How many."""

    def overlaps(self, slot: Slot) -> bool:
        """Return whether a slot shares time with it."""
        return self.start < slot.end and self.end > slot.start


class SlotBook:
    """Counts and holds places in the slots of one shop, within one transaction.

    Nothing is counted down and up again: what is taken is what live orders and live holds say, so that no
    crash can leak a place.
    """

    def __init__(self, session: Session, shop: str) -> None:
        self._session = session
        self._shop = shop

    def occupied(
        self, mode: Mode, start: datetime, end: datetime, now: datetime, own: str = ""
    ) -> list[Occupied]:
        """Return which places are gone between two moments.

        Args:
            mode: of which mode.
            start: aware.
            end: aware.
            now: holds that ended before are forgotten, aware.
            own: the conversation whose own hold does not count.
        """
        orders = (
            select(OrderRow.slot_start, OrderRow.slot_end, func.count())
            .where(
                OrderRow.shop_id == self._shop,
                OrderRow.mode == mode.value,
                OrderRow.slot_start < end,
                OrderRow.slot_start > start - _LONGEST,
                OrderRow.slot_end > start,
                OrderRow.state.not_in([state.value for state in CALLED_OFF]),
            )
            .group_by(OrderRow.slot_start, OrderRow.slot_end)
        )
        holds = (
            select(SlotHoldRow.slot_start, SlotHoldRow.slot_end, func.count())
            .where(
                SlotHoldRow.shop_id == self._shop,
                SlotHoldRow.mode == mode.value,
                SlotHoldRow.slot_start < end,
                SlotHoldRow.slot_start > start - _LONGEST,
                SlotHoldRow.slot_end > start,
                SlotHoldRow.expires_at > now,
                SlotHoldRow.conversation_id != own,
            )
            .group_by(SlotHoldRow.slot_start, SlotHoldRow.slot_end)
        )
        found = [*self._session.execute(orders), *self._session.execute(holds)]
        return [Occupied(start_, end_, places) for start_, end_, places in found]

    def taken(self, slot: Slot, now: datetime, own: str = "") -> int:
        """Return how many places of a slot are gone."""
        found = self.occupied(slot.mode, slot.start, slot.end, now, own)
        return sum(other.places for other in found if other.overlaps(slot))

    def claim(self, slot: Slot, capacity: int, now: datetime, own: str) -> None:
        """Make sure that a place of a slot is free, and stays so until the end of the transaction.

        Raises:
            Conflict: ``slot_full``.
        """
        if self._session.get_bind().dialect.name == "postgresql":
            # orders of one slot go through here one by one; SQLite has one writer anyhow
            day = slot.start.date().isoformat()
            key = f"{self._shop}/{slot.mode}/{day if slot.mode is Mode.EXPRESS else slot.start.timestamp()}"
            self._session.execute(
                text("SELECT pg_advisory_xact_lock(hashtextextended(:key, 0))"), {"key": key}
            )
        if self.taken(slot, now, own) >= capacity:
            raise Conflict("slot_full", f"{slot.mode} {slot.start.isoformat()} is full")

    def hold(self, conversation_id: str, slot: Slot, until: datetime) -> None:
        """Keep a place for a conversation, instead of any that it held before."""
        row = self._session.get(SlotHoldRow, conversation_id)
        if row is None:
            row = SlotHoldRow(conversation_id=conversation_id)
            self._session.add(row)
        row.shop_id, row.mode = self._shop, slot.mode.value
        row.slot_start, row.slot_end, row.expires_at = slot.start, slot.end, until

    def release(self, conversation_id: str) -> None:
        """Give back the place that a conversation holds, if it holds one."""
        self._session.execute(delete(SlotHoldRow).where(SlotHoldRow.conversation_id == conversation_id))

    def forget_ended(self, now: datetime) -> int:
        """Delete the holds that ended; returns how many. They no longer counted."""
        ended = delete(SlotHoldRow).where(SlotHoldRow.expires_at <= now)
        return int(self._session.execute(ended).rowcount)  # type: ignore[attr-defined]
