"""What other recognisers are given is what ours has: the same words, likelihoods and sounds."""

from __future__ import annotations

import math
import re

import numpy as np
import pytest

from assistant.hearing.graph import ngram
from assistant.hearing.graph.phones import INDEX
from benchmarks import peers
from benchmarks.material import Clip

SENTENCES = [["du", "lait"], ["du", "lait", "frais"], ["du", "thé"], ["un", "thé"]]
VOWELS = {"AA", "AE", "AH", "AO", "AW", "AY", "EH", "ER", "EY", "IH", "IY", "OW", "OY", "UH", "UW"}
CONSONANTS = {*"BDFGKLMNPRSTVWYZ", "CH", "DH", "HH", "JH", "NG", "SH", "TH", "ZH"}


@pytest.fixture(scope="module")
def model() -> ngram.Ngram:
    return ngram.train(SENTENCES, 3, least_count=1)


def probability(arpa: str, words: list[str]) -> float:
    """P(last word | the words before), by back-off, from a file in ARPA's format alone."""
    rows = {
        tuple(line.split("\t")[1].split()): [float(line.split("\t")[0]), *map(float, line.split("\t")[2:])]
        for line in arpa.splitlines()
        if "\t" in line
    }
    run, log = tuple(words), 0.0
    while run not in rows:
        back = rows.get(run[:-1], [0.0])
        log += back[1] if len(back) > 1 else 0.0
        run = run[1:]
    return 10 ** (log + rows[run][0])


@pytest.mark.parametrize("words", ["<s> du lait", "du lait </s>", "un thé", "un lait", "frais", "thé frais"])
def test_the_file_says_what_the_model_says(model: ngram.Ngram, words: str) -> None:
    run = words.split()
    asked = model.probability(tuple(run[:-1]), run[-1])
    assert math.isclose(probability(peers.arpa(model), run), asked, rel_tol=1e-3)


def test_the_counts_on_top_are_those_of_the_lists(model: ngram.Ngram) -> None:
    text = peers.arpa(model)
    for order, count in re.findall(r"ngram (\d)=(\d+)", text):
        body = re.split(rf"\\{order}-grams:\n", text)[1].split("\n\n")[0]
        assert len(body.splitlines()) == int(count)


def test_every_sound_of_ours_has_english_ones() -> None:
    for phone in INDEX:
        assert set(peers._ENGLISH.get(phone, phone.upper()).split()) <= VOWELS | CONSONANTS, phone


def test_a_row_counts_errors_by_words_and_keeps_sets_apart() -> None:
    silence = np.zeros(16_000, np.int16)
    first = [Clip(silence, "du lait frais", "a"), Clip(silence, "du thé", "b")]
    second = [Clip(silence, "du lait", "a")]
    line = peers.row("deaf to the last word", lambda clip: clip.text.rsplit(" ", 1)[0], (first, second))
    cells = [cell.strip() for cell in line.split("|")]
    assert cells[1] == "deaf to the last word"
    assert cells[2].startswith("40.0%")
    assert cells[3].startswith("50.0%")
