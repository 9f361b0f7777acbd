"""What time did to a conversation: prices that changed, questions that are old, a basket found again."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from assistant.dialogue import wording
from assistant.dialogue.state import (
    AskCode,
    CheckoutDraft,
    ConfirmCancel,
    ConfirmClear,
    ConfirmHeard,
    ConfirmOrder,
    ItemQuestion,
    Question,
    State,
)
from assistant.dialogue.turn import Turn, asks_the_same
from assistant.shopping.basket import Basket
from assistant.shopping.slots import Window
from assistant.understanding import requests as ask

FORGOTTEN_AFTER = timedelta(hours=4)
"""After this long without a word, questions are forgotten and the basket is spoken of anew."""
STALE_AFTER = timedelta(minutes=15)
"""A yes after this long is no answer any more: what it would do is asked again, or left."""
_REMEMBERED = timedelta(hours=1)
"""Who changed the basket less than this ago knows what is in it."""
_SAYS_IT_ANYWAY = (
    ask.ReadBasket,
    ask.AskTotal,
    ask.Checkout,
    ask.ChooseSlot,
    ask.ClearBasket,
    ask.Stop,
    ask.Undo,
    ask.OutOfScope,
)
"""Requests whose answer names the basket, or that had better not be answered at length."""


def without_unheard_question(state: State, heard: Question | None) -> State:
    """Close a question that nobody had heard yet when the words were said, so that they cannot answer it.

    Two turns of one conversation may be under way at once. A question about an item is put again; an order
    is read back again.

    Args:
        state: the conversation now.
        heard: the question that was open when the words were said.
    """
    asked = state.question
    if asked is None or (heard is not None and asks_the_same(asked, heard)):
        return state
    waiting = (asked, *state.waiting) if isinstance(asked, ItemQuestion) else state.waiting
    return replace(state, question=None, waiting=waiting)


def forget_what_is_old(turn: Turn) -> None:
    """Leave questions that were asked too long ago; an order is asked about again, never placed."""
    last = turn.state.updated_at
    if last is None:
        return
    passed = turn.view.now - last
    if passed >= STALE_AFTER:
        turn.topic = ""
    if passed >= FORGOTTEN_AFTER:
        turn.asked = turn.draft = turn.focus = None
        turn.waiting.clear()
        turn.offers_told = turn.recipes_told = turn.listed = ()
    elif passed >= STALE_AFTER:
        _leave_stale(turn)


def todays_basket(turn: Turn) -> None:
    """Bring the basket's products up to date; what is no longer sold goes, and that is said."""
    turn.basket = turn.basket.refreshed(turn.view.product)
    for line in turn.basket.lines:
        if turn.view.product(line.product.sku) != line.product:  # gone, or sold in another unit now
            turn.basket = turn.basket.remove(line.product.sku)
            turn.regret("no-longer-sold", items=wording.line(line))


def greet_again(turn: Turn, before: Basket, requests: tuple[ask.Request, ...]) -> None:
    """Say what was in the basket already, to a conversation that begins or goes on after a long while."""
    last = turn.state.updated_at
    if last is not None and turn.view.now - last < FORGOTTEN_AFTER:
        return
    if not before.lines or any(isinstance(request, _SAYS_IT_ANYWAY) for request in requests):
        return
    changed = turn.view.basket_changed_at()
    if changed is not None and turn.view.now - changed >= _REMEMBERED:
        turn.say("picked-up", n=before.article_count)


def _leave_stale(turn: Turn) -> None:
    question = turn.asked
    if isinstance(question, AskCode):
        question = question.order
    if isinstance(question, ConfirmOrder):
        at = Window.at(question.slot.start)
        turn.draft = turn.draft or CheckoutDraft(question.slot.mode, at)
        turn.asked = None
        turn.say("question-old")
    elif isinstance(question, ConfirmCancel | ConfirmClear | ConfirmHeard):
        turn.asked = None
