"""The graph part. Whatever needs kaldifst runs in a process of its own, as in the product."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from assistant.hearing.graph import lexicon, lookahead, ngram
from assistant.hearing.graph.lexicon_fst import UNKNOWN
from assistant.hearing.graph.openfst import ARC, Automaton, const_bytes
from assistant.hearing.graph.phones import INDEX
from assistant.hearing.graph.words import tokens

WORDS = {
    "lait": (("l", "ɛ"), ("l", "e")),
    "laid": (("l", "ɛ"),),
    "l'": (("l",),),
    "eau": (("o",),),
    "un": (("ɛ̃",), ("ɛ̃", "n")),
}
SENTENCES = [["un", "lait"], ["l'", "eau"], ["un", "lait"], ["un", "lait", "laid"]]
LIBRARY = next(Path("/usr/lib").glob("**/libfstlookahead.so*"), None)


BUILD = """
import sys
from pathlib import Path
from assistant.hearing.graph import build
words, sentences, folder = eval(sys.stdin.read()), eval(sys.argv[1]), Path(sys.argv[2])
grammar = build.grammar_of(sentences, words, least_count=1)
build.run_time(words, grammar, folder / "run-time")
build.static(words, grammar, folder / "static")
"""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("graphs")
    command = [sys.executable, "-c", BUILD, repr(SENTENCES), str(folder)]
    subprocess.run(command, input=repr(WORDS), text=True, check=True)
    return folder


def test_words_are_split_at_apostrophes_and_hyphens() -> None:
    assert tokens("Qu’est-ce qu'il y a aujourd'hui ?") == [
        "qu'",
        "est",
        "ce",
        "qu'",
        "il",
        "y",
        "a",
        "aujourd'hui",
    ]


@pytest.mark.parametrize(
    ("word", "said", "also"),
    [
        ("petits", "p ə t i", "p ə t i z"),
        ("grand", "ɡ ʁ ɑ̃", "ɡ ʁ ɑ̃ t"),
        ("bon", "b ɔ̃", "b ɔ̃ n"),
        ("pomme", "p ɔ m", "p ɔ m ə"),
        ("pomme", "p ɔ m", "p o m"),
        ("litre", "l i t ʁ", "l i t"),
        ("semaine", "s ə m ɛ n", "s m ɛ n"),
        ("pizza", "p i z z a", "p i z a"),
    ],
)
def test_french_variants(word: str, said: str, also: str) -> None:
    assert tuple(also.split()) in lexicon.variants(word, tuple(said.split()))


def test_a_short_word_makes_no_liaison() -> None:
    assert lexicon.variants("os", ("o",)) == (("o",),)


def test_corrections_go_before_the_reader_and_mute_words_are_left_out() -> None:
    found = lexicon.lexicon(
        ["six", "lait", "..."], read=lambda words: [["l", "ɛ"] if w == "lait" else [] for w in words]
    )
    assert found["six"][0] == ("s", "i", "s")
    assert found["lait"][0] == ("l", "ɛ")
    assert "..." not in found


def test_every_correction_is_written_in_our_phones() -> None:
    assert all(phone in INDEX for forms in lexicon.corrections().values() for form in forms for phone in form)


def test_probabilities_after_every_history_sum_to_one() -> None:
    model = ngram.train(SENTENCES, order=3, vocabulary=WORDS, least_count=1)
    everything = [*WORDS, ngram.END]
    for history in model.words:
        assert sum(model.probability(history, w) for w in everything) == pytest.approx(1, abs=0.02)
    assert model.probability(("un",), "lait") > model.probability(("un",), "eau") > 0


def test_the_automaton_backs_off_one_word_at_a_time() -> None:
    model = ngram.train(SENTENCES, order=3, vocabulary=WORDS, least_count=1)
    arcs, ends = ngram.automaton(model)
    assert sum(a.word is None for a in arcs) == sum(bool(h) for h in model.words)
    assert ends
    assert all(np.isfinite(a.cost) for a in arcs)


def _automaton(arcs: list[tuple[int, int, int, int]], final: int) -> Automaton:
    """From (source, input, output, target); the last state alone is final."""
    states = max(max(a[0], a[3]) for a in arcs) + 1
    rows = np.zeros(len(arcs), ARC)
    rows["ilabel"], rows["olabel"], rows["target"] = ([a[k] for a in arcs] for k in (1, 2, 3))
    finals = np.full(states, np.inf, np.float32)
    finals[final] = 0
    return Automaton(0, finals, np.array([a[0] for a in arcs], np.int32), rows)


def test_each_state_knows_which_words_may_follow() -> None:
    machine = _automaton(
        [(0, 1, 0, 1), (0, 2, 0, 2), (1, 3, 7, 3), (1, 1, 0, 1), (2, 4, 9, 3), (2, 5, 8, 3)], final=3
    )
    _, number, reachable, end = lookahead.relabelled(machine)
    spelled = [{n for a, b in intervals for n in range(a, b)} for intervals in reachable]
    assert spelled == [
        {number[7], number[8], number[9]},
        {number[7]},
        {number[8], number[9]},
        {end},
    ]
    assert len(reachable[0]) == 1, "one interval is enough when labels are numbered depth first"


def test_dead_ends_are_trimmed() -> None:
    machine = _automaton([(0, 1, 1, 1), (0, 2, 2, 2), (3, 1, 1, 1)], final=1).trimmed()
    assert machine.state_count == 2
    assert len(machine.arcs) == 1


def test_a_graph_has_what_vosk_asks_for(built: Path) -> None:
    assert {p.name for p in (built / "run-time").iterdir()} == {
        "HCLr.fst",
        "Gr.fst",
        "disambig_tid.int",
        "words.txt",
        "sounds.txt",
        "phones",
    }
    assert {p.name for p in (built / "static").iterdir()} == {"HCLG.fst", "words.txt", "phones"}
    words = dict(line.split() for line in (built / "run-time" / "words.txt").read_text().splitlines())
    assert words["<eps>"] == "0"
    assert {*WORDS, UNKNOWN} < set(words)
    assert len(set(words.values())) == len(words)


@pytest.mark.skipif(
    shutil.which("fstinfo") is None, reason="libfst-tools is not installed (apt-get install libfst-tools)"
)
@pytest.mark.parametrize("name", ["run-time/Gr.fst", "static/HCLG.fst"])
def test_openfst_reads_our_const_files(built: Path, name: str) -> None:
    info = subprocess.run(["fstinfo", str(built / name)], capture_output=True, text=True, check=True).stdout
    facts = dict(line.rsplit(None, 1) for line in info.splitlines())
    assert facts["fst type"] == "const"
    assert facts["# of states"] == facts["# of accessible states"] == facts["# of coaccessible states"]
    assert facts["input label sorted"] == "y"


@pytest.mark.skipif(
    shutil.which("fstinfo") is None or LIBRARY is None,
    reason="libfst-tools is not installed (apt-get install libfst-tools)",
)
def test_openfst_reads_our_lookahead_file(built: Path) -> None:
    path = built / "run-time" / "HCLr.fst"
    run = subprocess.run(
        ["fstinfo", str(path)],
        capture_output=True,
        text=True,
        check=True,
        env={"LD_PRELOAD": str(LIBRARY), "PATH": "/usr/bin"},
    )
    assert "olabel_lookahead" in run.stdout


def test_a_const_file_is_sorted_as_asked() -> None:
    machine = _automaton([(0, 5, 1, 1), (0, 2, 3, 1)], final=1)
    by_input, by_output = const_bytes(machine, "ilabel"), const_bytes(machine, "olabel")
    assert len(by_input) == len(by_output)
    assert by_input != by_output


def test_the_graph_part_loads_neither_vosk_nor_torch() -> None:
    script = "import sys, assistant.hearing.graph.build; sys.exit(bool({'torch', 'vosk'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0


def test_components_are_the_states_that_reach_each_other() -> None:
    tails, heads = np.array([0, 1, 2, 2, 3, 3], np.int32), np.array([1, 2, 0, 3, 3, 4], np.int32)
    component, count = lookahead.components(tails, heads, 5)
    assert count == 3
    assert component[0] == component[1] == component[2]
    assert len({*component.tolist()}) == 3


def test_a_retailer_may_spell_a_name_as_it_is_said(tmp_path: Path) -> None:
    path = tmp_path / "pronunciations.tsv"
    path.write_text("# ours\nHäagen\t=aguène; a ɡ ɛ n\n", encoding="utf-8")
    found = lexicon.corrections(path, read=lambda texts: [["a", "ɡ", "ɛ"] for _ in texts])
    assert found == {"häagen": (("a", "ɡ", "ɛ"), ("a", "ɡ", "ɛ", "n"))}


@pytest.mark.parametrize("line", ["zorblix", "zorblix\t", "zorblix\tz qq", "\tz a"])
def test_a_pronunciation_that_is_none_is_named_by_its_line(tmp_path: Path, line: str) -> None:
    (tmp_path / "p.tsv").write_text(f"lait\tl ɛ\n{line}\n", encoding="utf-8")
    with pytest.raises(lexicon.BadCorrection, match=r"line 2"):
        lexicon.corrections(tmp_path / "p.tsv")


def test_acronyms_are_spelled_and_other_scripts_are_left_out() -> None:
    names = {
        "p": ["p", "e"],
        "q": ["k", "y"],
        "u": ["y"],
        "h": ["a", "ʃ"],
        "t": ["t", "e"],
        "uht": ["y", "t"],
    }
    read = lambda texts: [names.get(text, []) for text in texts]  # noqa: E731
    found = lexicon.lexicon(["pq", "uht", "漢字"], read=read, spelled={"uht"})
    assert found["pq"][0] == ("p", "e", "k", "y")
    assert ("y", "a", "ʃ", "t", "e") in found["uht"]
    assert "漢字" not in found
