"""The form of text that Rasa reads: what a recogniser would write."""

from __future__ import annotations

import re
import unicodedata

from assistant.understanding.vocabulary import abbreviations

_KEPT = re.compile(r"[^\w\s'’,.%€/-]")

_ENTRY = 4
"""Pieces between commas with at most so many words are entries of a list."""
_NO_ENTRY = frozenset(
    (
        "oui",
        "non",
        "ok",
        "bonjour",
        "salut",
        "bonsoir",
        "merci",
        "euh",
        "enfin",
        "pardon",
        "alors",
        "stp",
        "svp",
        "s'il",
    )
)
"""Words that begin no entry of a list."""
_TWICE = re.compile(
    r"(?<![\w'-])(le|la|les|l'|du|de|des|un|une|deux|trois|quatre|cinq|six|sept|huit|dix|et|je|tu|il|on|pour|à|au|mets|ajoute|avec)"
    r"(?: (?:euh |heu |hum )?\1)+(?![\w'-])"
)
"""Words that nobody says twice but in hesitating: "du du café", "trois euh trois"."""
_SEARCHES = re.compile(
    r"(?<![\w'-])(?:comment dire|comment (?:ça|il|elle) s'appelle (?:déjà|encore)|c'est quoi le mot(?: déjà)?"
    r"|je cherche (?:le|mes) mots?|oh là là|oh la la|que je regarde|si je me souviens bien"
    r"|comment qu'on dit)(?![\w'-])"
)
"""What is said while one looks for a word, and says nothing itself."""
_ROUGHLY = re.compile(
    r"^(?P<amount>(?:une?|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|\d).+)"
    r" (?:plus ou moins|environ|à peu près)$"
)
"""An amount whose vagueness is said last: "un kilo de courgettes, plus ou moins"."""
_DECIMALS = {"½": "5", "¼": "25", "¾": "75"}


def normalise(text: str) -> str:
    """Return lower-case French without punctuation, apostrophes straight, accents and hyphens kept.

    Digits stay ("2,5 kg"), "1½" becomes "1,5" and "18:30" becomes "18h30"; a comma or a full stop survives
    only between digits.
    """
    text = unicodedata.normalize("NFC", text).lower()
    text = re.sub(r"[’ʼ`´]", "'", text).replace("oeuf", "œuf").replace("boeuf", "bœuf")
    text = _listed(text)
    text = re.sub(r"(?<=\d):(?=\d\d)", "h", text)
    text = re.sub(r"(?:½|\b1/2)[ -]?(?=écrémé|sel\b)", "demi-", text)
    text = re.sub(r"(\d?)([½¼¾])", lambda m: _fraction(m[1], m[2]), text)
    text = _KEPT.sub(" ", text)
    text = text.replace("€", " euros ")
    text = re.sub(r"(?<!\d)[.,/]|[.,/](?!\d)", " ", text)
    text = re.sub(r"(?<!\w)-|-(?!\w)", " ", text)
    text = re.sub(r"\s*'\s*", "'", text)
    text = re.sub(r"\bc (?=combien|cb\b|quoi|bon\b|est)", "c'est ", text)
    text = _SEARCHES.sub(" ", text)
    text = _ROUGHLY.sub(r"environ \g<amount>", text)
    text = re.sub(r"^tas (?=(?:du|des|de la|un|une|encore|pas)\b)", "t'as ", text)
    return _TWICE.sub(r"\1", " ".join(abbreviations().get(word, word) for word in text.split()))


def _listed(text: str) -> str:
    """Put "et" between the entries of a typed list: lines, bullets, plus signs, short pieces at commas."""
    text = re.sub(r"^\s*[-*•]\s+", "", text)
    text = re.sub(r"\s*[\n;]+\s*(?:[-*•]\s*)?|\s+\+\s+", " et ", text.strip())
    pieces = [piece.split() for piece in text.split(",")]
    listed = all(0 < len(piece) <= _ENTRY and piece[0] not in _NO_ENTRY for piece in pieces)
    if not listed or len(pieces) == 1 or re.search(r"\d,\d", text):
        return text
    return " et ".join(" ".join(piece) for piece in pieces)


def _fraction(whole: str, sign: str) -> str:
    return f"{whole or '0'},{_DECIMALS[sign]}"
