"""Marked clauses, put together."""

from __future__ import annotations

from assistant.understanding.assembly import Assembler
from tests.unit.understanding.markup import parsed


def clause(marked):
    parse = parsed(marked)
    return Assembler(parse.text).read(parse.spans)


def items(marked):
    """The items of one part of a sentence, as ("2 l", "lait", attributes…)."""
    return [_short(wish) for wish in clause(marked).wishes()]


def _short(wish):
    quantity = wish.quantity
    amount = f"{quantity.value} {quantity.unit}".strip() if quantity else ""
    return (amount, wish.product, *wish.attributes, *([wish.brand] if wish.brand else []))
