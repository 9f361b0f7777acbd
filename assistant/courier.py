"""Takes the events of orders to the retailer: at least once, and those of one order in their order."""

from __future__ import annotations

import logging
import random
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from assistant.errors import VocabasError
from assistant.store import Event, Store
from assistant.webhook import Answer, Letter, Webhook

_log = logging.getLogger(__name__)
_AT_ONCE = 16
_FIRST_WAIT = 2.0
_LONGEST_WAIT = 3600.0
_BETWEEN_LOOKS = 1.0
_AFTER_TROUBLE = 5.0


@dataclass(frozen=True, slots=True)
class Round:
    """What some attempts came to."""

    delivered: int = 0
    """Events that the retailer took."""
    failed: int = 0
    """Attempts that failed and will be made again."""
    dead: int = 0
    """Events that were tried as often as they may be, and wait for somebody to look."""

    def __add__(self, other: Round) -> Round:
        return Round(self.delivered + other.delivered, self.failed + other.failed, self.dead + other.dead)


def back_off(attempts: int, chance: float) -> timedelta:
    """Return how long to wait after so many attempts: 2 s, 4 s, 8 s… an hour, the last half of it by chance.

    Args:
        attempts: how many were made, at least one.
        chance: 0 to 1; it keeps many failures from being tried again all at the same moment.
    """
    whole = min(_LONGEST_WAIT, _FIRST_WAIT * 2.0 ** min(attempts - 1, 30))
    return timedelta(seconds=whole / 2 * (1 + chance))


class Courier:
    """Delivers events. Any number of processes and threads may have one: an event has one carrier at a time.

    An event is leased to its carrier for longer than an attempt can last; when the carrier dies, another
    takes it once the lease is over. That may deliver an event twice, under the same ``webhook-id``.

    Args:
        store: where events wait.
        webhook: where they go.
        clock: gives the current time, aware.
        most_attempts: after so many an event is tried no more until somebody says so.
        chance: a number from 0 to 1 at random.
    """

    def __init__(
        self,
        store: Store,
        webhook: Webhook,
        clock: Callable[[], datetime],
        most_attempts: int = 30,
        chance: Callable[[], float] = random.random,
    ) -> None:
        self._store = store
        self._webhook = webhook
        self._clock = clock
        self._most_attempts = most_attempts
        self._chance = chance

    def deliver(self) -> Round:
        """Deliver everything that is due now, and what becomes due by it; returns what came of it.

        Raises:
            Unavailable: ``store_unavailable``, ``store_full``; what was sent and not noted is sent again.
        """
        total = Round()
        while True:
            with self._store.begin() as unit:
                events = unit.outbox.claim(self._clock(), _AT_ONCE, self._lease)
            if not events:
                return total
            answers = self._webhook.post([Letter(e.id, e.body) for e in events], self._clock())
            total += self._note(events, answers)

    def follow(self, stop: threading.Event) -> None:
        """Deliver events as they come, until told to stop; trouble with the database is waited out."""
        while not stop.is_set():
            wait = _BETWEEN_LOOKS
            try:
                made = self.deliver()
                if made.failed or made.dead:
                    _log.warning("webhook: %d attempts failed, %d events given up", made.failed, made.dead)
            except VocabasError as error:
                _log.warning("outbox: %s (%s)", error.message, error.code)
                wait = _AFTER_TROUBLE
            stop.wait(wait)

    @property
    def _lease(self) -> timedelta:
        return timedelta(seconds=3 * self._webhook.timeout + 30)

    def _note(self, events: list[Event], answers: list[Answer]) -> Round:
        now = self._clock()
        made = Round()
        with self._store.begin() as unit:
            for event, answer in zip(events, answers, strict=True):
                if answer.taken:
                    unit.outbox.delivered(event.id, now)
                    made += Round(delivered=1)
                elif event.attempts >= self._most_attempts:
                    unit.outbox.give_up(event, answer.problem, now)
                    made += Round(dead=1)
                else:
                    wait = back_off(event.attempts, self._chance())
                    if answer.wait is not None:
                        wait = max(wait, timedelta(seconds=answer.wait))
                    unit.outbox.failed(event, answer.problem, now + wait)
                    made += Round(failed=1)
        return made


class OutboxDesk:
    """Shows events that have not left, and lets somebody decide about those that never do.

    Args:
        store: where they wait.
        clock: gives the current time, aware.
    """

    def __init__(self, store: Store, clock: Callable[[], datetime]) -> None:
        self._store = store
        self._clock = clock

    def waiting(self, limit: int = 100) -> list[Event]:
        """Return events that will be tried, those due first before the others."""
        with self._store.read() as unit:
            return unit.outbox.waiting(limit)

    def dead(self, limit: int = 100) -> list[Event]:
        """Return events that are tried no more."""
        with self._store.read() as unit:
            return unit.outbox.dead(limit)

    def retry(self, id_: str) -> None:
        """Have an event tried again from now on.

        Raises:
            NotFound: ``unknown_event``: there is none, or it was delivered.
        """
        with self._store.begin() as unit:
            unit.outbox.retry(id_, self._clock())

    def drop(self, id_: str) -> None:
        """Let an event go undelivered, so that those after it of its order can leave.

        Raises:
            NotFound: as in `retry`.
        """
        with self._store.begin() as unit:
            unit.outbox.drop(id_, self._clock())
