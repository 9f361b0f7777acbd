"""What happens on `ChooseSlot`: "en drive", "demain matin", "plutôt à dix-huit heures"."""

from __future__ import annotations

from assistant.dialogue import checkout
from assistant.dialogue.turn import Turn
from assistant.understanding.requests import ChooseSlot


def handle(turn: Turn, request: ChooseSlot) -> None:
    """Take a mode or a time into the order being prepared; said out of the blue, it begins one."""
    checkout.prepare(turn, request.mode, request.when)
