"""Payment card numbers said or typed by mistake: noticed, so that none is acted upon, repeated or kept.

Nobody is ever asked for one: an order is paid at the handover or on the payment provider's own page.
"""

from __future__ import annotations

import re

from assistant.number_words import in_words
from assistant.understanding.normalise import normalise

_LENGTHS = range(14, 20)
"""Digits of a card number (ISO/IEC 7812): 14 to 19."""
_WORDS = {in_words(n): str(n) for n in (*range(17), *range(20, 70, 10))} | {
    "une": "1", "septante": "70", "huitante": "80", "octante": "80", "nonante": "90",
}  # fmt: skip
_SCALES = frozenset(("cent", "cents", "mille", "et", "vingts"))
"""Words inside a number that are no digits of it."""


def is_said(text: str) -> bool:
    """Return whether some words hold a payment card number, in figures or in number words.

    Figures must have the check digit of a card (Luhn); number words are not heard exactly enough for that.
    """
    return any(_is_card(*run) for run in _runs(normalise(text)))


def _runs(text: str) -> list[tuple[str, bool]]:
    """Return the digits of each unbroken run of numbers, and whether all of them were figures."""
    runs: list[tuple[str, bool]] = [("", True)]
    ten = 0
    for token in re.findall(r"\d+|[^\W\d_]+", text):
        digits, figures = runs[-1]
        if token.isdigit():
            runs[-1], ten = (digits + token, figures), 0
        elif token in _SCALES and digits:
            continue
        elif token in _WORDS:
            value = int(_WORDS[token])
            joins = ten and 0 < value < (20 if ten in (60, 80) else 10)  # "quarante | neuf", "soixante | dix"
            if value == 20 and digits.endswith("4"):  # "quatre | vingt"
                runs[-1], ten = (digits[:-1] + "80", False), 80
            elif joins:
                runs[-1], ten = (digits[:-2] + str(ten + value), False), 0
            else:
                runs[-1], ten = (digits + str(value), False), value if value >= 20 else 0
        else:
            runs.append(("", True))
            ten = 0
    return runs


def _is_card(digits: str, figures: bool) -> bool:
    return len(digits) in _LENGTHS and (not figures or _luhn(digits))


def _luhn(digits: str) -> bool:
    doubled = [int(digit) * (1 + at % 2) for at, digit in enumerate(reversed(digits))]
    return sum(value - 9 if value > 9 else value for value in doubled) % 10 == 0
