"""What people ask for: one frozen dataclass a request, and nothing else."""

from __future__ import annotations

import dataclasses
import re
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from typing import Any

from assistant.understanding.quantities import Quantity


@dataclass(frozen=True, slots=True)
class ItemWish:
    """One item as it was asked for."""

    product: str
    """The words for the product, empty for "en" ("mets-en deux")."""
    quantity: Quantity | None = None
    """How much, or ``None`` when it was not said."""
    attributes: tuple[str, ...] = ()
    """Qualifiers said with it: "bio", "sans lactose"."""
    brand: str = ""
    """Maker, if one was named."""
    price_cents: int | None = None
    """A price said with it: the limit of what is asked for ("à moins de cinq euros"), or the price by which
    one of several is chosen ("celui à deux euros")."""
    reference: str = ""
    """What stands for a product spoken of before: "same" ("le même"), "other" ("l'autre"), "that"
    ("celui-là"); empty for a product named, and for "en", "le", "la", "les"."""
    position: int = 0
    """Its place in the list read out last, when only that was said: 2 in "enlève le deuxième", -1 for the
    last; 0 otherwise."""
    worth_cents: int | None = None
    """How much money's worth is wanted: 1000 in "pour dix euros de cerises"; ``None`` if no sum was said."""


@dataclass(frozen=True, slots=True)
class TimeWish:
    """When something is wanted: a start within an interval."""

    start: datetime
    """Earliest, aware."""
    end: datetime
    """Latest start, aware, excluded."""
    said: str = ""
    """The words."""
    latest: bool = False
    """Whether the latest slot of the interval is wanted, not the first: "le plus tard possible"."""


@dataclass(frozen=True, slots=True)
class Request:
    """Base of everything that can be asked."""

    def to_json(self) -> dict[str, Any]:
        """Return the request as JSON values, with its type in snake case."""
        fields = {f.name: _json(getattr(self, f.name)) for f in dataclasses.fields(self)}
        return {
            "type": request_type(type(self)),
            **{k: v for k, v in fields.items() if v not in (None, "", [])},
        }


@dataclass(frozen=True, slots=True)
class AddItems(Request):
    """Put items in the basket."""

    items: tuple[ItemWish, ...]
    """What, in the order said."""


@dataclass(frozen=True, slots=True)
class RemoveItems(Request):
    """Take items out of the basket, wholly or by an amount."""

    items: tuple[ItemWish, ...]
    """What, in the order said."""


@dataclass(frozen=True, slots=True)
class SetQuantity(Request):
    """Make the amount of items exactly this."""

    items: tuple[ItemWish, ...]
    """What and how much, in the order said."""


@dataclass(frozen=True, slots=True)
class ReplaceItem(Request):
    """Put one item in the place of another."""

    old: ItemWish
    """What goes; its product is empty for "remplace-le par…" and for "mets plutôt…"."""
    new: ItemWish
    """What comes."""


@dataclass(frozen=True, slots=True)
class ClearBasket(Request):
    """Empty the basket."""

    keep: tuple[ItemWish, ...] = ()
    """What stays: "enlève tout sauf le beurre"; mostly nothing."""


@dataclass(frozen=True, slots=True)
class ReadBasket(Request):
    """Say what is in the basket."""

    items: tuple[ItemWish, ...] = ()
    """What is looked for in it ("est-ce que j'ai mis du lait"); empty for all of it."""


@dataclass(frozen=True, slots=True)
class AskTotal(Request):
    """Say what the basket costs."""


@dataclass(frozen=True, slots=True)
class AskPrice(Request):
    """Say what products cost."""

    items: tuple[ItemWish, ...] = ()
    """Which; empty for the product spoken of last."""


@dataclass(frozen=True, slots=True)
class AskOffers(Request):
    """Say what is on offer."""

    items: tuple[ItemWish, ...] = ()
    """On what; empty for all offers."""


@dataclass(frozen=True, slots=True)
class GiveCode(Request):
    """Use a coupon code for the basket."""

    code: str = ""
    """The words of the code; empty when it is still to be said."""


@dataclass(frozen=True, slots=True)
class DropCode(Request):
    """Do without a coupon code that was given."""

    code: str = ""
    """The words of the code; empty for every one."""


@dataclass(frozen=True, slots=True)
class AskCredit(Request):
    """Say what the loyalty card holds (cagnotte)."""


@dataclass(frozen=True, slots=True)
class AskProduct(Request):
    """Say whether the shop has something, or what it is made of."""

    items: tuple[ItemWish, ...] = ()
    """What; empty for the product spoken of last."""


@dataclass(frozen=True, slots=True)
class AskWhy(Request):
    """Explain a choice that was made."""

    items: tuple[ItemWish, ...] = ()
    """Of what; empty for the last choice."""


@dataclass(frozen=True, slots=True)
class AddRecipe(Request):
    """Put the ingredients of a dish in the basket."""

    recipe: str
    """The words for the dish, without article."""
    servings: int | None = None
    """For how many people, or ``None`` when it was not said."""


@dataclass(frozen=True, slots=True)
class SuggestRecipes(Request):
    """Propose something to cook."""

    items: tuple[ItemWish, ...] = ()
    """What it should be made with; empty for anything."""
    servings: int | None = None
    """For how many people, or ``None`` when it was not said."""


@dataclass(frozen=True, slots=True)
class Reorder(Request):
    """Take again what was ordered before."""


@dataclass(frozen=True, slots=True)
class Checkout(Request):
    """Order what is in the basket."""

    mode: str = ""
    """"drive", "delivery" or "express"; empty when not said."""
    when: TimeWish | None = None
    """When, if it was said."""


@dataclass(frozen=True, slots=True)
class ChooseSlot(Request):
    """Say how or when the order is wanted."""

    mode: str = ""
    """"drive", "delivery" or "express"; empty when not said."""
    when: TimeWish | None = None
    """When, if it was said."""


@dataclass(frozen=True, slots=True)
class OrderStatus(Request):
    """Say where an order is."""


@dataclass(frozen=True, slots=True)
class CancelOrder(Request):
    """Cancel an order that was placed."""


@dataclass(frozen=True, slots=True)
class Choose(Request):
    """Pick one of the choices just offered."""

    position: int = 0
    """1 for the first, also of "n'importe lequel"; -1 for the last; 0 when it is described."""
    item: ItemWish | None = None
    """Its description, when no position was said: "le moins cher", "celui à deux euros", "l'autre"."""


@dataclass(frozen=True, slots=True)
class Confirm(Request):
    """Yes."""


@dataclass(frozen=True, slots=True)
class Deny(Request):
    """No."""


@dataclass(frozen=True, slots=True)
class Undo(Request):
    """Take back the last change."""


@dataclass(frozen=True, slots=True)
class Repeat(Request):
    """Say the last reply again."""


@dataclass(frozen=True, slots=True)
class Help(Request):
    """Say what can be asked."""


@dataclass(frozen=True, slots=True)
class Stop(Request):
    """Be silent and leave everything as it is."""


@dataclass(frozen=True, slots=True)
class Greet(Request):
    """Hello, thanks or goodbye."""


@dataclass(frozen=True, slots=True)
class Unsupported(Request):
    """Something for a shop that no request type above stands for."""

    intent: str
    """The intent engine's name for it."""


@dataclass(frozen=True, slots=True)
class OutOfScope(Request):
    """Nothing for a shop, or nothing that could be understood: leave it alone."""


def request_type(kind: type[Request]) -> str:
    """Return a request's name in JSON: ``AddItems`` is ``add_items``."""
    return re.sub(r"(?<!^)(?=[A-Z])", "_", kind.__name__).lower()


def _json(value: Any) -> Any:
    if isinstance(value, Fraction):
        return decimal_text(value)
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, tuple):
        return [_json(item) for item in value]
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        fields = {f.name: _json(getattr(value, f.name)) for f in dataclasses.fields(value)}
        return {k: v for k, v in fields.items() if v not in (None, "", [], False)}
    return value


def decimal_text(value: Fraction) -> str:
    """Write an exact value for JSON: "2", "0.5", or "1/3" where no decimal is exact."""
    if value.denominator == 1:
        return str(value.numerator)
    rest = value.denominator
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    if rest != 1:
        return f"{value.numerator}/{value.denominator}"
    digits = 1
    while (value * 10**digits).denominator != 1:
        digits += 1
    whole = value * 10**digits
    sign = "-" if whole < 0 else ""
    text = str(abs(whole.numerator)).rjust(digits + 1, "0")
    return f"{sign}{text[:-digits]}.{text[-digits:]}"
