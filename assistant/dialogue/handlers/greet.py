"""What happens on `Greet`: "bonjour", "merci", "au revoir"."""

from __future__ import annotations

import re

from assistant.dialogue.turn import Turn
from assistant.understanding.requests import Greet

_THANKS = re.compile(r"\b(?:merci|remercie)\b")
_GOODBYE = re.compile(r"\b(?:au revoir|à (?:bientôt|demain|plus|la prochaine)|bonne|bon week-end|bye|ciao)\b")
_EVENING = 18


def handle(turn: Turn, request: Greet) -> None:
    """Answer politely, and leave everything as it is."""
    words = turn.interpretation.text.lower()
    if _GOODBYE.search(words):
        turn.say("goodbye-kept" if turn.basket.lines else "goodbye")
    elif _THANKS.search(words):
        turn.say("welcome")
    else:
        turn.say("good-evening" if turn.view.now.hour >= _EVENING else "greeting")
