"""A household, as the conversation needs to know it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from assistant.customers.code import CodeHash

MAX_WRONG_CODES = 3
"""Wrong codes in a row, over all devices, after which no order can be placed for a while."""
LOCKED_FOR = timedelta(minutes=15)
"""How long."""


@dataclass(frozen=True, slots=True)
class Household:
    """Those who share one basket."""

    id: str
    """Its name for the shop: the customer of its conversations."""
    familiar: bool = False
    """Whether it is spoken to with "tu"; otherwise with "vous"."""
    code: CodeHash | None = None
    """The spoken code that orders ask for, hashed; ``None`` for none."""
    wrong_codes: int = 0
    """Wrong codes in a row."""
    locked_until: datetime | None = None
    """Until when no code is taken, aware."""

    def is_locked(self, now: datetime) -> bool:
        """Return whether too many wrong codes were said a short while ago."""
        return self.locked_until is not None and now < self.locked_until

    def protected_by(self, code: CodeHash | None) -> Household:
        """Return the household with this code, or none; attempts at the old one are forgotten."""
        return replace(self, code=code, wrong_codes=0, locked_until=None)

    def heard_code(self, digits: str, now: datetime) -> tuple[bool, Household]:
        """Return whether this is the code, and the household that remembers the attempt."""
        if self.code is None or self.is_locked(now):
            return False, self
        if self.code.matches(digits):
            return True, replace(self, wrong_codes=0, locked_until=None)
        wrong = self.wrong_codes + 1
        if wrong >= MAX_WRONG_CODES:
            return False, replace(self, wrong_codes=0, locked_until=now + LOCKED_FOR)
        return False, replace(self, wrong_codes=wrong)
