"""How each word may be pronounced: espeak-ng's reading, French liaison and schwa, and hand corrections."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Container, Iterable, Sequence
from pathlib import Path

from assistant.hearing.graph import espeak
from assistant.hearing.graph.phones import INDEX, VOWELS

Pronunciation = tuple[str, ...]
Lexicon = dict[str, tuple[Pronunciation, ...]]
"""word → its pronunciations, likeliest first"""

CORRECTIONS = Path(__file__).parent / "data" / "corrections.tsv"
_OBSTRUENTS = frozenset(["p", "t", "k", "b", "d", "ɡ", "f", "v", "s"])
_OPEN_OR_CLOSED = {"ɛ": "e", "e": "ɛ"}
_VARIANTS_AT_MOST = 6
_VOWEL = re.compile(r"[aeiouyàâäéèêëîïôöùûüœæ]")


Reader = Callable[[Sequence[str]], list[list[str]]]
"""phones of each text, as `assistant.hearing.graph.espeak.phones_of_each` reads them"""


class BadCorrection(ValueError):
    """A line of a file of pronunciations that cannot be used."""


def corrections(path: Path = CORRECTIONS, read: Reader = espeak.phones_of_each) -> Lexicon:
    """The pronunciations of a file: a word, a tab, and its pronunciations separated by ";".

    Each is written in phones ("z ɔ ʁ b l i k s") or, after "=", as a French speaker would spell it
    ("=zorblixe").

    Raises:
        BadCorrection: a line that is none, or a phone that does not exist.
    """
    found: Lexicon = {}
    for number, line in enumerate(path.read_text(encoding="utf-8-sig").splitlines(), 1):
        if line.startswith("#") or not line.strip():
            continue
        word, _, said = line.partition("\t")
        forms = [_form(form.strip(), read) for form in said.split(";")]
        unknown = {phone for form in forms for phone in form} - INDEX.keys()
        if not word.strip() or not all(forms) or unknown:
            why = f"unknown phones {' '.join(sorted(unknown))}" if unknown else "not a word, a tab and phones"
            raise BadCorrection(f"{path.name}, line {number}: {why}")
        found[word.strip().lower()] = tuple(forms)
    return found


def _form(written: str, read: Reader) -> Pronunciation:
    if written.startswith("="):
        return tuple(read([written[1:].strip()])[0])
    return tuple(written.split())


def lexicon(
    words: Iterable[str],
    read: Reader = espeak.phones_of_each,
    by_hand: Lexicon | None = None,
    spelled: Container[str] = (),
) -> Lexicon:
    """Pronunciations of ``words``; a word that cannot be said is left out, the caller reports it.

    ``by_hand`` goes before our own corrections, which go before ``read`` (espeak-ng). The words in
    ``spelled`` may be said letter by letter too, and so may those without a vowel.
    """
    by_hand = corrections(read=read) | (by_hand or {})
    asked = sorted(set(words))
    unread = [w for w in asked if w not in by_hand and _readable(w)]
    spoken = dict(zip(unread, read(unread), strict=True))
    letters = sorted({letter for w in unread if _acronym(w, spelled) for letter in w})
    names = dict(zip(letters, map(tuple, read(letters)), strict=True))
    found: Lexicon = {}
    for word in asked:
        if word in by_hand:
            found[word] = by_hand[word]
        elif _acronym(word, spelled) and all(names.get(letter) for letter in word):
            alone = tuple(phone for letter in word for phone in names[letter])
            whole = variants(word, tuple(spoken[word])) if spoken[word] else ()
            forms = (alone, *whole) if not _VOWEL.search(word) else (*whole, alone)
            found[word] = tuple(dict.fromkeys(forms))[: _VARIANTS_AT_MOST + 1]
        elif spoken.get(word):
            found[word] = variants(word, tuple(spoken[word]))
    return found


def _readable(word: str) -> bool:
    """Whether a word is written in Latin letters: espeak-ng would spell the name of any other script."""
    return all(c in "'’" or unicodedata.name(c, "").startswith("LATIN") for c in word)


def _acronym(word: str, spelled: Container[str]) -> bool:
    return (
        len(word) > 1 and word.isalpha() and (word in spelled or not _VOWEL.search(word)) and _readable(word)
    )


def variants(word: str, said: Pronunciation) -> tuple[Pronunciation, ...]:
    """``said`` and what else people make of it.

    Liaison before a vowel ("petits amis"), a final schwa ("pomme-e"), "quat'" for "quatre", an inner schwa
    dropped ("p'tit"), o for ɔ and é for è where regions differ.
    """
    forms = [said, *_liaisons(word, said)]
    if said[-1] not in VOWELS and word.endswith(("e", "es")):
        forms.append((*said, "ə"))
    if (
        len(said) > 3
        and said[-1] in ("ʁ", "l")
        and said[-2] in _OBSTRUENTS
        and word.endswith(("re", "res", "le", "les"))
    ):
        forms.append(said[:-1])
    for form in list(forms[:2]):
        inner = next((i for i in range(1, len(form) - 1) if form[i] == "ə"), None)
        if inner and len(form) > 4:
            forms.append(form[:inner] + form[inner + 1 :])
    if "ɔ" in said:
        forms.append(tuple("o" if p == "ɔ" else p for p in said))
    if said[-1] in _OPEN_OR_CLOSED and len(said) > 1:
        forms.append((*said[:-1], _OPEN_OR_CLOSED[said[-1]]))
    doubled = tuple(p for i, p in enumerate(said) if i == 0 or p != said[i - 1])
    if doubled != said:
        forms.insert(0, doubled)
    return tuple(dict.fromkeys(forms))[:_VARIANTS_AT_MOST]


def _liaisons(word: str, said: Pronunciation) -> list[Pronunciation]:
    if said[-1] not in VOWELS or len(word) < 3:
        return []
    if word[-1] in "sxz":
        return [(*said, "z")]
    if word[-1] in "td":
        return [(*said, "t")]
    if word[-1] == "n" and said[-1] in ("ɑ̃", "ɛ̃", "ɔ̃"):
        return [(*said, "n")]
    return []
