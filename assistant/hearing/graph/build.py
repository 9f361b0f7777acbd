"""Words and sentences → the ``graph`` folder of a Vosk model, static or for run-time grammars.

Static: HCLG.fst, everything composed beforehand. Run-time: HCLr.fst (sounds to words, with look-ahead) and
Gr.fst (the grammar), composed while decoding, so that ``KaldiRecognizer(model, rate, '["lait", "[unk]"]')``
can bring its own Gr.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Container, Iterable, Sequence
from pathlib import Path

import kaldifst
import numpy as np

from assistant.hearing.graph import lexicon_fst, lookahead, ngram
from assistant.hearing.graph.hmm import disambiguation_id, unfold
from assistant.hearing.graph.lexicon import Lexicon, lexicon
from assistant.hearing.graph.openfst import ARC, Automaton, const_bytes, read_vector
from assistant.hearing.graph.transitions import word_boundaries
from assistant.hearing.graph.words import tokens
from assistant.hearing.language import SOUNDS

EPSILON, BACKOFF = "<eps>", "#0"
_UNKNOWN = 0.001
"""Probability of the garbage word: at 0.05 it swallows other languages, but French words too."""


def shop(
    folder: Path,
    sentences: Iterable[str],
    names: Iterable[str],
    order: int = 3,
    least_count: int = 2,
    by_hand: Lexicon | None = None,
    spelled: Container[str] = (),
    tell: Callable[[str], None] = lambda step: None,
) -> list[str]:
    """Write a run-time graph for sentences, and for names that may be said alone.

    Args:
        folder: where the graph's files are written.
        sentences: what people say; each counts as often as it comes.
        names: what must be heard even when no sentence holds it.
        order: longest run of words whose likelihood is learnt.
        least_count: how often such a run must come to be kept.
        by_hand: pronunciations that go before all others.
        spelled: words that may be said letter by letter.
        tell: is told what begins: "pronounce", "learn", "compile".

    Returns:
        The words that cannot be pronounced, in order: the graph lacks them, and every sentence with one of
        them.
    """
    said = [t for t in map(tokens, (*sentences, *names)) if t]
    asked = {word for sentence in said for word in sentence}
    tell("pronounce")
    known = lexicon(asked, by_hand=by_hand, spelled=spelled)
    tell("learn")
    grammar = grammar_of(said, known, order, least_count, _UNKNOWN)
    tell("compile")
    run_time(known, grammar, folder)
    return sorted(asked - known.keys())


def static(words: Lexicon, grammar: ngram.Ngram, folder: Path) -> None:
    """Write HCLG.fst, words.txt and phones/word_boundary.int: smallest and fastest, no run-time grammar."""
    numbers = _numbers([EPSILON, *sorted(words), lexicon_fst.UNKNOWN, BACKOFF])
    text, _ = lexicon_fst.text(words, numbers, numbers[BACKOFF])
    sounds = _compiled(text)
    sentences = _compiled(_grammar_text(grammar, numbers, numbers[BACKOFF]))
    kaldifst.arcsort(sounds, "olabel")
    kaldifst.arcsort(sentences, "ilabel")
    both = kaldifst.compose(sounds, sentences)
    kaldifst.connect(both)
    kaldifst.determinize_star(both, use_log=True)
    kaldifst.minimize_encoded(both)
    _common(folder, numbers)
    (folder / "HCLG.fst").write_bytes(const_bytes(unfold(_arrays(both), keep_disambiguation=False), "ilabel"))


def run_time(words: Lexicon, grammar: ngram.Ngram, folder: Path) -> None:
    """Write HCLr.fst, Gr.fst, disambig_tid.int, words.txt, phones/word_boundary.int and sounds.txt."""
    numbers = _numbers([EPSILON, *sorted(words), lexicon_fst.UNKNOWN])
    text, highest = lexicon_fst.text(words, numbers, backoff=None)
    sounds = _compiled(text)
    kaldifst.determinize_star(sounds, use_log=True)
    machine, renumbered, reachable, end = lookahead.relabelled(
        unfold(_arrays(sounds), keep_disambiguation=True)
    )
    numbers = {word: renumbered[n] if n else 0 for word, n in numbers.items()}
    _common(folder, numbers)
    (folder / "HCLr.fst").write_bytes(lookahead.lookahead_bytes(machine, reachable, end))
    (folder / "Gr.fst").write_bytes(const_bytes(_grammar_automaton(grammar, numbers), "ilabel"))
    symbols = "".join(f"{disambiguation_id(k)}\n" for k in range(highest + 1))
    (folder / "disambig_tid.int").write_text(symbols)
    lengths = "".join(f"{word} {min(map(len, forms))}\n" for word, forms in sorted(words.items()))
    (folder / SOUNDS).write_text(lengths, encoding="utf-8")


def grammar_of(
    sentences: Iterable[Sequence[str]],
    words: Lexicon,
    order: int = 3,
    least_count: int = 2,
    unknown: float = 0.0,
) -> ngram.Ngram:
    """An n-gram of the sentences all of whose words are in ``words``; every word of it can be said.

    ``unknown`` is the probability, before any context is known, of the garbage word that takes what is no
    word.
    """
    known = (s for s in sentences if all(w in words for w in s))
    grammar = ngram.train(known, order, vocabulary=words, least_count=least_count)
    if unknown:
        alone = grammar.words[()]
        grammar.words[()] = {w: p * (1 - unknown) for w, p in alone.items()} | {lexicon_fst.UNKNOWN: unknown}
    return grammar


def _numbers(words: Sequence[str]) -> dict[str, int]:
    return {word: i for i, word in enumerate(words)}


def _compiled(text: str) -> kaldifst.StdVectorFst:
    lines = sorted(text.splitlines(), key=lambda line: int(line.split(" ", 1)[0]))
    return kaldifst.compile("\n".join(lines) + "\n", acceptor=False)


def _arrays(machine: kaldifst.StdVectorFst) -> Automaton:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "vector.fst"
        machine.write(str(path))
        return read_vector(path)


def _grammar_text(grammar: ngram.Ngram, numbers: dict[str, int], backoff: int) -> str:
    """G as text; backing off says #0 and outputs nothing."""
    arcs, ends = ngram.automaton(grammar)
    lines = []
    for arc in arcs:
        labels = f"{backoff} 0" if arc.word is None else f"{numbers[arc.word]} {numbers[arc.word]}"
        lines.append(f"{arc.source} {arc.target} {labels} {arc.cost:.5f}")
    lines += [f"{state} {cost:.5f}" for state, cost in ends.items()]
    return "\n".join(lines) + "\n"


def _grammar_automaton(grammar: ngram.Ngram, numbers: dict[str, int]) -> Automaton:
    """G with back-off on epsilon, as libvosk's run-time composition expects it."""
    listed, ends = ngram.automaton(grammar)
    arcs = np.zeros(len(listed), ARC)
    arcs["ilabel"] = arcs["olabel"] = [0 if a.word is None else numbers[a.word] for a in listed]
    arcs["weight"] = [a.cost for a in listed]
    arcs["target"] = [a.target for a in listed]
    sources = np.array([a.source for a in listed], np.int32)
    finals = np.full(max(sources.max(), arcs["target"].max()) + 1, np.inf, np.float32)
    finals[list(ends)] = list(ends.values())
    return Automaton(0, finals, sources, arcs).trimmed()


def _common(folder: Path, numbers: dict[str, int]) -> None:
    (folder / "phones").mkdir(parents=True, exist_ok=True)
    (folder / "phones" / "word_boundary.int").write_text(word_boundaries())
    listed = sorted(numbers.items(), key=lambda pair: pair[1])
    (folder / "words.txt").write_text("".join(f"{word} {n}\n" for word, n in listed), encoding="utf-8")
