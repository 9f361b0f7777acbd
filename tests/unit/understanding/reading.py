"""Marked sentences, understood."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from assistant.understanding import Understander
from tests.unit.understanding.markup import FakeParser, MarkedParser, parsed

NOW = datetime(2026, 11, 18, 10, 15, tzinfo=ZoneInfo("Europe/Paris"))


def meant(marked, intent="add_items", **parse):
    if parse:
        return Understander(FakeParser(parsed(marked, intent, **parse))).interpret("le texte", NOW)
    return Understander(MarkedParser(marked, intent)).interpret("le texte", NOW)


def requests(marked, intent="add_items"):
    return meant(marked, intent).requests
