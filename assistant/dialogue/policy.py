"""What to do with what was said: a pure function of state, interpretation and a view of the shop.

Each request type has its handler in ``handlers/``. Whatever was asked stays asked until it is answered or
left: a turn that does something else does it, then the open question is put again, with today's total;
but not for ever.
"""

from __future__ import annotations

from assistant.dialogue import answers, asking, checkout, follow_up, payment_card, refresh
from assistant.dialogue.handlers import HANDLERS
from assistant.dialogue.shop_view import ShopView
from assistant.dialogue.spoken_code import read_code
from assistant.dialogue.state import (
    AskAmount,
    AskCode,
    AskCoupon,
    Change,
    ChooseProduct,
    ChooseRecipe,
    ConfirmCancel,
    ConfirmClear,
    ConfirmHeard,
    ConfirmItem,
    ItemQuestion,
    OrderQuestion,
    Question,
    State,
)
from assistant.dialogue.turn import MISSES_BEFORE_LEAVING, Decision, Turn
from assistant.shopping.basket import Basket
from assistant.understanding import requests as ask
from assistant.understanding.calibration import load_calibration
from assistant.understanding.interpretation import Interpretation

ACT = load_calibration().act
"""Understanding this sure is acted upon, 0 to 1: read from its reliability (docs/evaluation.md)."""
ASK = load_calibration().ask
"""Understanding this sure is asked about, 0 to 1; less sure, nothing is done."""
HEARD = 0.5
"""Hearing this sure is acted upon, 0 to 1; less sure, the words are repeated as a question."""

_ACTS = (ask.AddRecipe, ask.Reorder, ask.Checkout, ask.CancelOrder)
"""Requests that act upon something, and are no change that a doubtful hearing could be asked about."""
_SETTLES = (ask.Confirm, ask.Deny, ask.Choose, ask.Undo, ask.Stop)
"""What answers an open question about an item, or leaves it; a handler says otherwise by a miss."""
_ANSWERS = (ask.Confirm, ask.Choose)
"""What changes the basket when a question was asked."""
_TALK = (
    ask.ReadBasket,
    ask.AskTotal,
    ask.AskPrice,
    ask.AskOffers,
    ask.AskCredit,
    ask.AskProduct,
    ask.AskWhy,
    ask.OrderStatus,
    ask.Help,
    ask.Repeat,
    ask.Greet,
)
"""What leaves an open question as it is: it is put again, and no miss is counted."""
_CORRECTS = (ask.RemoveItems, ask.SetQuantity, ask.ReplaceItem)
"""What goes on with a list that is being dictated."""


def decide(state: State, interpretation: Interpretation, view: ShopView, basket: Basket) -> Decision:
    """Decide one turn.

    Args:
        state: what the conversation remembers.
        interpretation: what was meant.
        view: the shop as it is now.
        basket: the household's basket as it is now.
    """
    turn = Turn.begin(state, interpretation, view, basket)
    refresh.forget_what_is_old(turn)
    refresh.todays_basket(turn)
    requests = _ordered_last(turn, follow_up.meant(turn, _alone(interpretation.requests)))
    turn.topic = follow_up.topic(requests)
    _hear_dictation(turn, requests)
    # whatever was asked: a code said too early is kept no more than one said in time, right or wrong
    turn.secret = turn.view.household.code is not None and read_code(interpretation.text) is not None
    if payment_card.is_said(interpretation.text):
        turn.secret, requests = True, ()
        turn.say("card-number-never")
    elif not (_is_heard(turn) and answers.answered(turn, requests)):
        for request in _until_cleared(turn, _credible(turn, requests)):
            HANDLERS[type(request)](turn, request)
    for request in turn.confirmed:
        HANDLERS[type(request)](turn, request)
    if not turn.silent:
        refresh.greet_again(turn, basket, requests)
    _keep_thread(turn, requests)
    return turn.finish()


def _is_heard(turn: Turn) -> bool:
    """Return whether the words may answer a question; a code says itself when it was not heard well."""
    return turn.interpretation.heard_confidence >= HEARD or isinstance(turn.asked, AskCode)


def _alone(requests: tuple[ask.Request, ...]) -> tuple[ask.Request, ...]:
    """Drop a yes or a no that came with something else: only a plain one answers; "oui… non" is none."""
    others = tuple(r for r in requests if not isinstance(r, ask.Confirm | ask.Deny))
    if not others and len({type(r) for r in requests}) > 1:
        return (ask.OutOfScope(),)
    return others or requests[:1]


def _ordered_last(turn: Turn, requests: tuple[ask.Request, ...]) -> tuple[ask.Request, ...]:
    """Let the order come behind what is to be in it, wherever in the sentence it was said.

    A day said with a list ("pour samedi il me faut du pain") is no wish to order yet.
    """
    orders = tuple(r for r in requests if isinstance(r, ask.Checkout | ask.ChooseSlot))
    others = tuple(r for r in requests if r not in orders)
    if turn.draft is None and any(isinstance(r, ask.AddItems) for r in others):
        orders = tuple(r for r in orders if isinstance(r, ask.Checkout) or r.mode)
    return (*others, *orders) if others else requests


def _hear_dictation(turn: Turn, requests: tuple[ask.Request, ...]) -> None:
    """Count the turns that only add: from the second on, a list is being dictated, and replies are short."""
    last = turn.state.updated_at
    if turn.asked is not None or last is None or turn.view.now - last >= refresh.STALE_AFTER:
        before = 0
    else:
        before = turn.state.dictated
    if all(isinstance(request, ask.AddItems) for request in requests):
        turn.dictated = before + 1
    elif all(isinstance(request, (ask.AddItems, *_CORRECTS)) for request in requests):
        turn.dictated = before
    turn.dictating = before > 0 and turn.dictated > before


def acts_at_once(requests: tuple[ask.Request, ...], said: Interpretation) -> bool:
    """Return whether requests are acted upon as they are: they are harmless, or heard and understood surely.

    Scores of understanding judge by it too (`assistant.evaluation`).
    """
    if not any(isinstance(request, (Change, *_ACTS)) for request in requests):
        return True
    return said.heard_confidence >= HEARD and said.confidence >= ACT


def _credible(turn: Turn, requests: tuple[ask.Request, ...]) -> tuple[ask.Request, ...]:
    """Leave out what is too uncertain to act upon: ask about it, or say that it was not understood."""
    said = turn.interpretation
    changes = tuple(r for r in requests if isinstance(r, Change))
    # the yes that places or cancels an order has a threshold of its own, in `checkout`
    if turn.asked is not None and any(isinstance(r, _ANSWERS) for r in requests):
        doubtful = said.heard_confidence < HEARD and not isinstance(turn.asked, OrderQuestion | ConfirmCancel)
        turn.missed = turn.missed or doubtful
        return () if doubtful else requests
    if acts_at_once(requests, said):
        return requests
    if len(changes) == len(requests) and said.confidence >= ASK and _not_asked_before(turn):
        turn.settled = turn.settled or isinstance(turn.asked, ConfirmHeard)
        asking.put(turn, ConfirmHeard(said.text, changes))
    else:
        turn.missed = True
        turn.say("not-understood")
    return ()


def _until_cleared(turn: Turn, requests: tuple[ask.Request, ...]) -> tuple[ask.Request, ...]:
    """Let the changes behind "vide le panier" wait for its answer: what they add must stay."""
    cleared = next((at for at, one in enumerate(requests) if isinstance(one, ask.ClearBasket)), None)
    if cleared is None or not turn.basket.lines:
        return requests
    behind = requests[cleared + 1 :]
    turn.postponed = tuple(one for one in behind if isinstance(one, Change))
    return requests[: cleared + 1] + tuple(one for one in behind if not isinstance(one, Change))


def _not_asked_before(turn: Turn) -> bool:
    """Return whether this doubt comes first: who was misheard twice in a row had better say it otherwise."""
    return not (isinstance(turn.asked, ConfirmHeard) and turn.state.misses)


def _keep_thread(turn: Turn, requests: tuple[ask.Request, ...]) -> None:
    """Put the open question again, or the next one that waits, or go on with the order; not for ever."""
    if isinstance(turn.question, ConfirmHeard) and isinstance(turn.asked, ItemQuestion):
        turn.waiting.insert(0, turn.asked)
    if turn.silent or turn.placement is not None or turn.question is not None:
        return
    if turn.paused:
        # an order is asked about anew, in full: a later yes must be meant for what was just said
        turn.question = None if isinstance(turn.asked, OrderQuestion) else turn.asked
        return
    answered = turn.settled or (any(isinstance(r, _SETTLES) for r in requests) and not turn.missed)
    left = turn.asked if not answered else None
    if isinstance(left, ItemQuestion) and asking.is_moot(turn, left):
        if not turn.has_spoken:
            turn.say("item-dropped", said=left.said)
        left = None
    turn.waiting = [question for question in turn.waiting if not asking.is_moot(turn, question)]
    passed_by = False
    talked = bool(requests) and all(isinstance(r, _TALK) for r in requests)
    if isinstance(left, ConfirmHeard | ConfirmClear | ConfirmCancel | ChooseRecipe | AskCoupon):
        left = left if turn.missed or talked else None
    elif isinstance(left, ItemQuestion) and not talked and not turn.missed:
        turn.missed = passed_by = True
    if left is not None and turn.missed:
        if turn.state.misses >= (1 if passed_by else MISSES_BEFORE_LEAVING):
            _leave(turn, left if passed_by else None)
            return
        _help_out(turn, passed_by)
    match left:
        case ConfirmHeard() | ConfirmClear() | ConfirmCancel() | ChooseRecipe() | AskCoupon():
            asking.put(turn, left)
        case ChooseProduct() | ConfirmItem() | AskAmount():
            asking.put(turn, left)
        case _ if turn.waiting:
            asking.put(turn, turn.waiting.pop(0))
        case _:
            checkout.advance(turn)


def _leave(turn: Turn, question: Question | None) -> None:
    """Leave everything open; or just the one question that was talked past, naming what it was about."""
    if not isinstance(question, ItemQuestion):
        turn.leave_question()
        turn.say("question-dropped")
        return
    turn.settled = True
    turn.missed = False
    turn.say("item-dropped", said=question.said)
    if turn.waiting:
        asking.put(turn, turn.waiting.pop(0))
    else:
        checkout.advance(turn)


def _help_out(turn: Turn, passed_by: bool) -> None:
    """Say what went wrong at the first miss, and how to get out at the next."""
    if turn.state.misses == 0:
        if not turn.has_spoken:
            turn.say("noted-first" if passed_by else "missed-answer")
        return
    turn.say_way_out(turn.asked)
