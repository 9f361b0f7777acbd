"""The 35 phones of French that the net tells apart, and the way from espeak-ng's IPA to them.

A phone's *index* is its place in :data:`PHONES` plus one: index 0 is the CTC blank. European French keeps
/ɛ̃/ for both "brin" and "brun" here, as most speakers do, and /a/ for both "patte" and "pâte".
"""

from __future__ import annotations

import re

PHONES = (
    *("a", "e", "ɛ", "i", "o", "ɔ", "u", "y", "ø", "œ", "ə", "ɑ̃", "ɛ̃", "ɔ̃"),
    *("p", "b", "t", "d", "k", "ɡ", "f", "v", "s", "z", "ʃ", "ʒ"),
    *("m", "n", "ɲ", "ŋ", "l", "ʁ", "j", "w", "ɥ"),
)
INDEX: dict[str, int] = {phone: i + 1 for i, phone in enumerate(PHONES)}
BLANK = 0
VOWELS = frozenset(PHONES[:14])

#: one IPA symbol of espeak-ng → our phone; "" is not heard as a phone
_SAME_AS = {
    **{"œ̃": "ɛ̃", "æ̃": "ɛ̃", "ẽ": "ɛ̃", "ã": "ɑ̃", "õ": "ɔ̃"},
    **{"ɑ": "a", "æ": "a", "ɐ": "a", "ʌ": "œ", "ɜ": "œ", "ɚ": "œ", "ɒ": "ɔ"},
    **{"ɪ": "i", "ɨ": "i", "ᵻ": "i", "ʊ": "u"},
    **{"ɹ": "ʁ", "r": "ʁ", "ɾ": "ʁ", "ʀ": "ʁ", "x": "ʁ", "ɫ": "l", "θ": "s", "ð": "z", "ç": "ʃ", "g": "ɡ"},
    **{"h": "", "ʔ": ""},
}
#: clusters and diphthongs that espeak-ng writes as one unit (loan words)
_UNITS = {
    **{"tʃ": "t ʃ", "dʒ": "d ʒ", "ts": "t s", "dz": "d z", "əl": "ə l", "ɔ̃": "ɔ̃"},
    **{"eɪ": "e", "oʊ": "o", "əʊ": "o", "eə": "ɛ", "ʊə": "u", "aɪ": "a j", "aʊ": "a u", "ɔɪ": "ɔ j"},
    **{"iə": "i ə", "ɪə": "i ə"},
}
_MARKS = re.compile(r"[ˈˌː\-‿.,ˑʰ̩̯͡ʲ\u200d]")
_LANGUAGE_SWITCH = re.compile(r"\([a-z-]+\)")


def normalise(ipa: str) -> list[str]:
    """Phones of an espeak-ng transcription (``--ipa --sep=_``); a symbol nobody knows is left out.

    >>> normalise("lˈɛ_ d_ə s_ˈo_ʒ_a")
    ['l', 'ɛ', 'd', 'ə', 's', 'o', 'ʒ', 'a']
    """
    phones: list[str] = []
    for unit in re.split(r"[_\s]+", _LANGUAGE_SWITCH.sub("", ipa)):
        unit = _MARKS.sub("", unit)
        if unit in _UNITS:
            phones += _UNITS[unit].split()
        else:
            phones += _split(unit)
    return phones


def _split(unit: str) -> list[str]:
    """Longest known symbols of ``unit``, left to right (a nasal vowel is two code points)."""
    phones, i = [], 0
    while i < len(unit):
        for length in (2, 1):
            symbol = unit[i : i + length]
            phone = _SAME_AS.get(symbol, symbol)
            if phone in INDEX or (symbol in _SAME_AS and not phone):
                if phone:
                    phones.append(phone)
                i += length
                break
        else:
            i += 1
    return phones


def indices(phones: list[str]) -> list[int]:
    """Net outputs of ``phones`` (1-based; 0 is the blank)."""
    return [INDEX[p] for p in phones]
