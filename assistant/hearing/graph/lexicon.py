"""How each word may be pronounced: espeak-ng's reading, French liaison and schwa, and hand corrections."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cache
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


@cache
def corrections(path: Path = CORRECTIONS) -> Lexicon:
    """The hand-made pronunciations.

    Raises:
        ValueError: a line that is none, or a phone that does not exist.
    """
    lexicon: Lexicon = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("#") or not line.strip():
            continue
        word, tab, said = line.partition("\t")
        lexicon[word] = tuple(tuple(p.split()) for p in said.split(";"))
        if not tab or not all(lexicon[word]):
            raise ValueError(f"{path.name}: {line!r} is not a word, a tab and its phones")
        unknown = {phone for p in lexicon[word] for phone in p} - INDEX.keys()
        if unknown:
            raise ValueError(f"{path.name}: {word} has unknown phones {' '.join(sorted(unknown))}")
    return lexicon


def lexicon(
    words: Iterable[str],
    read: Callable[[Sequence[str]], list[list[str]]] = espeak.phones_of_each,
    by_hand: Lexicon | None = None,
) -> Lexicon:
    """Pronunciations of ``words``; a word that ``read`` (espeak-ng) cannot say is left out, the caller
    reports it.

    ``by_hand`` goes before our own corrections, which go before ``read``.
    """
    by_hand = corrections() | (by_hand or {})
    asked = sorted(set(words))
    unread = [w for w in asked if w not in by_hand]
    spoken = dict(zip(unread, read(unread), strict=True))
    found: Lexicon = {}
    for word in asked:
        if word in by_hand:
            found[word] = by_hand[word]
        elif spoken[word]:
            found[word] = variants(word, tuple(spoken[word]))
    return found


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
