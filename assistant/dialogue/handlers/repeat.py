"""What happens on `Repeat`: "répète", "pardon"."""

from __future__ import annotations

from assistant.dialogue.phrases import Phrase
from assistant.dialogue.turn import Turn
from assistant.understanding.requests import Repeat


def handle(turn: Turn, request: Repeat) -> None:
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
