"""How likely words are: the model's own grammar, read back."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pytest

from assistant.hearing.graph.openfst import ARC, Automaton, const_bytes, read_const
from assistant.hearing.language import SOUNDS, Language
from assistant.hearing.models import EMBEDDED

NUMBERS = {"<eps>": 0, "du": 1, "lait": 2, "thé": 3}
ARCS = [
    # source, word, cost, target: 0 is the start, 1 the unigrams, 2 what follows "du"
    (0, 1, 0.5, 2),
    (0, 0, 1.0, 1),
    (1, 1, 2.0, 2),
    (1, 2, 3.0, 1),
    (1, 3, 4.0, 1),
    (2, 0, 0.25, 1),
    (2, 2, 0.125, 1),
]


@pytest.fixture
def grammar() -> Automaton:
    arcs = np.zeros(len(ARCS), ARC)
    for at, (_, word, cost, target) in enumerate(ARCS):
        arcs[at] = (word, word, cost, target)
    finals = np.array([np.inf, 1.5, np.inf], np.float32)
    return Automaton(0, finals, np.array([a[0] for a in ARCS], np.int32), arcs)


@pytest.fixture
def language(grammar: Automaton, tmp_path: Path) -> Language:
    graph = tmp_path / "graph"
    graph.mkdir()
    (graph / "Gr.fst").write_bytes(const_bytes(grammar, "ilabel"))
    (graph / "words.txt").write_text("".join(f"{w} {n}\n" for w, n in NUMBERS.items()), encoding="utf-8")
    (graph / SOUNDS).write_text("du 2\nlait 2\nthé 2\n", encoding="utf-8")
    read = Language.of_model(tmp_path)
    assert read is not None
    return read


@pytest.mark.parametrize(
    ("said", "cost"),
    [
        ("du lait", 0.5 + 0.125 + 1.5),
        ("du thé", 0.5 + 0.25 + 4.0 + 1.5),
        ("thé", 1.0 + 4.0 + 1.5),
        ("lait du", 1.0 + 3.0 + 2.0 + 0.25 + 1.5),
    ],
)
def test_words_cost_what_the_cheapest_way_through_the_grammar_costs(
    language: Language, said: str, cost: float
) -> None:
    assert math.isclose(language.cost(said.split()), cost, rel_tol=1e-6)


def test_a_word_that_the_grammar_lacks_is_dear_but_not_impossible(language: Language) -> None:
    assert language.cost(["thé"]) < language.cost(["thé", "krapoutchik"]) < math.inf


def test_sounds_are_counted_over_the_words(language: Language) -> None:
    assert language.sounds(["du", "lait"]) == 4


def test_a_file_is_read_as_it_was_written(grammar: Automaton, tmp_path: Path) -> None:
    (tmp_path / "Gr.fst").write_bytes(const_bytes(grammar, "ilabel"))
    read = read_const(tmp_path / "Gr.fst")
    again = grammar.sorted_by("ilabel")
    assert read.start == again.start
    assert read.arcs.tolist() == again.arcs.tolist()
    assert read.sources.tolist() == again.sources.tolist()
    assert read.finals.tolist() == again.finals.tolist()


def test_a_model_from_elsewhere_has_no_grammar_to_read(tmp_path: Path) -> None:
    assert Language.of_model(tmp_path) is None


def test_the_embedded_model_finds_an_answer_likelier_than_a_bed() -> None:
    embedded = Language.of_model(EMBEDDED)
    assert embedded is not None
    assert embedded.cost(["oui"]) < embedded.cost(["annule"]) < embedded.cost(["lit"])
    assert embedded.sounds(["oui"]) == 2
