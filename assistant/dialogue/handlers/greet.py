"""What happens on `Greet`: "bonjour", "merci", "au revoir"."""

from __future__ import annotations

import re

from assistant.dialogue.state import OrderQuestion
from assistant.dialogue.turn import Turn
from assistant.understanding.requests import Greet

_THANKS = re.compile(r"\b(?:merci|remercie)\b")
_GOODBYE = re.compile(
    r"\b(?:au revoir|à (?:bientôt|demain|plus|la prochaine)|bonne|bon week-end|bye|ciao"
    r"|(?:merci|allez) salut)\b"
)
_EVENING = 18


def handle(turn: Turn, request: Greet) -> None:
    """Answer politely, in the person's own word; a goodbye leaves what was asked, and the basket stays."""
    words = turn.interpretation.text.lower()
    if _GOODBYE.search(words):
        ordering = turn.draft is not None or isinstance(turn.asked, OrderQuestion)
        turn.leave_question()  # who goes answers nothing any more
        kept = "goodbye-unordered" if ordering else "goodbye-kept"
        turn.say(kept if turn.basket.lines else "goodbye")
    elif _THANKS.search(words):
        turn.say("welcome")
    else:
        evening = "bonsoir" in words or (turn.view.now.hour >= _EVENING and "bonjour" not in words)
        turn.say("good-evening" if evening else "greeting")
