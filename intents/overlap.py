"""What the held-out sentences share with the training data: there should be next to nothing.

    ../.venv/bin/python overlap.py [--list]        the assistant's environment; nothing of Rasa is needed

Products, attributes, brands, quantities, units, dishes, times and prices are masked on both sides (in training data
by their spans, in heldout/ by what the sentence is said to mean; number and unit words everywhere), articles are
dropped and runs of masks become one. What is left is the sentence's template: "mets [·] s'il te plaît". Reported
are sentences that the training data holds word for word, templates that it holds and that have two or more words
besides the masks, the share of word sequences (three words of a template in a row) that it holds, and how many of
the products were never in it.

Without --list no sentence is printed, so that those who write training data may run it too. Exit status 1 when
sentences or templates are shared.
"""

from __future__ import annotations

import argparse
import re
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from assistant.evaluation.sentences import Sentence, load_sentences
from assistant.evaluation.training import MARK as SPAN
from assistant.evaluation.training import known_by_heart, read_training
from assistant.evaluation.words import content_words
from assistant.understanding.numbers import parse_number
from assistant.understanding.units import parse_unit

MASK = "·"
_MASKED = ("product", "attribute", "brand", "quantity", "unit", "price", "recipe", "servings", "when", "ordinal")
_ARTICLES = {"un", "une", "l"}


def template(text: str, named: frozenset[str] = frozenset()) -> tuple[str, ...]:
    """The words of a sentence with masks for what may vary; `named` are the content words of its items."""
    out: list[str] = []
    for word in text.lower().replace("’", "'").replace("'", " ").replace("-", " ").split():
        folded = content_words(word) if word != MASK else ()
        if word == MASK or (folded and folded[0] in named) or (word not in _ARTICLES and _counts(word)):
            if not out or out[-1] != MASK:
                out.append(MASK)
        elif folded:
            out.append(folded[0])
    return tuple(out)


def _counts(word: str) -> bool:
    return parse_number(word) is not None or parse_unit(word) is not None


def templates_and_products(training: tuple[str, ...]) -> tuple[set[tuple[str, ...]], set[str]]:
    """Templates and content words of products in the training data."""
    templates, products = set(), set()
    for marked in training:
        templates.add(template(SPAN.sub(_masked, marked)))
        products.update(" ".join(content_words(m[1])) for m in SPAN.finditer(marked) if "product" in m.group(2, 3))
    return templates, products


def _masked(mark: re.Match[str]) -> str:
    return f" {MASK} " if (mark[2] or mark[3]) in _MASKED else mark[1]


def named_by(sentence: Sentence) -> tuple[frozenset[str], set[str]]:
    """Content words of everything a sentence names, and its products."""
    words: set[str] = set()
    products: set[str] = set()
    for meaning in sentence.meanings:
        for wanted in meaning.requests:
            for group in wanted.items.values():
                for way in (way for item in group for way in item.ways):
                    words |= way.words
                    products.add(" ".join(way.product))
            words |= set(content_words(str(wanted.values.get("recipe", ""))))
    return frozenset(words), products - {""}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--list", action="store_true", help="print the sentences that are shared")
    options = parser.parse_args()
    training = read_training(HERE)
    templates, known = templates_and_products(training)
    grams = {t[at : at + 3] for t in templates for at in range(len(t) - 2)}
    sentences = load_sentences(HERE / "heldout")
    learnt = known_by_heart(sentences, training)
    same, alike, said, seen, products, unseen = [], [], 0, 0, 0, 0
    for sentence in sentences:
        words, named = named_by(sentence)
        masked = template(sentence.text, words)
        if sentence.text in learnt:
            same.append(sentence.text)
        elif masked in templates and sum(word != MASK for word in masked) >= 2:
            alike.append(f"{sentence.text}   = {' '.join(masked)}")
        three = [masked[at : at + 3] for at in range(len(masked) - 2)]
        said, seen = said + len(three), seen + sum(gram in grams for gram in three)
        products, unseen = products + len(named), unseen + len(named - known)
    print(f"{len(sentences)} held-out sentences, {len(set(training))} training sentences")
    print(f"word for word in the training data: {len(same)}")
    print(f"templates of two or more words shared: {len(alike)}")
    print(f"sequences of three words shared: {100 * seen / max(1, said):.1f} %")
    print(f"products never in the training data: {100 * unseen / max(1, products):.1f} %")
    for line in [*same, *alike] if options.list else []:
        print("  ", line)
    sys.exit(1 if same or alike else 0)


if __name__ == "__main__":
    main()
