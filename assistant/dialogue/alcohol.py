"""Alcohol in the basket: who buys it says first to be of age (code de la santé publique, L3342-1)."""

from __future__ import annotations

from dataclasses import replace

from assistant.dialogue import wording
from assistant.dialogue.state import CheckoutDraft, ConfirmAge
from assistant.dialogue.turn import Turn
from assistant.shopping.basket import Basket


def is_in(basket: Basket) -> bool:
    """Return whether a basket holds any."""
    return any(item.product.alcohol for item in basket.lines)


def may_be_sold(turn: Turn) -> bool:
    """Return whether the basket holds none, or the person said to be of age."""
    return not is_in(turn.basket) or (turn.draft is not None and turn.draft.adult)


def ask_age(turn: Turn) -> None:
    """Ask whether the person is of age."""
    turn.ask(ConfirmAge(), turn.phrase("ask-age"))


def answer_adult(turn: Turn) -> None:
    """Take a clear yes to the question of age; the checkout goes on."""
    if not turn.is_clear:
        turn.missed = True
        turn.say("confirm-unsure")
        return
    turn.draft = replace(turn.draft or CheckoutDraft(), adult=True)


def answer_minor(turn: Turn) -> None:
    """Sell no alcohol to a minor: the order is left, the basket stays."""
    turn.draft = None
    bottles = Basket(tuple(item for item in turn.basket.lines if item.product.alcohol))
    turn.say("age-refused", items=wording.lines(bottles))
