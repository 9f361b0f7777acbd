"""Recogniser tokens become French words again."""

from __future__ import annotations

import re

from assistant.number_words import TEENS, TENS, UNITS

_HYPHENATED = (
    "demi écrémé",
    "demi sel",
    "essuie tout",
    "chou fleur",
    "choux fleurs",
    "après shampoing",
    "cotons tiges",
    "coton tiges",
    "chewing gum",
    "chewing gums",
    "petits beurres",
    "céleri rave",
    "après midi",
    "après demain",
    "rendez vous",
)
_IMPERATIVES = (
    "ajoute|mets|rajoute|enlève|retire|supprime|donne|trouve|montre|commande|aide|passe|prends|livre"
    "|ajoutez|mettez|rajoutez|enlevez|retirez|supprimez|donnez|livrez|montrez"
)
_AFTER_PRONOUN = "|".join(UNITS) + "|dix|du|de|des|encore|plus|plutôt|aussi|demain|ce|au"
_COUNTED_NOUN = r"(?<!\bune )(?<!\bdemi )(?<!\bla )(?<!\bdemi-)"
"""Behind these, "livre" is a weight."""
_VERB_PRONOUN = re.compile(
    rf"{_COUNTED_NOUN}\b({_IMPERATIVES}) (moi|nous|en)\b(?=$| (?:{_AFTER_PRONOUN}|le|la|les)\b)"
)
_ONES, _TEENS, _TENS = "|".join(UNITS), "|".join(TEENS), "|".join(TENS)


def join_tokens(tokens: str) -> str:
    """Write recogniser output as French does: "d' eau" → "d'eau", "demi écrémé" → "demi-écrémé".

    The recogniser's vocabulary is split after apostrophes and at hyphens; every other part of Vocabas
    reads ordinary French. Numbers get their hyphens too ("dix huit" → "dix-huit").
    """
    text = " ".join(tokens.split())
    text = re.sub(r"(?<=')\s+", "", text)
    text = re.sub(r"\baujourd hui\b", "aujourd'hui", text)
    text = _join_numbers(text)
    for phrase in _HYPHENATED:
        text = re.sub(rf"\b{phrase}(?=\W|$)", phrase.replace(" ", "-", phrase.count(" ")), text)
    text = re.sub(r"\best ce (?=qu)", "est-ce ", text)
    return _VERB_PRONOUN.sub(lambda m: f"{m[1]}-{m[2]}", text)


def _join_numbers(text: str) -> str:
    text = re.sub(r"\bquatre vingts?\b(?! heures| minutes)", lambda m: m[0].replace(" ", "-"), text)
    text = re.sub(r"\bdix (sept|huit|neuf)\b", r"dix-\1", text)
    text = re.sub(rf"\b({_TENS})s? ({_TEENS}|{_ONES})\b", r"\1-\2", text)
    return re.sub(rf"\b({_TENS}) et (une?|onze)\b", r"\1 et \2", text)
