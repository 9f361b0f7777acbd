"""What is said back: the value that the dialogue hands to the outside."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer in French."""

    text: str
    """To read on a screen; empty when nothing is to be said."""
    ssml: str
    """The same to be spoken (SSML 1.1)."""
    expects: str | None = None
    """What the person should say next: "confirmation", "choice", "detail", or ``None``."""
    choices: tuple[str, ...] = ()
    """The choices offered, in order, when one is expected."""
    dictating: bool = False
    """Whether a list is being dictated: no question is open, and yet the microphone had better stay open."""

    def to_json(self) -> dict[str, Any]:
        """Return the reply as JSON values."""
        return {
            "text": self.text,
            "ssml": self.ssml,
            "expects": self.expects,
            "choices": list(self.choices),
            "dictating": self.dictating,
        }
