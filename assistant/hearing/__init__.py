"""Hearing: sound becomes an `Utterance`."""

from assistant.hearing.audio import decode
from assistant.hearing.models import AcousticModel, find_model
from assistant.hearing.recogniser import Recogniser

__all__ = ["AcousticModel", "Recogniser", "decode", "find_model"]
