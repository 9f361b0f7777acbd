"""French nouns: number, gender, elision, articles. Names of products are nouns that nobody tagged."""

from __future__ import annotations

import re
from collections.abc import Callable
from fractions import Fraction

from assistant.dialogue.french import NBSP, number

VOWELS = "aeiouàâäéèêëîïôöùûüœæ"
_ASPIRATED = ("haricot", "hach", "hareng", "harissa", "homard", "houmous", "hot-dog", "hamburger", "haddock")
_MASCULINE_IN_E = (
    "allume-gaz",
    "beurre",
    "câble",
    "céleri-rave",
    "chou-rave",
    "économe",
    "foie",
    "ouvre-boîte",
    "peigne",
    "père",
    "rouge",
    "thermomètre",
    "camembert",
    "concombre",
    "fromage",
    "gingembre",
    "pamplemousse",
    "pité",
    "potage",
    "sucre",
    "vinaigre",
)
_FEMININE_OTHERWISE = (
    *("noix", "pizza", "fleur", "part", "vodka", "boisson", "feta", "souris", "reines-claudes"),
    *("batavia", "ciabatta", "focaccia", "scamorza", "mozzarella", "burrata"),
)
_UNCHANGED = frozenset(
    (
        *("avion", "bio", "boskoop", "butternut", "canada", "chantecler", "conférence", "elstar", "fuji"),
        *("gala", "golden", "graffiti", "granny", "hass", "iceberg", "pink", "smith", "spaghetti"),
    )
)
"""Names of varieties, which do not agree."""
_PAIRS = ("ciseaux",)
"""Said of one thing in the plural: "une paire de ciseaux"."""
_PLURALS = {"chou-fleur": "choux-fleurs", "chou": "choux", "bocal": "bocaux", "œil": "yeux"}
_NOUN_GROUP_ENDS = re.compile(
    r"^(?:de|du|des|d’.*|d'.*|à|au|aux|en|sans|pour|avec|et|sur|l’.*|l'.*|pur|nature|douche|UHT|AOP|IGP|\d.*|[A-Z].*)$"
)


def typographic(name: str) -> str:
    """Write a name from a catalogue with the signs that print has: "crème d’Isigny 30 %"."""
    clean = " ".join(name.replace("'", "’").split())
    return re.sub(r" (?=[%€:;?!])", NBSP, clean)


def lower_first(name: str) -> str:
    """Begin a name with a small letter, as in the middle of a sentence; acronyms keep theirs."""
    name = typographic(name)
    return name if len(name) > 1 and name[1].isupper() else name[:1].lower() + name[1:]


def de(name: str) -> str:
    """Put "de" or "d’" before a noun: "de lait", "d’oignons", "de haricots"."""
    low = name.lower()
    mute_h = low.startswith("h") and not low.startswith(_ASPIRATED)
    return f"d’{name}" if low[:1] in VOWELS or mute_h else f"de {name}"


def counted(count: int, name: str) -> str:
    """Count a noun: "une baguette", "3 baguettes de tradition", "2 choux-fleurs"."""
    if name.split()[0].lower() in _PAIRS:
        name = f"paire de {name}"
    if count == 1:
        one = singular(name)
        head = one.split()[0]
        return f"{'une' if _is_feminine(head) else 'un'} {one}"
    return f"{number(Fraction(count))} {plural(name)}"


def the(noun: str) -> str:
    """Put the article before a noun: "le sac", "la fontaine", "l’aérosol"."""
    if noun[:1].lower() in VOWELS:
        return f"l’{noun}"
    return f"{'la' if _is_feminine(noun.split()[0]) else 'le'} {noun}"


def usual(noun: str) -> str:
    """Say of a noun that it is the usual one: "lait habituel", "baguette habituelle", "œufs habituels"."""
    head = noun.split()[0]
    many = _plural_word(head) == head and head.lower() not in _SINGULAR_IN_S
    one = head[:-1] if many else head
    return f"{noun} habituel{'le' if _is_feminine(one) else ''}{'s' if many else ''}"


def plural(name: str) -> str:
    """Put a noun group in the plural: its words up to the first complement agree."""
    return _agreeing(name, _plural_word)


def singular(name: str) -> str:
    """Put a noun group in the singular: "avocats hass" is "avocat hass"; "pain viennois" is one already."""
    head = name.partition(" ")[0]
    return _agreeing(name, _singular_word) if _singular_word(head) != head else name


def _agreeing(name: str, put: Callable[[str], str]) -> str:
    words = name.split(" ")
    for at, word in enumerate(words):
        if at and _NOUN_GROUP_ENDS.match(word):
            break
        words[at] = put(word)
    return " ".join(words)


_SINGULAR_IN_S = frozenset(
    [
        "ananas",
        "anis",
        "bras",
        "dos",
        "souris",
        "travers",
        "cassis",
        "couscous",
        "houmous",
        "jus",
        "maïs",
        "pastis",
        "riz",
        "noix",
        "os",
        "panais",
        "pois",
        "radis",
        "repas",
        "prix",
        "cervelas",
        "merlus",
        "ris",
        "tapas",
        "anchois",
        "velours",
        "thermos",
        "gris",
        "gros",
        "épais",
        "frais",
        "oranais",
        "jésus",
        "camus",
    ]
)


def _plural_word(word: str) -> str:
    if word in _PLURALS:
        return _PLURALS[word]
    if word.endswith(("s", "x", "z", "%")) or word.lower() in _UNCHANGED:
        return word
    return word + ("x" if word.endswith(("eau", "eu")) else "s")


def _singular_word(word: str) -> str:
    low = word.lower()
    if low in _SINGULAR_IN_S or low.endswith("ss") or "-" in low or not low.endswith(("s", "eaux", "eux")):
        return word
    return word[:-1]


def _is_feminine(noun: str) -> bool:
    if noun.lower() in _FEMININE_OTHERWISE:
        return True
    return noun.endswith(("e", "ion", "té")) and noun.lower() not in _MASCULINE_IN_E
