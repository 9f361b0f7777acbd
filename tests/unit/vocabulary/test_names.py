"""What products are called aloud."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.shopping.amounts import Amount
from assistant.shopping.products import Product
from assistant.vocabulary.coverage import missing, words_of
from assistant.vocabulary.names import aloud, names_of


def product(name: str, brand: str = "", said: tuple[str, ...] = (), popularity: int = 0) -> Product:
    return Product(
        sku=name, name=name, price_cents=100, net=Amount.pieces(1), brand=brand, said=said,
        popularity=popularity,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("Piles LR6 (lot de 4)", "piles lr six lot de quatre"),
        ("Crème 30 % M.G.", "crème trente pour cent m g"),
        ("Farine T55 — 1,5 kg", "farine t cinquante-cinq un virgule cinq kg"),
        ("Pont-l’Évêque AOP", "pont-l'évêque aop"),
        ("Sel & poivre", "sel et poivre"),
        ("12345", "un deux trois quatre cinq"),
        ("…", ""),
    ],
)
def test_names_are_written_as_they_are_said(written: str, said: str) -> None:
    assert aloud(written) == said


def test_what_households_buy_most_is_expected_most() -> None:
    lait = product("Lait", said=("lait",), popularity=900)
    names = names_of([lait, product("Zorblix", said=("zorblix",), popularity=9)])
    assert names.products["lait"] > names.products["zorblix"] >= 1


def test_capitals_may_be_spelled() -> None:
    assert names_of([product("Lait UHT", brand="LU")]).spelled == {"uht", "lu"}


def test_a_model_lacks_the_words_that_are_not_in_its_list(tmp_path: Path) -> None:
    (tmp_path / "graph").mkdir()
    (tmp_path / "graph" / "words.txt").write_text("<eps> 0\nlait 1\nde 2\n", encoding="utf-8")
    assert missing(tmp_path, names_of([product("Lait de zorblix")])) == {"zorblix": "lait de zorblix"}
    assert words_of(tmp_path / "nothing") == frozenset()
