"""What to do with what was said: a pure function of state, interpretation and a view of the shop.

One handler a request type, in the table below. Whatever was asked stays asked until it is answered or
left: a turn that does something else does it, then the open question is asked again, with today's total.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from assistant.dialogue import answers, checkout, items, talk
from assistant.dialogue.state import ChooseProduct, ConfirmItem, ConfirmOrder, State
from assistant.dialogue.turn import Decision, ShopView, Turn
from assistant.shopping.basket import Basket
from assistant.understanding import requests as ask
from assistant.understanding.interpretation import Interpretation

ACT = 0.5
"""Understanding this sure is acted upon, 0 to 1; less sure, nothing is changed."""
HEARD = 0.5
"""Hearing this sure is acted upon, 0 to 1; less sure, the words are repeated as a question."""
_MISSES_BEFORE_LEAVING = 2

_HANDLERS: dict[type[ask.Request], Callable[[Turn, Any], None]] = {
    ask.AddItems: items.add_items,
    ask.RemoveItems: items.remove_items,
    ask.SetQuantity: items.set_quantity,
    ask.ClearBasket: talk.clear_basket,
    ask.ReadBasket: talk.read_basket,
    ask.AskTotal: talk.ask_total,
    ask.Checkout: checkout.check_out,
    ask.ChooseSlot: checkout.choose_slot,
    ask.Choose: answers.choose,
    ask.Confirm: answers.confirm,
    ask.Deny: answers.deny,
    ask.Undo: talk.undo,
    ask.Repeat: talk.repeat,
    ask.Help: talk.help_,
    ask.Stop: talk.stop,
    ask.Greet: talk.greet,
    ask.ReplaceItem: talk.unsupported,
    ask.AskPrice: talk.unsupported,
    ask.AskOffers: talk.unsupported,
    ask.AskProduct: talk.unsupported,
    ask.AskWhy: talk.unsupported,
    ask.AddRecipe: talk.unsupported,
    ask.SuggestRecipes: talk.unsupported,
    ask.Reorder: talk.unsupported,
    ask.OrderStatus: talk.unsupported,
    ask.CancelOrder: talk.unsupported,
    ask.Unsupported: talk.unsupported,
    ask.OutOfScope: talk.out_of_scope,
}
_SETTLES = (ask.Confirm, ask.Deny, ask.Choose, ask.Undo, ask.Stop)
"""What answers an open question about an item, or leaves it."""
_ANSWERS = (ask.Confirm, ask.Choose)
"""What changes the basket when a question was asked."""
_CHANGES = (ask.AddItems, ask.RemoveItems, ask.SetQuantity, ask.ClearBasket, ask.Checkout)


def decide(state: State, interpretation: Interpretation, view: ShopView, basket: Basket) -> Decision:
    """Decide one turn.

    Args:
        state: what the conversation remembers.
        interpretation: what was meant.
        view: the shop as it is now.
        basket: the household's basket as it is now.
    """
    turn = Turn.begin(state, interpretation, view, basket)
    requests = _alone(interpretation.requests)
    if not answers.answered_by_name(turn, requests):
        for request in _credible(turn, requests):
            _HANDLERS[type(request)](turn, request)
    _ask_again(turn, requests)
    return turn.finish()


def _alone(requests: tuple[ask.Request, ...]) -> tuple[ask.Request, ...]:
    """Drop a yes or a no that came with something else: only a plain one answers a question."""
    others = tuple(r for r in requests if not isinstance(r, ask.Confirm | ask.Deny))
    return others or requests[:1]


def _credible(turn: Turn, requests: tuple[ask.Request, ...]) -> tuple[ask.Request, ...]:
    """Leave out what is too uncertain to act upon, saying so."""
    said = turn.interpretation
    # The yes that places an order has a threshold of its own, in `checkout`.
    answers_item = any(isinstance(r, _ANSWERS) for r in requests) and not isinstance(turn.asked, ConfirmOrder)
    changes = any(isinstance(r, _CHANGES) for r in requests)
    if said.heard_confidence < HEARD and (changes or (answers_item and turn.asked is not None)):
        turn.missed = True
        turn.say("confirm-doubtful", heard=said.text)
        return ()
    if changes and said.confidence < ACT:
        turn.missed = True
        turn.say("not-understood")
        return ()
    return requests


def _ask_again(turn: Turn, requests: tuple[ask.Request, ...]) -> None:
    """Keep the thread: the item still to be settled, or the order being prepared; but never for ever."""
    if turn.silent or turn.placement is not None or turn.question is not None:
        return
    settled = turn.settled or any(isinstance(r, (*_SETTLES, ask.Repeat)) for r in requests)
    open_item = turn.asked if isinstance(turn.asked, ChooseProduct | ConfirmItem) and not settled else None
    turn.missed = turn.missed or open_item is not None
    if turn.missed and turn.asked is not None and turn.state.misses >= _MISSES_BEFORE_LEAVING:
        turn.draft = None
        turn.waiting.clear()
        turn.say("question-dropped")
    elif open_item is not None:
        items.ask_about(turn, open_item)
    elif turn.waiting:
        items.ask_about(turn, turn.waiting.pop(0))
    else:
        checkout.advance(turn)
