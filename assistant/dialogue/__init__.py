"""Dialogue: state and `Interpretation` in, effects and `Reply` out."""

from assistant.dialogue.listening import listening
from assistant.dialogue.policy import decide
from assistant.dialogue.reply import Reply
from assistant.dialogue.state import State
from assistant.dialogue.turn import Decision, ShopView, expects

__all__ = ["Decision", "Reply", "ShopView", "State", "decide", "expects", "listening"]
