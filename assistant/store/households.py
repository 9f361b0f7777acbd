"""Keeping households."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Row, bindparam, select
from sqlalchemy.orm import Session

from assistant.customers import Household
from assistant.customers.code import CodeHash
from assistant.store.household_tables import HouseholdRow

# every turn reads it and hardly any changes it
_READ = select(
    HouseholdRow.code_hash, HouseholdRow.familiar, HouseholdRow.wrong_codes, HouseholdRow.locked_until
).where(HouseholdRow.id == bindparam("whose"))


def read_household(session: Session, id_: str, for_update: bool = False) -> Household:
    """Return a household; one that never said how it wishes to be spoken to is spoken to with "vous"."""
    row: HouseholdRow | Row[str | None, bool, int, datetime | None] | None
    if for_update:
        row = session.get(HouseholdRow, id_, with_for_update=True)
    else:
        row = session.connection().execute(_READ, {"whose": id_}).first()
    if row is None:
        return Household(id_)
    code = CodeHash.from_text(row.code_hash) if row.code_hash else None
    return Household(id_, row.familiar, code, row.wrong_codes, row.locked_until)


def keep_household(session: Session, household: Household) -> None:
    """Keep a household as it is now."""
    row = session.get(HouseholdRow, household.id, with_for_update=True)
    if row is None:
        row = HouseholdRow(id=household.id)
        session.add(row)
    row.familiar = household.familiar
    row.code_hash = household.code.to_text() if household.code else None
    row.wrong_codes = household.wrong_codes
    row.locked_until = household.locked_until
    session.flush()
