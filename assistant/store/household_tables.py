"""The table of households, apart from what they buy."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from assistant.store.tables import Table, UtcDateTime


class HouseholdRow(Table):
    """How a household wishes to be spoken to, and the code of its orders."""

    __tablename__ = "households"

    id: Mapped[str] = mapped_column(String(80), primary_key=True)
    """The customer of its conversations, baskets and orders."""
    familiar: Mapped[bool]
    code_hash: Mapped[str | None] = mapped_column(String(200))
    """Salted scrypt hash, never the code."""
    wrong_codes: Mapped[int]
    locked_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
