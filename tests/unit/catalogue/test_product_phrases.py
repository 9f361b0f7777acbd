"""The phrases that score the search are worth scoring with."""

from __future__ import annotations

import csv
import importlib.util
from fnmatch import fnmatchcase

import pytest

from assistant.catalogue.language import brands, everyday_names
from assistant.catalogue.words import plain, tokens


def read(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def phrases(root):
    return read(root / "benchmarks" / "data" / "product_phrases.csv")


@pytest.fixture(scope="module")
def products(root):
    return [row for file in (root / "assistant" / "catalogue" / "data").glob("*.csv") for row in read(file)]


@pytest.fixture(scope="module")
def noise(root):
    spec = importlib.util.spec_from_file_location("noise", root / "benchmarks" / "noise.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def development(root):
    folder = root / "benchmarks" / "data"
    return read(folder / "development_phrases.csv") + read(folder / "spoken_phrases.csv")


def test_the_list_to_tune_on_shares_no_phrase_with_the_held_out_one(phrases, development):
    assert not {row["phrase"] for row in development} & {row["phrase"] for row in phrases}
    assert sum(bool(row["families"]) for row in development) >= 400


def test_there_are_enough_of_them_each_once(phrases):
    assert sum(bool(row["families"]) for row in phrases) >= 450
    assert sum(not row["families"] for row in phrases) >= 60
    assert len({row["phrase"] for row in phrases}) == len(phrases)


def test_none_is_a_synonym_of_the_catalogue(phrases, products):
    said = {word.strip() for product in products for word in product["said"].split("|")}
    assert [row["phrase"] for row in phrases if row["phrase"] in said] == []


def test_none_is_an_everyday_name_that_search_was_told(phrases):
    told = {tuple(map(plain, tokens(said))) for said, _ in (*everyday_names(), *brands())}
    held_out = {tuple(map(plain, tokens(row["phrase"]))) for row in phrases}
    assert len(told & held_out) == 0


def test_each_names_families_that_exist(phrases, development, products):
    families = {product["family"] for product in products}
    for row in [*phrases, *development]:
        for pattern in filter(None, row["families"].split("|")):
            assert any(fnmatchcase(family, pattern) for family in families), row


def test_noise_changes_nearly_every_phrase_and_repeats_itself(phrases, noise):
    heard = {row["phrase"]: noise.noisy(row["phrase"]) for row in phrases if row["families"]}
    assert sum(before != after for before, after in heard.items()) > 0.95 * len(heard)
    assert heard == {phrase: noise.noisy(phrase) for phrase in heard}
    assert noise.noisy("lait demi-écrémé", 3) != noise.noisy("lait demi-écrémé", 1)
