"""The shop's own files, ``shop.toml`` and ``offers.toml``: read into the domain's values."""

from __future__ import annotations

import tomllib
from dataclasses import fields
from datetime import date, datetime, time
from fractions import Fraction
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from assistant.errors import BadInput
from assistant.shopping.offers import (
    BasketShare,
    Credit,
    Lot,
    LotPart,
    MoneyOff,
    NForM,
    Offer,
    Percentage,
    Rule,
    SecondAtShareOff,
    Selection,
)
from assistant.shopping.slots import Cutoff, Fulfilment, Hours, Mode, Shop

_TROUBLE = (OSError, tomllib.TOMLDecodeError, KeyError, TypeError, ValueError, ZoneInfoNotFoundError)


def load_shop(file: Path) -> Shop:
    """Read the shop's file.

    Raises:
        BadInput: ``bad_shop``.
    """
    try:
        document = tomllib.loads(file.read_text(encoding="utf-8"))
        return Shop(
            name=document["name"],
            zone=ZoneInfo(document["zone"]),
            horizon_days=int(document["horizon_days"]),
            max_line_quantity=int(document["max_line_quantity"]),
            fulfilments=tuple(_fulfilment(entry) for entry in document["fulfilments"]),
            id=str(document.get("id", "main")),
            closed=frozenset(_date(day) for day in document.get("closed", ())),
            hold_minutes=int(document.get("hold_minutes", 10)),
        )
    except _TROUBLE as error:
        raise BadInput("bad_shop", f"{file}: {error!r}", path=str(file)) from error


def load_offers(file: Path, zone: ZoneInfo) -> list[Offer]:
    """Read the offers' file.

    Args:
        file: as docs/shopping.md describes it.
        zone: the shop's clock, for times without a zone.

    Raises:
        BadInput: ``bad_offers``.
    """
    try:
        document = tomllib.loads(file.read_text(encoding="utf-8"))
        offers = [_offer(entry, zone) for entry in document.get("offers", ())]
        ids = [offer.id for offer in offers]
        if len(set(ids)) < len(ids):
            raise ValueError("two offers have the same id")
    except _TROUBLE as error:
        raise BadInput("bad_offers", f"{file}: {error!r}", path=str(file)) from error
    return offers


def _fulfilment(entry: dict[str, Any]) -> Fulfilment:
    free_from = entry.get("free_from_cents")
    cutoff = entry.get("cutoff")
    return Fulfilment(
        mode=Mode(entry["mode"]),
        fee_cents=int(entry["fee_cents"]),
        opens=_time(entry["opens"]),
        closes=_time(entry["closes"]),
        days=frozenset(int(day) for day in entry["days"]),
        slot_minutes=int(entry["slot_minutes"]),
        lead_minutes=int(entry["lead_minutes"]),
        capacity=int(entry["capacity"]),
        hours=tuple(
            Hours(frozenset(int(d) for d in other["days"]), _time(other["opens"]), _time(other["closes"]))
            for other in entry.get("hours", ())
        ),
        cutoff=Cutoff(int(cutoff["days_before"]), _time(cutoff["at"])) if cutoff else None,
        minimum_cents=int(entry.get("minimum_cents", 0)),
        free_from_cents=int(free_from) if free_from is not None else None,
    )


def _offer(entry: dict[str, Any], zone: ZoneInfo) -> Offer:
    known = {"id", "rule", "on", "starts", "ends", "code", "card", "limit", "title"}
    if unknown := entry.keys() - known:
        raise ValueError(f"offer {entry.get('id')}: unknown {', '.join(sorted(unknown))}")
    return Offer(
        id=str(entry["id"]),
        rule=_rule(entry["rule"]),
        on=_selection(entry.get("on", {})),
        starts=_moment(entry.get("starts"), zone),
        ends=_moment(entry.get("ends"), zone),
        code=str(entry.get("code", "")).strip().upper(),
        card=bool(entry.get("card", False)),
        limit=int(entry["limit"]) if "limit" in entry else None,
        title=str(entry.get("title", "")),
    )


def _rule(entry: dict[str, Any]) -> Rule:
    match entry["kind"]:
        case "percentage":
            return Percentage(_share(entry))
        case "second":
            return SecondAtShareOff(_share(entry))
        case "n_for_m":
            return NForM(int(entry["taken"]), int(entry["paid"]))
        case "lot":
            parts = (LotPart(_selection(part["on"]), int(part.get("count", 1))) for part in entry["parts"])
            return Lot(tuple(parts), int(entry["price_cents"]))
        case "money_off":
            return MoneyOff(int(entry["off_cents"]), int(entry.get("threshold_cents", 0)))
        case "basket_percentage":
            return BasketShare(_share(entry), int(entry.get("threshold_cents", 0)))
        case "credit":
            return Credit(_share(entry))
        case kind:
            raise ValueError(f"unknown kind of offer: {kind}")


def _share(entry: dict[str, Any]) -> Fraction:
    return Fraction(str(entry["percent"])) / 100


def _selection(entry: dict[str, Any]) -> Selection:
    known = {field.name for field in fields(Selection)}
    if unknown := entry.keys() - known:
        raise ValueError(f"unknown selection: {', '.join(sorted(unknown))}")
    return Selection(**{name: frozenset(str(value) for value in values) for name, values in entry.items()})


def _time(value: Any) -> time:
    if not isinstance(value, time):
        raise TypeError("opens and closes are times, such as 08:30:00")
    return value


def _date(value: Any) -> date:
    if not isinstance(value, date) or isinstance(value, datetime):
        raise TypeError("closed days are dates, such as 2027-05-01")
    return value


def _moment(value: Any, zone: ZoneInfo) -> datetime | None:
    """Return a moment; a date alone is its midnight on the shop's clock."""
    if value is None:
        return None
    if isinstance(value, datetime):
        return value if value.tzinfo else value.replace(tzinfo=zone)
    return datetime.combine(_date(value), time(), zone)
