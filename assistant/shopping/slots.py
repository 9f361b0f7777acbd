"""When an order can be had: slots of drive, delivery and express, in the shop's own clock."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from assistant.shopping.money import Cents

_MINUTE = timedelta(minutes=1)


class Mode(StrEnum):
    """How an order reaches the household."""

    DRIVE = "drive"
    DELIVERY = "delivery"
    EXPRESS = "express"


@dataclass(frozen=True, slots=True)
class Slot:
    """A time at which an order is collected or delivered."""

    mode: Mode
    """For which way of getting the order."""
    start: datetime
    """Aware, in the shop's zone."""
    end: datetime
    """Aware, in the shop's zone."""


@dataclass(frozen=True, slots=True)
class Window:
    """When a person would like it."""

    start: datetime
    """Earliest start of the slot, aware; for an exact time, a moment within it."""
    end: datetime
    """The slot must start before this, aware."""
    said: str = ""
    """The words that said so."""

    @classmethod
    def at(cls, moment: datetime) -> Window:
        """Return the wish for an exact time."""
        return cls(moment, moment + _MINUTE)

    @property
    def is_point(self) -> bool:
        """Return whether an exact time is wanted."""
        return self.end - self.start <= _MINUTE

    def admits(self, slot: Slot) -> bool:
        """Return whether a slot fits the wish: it holds the exact time, or starts within the interval."""
        if self.is_point:
            return slot.start <= self.start < slot.end
        return self.start <= slot.start < self.end


@dataclass(frozen=True, slots=True)
class Hours:
    """Opening hours of some days of the week that differ from the usual ones."""

    days: frozenset[int]
    """Which: Monday is 0."""
    opens: time
    """First slot, shop's clock."""
    closes: time
    """End of the last slot, shop's clock."""


@dataclass(frozen=True, slots=True)
class Cutoff:
    """The last moment at which a day's slots can be chosen: "the evening before at eight"."""

    days_before: int
    """How many days before; 0: the day itself."""
    at: time
    """Shop's clock."""


@dataclass(frozen=True, slots=True)
class Fulfilment:
    """The rules of one mode."""

    mode: Mode
    """Which way."""
    fee_cents: Cents
    """What it costs the customer, in cents."""
    opens: time
    """First slot of the day, shop's clock."""
    closes: time
    """End of the last slot, shop's clock."""
    days: frozenset[int]
    """Open days: Monday is 0."""
    slot_minutes: int
    """Length of a slot."""
    lead_minutes: int
    """How long after the order the first slot may start."""
    capacity: int
    """Orders a slot can take."""
    hours: tuple[Hours, ...] = ()
    """Days of the week with other hours, such as Sunday morning."""
    cutoff: Cutoff | None = None
    """Until when a day's slots can be chosen; ``None``: until `lead_minutes` before each."""
    minimum_cents: Cents = 0
    """What the goods must cost at least, at shelf prices."""
    free_from_cents: Cents | None = None
    """Goods that cost this much at shelf prices are brought or prepared without fee."""

    def fee(self, shelf_cents: Cents) -> Cents:
        """Return the fee for goods of this price on the shelf, in cents.

        Savings do not count: an offer that took a basket below the threshold would make it dearer by the fee.
        """
        is_free = self.free_from_cents is not None and shelf_cents >= self.free_from_cents
        return 0 if is_free else self.fee_cents

    def missing(self, shelf_cents: Cents) -> Cents:
        """Return how much is missing to the minimum order, in cents; 0 when it is reached.

        Savings do not count here either: no offer makes an order impossible.
        """
        return max(0, self.minimum_cents - shelf_cents)

    def opening(self, weekday: int) -> tuple[time, time] | None:
        """Return when a day of the week opens and closes, or ``None`` when it does not."""
        for other in self.hours:
            if weekday in other.days:
                return other.opens, other.closes
        return (self.opens, self.closes) if weekday in self.days else None


@dataclass(frozen=True, slots=True)
class Shop:
    """The shop that the household buys from."""

    name: str
    """What it is called."""
    zone: ZoneInfo
    """Its clock."""
    fulfilments: tuple[Fulfilment, ...]
    """The modes it offers, the usual one first."""
    horizon_days: int = 7
    """How many days ahead slots are offered."""
    max_line_quantity: int = 50
    """More packages, or kilograms, than this of one product is asked about."""
    id: str = "main"
    """Stable identifier: orders, slots and stock are kept for each shop."""
    closed: frozenset[date] = frozenset()
    """Days without any slot: the first of May, stocktaking."""
    hold_minutes: int = 10
    """How long a slot is kept for a customer who was asked to confirm."""

    def fulfilment(self, mode: Mode) -> Fulfilment | None:
        """Return the rules of a mode, or ``None`` when the shop does not offer it."""
        return next((f for f in self.fulfilments if f.mode is mode), None)

    def slots(self, mode: Mode, now: datetime) -> Iterator[Slot]:
        """Yield every slot that can still be chosen, soonest first, taken or not.

        Slots are laid on the wall clock, so a day of 23 or 25 hours has them at the usual hours; one that
        falls into the skipped hour of spring does not exist.
        """
        rules = self.fulfilment(mode)
        if rules is None:
            return
        earliest = now.astimezone(UTC) + timedelta(minutes=rules.lead_minutes)
        today = now.astimezone(self.zone).date()
        if mode is Mode.EXPRESS:
            yield from self._express(rules, now)
            return
        for offset in range(self.horizon_days + 1):
            for slot in self._day(rules, today + timedelta(days=offset), now):
                if slot.start >= earliest:
                    yield slot

    def _day(self, rules: Fulfilment, day: date, now: datetime) -> Iterator[Slot]:
        hours = rules.opening(day.weekday())
        if hours is None or day in self.closed or self._is_cut_off(rules, day, now):
            return
        length = timedelta(minutes=rules.slot_minutes)
        wall = datetime.combine(day, hours[0])
        close = datetime.combine(day, hours[1])
        while wall + length <= close:
            start = wall.replace(tzinfo=self.zone)
            if start.astimezone(UTC).astimezone(self.zone).replace(tzinfo=None) == wall:
                end = (start.astimezone(UTC) + length).astimezone(self.zone)
                yield Slot(rules.mode, start, end)
            wall += length

    def _is_cut_off(self, rules: Fulfilment, day: date, now: datetime) -> bool:
        if rules.cutoff is None:
            return False
        last = datetime.combine(day - timedelta(days=rules.cutoff.days_before), rules.cutoff.at)
        return now.astimezone(UTC) > last.replace(tzinfo=self.zone).astimezone(UTC)

    def _express(self, rules: Fulfilment, now: datetime) -> Iterator[Slot]:
        """Yield the one slot of an express order, while the shop is open: from now, within `slot_minutes`."""
        local = now.astimezone(self.zone).replace(second=0, microsecond=0)
        end = (local.astimezone(UTC) + timedelta(minutes=rules.slot_minutes)).astimezone(self.zone)
        hours = rules.opening(local.weekday())
        if hours is None or local.date() in self.closed or self._is_cut_off(rules, local.date(), now):
            return
        if hours[0] <= local.time() and end.date() == local.date() and end.time() <= hours[1]:
            yield Slot(Mode.EXPRESS, local, end)
