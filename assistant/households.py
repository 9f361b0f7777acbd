"""How a household is spoken to, and the code of its orders: shown and changed by those who run the shop."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from assistant.customers import Household
from assistant.customers.code import CodeHash, weakness
from assistant.dialogue.phrases import say
from assistant.documents import Document
from assistant.errors import BadInput
from assistant.store import Store

_LONGEST_NAME = 80


class HouseholdDesk:
    """Shows and changes households. Safe to share between threads.

    Args:
        store: where they are kept.
        clock: gives the current time, aware.
    """

    def __init__(self, store: Store, clock: Callable[[], datetime]) -> None:
        self._store = store
        self._clock = clock

    def show(self, name: str) -> Document:
        """Return HOUSEHOLD; one that was never changed has the usual wishes.

        Returns:
            ``{"id", "address": "vous" or "tu", "has_code", "locked_until": time or null}``; never the code.

        Raises:
            BadInput: ``bad_household``: a name that is empty or too long.
        """
        with self._store.read() as unit:
            return self._document(unit.household(_named(name)))

    def change(self, name: str, address: str | None = None, code: str | None = None) -> Document:
        """Change what is given, and return HOUSEHOLD as it is from now on.

        Args:
            name: the customer of its conversations.
            address: "vous" or "tu"; ``None``: as before.
            code: four digits that its orders will ask for, kept only as a salted hash; empty: none any more;
                ``None``: as before.

        Raises:
            BadInput: ``bad_household``, ``bad_address``, ``bad_code``; ``weak_code`` for one that is guessed
                first. Nothing was changed.
        """
        if address not in (None, "vous", "tu"):
            raise BadInput("bad_address", f"address {address!r} is neither vous nor tu")
        hashed = _hashed(code) if code else None  # slow on purpose, so outside of the transaction
        with self._store.begin() as unit:
            household = unit.household(_named(name), for_update=True)
            if address is not None:
                household = replace(household, familiar=address == "tu")
            if code is not None:
                household = household.protected_by(hashed)
            unit.keep_household(household)
        return self._document(household)

    def _document(self, household: Household) -> Document:
        until = household.locked_until
        return {
            "id": household.id,
            "address": "tu" if household.familiar else "vous",
            "has_code": household.code is not None,
            "locked_until": until.isoformat() if until and household.is_locked(self._clock()) else None,
        }


def _named(name: str) -> str:
    if not name.strip() or len(name) > _LONGEST_NAME:
        raise BadInput("bad_household", f"a household has a name of 1 to {_LONGEST_NAME} characters")
    return name


def _hashed(code: str) -> CodeHash:
    if not re.fullmatch(r"[0-9]{4}", code):
        raise BadInput("bad_code", "a code is four digits")
    reason = weakness(code)
    if reason is not None:
        raise BadInput("weak_code", f"a weak code: {reason}", reason=say(f"weak-{reason}").text)
    return CodeHash.of(code)
