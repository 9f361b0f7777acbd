"""A product that is added to the catalogue can be heard: real espeak-ng, kaldifst, vosk and speech."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.catalogue.files import read_folder
from assistant.errors import BadInput, Unavailable
from assistant.hearing.audio import decode
from assistant.hearing.confidence import Calibration
from assistant.hearing.models import EMBEDDED, AcousticModel
from assistant.hearing.recogniser import Recogniser
from assistant.shopping.amounts import Amount
from assistant.shopping.products import Product
from assistant.vocabulary import building
from assistant.vocabulary.building import build, read_card
from assistant.vocabulary.coverage import missing, words_of
from assistant.vocabulary.names import names_of

pytest.importorskip("kaldifst")

Say = Callable[[str], str]


def product(name: str, said: str = "", brand: str = "") -> Product:
    called = (said or name.lower(),)
    return Product(name, name, 100, Amount.pieces(1), brand=brand, said=called, popularity=500)


CATALOGUE = [
    product("Biscuits zorblix à la fraise", "zorblix", "Zorblix"),
    product("Limonade Krapoutchik", "krapoutchik", "Krapoutchik"),
    product("Häagen-Dazs vanille", "häagen dazs"),
    product("Papier toilette", "pq"),
    product("漢字", "漢字"),
]
PRONUNCIATIONS = "häagen\t=aguène\ndazs\td a z\n"


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory, root: Path) -> Path:
    folder = tmp_path_factory.mktemp("vocabulary")
    (folder / "pronunciations.tsv").write_text(PRONUNCIATIONS, encoding="utf-8")
    build(CATALOGUE, root / "intents", folder / "shop", folder / "pronunciations.tsv")
    return folder / "shop"


def hear(model: Path, text: str, folder: Path) -> str:
    if shutil.which("espeak-ng") is None:
        pytest.skip("espeak-ng is not installed: it speaks the sentences of this test")
    sound = folder / "said.wav"
    subprocess.run(["espeak-ng", "-v", "fr-fr+f2", "-s", "150", "-w", str(sound), text], check=True)
    return Recogniser(AcousticModel(model, "built")).transcribe(decode(sound)).text


@pytest.mark.parametrize(
    ("said", "word"),
    [
        ("ajoute du zorblix", "zorblix"),
        ("mets deux bouteilles de krapoutchik", "krapoutchik"),
        ("ajoute du pé ku", "pq"),
    ],
)
def test_a_new_product_is_heard_and_was_not_before(shop: Path, tmp_path: Path, said: str, word: str) -> None:
    assert word in hear(shop, said, tmp_path).split()
    assert word not in words_of(EMBEDDED) or word == "pq"


@pytest.mark.parametrize(
    "said",
    [
        "mets deux litres de lait et trois baguettes",
        "ajoute un kilo de tomates",
        "combien ça fait",
        "je voudrais une douzaine d'œufs",
        "oui",
    ],
)
def test_the_rest_is_heard_as_before(shop: Path, tmp_path: Path, said: str) -> None:
    assert hear(shop, said, tmp_path) == said


def test_the_embedded_model_hears_every_name_of_the_embedded_catalogue(root: Path) -> None:
    products, _ = read_folder(root / "assistant" / "catalogue" / "data")
    assert missing(EMBEDDED, names_of(products)) == {}


def test_both_hear_how_the_microphone_is_closed(shop: Path, tmp_path: Path) -> None:
    assert hear(shop, "coupe le micro", tmp_path) == hear(EMBEDDED, "coupe le micro", tmp_path)
    assert hear(EMBEDDED, "coupe le micro", tmp_path) == "coupe le micro"


def test_numbers_of_all_regions_are_in_it(shop: Path) -> None:
    assert {"septante", "huitante", "octante", "nonante", "quatre", "vingts"} <= words_of(shop)


def test_a_word_that_nobody_can_say_is_reported(shop: Path) -> None:
    card = read_card(shop)
    assert card is not None
    assert card.mute == ("漢字",)
    assert missing(shop, names_of(CATALOGUE)) == {"漢字": "漢字"}


def test_an_unchanged_catalogue_is_not_built_again(shop: Path, root: Path) -> None:
    before = (shop / building.CARD).stat().st_mtime_ns
    _, built = build(CATALOGUE, root / "intents", shop, shop.parent / "pronunciations.tsv")
    assert not built
    assert (shop / building.CARD).stat().st_mtime_ns == before


def test_a_bad_pronunciation_leaves_the_old_model(shop: Path, root: Path, tmp_path: Path) -> None:
    (tmp_path / "bad.tsv").write_text("zorblix\tz ɔ ʁ qq\n", encoding="utf-8")
    before = sorted(p.name for p in shop.parent.iterdir())
    with pytest.raises(BadInput) as caught:
        build(CATALOGUE, root / "intents", shop, tmp_path / "bad.tsv")
    assert caught.value.code == "bad_pronunciations"
    assert "line 1" in caught.value.message
    assert sorted(p.name for p in shop.parent.iterdir()) == before
    assert read_card(shop) is not None


def test_without_sentence_patterns_it_says_so(tmp_path: Path) -> None:
    with pytest.raises(Unavailable) as caught:
        build(CATALOGUE, tmp_path, tmp_path / "shop")
    assert caught.value.code == "no_sentence_patterns"


def test_without_a_pronouncer_it_says_what_to_install(
    tmp_path: Path, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "kaldifst.py").write_text("raise ImportError('no kaldifst here')", encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    with pytest.raises(Unavailable) as caught:
        build(CATALOGUE, root / "intents", tmp_path / "shop")
    assert caught.value.code == "no_graph_builder"


def test_a_build_that_is_killed_leaves_the_old_model(shop: Path, root: Path, tmp_path: Path) -> None:
    standing = shutil.copytree(shop, tmp_path / "models" / "shop")
    env = {**os.environ, "VOCABAS_DATA_DIR": str(tmp_path), "VOCABAS_INTENTS_DIR": str(root / "intents")}
    command = [sys.executable, "-m", "assistant.cli", "models", "build", "--force"]
    child = subprocess.Popen(command, env=env, cwd=root, stderr=subprocess.DEVNULL, start_new_session=True)
    deadline = time.monotonic() + 60
    while not list((tmp_path / "models").glob(".shop.partial-*/am")) and time.monotonic() < deadline:
        time.sleep(0.02)
    os.killpg(child.pid, signal.SIGKILL)
    child.wait()
    assert list((tmp_path / "models").glob(".shop.partial-*")), "it was killed in the middle"
    assert read_card(standing) == read_card(shop)
    assert words_of(standing) == words_of(shop)


def test_a_built_model_is_as_sure_of_itself_as_the_one_it_is_made_from(tmp_path):
    building.copy_acoustics(EMBEDDED, tmp_path)
    assert Calibration.of_model(tmp_path) == Calibration.of_model(EMBEDDED)
