"""Understanding: an `Utterance` becomes an `Interpretation`, typed requests in the order they were said."""

from assistant.understanding.interpretation import Interpretation
from assistant.understanding.understander import Understander

__all__ = ["Interpretation", "Understander"]
