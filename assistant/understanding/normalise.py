"""The form of text that Rasa reads: what a recogniser would write."""

from __future__ import annotations

import re
import unicodedata

_KEPT = re.compile(r"[^\w\s'’,.%€/-]")

_DECIMALS = {"½": "5", "¼": "25", "¾": "75"}


def normalise(text: str) -> str:
    """Return lower-case French without punctuation, apostrophes straight, accents and hyphens kept.

    Digits stay ("2,5 kg"), "1½" becomes "1,5" and "18:30" becomes "18h30"; a comma or a full stop survives
    only between digits.
    """
    text = unicodedata.normalize("NFC", text).lower()
    text = re.sub(r"[’ʼ`´]", "'", text).replace("oeuf", "œuf").replace("boeuf", "bœuf")
    text = re.sub(r"(?<=\d):(?=\d\d)", "h", text)
    text = re.sub(r"(?:½|\b1/2)[ -]?(?=écrémé|sel\b)", "demi-", text)
    text = re.sub(r"(\d?)([½¼¾])", lambda m: _fraction(m[1], m[2]), text)
    text = _KEPT.sub(" ", text)
    text = text.replace("€", " euros ")
    text = re.sub(r"(?<!\d)[.,/]|[.,/](?!\d)", " ", text)
    text = re.sub(r"(?<!\w)-|-(?!\w)", " ", text)
    text = re.sub(r"\s*'\s*", "'", text)
    return " ".join(text.split())


def _fraction(whole: str, sign: str) -> str:
    return f"{whole or '0'},{_DECIMALS[sign]}"
