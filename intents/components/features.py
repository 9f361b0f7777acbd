"""What the two linear models look at: features of a sentence, and of each of its words.

Source: the feature sets of shallow parsing (Sha & Pereira 2003) and of linear text classification (Joachims 1998).
"""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise

from components.lexicon import Lexicon
from components.words import NUMBER, Word, words

_PRODUCT = "@"
"""Stands for a known product's name in the shape of a sentence."""
_UNKNOWN = "?"
"""Stands for a word too rare to have been learnt, in the outline of a sentence."""
_CLASSES = {"unit_word": "%", "day_word": "~"}
"""Lists whose words are one sign each in the outline."""
_NOUN = "noun_"
"""How the names of the lists of nouns begin, whose words are known by their kind."""


class Sentence:
    """A text with what the lexicon knows of it.

    Args:
        text: the sentence.
        lexicon: the word lists.
        blind: leave the product list out, as if all products were new; for training.
    """

    def __init__(self, text: str, lexicon: Lexicon, blind: bool = False) -> None:
        self.text = text
        self.words: list[Word] = words(text)
        self.names = lexicon.names(self.words)
        self.products = [] if blind else lexicon.products(self.words)
        self.patterns = lexicon.patterns(text)
        self.verbs = ["|".join(sorted(lexicon.kinds_of_verb(word.form))) for word in self.words]
        known = lexicon.products(self.words) if blind else []
        self._hidden = {at for start, end in known for at in range(start, end)}

    def shape(self) -> list[str]:
        """The words, each known product made one sign: "mets # litres de @"."""
        out: list[str] = []
        at = 0
        for start, end in self.products:
            out += [word.form for word in self.words[at:start]]
            out.append(_PRODUCT)
            at = end
        return out + [word.form for word in self.words[at:]]

    def free_names(self) -> list[list[str]]:
        """The lists of the words that are no part of a known product's name."""
        inside = {at for start, end in self.products for at in range(start, end)}
        return [names for at, names in enumerate(self.names) if at not in inside]

    def outline(self, usual: frozenset[str]) -> list[str]:
        """The shape with verbs, units and days by their kind and unusual words one sign: "put # % de ?"."""
        out: list[str] = []
        at = 0
        for start, end in [*self.products, (len(self.words), len(self.words))]:
            for here in range(at, start):
                form = self.words[here].form
                kind = next((_CLASSES[name] for name in self.names[here] if name in _CLASSES), "") or self.verbs[here]
                if not kind and (form not in usual or here in self._hidden):
                    kind = next((name for name in self.names[here] if name.startswith(_NOUN)), _UNKNOWN)
                out.append(kind or form)
            if end > start:
                out.append(_PRODUCT)
            at = end
        return out


def of_sentence(sentence: Sentence, usual: frozenset[str]) -> list[str]:
    """Features of the whole: words, pairs and triples of shape and outline, ends, lists, patterns, parts of words.

    Args:
        sentence: the sentence.
        usual: words that were often met in training.
    """
    shape = sentence.shape()
    padded = ["<", *shape, ">"]
    found = {f"w={word}" for word in shape}
    found.update(f"2={a} {b}" for a, b in pairwise(padded))
    found.update(f"3={a} {b} {c}" for a, b, c in zip(padded, padded[1:], padded[2:], strict=False))
    found.update(f"s={a}_{c}" for a, c in zip(padded, padded[2:], strict=False))
    found.update(f"l={name}" for names in sentence.names for name in names)
    first = [name for names in sentence.names[:3] for name in names]
    found.update(f"lf={name}" for name in first)
    found.update(f"p={name}" for name in sentence.patterns)
    for word in shape:
        if len(word) > 3:
            found.update((f"<={word[:4]}", f">={word[-3:]}"))
    outline = ["<", *sentence.outline(usual), ">"]
    found.update(f"o2={a} {b}" for a, b in pairwise(outline))
    found.update(f"o3={a} {b} {c}" for a, b, c in zip(outline, outline[1:], outline[2:], strict=False))
    found.add(f"ostart={' '.join(outline[:4])}")
    found.update(f"v={kind}" for kinds in sentence.verbs if kinds for kind in kinds.split("|"))
    about = {name for names in sentence.free_names() for name in names if name.startswith(_NOUN)}
    found.update(f"v={kind} t={name}" for kinds in set(sentence.verbs) for kind in kinds.split("|") for name in about)
    found.add(f"n={min(len(shape), 8)}")
    found.add(f"start={' '.join(shape[:2])}")
    found.add("bias")
    return sorted(found)


def of_letters(sentence: Sentence) -> list[str]:
    """Runs of three to five letters of each word, its ends marked: what words of one family share, and misspelt ones.

    Source: Cavnar & Trenkle 1994 on n-grams of characters; fastText (Bojanowski et al. 2017) for the marked ends.
    """
    return sorted({run for word in sentence.words for run in _runs(word.form)})


@lru_cache(maxsize=20_000)
def _runs(form: str) -> tuple[str, ...]:
    marked = f" {form} "
    return tuple(f"c={marked[at : at + length]}" for length in range(3, 6) for at in range(len(marked) - length + 1))


def of_words(sentence: Sentence) -> list[list[str]]:
    """Features of each word: itself, its neighbours, what the lists say of them, and the verbs before it."""
    places = [""] * len(sentence.words)
    for start, end in sentence.products:
        for at in range(start, end):
            places[at] = "B" if at == start else "I"
        places[end - 1] += "E"
    forms = [word.form for word in sentence.words]
    kinds = ["+".join(sorted(set(names))) for names in sentence.names]
    gaps = [sentence.text[a.end : b.start].strip() for a, b in pairwise(sentence.words)]
    out: list[list[str]] = []
    behind = "none"
    for at, form in enumerate(forms):
        found = ["bias", f"w={form}", f"gz={places[at]}", f"k={kinds[at]}", f"v={behind}"]
        if sentence.verbs[at]:
            found.append(f"vk={sentence.verbs[at]}")
        if form != NUMBER:
            found += [f"suf={form[-3:]}", f"suf2={form[-2:]}", f"pre={form[:4]}"]
        for step in (-2, -1, 1, 2):
            there = at + step
            if 0 <= there < len(forms):
                found += [f"w{step}={forms[there]}", f"k{step}={kinds[there]}", f"gz{step}={places[there]}"]
            else:
                found.append(f"w{step}=|")
        before = forms[at - 1] if at else "<"
        after = forms[at + 1] if at + 1 < len(forms) else ">"
        found += [f"w-1w={before} {form}", f"ww+1={form} {after}", f"w-1w+1={before}_{after}"]
        found += [
            f"k-1g={kinds[at - 1] if at else '<'} {places[at]}",
            f"wg+1={form} {places[at + 1] if at + 1 < len(forms) else '>'}",
        ]
        found.append(f"w-2w-1={forms[at - 2] if at > 1 else '<'} {before}")
        found.append(f"ww+1w+2={form} {after} {forms[at + 2] if at + 2 < len(forms) else '>'}")
        if at and gaps[at - 1]:
            found.append(f"gap={gaps[at - 1]}")
        if at == 0:
            found.append("first")
        out.append(found)
        for name in sentence.names[at]:
            if name.endswith("_word") and name not in ("unit_word", "number_word"):
                behind = name
    return out
