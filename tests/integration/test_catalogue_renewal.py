"""Searching while a catalogue is imported: the old generation or the new one, whole, and never a mixture."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
import time

import pytest

from assistant.bootstrap import open_warehouse
from assistant.catalogue import Catalogue
from assistant.catalogue.importing import import_catalogue
from assistant.catalogue.live import LiveCatalogue
from assistant.catalogue.sources import Source
from assistant.errors import BadInput
from assistant.settings import load_settings
from tests.integration.test_catalogue_import import load

HEADER = "sku,name,brand,category,family,net_value,net_unit,packaging,sold_by,price_cents,vat_rate,said"
KINDS = ("Lait", "Beurre", "Farine", "Riz", "Savon")
PATIENCE_S = 90
ENDLESS_IMPORT = """
import sys, time
from pathlib import Path
from assistant.bootstrap import open_warehouse
from assistant.catalogue.importing import import_catalogue
from assistant.catalogue.sources import Source
from assistant.settings import load_settings

def stand_still(read, size):
    if read > 0.8 * size:
        print("far", flush=True)
        time.sleep(3600)

file, folder, url = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]
warehouse = open_warehouse(load_settings({}, data_dir=folder, database_url=url))
import_catalogue(Source.of(file), warehouse, file.name, reject=print, tell=stand_still)
"""
"""An import that stands still when it has read most of a file: it can be killed there on any machine."""


def shelf(path, generation, count, first=0):
    """Write a catalogue whose numbers, brands and prices all tell which generation they are of."""
    rows = (
        f"{generation}-{n:06d},{kind},{generation},{kind},{kind.lower()},1,kg,paquet,piece,"
        f"{100 * ord(generation)},5.5,{kind.lower()}"
        for n in range(first, first + count)
        for kind in [KINDS[n % len(KINDS)]]
    )
    path.write_text("\n".join([HEADER, *rows]) + "\n", encoding="utf-8")
    return path


@pytest.fixture
def folder(tmp_path, database_url):
    return load_settings({}, data_dir=tmp_path, database_url=database_url)


@pytest.fixture
def warehouse(folder):
    opened = open_warehouse(folder)
    yield opened
    opened.close()


class Shopper(threading.Thread):
    """Searches without a pause, and keeps what it saw: for each search the generations of all hits."""

    def __init__(self, shop):
        super().__init__(daemon=True)
        self.shop = shop
        self.seen = []
        self.trouble = []
        self.done = threading.Event()

    def run(self):
        """Search until told to stop."""
        while not self.done.is_set():
            for kind in KINDS:
                try:
                    hits = self.shop.search(kind.lower(), 20)
                except Exception as error:
                    self.trouble.append(error)
                    return
                self.seen.append({generation_of(hit.product) for hit in hits})

    def stop(self):
        """Let it end, and wait for it."""
        self.done.set()
        self.join(PATIENCE_S)
        assert not self.is_alive(), "a search did not come back"


def generation_of(product):
    """Return the generation that all of a product is of; a mixed one is named by all."""
    return "".join(sorted({product.sku[0], product.brand, chr(product.price_cents // 100)}))


def until(condition, what):
    """Wait for something, and say what did not come."""
    deadline = time.monotonic() + PATIENCE_S
    while not condition():
        assert time.monotonic() < deadline, f"after {PATIENCE_S} s: {what}"
        time.sleep(0.02)


def test_a_search_gives_the_old_catalogue_or_the_new_one_and_never_a_mixture(warehouse, folder, tmp_path):
    load(shelf(tmp_path / "a.csv", "A", 3_000), warehouse)
    shop = Catalogue(LiveCatalogue(warehouse, folder.data_dir / "catalogue"))
    shopper = Shopper(shop)
    shopper.start()
    until(lambda: shopper.seen or shopper.trouble, "no search at all")

    def searched_on(*_):
        """Let the import go on when a search came through in the meantime."""
        at = len(shopper.seen)
        until(lambda: shopper.trouble or len(shopper.seen) > at, "no search came through during the import")

    file = shelf(tmp_path / "b.csv", "B", 4_000)
    done = import_catalogue(Source.of(file), warehouse, "b", reject=print, tell=searched_on)
    assert done.products == 4_000
    until(lambda: shopper.trouble or shopper.seen[-1] == {"B"}, "the new catalogue is not searched")
    shopper.stop()
    assert shopper.trouble == []
    assert {frozenset(kinds) for kinds in shopper.seen} == {frozenset("A"), frozenset("B")}
    news = [kinds == {"B"} for kinds in shopper.seen]
    assert news == sorted(news), "the old catalogue came back"


def test_a_killed_import_leaves_searching_as_it_was_and_the_next_one_finishes_it(warehouse, folder, tmp_path):
    load(shelf(tmp_path / "a.csv", "A", 500), warehouse)
    before = warehouse.stamp()
    shop = Catalogue(LiveCatalogue(warehouse, folder.data_dir / "catalogue"))
    shop.search("lait")
    large = shelf(tmp_path / "b.csv", "B", 12_000)
    command = [sys.executable, "-c", ENDLESS_IMPORT, str(large), str(folder.data_dir), folder.database_url]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as child:
        try:
            assert child.stdout.readline() == "far\n"
            shopper = Shopper(shop)
            shopper.start()
            until(lambda: shopper.trouble or shopper.seen, "no search beside the import")
        finally:
            child.send_signal(signal.SIGKILL)
    assert warehouse.stamp() == before
    searched = len(shopper.seen)
    until(lambda: shopper.trouble or len(shopper.seen) > searched + len(KINDS), "searching stopped")
    shopper.stop()
    assert shopper.trouble == []
    assert {frozenset(kinds) for kinds in shopper.seen} == {frozenset("A")}
    done, rejected = load(large, warehouse)
    assert (done.products, rejected) == (12_000, [])
    assert done.resumed_at > 0


def test_a_half_file_is_never_searched(warehouse, folder, tmp_path):
    load(shelf(tmp_path / "a.csv", "A", 50), warehouse)
    shop = Catalogue(LiveCatalogue(warehouse, folder.data_dir / "catalogue"))
    whole = shelf(tmp_path / "b.csv", "B", 200).read_bytes()
    half = tmp_path / "half.csv"
    half.write_bytes(whole[: len(whole) // 2].rsplit(b",", 2)[0])
    with pytest.raises(BadInput) as error:
        load(half, warehouse)
    assert error.value.code == "catalogue_truncated"
    assert {generation_of(hit.product) for kind in KINDS for hit in shop.search(kind.lower())} == {"A"}


def test_bad_rows_are_left_out_of_search_and_named_by_file_line_and_reason(warehouse, folder, tmp_path):
    file = shelf(tmp_path / "a.csv", "A", 10)
    lines = file.read_text(encoding="utf-8").splitlines()
    lines[3] = lines[3].replace(",1,kg,", ",beaucoup,kg,")
    lines[6] = "trop,court"
    lines[9] = lines[9].replace(f",{100 * ord('A')},", ",-1,")
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    done, rejected = load(file, warehouse)
    assert (done.products, done.rejected) == (7, 3)
    assert [(line.file, line.number, why.code, why.column) for line, why in rejected] == [
        ("a.csv", 4, "not_a_number", "net_value"),
        ("a.csv", 7, "columns", ""),
        ("a.csv", 10, "not_positive", "price_cents"),
    ]
    shop = Catalogue(LiveCatalogue(warehouse, folder.data_dir / "catalogue"))
    found = {hit.product.sku for kind in KINDS for hit in shop.search(kind.lower())}
    assert found == {f"A-{n:06d}" for n in range(10)} - {"A-000002", "A-000005", "A-000008"}
