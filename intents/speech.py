"""Print sentences as people say them to the shop, one a line: what the recogniser's language model learns from.

    python speech.py --count 40000 < names.json

They are drawn from the same patterns as the training data, each as often as it asks for, with the products of the
lexicon and those of names.json: {"names": [["lait demi-écrémé", 9], ...], "brands": ["Val Doré", ...]}, the number
being how often a name is drawn. The hand-written examples of data/ come along, and nothing of heldout/ or dev/.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path

import yaml

from expand import Grammar, load_patterns, product_rules

HERE = Path(__file__).parent
SEED = 20_261_124
EXAMPLES_REPEATED = 3
"""How often each hand-written example is printed."""
INTENT_WEIGHT = {"add_items": 4.0, "out_of_scope": 0.4}
"""How much oftener people say a thing than the training data, which must tell all things apart, would have it."""
LEXICON_WEIGHT = 3
"""How often a product of the lexicon is drawn, beside the weights of names.json."""
_WRITTEN_OTHERWISE = ("further_voices.yml", "typed.yml", "chat.yml")
"""Files of sentences as they are typed in haste or misheard ("mais deux litres"): nobody says them like that."""
_MISHEARD = re.compile(r"(?:mais|mes|met|mai) (?:un|une|deux|trois|quatre|cinq|six|sept|huit|dix|du|de|des|d')\b")
"""How "mets deux litres" is misheard: the patterns hold it to be understood, and nobody says it."""
_MARKUP = re.compile(r"\[([^\]]*)\]\([^)]*\)")
_TYPED = {
    "stp": "s'il te plaît",
    "svp": "s'il vous plaît",
    "kg": "kilos",
    "g": "grammes",
    "gr": "grammes",
    "l": "litres",
    "cl": "centilitres",
    "ml": "millilitres",
}
_LINKS = frozenset({"de", "d'", "du", "des", "à", "au", "aux", "en", "sans", "pour", "avec", "sur", "et", "sous"})
_KINDS = ("mass_m", "mass_f", "count_m", "count_f", "plural")


def heads(products: dict[str, list[str]]) -> dict[str, list[str]]:
    """The kinds of the products of the lexicon that each noun leads ("lait": mass_m)."""
    found: dict[str, list[str]] = {}
    for kind in _KINDS:
        for entry in products[kind]:
            forms = [form.strip().split()[0] for form in entry.split("/")]
            for form, its_kind in zip(forms, (kind, "plural"), strict=False):
                if its_kind not in found.setdefault(form, []):
                    found[form].append(its_kind)
    return found


def guessed(head: str) -> list[str]:
    """The kinds that a noun nobody listed may have, by its ending; it is oftener weighed than counted."""
    if len(head) > 3 and head[-1] in "sxz":
        return ["plural"]
    gender = "f" if head.endswith(("e", "ion", "té")) and not head.endswith(("age", "isme")) else "m"
    return [f"mass_{gender}"] * 3 + [f"count_{gender}"]


def plural(name: str) -> str:
    """The name in the plural: its first noun, and the participles right after it.

    >>> plural("carotte râpée"), plural("pot de crème")
    ('carottes râpées', 'pots de crème')
    """
    words = name.split()
    for i, word in enumerate(words):
        if word in _LINKS or word.startswith(("d'", "l'")):
            break
        if i == 0 or word.endswith(("é", "ée")):
            words[i] = word if word[-1] in "sxz" else word + ("x" if word.endswith("eau") else "s")
    return " ".join(words)


def with_names(products: dict[str, list[str]], names: Iterable[tuple[str, int]]) -> dict[str, list[str]]:
    """The lexicon's products and the names, each where its gender and number belong, as often as it weighs."""
    of = heads(products)
    found = {kind: [entry for entry in products[kind] for _ in range(LEXICON_WEIGHT)] for kind in _KINDS}
    for name, weight in names:
        head = name.split()[0]
        kinds = of.get(head) or guessed(head)
        for i in range(weight):
            kind = kinds[i % len(kinds)]
            countable = f"{name.replace('/', ' ')} / {plural(name).replace('/', ' ')}"
            found[kind].append(countable if kind.startswith("count") else name)
    return found


def spoken(sentence: str) -> str:
    """A training sentence without markup, units as they are said; empty when it holds figures."""
    plain = _MARKUP.sub(r"\1", sentence)
    if re.search(r"\d", plain):
        return ""
    return " ".join(_TYPED.get(word, word) for word in plain.lower().split())


def drawn(patterns: Path, names: list[tuple[str, int]], brands: list[str], count: int) -> Iterator[str]:
    """``count`` sentences of the patterns, fewer by those that hold figures."""
    lexicon = yaml.safe_load((patterns / "lexicon.yml").read_text(encoding="utf-8"))
    rules = {name: list(map(str, words)) for name, words in lexicon["rules"].items()}
    rules["brand_name"] = rules.get("brand_name", []) + brands
    grammar = Grammar({**rules, **product_rules(with_names(lexicon["products"], names))})
    known = load_patterns(patterns)
    rng = random.Random(SEED)
    often = [wanted * INTENT_WEIGHT.get(intent, 1.0) for _, intent, wanted, _ in known]
    for _, _, _, pattern in rng.choices(known, often, k=count):
        if sentence := spoken(grammar.draw(pattern, rng)):
            yield sentence


def examples(folder: Path) -> Iterator[str]:
    """The hand-written examples."""
    for path in sorted(folder.glob("*.yml")):
        if path.name in _WRITTEN_OTHERWISE:
            continue
        for entry in yaml.safe_load(path.read_text(encoding="utf-8"))["nlu"]:
            if "intent" in entry:
                for line in entry["examples"].splitlines():
                    if sentence := spoken(line.removeprefix("- ").strip()):
                        yield sentence


def unaccented(word: str) -> str:
    """The word without accents."""
    return "".join(c for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c))


def typed_in_haste(sentence: str, words: set[str], bare: set[str]) -> bool:
    """Whether a word of it has lost its accents: nobody says "pates" for "pâtes"."""
    return any(word not in words and word in bare for word in re.findall(r"\w+", sentence))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--count", type=int, default=40_000, help="sentences drawn from the patterns")
    options = parser.parse_args()
    given = json.load(sys.stdin)
    names = [(name, weight) for name, weight in given["names"]]
    words: set[str] = set()
    for sentence in drawn(HERE / "patterns", names, [brand.lower() for brand in given["brands"]], options.count):
        words.update(re.findall(r"\w+", sentence))
        if not _MISHEARD.match(sentence):
            print(sentence)
    bare = {unaccented(word) for word in words if unaccented(word) != word}
    for sentence in examples(HERE / "data"):
        if not typed_in_haste(sentence, words, bare) and not _MISHEARD.match(sentence):
            for _ in range(EXAMPLES_REPEATED):
                print(sentence)


if __name__ == "__main__":
    main()
