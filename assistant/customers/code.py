"""The four-digit code that a household may ask for before an order, kept only as a hash.

It stops a child, a television or a parrot, not a thief with the database: four digits are ten thousand
tries, which no hash makes many. scrypt (RFC 7914) makes them slow, and three wrong ones lock the household.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
from dataclasses import dataclass

_N, _R, _P = 2**14, 8, 1
_YEARS = range(1920, 2031)
_UP, _DOWN = "01234567890", "09876543210"


@dataclass(frozen=True, slots=True)
class CodeHash:
    """A salted scrypt hash of a code."""

    salt: str
    """Sixteen random bytes, in hexadecimal."""
    digest: str
    """The hash, in hexadecimal."""

    @classmethod
    def of(cls, digits: str) -> CodeHash:
        """Hash a code.

        Raises:
            ValueError: it is not four digits.
        """
        if not re.fullmatch(r"[0-9]{4}", digits):
            raise ValueError("a code is four digits")
        salt = secrets.token_hex(16)
        return cls(salt, _hash(digits, salt))

    @classmethod
    def from_text(cls, text: str) -> CodeHash:
        """Return the hash that `to_text` wrote."""
        salt, _, digest = text.partition(":")
        return cls(salt, digest)

    def to_text(self) -> str:
        """Return the hash as one text."""
        return f"{self.salt}:{self.digest}"

    def matches(self, digits: str) -> bool:
        """Return whether this is the code."""
        return hmac.compare_digest(self.digest, _hash(digits, self.salt))


def weakness(digits: str) -> str | None:
    """Return why a code is guessed before any other, or ``None`` for one that is good.

    Returns:
        "same_digit" (0000), "run" (1234, 9876), "pairs" (4747, 4774), or "year" (1987, 2026).
    """
    if len(set(digits)) == 1:
        return "same_digit"
    if digits in _UP or digits in _DOWN:
        return "run"
    if digits[:2] in (digits[2:], digits[:1:-1]):
        return "pairs"
    return "year" if int(digits) in _YEARS else None


def _hash(digits: str, salt: str) -> str:
    return hashlib.scrypt(digits.encode(), salt=bytes.fromhex(salt), n=_N, r=_R, p=_P).hex()
