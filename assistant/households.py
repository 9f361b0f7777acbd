"""How a household is spoken to, the code of its orders, its loyalty card: shown and changed by the shop."""

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
from assistant.store import Store, UnitOfWork

_LONGEST_NAME = 80
_CARD = re.compile(r"[0-9A-Z]{4,40}")
_SHOWN_OF_CARD = 4


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
            ``{"id", "address": "vous" or "tu", "has_code", "locked_until": time or null, "card": the last
            four characters of its loyalty card or null, "credit_cents": what is on it}``; never the code.

        Raises:
            BadInput: ``bad_household``: a name that is empty or too long.
        """
        with self._store.read() as unit:
            return self._document(unit, unit.household(_named(name)))

    def change(
        self, name: str, address: str | None = None, code: str | None = None, card: str | None = None
    ) -> Document:
        """Change what is given, and return HOUSEHOLD as it is from now on.

        Args:
            name: the customer of its conversations.
            address: "vous" or "tu"; ``None``: as before.
            code: four digits that its orders will ask for, kept only as a salted hash; empty: none any more;
                ``None``: as before.
            card: number of its loyalty card, letters and digits; empty: none any more, and what is on the
                credit stays; ``None``: as before.

        Raises:
            BadInput: ``bad_household``, ``bad_address``, ``bad_code``, ``bad_card``; ``weak_code`` for one
                that is guessed first. Nothing was changed.
        """
        if address not in (None, "vous", "tu"):
            raise BadInput("bad_address", f"address {address!r} is neither vous nor tu")
        number = _card(card) if card else card
        hashed = _hashed(code) if code else None  # slow on purpose, so outside of the transaction
        with self._store.begin() as unit:
            household = unit.household(_named(name), for_update=True)
            if address is not None:
                household = replace(household, familiar=address == "tu")
            if code is not None:
                household = household.protected_by(hashed)
            unit.keep_household(household)
            if number is not None:
                unit.orders.keep_card(household.id, number)
            return self._document(unit, household)

    def _document(self, unit: UnitOfWork, household: Household) -> Document:
        until = household.locked_until
        card = unit.orders.card(household.id)
        return {
            "id": household.id,
            "address": "tu" if household.familiar else "vous",
            "has_code": household.code is not None,
            "locked_until": until.isoformat() if until and household.is_locked(self._clock()) else None,
            "card": card[-_SHOWN_OF_CARD:] if card else None,
            "credit_cents": unit.orders.balance(household.id),
        }


def _named(name: str) -> str:
    if not name.strip() or len(name) > _LONGEST_NAME:
        raise BadInput("bad_household", f"a household has a name of 1 to {_LONGEST_NAME} characters")
    return name


def _card(number: str) -> str:
    plain = re.sub(r"[\s.-]", "", number).upper()
    if not _CARD.fullmatch(plain):
        raise BadInput("bad_card", "a card number is 4 to 40 letters and digits")
    return plain


def _hashed(code: str) -> CodeHash:
    if not re.fullmatch(r"[0-9]{4}", code):
        raise BadInput("bad_code", "a code is four digits")
    reason = weakness(code)
    if reason is not None:
        raise BadInput("weak_code", f"a weak code: {reason}", reason=say(f"weak-{reason}").text)
    return CodeHash.of(code)
