"""Questions about the basket, and the talk around shopping."""

from __future__ import annotations

from assistant.dialogue import wording
from assistant.dialogue.phrases import Phrase, say
from assistant.dialogue.state import ConfirmClear
from assistant.dialogue.turn import Turn
from assistant.understanding.requests import (
    AskTotal,
    ClearBasket,
    Greet,
    Help,
    OutOfScope,
    ReadBasket,
    Repeat,
    Request,
    Stop,
    Undo,
)


def read_basket(turn: Turn, request: ReadBasket) -> None:
    """Say what is in the basket."""
    if not turn.basket.lines:
        turn.say("basket-empty")
        return
    turn.say("basket-content", items=wording.lines(turn.basket), total=wording.money(turn.basket.total_cents))


def ask_total(turn: Turn, request: AskTotal) -> None:
    """Say what the basket costs."""
    if not turn.basket.lines:
        turn.say("basket-empty")
        return
    total = wording.money(turn.basket.total_cents)
    turn.say("basket-total", total=total, articles=wording.articles(turn.basket))


def clear_basket(turn: Turn, request: ClearBasket) -> None:
    """Ask before everything is thrown away."""
    if request.keep:
        turn.say("unsupported")
        return
    if not turn.basket.lines:
        turn.say("basket-empty")
        return
    turn.draft = None
    turn.ask(ConfirmClear(), say("clear-ask", articles=wording.articles(turn.basket)))


def undo(turn: Turn, request: Undo) -> None:
    """Leave what was asked; with nothing asked, take the last change of the basket back."""
    if turn.asked is not None:
        turn.draft = None
        turn.waiting.clear()
        turn.say("question-dropped")
        return
    before = turn.view.basket_before()
    if before is None:
        turn.say("nothing-to-undo")
        return
    turn.basket = before
    turn.undo = True
    if before.lines:
        turn.say("undone", items=wording.lines(before))
    else:
        turn.say("undone-empty")


def repeat(turn: Turn, request: Repeat) -> None:
    """Say the last reply again; the question in it stays open."""
    if not turn.state.last_text:
        turn.say("repeat-nothing")
        return
    inner = turn.state.last_ssml.partition(">")[2].rpartition("</speak>")[0]
    phrase = Phrase(turn.state.last_text, inner)
    if turn.asked is None:
        turn.say_phrase(phrase)
    else:
        turn.ask(turn.asked, phrase, [Phrase.of(choice) for choice in turn.state.last_choices])


def help_(turn: Turn, request: Help) -> None:
    """Say what can be asked."""
    turn.say("help")


def stop(turn: Turn, request: Stop) -> None:
    """Leave what was asked, saying so; with nothing asked, be silent. Everything is kept."""
    turn.draft = None
    turn.waiting.clear()
    if turn.asked is None:
        turn.silent = True
    else:
        turn.say("question-dropped")


def out_of_scope(turn: Turn, request: OutOfScope) -> None:
    """Leave what is not for a shop alone."""
    turn.missed = True
    if turn.asked is not None:
        turn.say("way-out")
    else:
        turn.say("out-of-scope" if turn.interpretation.confidence >= 0.5 else "not-understood")


def unsupported(turn: Turn, request: Request) -> None:
    """Say that this cannot be done yet."""
    turn.say("unsupported")


def greet(turn: Turn, request: Greet) -> None:
    """Answer a greeting, and leave everything as it is."""
    turn.say("greeting")
