"""Replies become sound."""

from assistant.speaking.espeak import Espeak
from assistant.speaking.speaker import Manner, Pcm, Speaker, spoken

__all__ = ["Espeak", "Manner", "Pcm", "Speaker", "spoken"]
