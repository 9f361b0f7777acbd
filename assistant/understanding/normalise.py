"""The form of text that Rasa reads: what a recogniser would write."""

from __future__ import annotations

import re
import unicodedata

_KEPT = re.compile(r"[^\w\s'’,.%€/-]")


def normalise(text: str) -> str:
    """Return lower-case French without punctuation, apostrophes straight, accents and hyphens kept.

    Digits stay ("2,5 kg"); a comma or a full stop survives only between digits.
    """
    text = unicodedata.normalize("NFC", text).lower()
    text = re.sub(r"[’ʼ`´]", "'", text).replace("oeuf", "œuf").replace("boeuf", "bœuf")
    text = _KEPT.sub(" ", text)
    text = re.sub(r"(?<!\d)[.,/]|[.,/](?!\d)", " ", text)
    text = re.sub(r"\s*'\s*", "'", text)
    text = re.sub(r"(?<!\w)-|-(?!\w)", " ", text)
    text = re.sub(r"€", " euros ", text)
    return " ".join(text.split())
