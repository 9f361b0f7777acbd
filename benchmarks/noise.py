"""What a recogniser makes of a product's name: sounds right, written wrong.

    .venv/bin/python benchmarks/noise.py [--seed 1] [PHRASE…]      default: some of data/product_phrases.csv

`noisy` changes one to two things in a phrase, always the same ones for the same seed and phrase:

- homophones, by word ("pâtes" heard "pattes", "thon" heard "ton", "demi-écrémé" heard "demie crémée");
- endings that sound alike (-é, -ée, -és, -er, -ez), silent plural marks lost or added, double letters;
- sounds confused by rule (an/en, in/ain/ein, au/o, ai/è, c/ss, ph/f, b/p, d/t, v/f at a word's beginning);
- articles and "de" lost, elisions opened ("d'olive" heard "de olive"), hyphens lost, words cut in two.

"""

from __future__ import annotations

import argparse
import csv
import random
import re
from collections.abc import Callable
from pathlib import Path

PHRASES = Path(__file__).parent / "data" / "product_phrases.csv"

_HEARD = {
    "demi-écrémé": "demie crémée",
    "écrémé": "et crémé",
    "pâtes": "pattes",
    "pâte": "patte",
    "lait": "laid",
    "pain": "pin",
    "pains": "pins",
    "pois": "poids",
    "vin": "vingt",
    "thon": "ton",
    "sel": "selle",
    "thé": "té",
    "riz": "ris",
    "miel": "mielle",
    "bière": "bières",
    "mâche": "mache",
    "foie": "foi",
    "côtes": "cote",
    "cru": "crue",
    "fumé": "fumer",
    "râpé": "raper",
    "haché": "acheter",
    "hachés": "hacher",
    "salée": "saler",
    "bœuf": "boeufs",
    "œufs": "eux",
    "porc": "port",
    "mûre": "mur",
    "mi": "mie",
    "chaud": "chaux",
    "sans": "cent",
    "pot": "peau",
    "pots": "peaux",
    "eau": "haut",
    "tranche": "tranches",
    "comté": "compter",
    "feta": "fêta",
    "couches": "couche",
    "shampoing": "shampooing",
    "shampooing": "chant point",
    "cabillaud": "cabillot",
    "saumon": "sommons",
    "moules": "moule",
    "cœur": "chœur",
}
_SOUNDS = [
    ("ph", "f"),
    ("ss", "c"),
    ("eau", "o"),
    ("au", "o"),
    ("ai", "è"),
    ("ain", "in"),
    ("an", "en"),
    ("en", "an"),
    ("qu", "k"),
    ("ç", "s"),
    ("ill", "y"),
    ("è", "ai"),
    ("ê", "ai"),
]
_ENDINGS = re.compile(r"(?:ées|és|ée|é|er|ez)\b")
_DOUBLE = re.compile(r"([bcdfglmnprt])\1")
_LITTLE = re.compile(r"\b(?:(?:du|de la|des|de|le|la|les|un|une|à la|au|aux)\b|(?:de l|d|l)') ?")


def noisy(phrase: str, seed: int = 1) -> str:
    """Return a phrase as it might be heard, never as it is when anything can change.

    Args:
        phrase: lower case.
        seed: another one gives other mistakes.
    """
    rng = random.Random(f"{seed} {phrase}")
    heard = phrase
    for _ in range(rng.choice((1, 1, 2))):
        ways = list(_WAYS)
        rng.shuffle(ways)
        heard = next(
            (new for way in ways if (new := way(heard, rng)) not in (heard, phrase) and new.strip()), heard
        )
    return heard


def _homophone(phrase: str, rng: random.Random) -> str:
    known = [word for word in phrase.split() if word in _HEARD]
    if not known:
        return phrase
    word = rng.choice(known)
    return re.sub(rf"(?<!\S){re.escape(word)}(?!\S)", _HEARD[word], phrase, count=1)


def _ending(phrase: str, rng: random.Random) -> str:
    return _one(_ENDINGS, phrase, rng, lambda _: rng.choice(("é", "ée", "és", "er")))


def _plural(phrase: str, rng: random.Random) -> str:
    words = phrase.split()
    long = [at for at, word in enumerate(words) if len(word) > 3]
    if not long:
        return phrase
    at = rng.choice(long)
    words[at] = words[at][:-1] if words[at][-1] in "sx" else words[at] + "s"
    return " ".join(words)


def _sound(phrase: str, rng: random.Random) -> str:
    fitting = [pair for pair in _SOUNDS if pair[0] in phrase]
    if not fitting:
        return phrase
    written, heard = rng.choice(fitting)
    return _one(re.compile(re.escape(written)), phrase, rng, lambda _: heard)


def _single(phrase: str, rng: random.Random) -> str:
    return _one(_DOUBLE, phrase, rng, lambda found: found[1])


def _unspoken(phrase: str, rng: random.Random) -> str:
    return " ".join(_one(_LITTLE, phrase, rng, lambda _: "").split())


def _opened(phrase: str, rng: random.Random) -> str:
    return _one(re.compile(r"\b([dl])'"), phrase, rng, lambda found: f"{found[1]}e ")


def _unjoined(phrase: str, rng: random.Random) -> str:
    return _one(re.compile("-"), phrase, rng, lambda _: " ")


def _one(
    pattern: re.Pattern[str], phrase: str, rng: random.Random, change: Callable[[re.Match[str]], str]
) -> str:
    found = list(pattern.finditer(phrase))
    if not found:
        return phrase
    match = rng.choice(found)
    return phrase[: match.start()] + change(match) + phrase[match.end() :]


_WAYS = (_homophone, _ending, _plural, _sound, _single, _unspoken, _opened, _unjoined)


def main() -> None:
    """Print phrases and how they are heard."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("phrases", nargs="*")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    with PHRASES.open(encoding="utf-8", newline="") as file:
        phrases = options.phrases or [row["phrase"] for row in csv.DictReader(file)][::20]
    for phrase in phrases:
        print(f"{phrase}  →  {noisy(phrase, options.seed)}")


if __name__ == "__main__":
    main()
