"""Talking at home: a microphone, a loudspeaker, and the conversation between them."""

from assistant.listening.talk import Habits, Talk, Way

__all__ = ["Habits", "Talk", "Way"]
