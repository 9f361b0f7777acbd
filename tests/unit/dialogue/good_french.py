"""What every reply must be: French that reads well, and well-formed SSML that says the same."""

from __future__ import annotations

import re
from xml.etree import ElementTree

_GAP = "\N{NO-BREAK SPACE}"
_VOWEL = "aeiouyàâäéèêëîïôöûüœæ"
_NO_VOWEL = r"(?!y(?:aourt|oga|uzu)|onz|oui)(?=[aeiouàâéèêîôûœ])"
_COUNTED = "article|litre|kilo|euro|gramme|brique|boîte|sachet|pot|paquet|personne|produit"
_WRONG = {
    "a straight apostrophe": re.compile(r"'"),
    "a doubled space": re.compile(r"[ \N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}]{2,}"),
    "a space where none belongs": re.compile(r" [.,)]|\( |’ |^\s|\s$"),
    "an ordinary space before a sign": re.compile(r" [?!;:»€%]|« "),
    "a placeholder": re.compile(r"[{}]|\$|None|\bpiece\b|\bpackage\b|Fraction|<|>"),
    "no elision": re.compile(rf"(?<!-)\b(?:de|que|je|ne|le|la) {_NO_VOWEL}", re.I),
    "an elision before a consonant": re.compile(rf"\b[djlnmc]’(?![{_VOWEL}h])", re.I),
    "de le": re.compile(r"\b(?:de le|de les|à le|à les)\b(?! [A-Z])"),
    "one of several": re.compile(rf"(?<![\d,.])\b(?:1|un|une) (?:{_COUNTED})s\b"),
    "several of one": re.compile(rf"\b(?:[2-9]|\d{{2,}}) (?:{_COUNTED})\b"),
    "a sentence without end": re.compile(r"[^.?!»]$"),
    "two signs": re.compile(r"\.\.(?!\.)|[?!]\.|,,|,\.|\.,|: ?:"),
}
_UNSAID = {
    "a sign of money": re.compile(r"€"),
    "an abbreviated unit": re.compile(r"\d\s?(?:kg|g|l|cl|ml|mg|h)\b(?!’)"),
}
_VOUS = re.compile(
    r"\b(?:vous|votre|vos|dites|redites|répétez|essayez|prenez|enlevez|vérifiez|répondez|réessayez)\b", re.I
)
_TU = re.compile(r"\b(?:tu|te|toi|ton|ta|tes|dis|redis|prends|(?<!’)enlève|vérifie|réponds|réessaie)\b", re.I)


def faults(text: str, ssml: str, familiar: bool | None = None, names: str = "") -> list[str]:
    """Return what is wrong with a reply; nothing when it is good.

    Args:
        text: as it is read.
        ssml: as it is spoken.
        familiar: whether the person is spoken to with "tu"; ``None``: do not look.
        names: words that are not ours, such as those of the person and of products, which may be as they are.
    """
    if not text:
        return []
    ours = re.sub(
        r"«\N{NO-BREAK SPACE}.*?\N{NO-BREAK SPACE}»", "« … »".replace(" ", "\N{NO-BREAK SPACE}"), text
    )
    found = [f"{fault}: {m[0]!r}" for fault, wrong in _WRONG.items() if (m := wrong.search(ours))]
    try:
        spoken = ElementTree.fromstring(ssml)
    except ElementTree.ParseError as error:
        return [*found, f"no SSML: {error}"]
    if "".join(spoken.itertext()).strip() != text:
        found.append("the spoken form says something else")
    aloud = _aloud(spoken)
    unsaid = [(fault, m[0]) for fault, wrong in _UNSAID.items() if (m := wrong.search(aloud))]
    found += [f"{fault}: {words!r}" for fault, words in unsaid if words not in names]
    if familiar is not None and (wrong := (_VOUS if familiar else _TU).search(ours)):
        found.append(f"spoken to wrongly: {wrong[0]!r}")
    return found


def _aloud(element: ElementTree.Element) -> str:
    """Return what a voice says: the alias of what has one."""
    inside = [_aloud(child) + (child.tail or "") for child in element]
    return element.get("alias") or (element.text or "") + "".join(inside)
