"""Write the generated half of the training data from the patterns.

    python expand.py                 patterns/*.yml -> data/generated/*.yml

`patterns/lexicon.yml` lists words, every other file lists sentences:

    <name>             one alternative of the rule `name`, drawn at random
    {a|b|}             one of the alternatives written in place; an empty one makes the rest optional
    [text](entity)     Rasa's own markup, kept as it is; text may hold <rules> and {choices}

The draw depends on the seed and on the pattern's own text, so adding a pattern leaves the others' sentences alone.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import random
import re
import unicodedata
from collections import defaultdict
from pathlib import Path

import yaml

import conjugation

HERE = Path(__file__).parent
CATALOGUE = HERE.parent / "assistant" / "catalogue" / "data"
SEED = "vocabas-1"
SAMPLES_SCALE = 0.15
"""Multiplies every pattern's `samples`: accuracy against training time."""
MADE_UP_SHARE = {"product": 0.35, "recipe": 0.35, "brand": 0.4}
"""How often a name is replaced by a made-up one, so that the model learns to know a name by what surrounds it."""
TYPED_SHARE = 0.06
"""Share of sentences rewritten as people type them: no accents."""

_RULE = re.compile(r"<([a-z_0-9]+)>")
_CHOICE = re.compile(r"\{([^{}]*)\}")
_SYLLABLES = [v + c for v in ("a", "e", "i", "o", "u", "ou", "an", "on", "é", "oi") for c in "bcdfglmnprstv"]
_VOWEL = re.compile(r"^[aeiouyhàâäéèêëîïôöùûüœ]", re.IGNORECASE)
_ASPIRATED = ("haricot", "houmous", "hachis", "haché", "hareng", "homard", "yaourt", "yop", "hot", "hamburger", "huit")


def elides(word: str) -> bool:
    """Whether `le`, `la`, `de` lose their vowel before this word."""
    return bool(_VOWEL.match(word)) and not word.startswith(_ASPIRATED)


def product_rules(products: dict[str, list[str]]) -> dict[str, list[str]]:
    """Give each product the articles that go with it: rules some, of, the, one, many, bare.

    `products` has the keys mass_m, mass_f ("lait"), count_m, count_f ("citron / citrons") and plural ("pâtes").
    """
    rules: dict[str, list[str]] = {"some": [], "of": [], "the": [], "one": [], "many": [], "bare": [], "single": []}

    def span(words: str) -> str:
        return f"[{words}](product)"

    for gender, some, the in (("mass_m", "du ", "le "), ("mass_f", "de la ", "la ")):
        for name in products[gender]:
            rules["some"].append(("de l'" if elides(name) else some) + span(name))
            rules["the"].append(("l'" if elides(name) else the) + span(name))
            rules["of"].append(("d'" if elides(name) else "de ") + span(name))
            rules["bare"].append(span(name))
    plurals = list(products["plural"])
    for gender, one, the in (("count_m", "un", "le "), ("count_f", "une", "la ")):
        for entry in products[gender]:
            singular, plural = (part.strip() for part in entry.split("/"))
            plurals.append(plural)
            rules["one"].append(f"[{one}](quantity) {span(singular)}")
            rules["the"].append(("l'" if elides(singular) else the) + span(singular))
            rules["single"].append(span(singular))
    for name in plurals:
        rules["some"].append("des " + span(name))
        rules["the"].append("les " + span(name))
        rules["of"].append(("d'" if elides(name) else "de ") + span(name))
        rules["many"].append(span(name))
        rules["bare"].append(span(name))
    rules["thing"] = rules["bare"] + rules["single"]
    return rules


class Grammar:
    """The rules of the lexicon, and the drawing of one sentence from a pattern."""

    def __init__(self, rules: dict[str, list[str]]) -> None:
        self._rules = rules

    def draw(self, pattern: str, rng: random.Random) -> str:
        """One sentence of `pattern`, in Rasa's markup."""
        text = pattern
        while True:
            if choice := _CHOICE.search(text):
                drawn = rng.choice(choice.group(1).split("|"))
                text = text[: choice.start()] + drawn + text[choice.end() :]
            elif rule := _RULE.search(text):
                drawn = rng.choice(self._rules[rule.group(1)])
                text = text[: rule.start()] + drawn + text[rule.end() :]
            else:
                return re.sub(r"\s+", " ", text).replace("' ", "'").strip()


_NAMED = re.compile(r"\[([^\]]+)\]\((product|recipe|brand)\)")
_LINKS = {"de", "d", "à", "au", "aux", "la", "le", "l", "en", "du", "des", "pour", "et", "sans"}


def with_made_up_names(sentence: str, rng: random.Random) -> str:
    """The sentence with some names made up: "crème fraîche" becomes something like "crolime fatouche"."""

    def made_up(match: re.Match) -> str:
        if rng.random() >= MADE_UP_SHARE[match.group(2)]:
            return match.group(0)
        name = re.sub(r"[^\W\d_]+", word, match.group(1))
        return f"[{name}]({match.group(2)})"

    def word(match: re.Match) -> str:
        known = match.group(0)
        if known in _LINKS:
            return known
        middle = "".join(rng.choice(_SYLLABLES) for _ in range(rng.choice((1, 1, 2))))
        start = known[0] + (middle if known[0] not in "aeiouyéèêœâîô" else "r" + middle)
        return start + (known[-2:] if known[-2:-1] in "aeiouéèê" else "e" + known[-1:].strip("aeiouéè"))

    return _NAMED.sub(made_up, sentence)


def typed(sentence: str) -> str:
    """The sentence as a hurried person types it: without accents or ligatures."""
    plain = unicodedata.normalize("NFD", sentence.replace("œ", "oe"))
    return "".join(character for character in plain if not unicodedata.combining(character))


def share(text: str) -> float:
    """A number in 0..1 that depends on the text alone."""
    return int(hashlib.sha256(text.encode()).hexdigest()[:8], 16) / 0xFFFFFFFF


def load_lexicon(path: Path, keep=lambda product: True) -> dict[str, list[str]]:
    """The rules of the lexicon; `keep` chooses among the products."""
    lexicon = yaml.safe_load(path.read_text(encoding="utf-8"))
    products = {kind: [name for name in names if keep(name)] for kind, names in lexicon["products"].items()}
    return {**{name: list(map(str, words)) for name, words in lexicon["rules"].items()}, **product_rules(products)}


def load_patterns(folder: Path) -> list[tuple[str, str, int, str]]:
    """(subject, intent, sentences wanted, pattern) for every pattern of the folder."""
    found = []
    for path in sorted(folder.glob("*.yml")):
        if path.name == "lexicon.yml":
            continue
        for group in yaml.safe_load(path.read_text(encoding="utf-8")):
            # A closed class ("oui", "au drive", "samedi matin") is learned whole: nothing else tells its members.
            scale = 1.0 if group.get("closed") else SAMPLES_SCALE
            wanted = round(group.get("samples", 10) * scale)
            found += [(path.stem, group["intent"], wanted, str(pattern)) for pattern in group["patterns"]]
    return found


def sentences(grammar: Grammar, wanted: int, pattern: str) -> list[str]:
    """Up to `wanted` different sentences of the pattern."""
    rng = random.Random(f"{SEED}:{pattern}")
    drawn: dict[str, None] = {}
    for _ in range(wanted * 3):
        sentence = grammar.draw(pattern, rng)
        sentence = with_made_up_names(sentence, rng)
        if rng.random() < TYPED_SHARE:
            sentence = typed(sentence)
        drawn.setdefault(sentence)
        if len(drawn) == wanted:
            break
    return list(drawn)


def write_gazetteer(path: Path, lexicon: Path, catalogue: Path) -> None:
    """Write the names of products as the lookup table `food`: the catalogue's, if any, and the lexicon's."""
    products = yaml.safe_load(lexicon.read_text(encoding="utf-8"))["products"]
    names = {part.strip() for listed in products.values() for entry in listed for part in entry.split("/")}
    for file in catalogue.glob("*.csv"):
        with file.open(encoding="utf-8", newline="") as rows:
            names.update(name for row in csv.DictReader(rows) for name in row["said"].split("|"))
    examples = (f"    - {name}" for name in sorted(names) if name)
    path.write_text(
        "\n".join(['version: "3.1"', "nlu:", "- lookup: food", "  examples: |", *examples]) + "\n", encoding="utf-8"
    )


def write_verbs(path: Path, verbs: Path) -> None:
    """Write the forms of the verbs as lookup tables, one a kind: `verb_put`, `verb_out`…"""
    lines = ['version: "3.1"', "nlu:"]
    for kind, listed in yaml.safe_load(verbs.read_text(encoding="utf-8")).items():
        known = sorted({form for verb in listed.split() for form in conjugation.forms(verb)})
        lines += [f"- lookup: verb_{kind}", "  examples: |", *(f"    - {form}" for form in known)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def write_nouns(path: Path, nouns: Path) -> None:
    """Write the nouns and their plurals as lookup tables, one a kind: `noun_body`, `noun_person`…"""
    lines = ['version: "3.1"', "nlu:"]
    for kind, listed in yaml.safe_load(nouns.read_text(encoding="utf-8")).items():
        known = sorted({form for noun in listed.split() for form in (noun, plural(noun))})
        lines += [f"- lookup: noun_{kind}", "  examples: |", *(f"    - {form}" for form in known)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def plural(noun: str) -> str:
    """The plural of a noun: "genoux", "journaux", "yeux" stands for itself."""
    if noun[-1] in "sxz":
        return noun
    if noun.endswith("al"):
        return noun[:-1] + "ux"
    return noun + ("x" if noun.endswith(("eau", "eu", "ou")) else "s")


def write(path: Path, examples: dict[str, list[str]]) -> int:
    """Write intent → sentences as a Rasa NLU file; return how many sentences there are."""
    lines = ['version: "3.1"', "nlu:"]
    for intent, texts in sorted(examples.items()):
        lines += [f"- intent: {intent}", "  examples: |", *(f"    - {text}" for text in sorted(set(texts)))]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return sum(len(set(texts)) for texts in examples.values())


def expand(patterns: Path, out: Path) -> int:
    """Write one file a subject into `out`; return how many sentences there are."""
    for old in out.glob("*.yml"):
        old.unlink()
    grammar = Grammar(load_lexicon(patterns / "lexicon.yml"))
    subjects: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for subject, intent, wanted, pattern in load_patterns(patterns):
        subjects[subject][intent] += sentences(grammar, wanted, pattern)
    count = sum(write(out / f"{subject}.yml", examples) for subject, examples in subjects.items())
    write_verbs(out / "verbs.yml", patterns.parent / "verbs.yml")
    write_nouns(out / "nouns.yml", patterns.parent / "nouns.yml")
    write_gazetteer(out / "gazetteer.yml", patterns / "lexicon.yml", CATALOGUE)
    return count


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.parse_args()
    print(expand(HERE / "patterns", HERE / "data" / "generated"), "sentences in data/generated")


if __name__ == "__main__":
    main()
