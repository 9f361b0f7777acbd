"""Short sentences that mean one thing whatever the intent engine makes of their words."""

from __future__ import annotations

import re

from assistant.understanding import requests as ask
from assistant.understanding.numbers import parse_number
from assistant.understanding.quantities import Quantity
from assistant.understanding.units import parse_unit, split_quantity

_DROPS = re.compile(
    r"(?:(?:non|euh|bon|oh|ah|allez|et puis|en fait|finalement|bah|ben|tiens) )*"
    r"(?:laissez? (?:tomber|béton)|on laisse tomber|oubliez?(?: (?:tout )?ça)?|tant pis laissez?)"
    r"(?: (?:alors|va|merci|finalement|ça|tant pis))*"
)
"""Drops what was begun: the question just asked, else the last change."""
_WAITS = re.compile(
    r"(?:(?:euh|heu|hum|bon|ah|oh|et|alors) )*"
    r"(?:attend(?:s|ez)|(?:deux|une|trois) (?:petites? )?(?:secondes?|minutes?)|un (?:petit )?instant|minute)"
    r"(?: (?:euh|un peu|voir|un instant|(?:une|deux) (?:petites? )?(?:secondes?|minutes?)|je réfléchis))*"
)
"""Asks for time: nothing is wanted, and nothing is to be stopped."""
_DIGIT = r"(?:zéro|un|deux|trois|quatre|cinq|six|sept|huit|neuf|\d)"
_CODE = re.compile(rf"{_DIGIT}(?: {_DIGIT}){{2,}}")
"""Digits read out one by one are a code or a telephone number: no amount, and no choice."""

_DONE = re.compile(r"(?:voilà|bon|ok|allez) c'est (?:tout )?bon|c'est (?:tout )?bon(?: voilà)?")
"""Agrees, or says that the list is complete."""
_DIFFERS = re.compile(r"(?:c'est quoi|quelle est|quelles sont|y a quoi comme)(?: la| les)? différences?")
_INSTEAD = re.compile(r"(?:non|nan)(?: non)?(?: plutôt| pardon)? (?P<rest>(?!un$|une$).+)")
_NEITHER = re.compile(
    r"(?:n[oa]n )?ni (?:l'un|l'une|le premier|la première|celui-ci|celle-ci|celui-là|celle-là)"
    r"(?: et)? ni (?:l'autre|le (?:deuxième|second)|la (?:deuxième|seconde)|cel(?:ui|le)-(?:ci|là))"
)
"""Refuses both of two things offered."""
_OTHER = re.compile(r"(?:plutôt )?les? autres?|(?:plutôt )?l'autre")
"""What is meant instead of what was just said: "non, l'autre", "non, cinquante"."""


def of_phrases(intent: str, text: str, expects: str | None) -> ask.Request | None:
    """Return what a set phrase means, or ``None`` for any other text.

    Args:
        intent: what the intent engine says it is.
        text: one part of a sentence, normalised.
        expects: what the last reply asked for.
    """
    if _DROPS.fullmatch(text):
        return ask.Deny() if expects else ask.Undo()
    if _CODE.fullmatch(text) or (intent in ("stop", "deny", "undo") and _WAITS.fullmatch(text)):
        return ask.OutOfScope()
    if _DONE.fullmatch(text):
        return ask.Confirm()
    if _NEITHER.fullmatch(text):
        return ask.Deny()
    if _DIFFERS.fullmatch(text):
        return ask.AskProduct()
    return _instead(text, expects)


def _instead(text: str, expects: str | None) -> ask.Request | None:
    found = _INSTEAD.fullmatch(text)
    if found is None:
        return None
    if _OTHER.fullmatch(found["rest"]):
        return ask.Choose(item=ask.ItemWish("", reference="other"))
    counted, said_unit, half = split_quantity(found["rest"])
    number = parse_number(f"{counted} {half}".strip()) if expects != "choice" else None
    if number is None:
        return None
    unit = parse_unit(said_unit) if said_unit else None
    value, name = (number[0] * unit.times, unit.name) if unit else (number[0], "")
    return ask.SetQuantity((ask.ItemWish("", Quantity(value, name, found["rest"], number[1])),))
