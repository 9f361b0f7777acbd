"""Written French to the tokens the recogniser knows, and back.

Tokens split after an apostrophe and at hyphens ("d' eau", "demi écrémé"), so that "d'" and "eau" are learnt
once.
"""

from __future__ import annotations

import re


def tokens(sentence: str) -> list[str]:
    """Tokens of a sentence: lower case, no punctuation.

    >>> tokens("De l'eau demi-écrémée aujourd'hui, s'il te plaît !")
    ['de', "l'", 'eau', 'demi', 'écrémée', "aujourd'hui", "s'", 'il', 'te', 'plaît']
    """
    text = sentence.lower().replace("’", "'").replace("-", " ")
    text = (
        re.sub(r"\baujourd'hui\b", "aujourd_hui", text)
        .replace("'", "' ")
        .replace("aujourd_hui", "aujourd'hui")
    )
    return re.sub(r"[^\w' ]", " ", text).split()
