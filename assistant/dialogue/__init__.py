"""Dialogue: state and `Interpretation` in, effects and `Reply` out."""

from assistant.dialogue.listening import listening
from assistant.dialogue.policy import decide
from assistant.dialogue.reply import Reply
from assistant.dialogue.shop_view import ShopView
from assistant.dialogue.state import State
from assistant.dialogue.turn import Decision, expects, hint

__all__ = ["Decision", "Reply", "ShopView", "State", "decide", "expects", "hint", "listening"]
