"""What can go wrong, with stable codes.

A code never changes once published: channels, clients and the French replies (``error-<code>`` in
``dialogue/replies/fr.ftl``) rely on it. The message is for the log and the engineer, in English.
"""

from __future__ import annotations


class VocabasError(Exception):
    """Base of every error Vocabas raises on purpose.

    Attributes:
        code: stable machine-readable name, snake_case.
        details: values that the French sentence of this code may use.
    """

    def __init__(self, code: str, message: str, **details: str | int) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.details = details


class BadInput(VocabasError):
    """What came in cannot be used: empty, too large, unreadable, silent. Nothing was changed."""


class NotFound(VocabasError):
    """The named conversation, product or file does not exist."""


class Conflict(VocabasError):
    """The request contradicts an earlier one, such as an idempotency key used for something else."""


class Unavailable(VocabasError):
    """A part we need (recogniser, intent engine, database) cannot answer now. Trying again may help."""


class Denied(VocabasError):
    """Who asks may not have this, or not now: no key, another household's, too many requests."""
