"""Importing real files into a real database: a half file, prices alone."""

from __future__ import annotations

import gzip
import json

import pytest

from assistant.bootstrap import open_warehouse
from assistant.catalogue import Catalogue, NotAvailable
from assistant.catalogue.importing import import_catalogue
from assistant.catalogue.live import LiveCatalogue
from assistant.catalogue.prices import update_prices
from assistant.catalogue.sources import Format, Source
from assistant.errors import BadInput
from assistant.settings import Settings, load_settings
from assistant.shopping.amounts import Amount

DATA = Settings().catalogue_dir
OFF = {
    "code": "3017620422003",
    "product_name": "Hazelnut spread",
    "product_name_fr": "Pâte à tartiner aux noisettes",
    "quantity": "2 x 400 g e",
    "brands": "Marque, Autre",
    "categories_tags": ["en:spreads", "en:hazelnut-spreads"],
    "labels_tags": ["en:organic", "en:no-gluten"],
    "allergens_tags": ["en:milk", "en:nuts"],
    "nutriscore_grade": "e",
    "packaging_tags": ["en:jar"],
    "unique_scans_n": 999,
}


@pytest.fixture
def folder(tmp_path, database_url):
    return load_settings({}, data_dir=tmp_path, database_url=database_url)


@pytest.fixture
def warehouse(folder):
    opened = open_warehouse(folder)
    yield opened
    opened.close()


def load(path, warehouse, **options):
    rejected = []
    done = import_catalogue(
        Source.of(path),
        warehouse,
        str(path),
        reject=lambda line, why: rejected.append((line, why)),
        **options,
    )
    return done, rejected


def test_the_same_file_is_imported_once(warehouse):
    assert load(DATA, warehouse)[0].products > 1500
    assert load(DATA, warehouse)[0].unchanged


def test_half_an_archive_never_replaces_a_good_catalogue(warehouse, tmp_path):
    load(DATA, warehouse)
    before = warehouse.stamp()
    whole = gzip.compress((DATA / "cremerie.csv").read_bytes() * 1)
    half = tmp_path / "half.csv.gz"
    half.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(BadInput) as error:
        load(half, warehouse)
    assert error.value.code == "catalogue_truncated"
    assert warehouse.stamp() == before


def test_a_far_smaller_catalogue_must_be_forced(warehouse):
    load(DATA, warehouse)
    with pytest.raises(BadInput) as error:
        load(DATA / "maison.csv", warehouse)
    assert error.value.code == "catalogue_shrunk"
    assert load(DATA / "maison.csv", warehouse, force=True)[0].products == warehouse.stamp().products


def test_bad_lines_are_named_and_left_out(warehouse, tmp_path):
    file = tmp_path / "a.jsonl"
    good = {"sku": "A", "name": "Lait", "net_value": 1, "net_unit": "l", "sold_by": "piece"}
    good.update(price_cents=99, vat_rate="5.5", said=["lait"])
    lines = [
        json.dumps(good),
        "{broken",
        json.dumps({**good, "sku": "B", "price_cents": "x"}),
        json.dumps(good),
    ]
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    done, rejected = load(file, warehouse)
    assert done.products == 1
    assert [(line.number, why.code) for line, why in rejected] == [
        (2, "bad_json"),
        (3, "not_a_number"),
        (4, "duplicate"),
    ]


def test_a_deposit_and_a_limit_per_order_are_kept_with_the_product(warehouse, tmp_path):
    header, row = (DATA / "cremerie.csv").read_text(encoding="utf-8").splitlines()[:2]
    file = tmp_path / "bottles.csv"
    rows = [
        f"{header},deposit_cents,order_limit",
        f"{row},20,6",
        f"{row.replace('LAI-0001', 'LAI-9001')},,",
        f"{row.replace('LAI-0001', 'LAI-9002')},,0",
        f"{row.replace('LAI-0001', 'LAI-9003')},-5,",
    ]
    file.write_text("\n".join(rows) + "\n", encoding="utf-8")
    _, rejected = load(file, warehouse)
    assert [(why.code, why.column) for _, why in rejected] == [
        ("not_positive", "order_limit"),
        ("not_positive", "deposit_cents"),
    ]
    kept = warehouse.take(warehouse.stamp().generation, ["LAI-0001", "LAI-9001"])
    assert (kept["LAI-0001"].deposit_cents, kept["LAI-0001"].max_quantity) == (20, 6)
    assert (kept["LAI-9001"].deposit_cents, kept["LAI-9001"].max_quantity) == (0, None)


def test_open_food_facts_is_found_at_once_and_sold_once_it_has_a_price(warehouse, folder, tmp_path):
    file = tmp_path / "off.jsonl.gz"
    file.write_bytes(gzip.compress((json.dumps(OFF) + "\n").encode()))
    assert Source.of(file).format is Format.OFF_JSONL
    load(file, warehouse)
    live = LiveCatalogue(warehouse, folder.data_dir / "catalogue")
    shop = Catalogue(live)
    outcome = shop.find("pâte à tartiner", Amount.pieces(1))
    assert isinstance(outcome, NotAvailable)
    assert outcome.reason == "no_price"
    product = outcome.product
    assert (product.name, product.brand, product.pieces) == ("Pâte à tartiner aux noisettes", "Marque", 2)
    assert product.net.size == 800
    assert product.labels == {"bio", "sans gluten"}
    assert product.allergens == {"lait", "fruits à coque"}
    prices = tmp_path / "prices.csv"
    prices.write_text('code,price,stock\n3017620422003,"4,99",3\n1,"1,00",\n', encoding="utf-8")
    unknown = []
    done = update_prices(prices, warehouse, lambda line, why: unknown.append(why.code))
    assert (done.changed, unknown) == (1, ["unknown_sku"])
    live.refresh()
    assert shop.find("pâte à tartiner", Amount.pieces(1)).product.price_cents == 499


def test_a_large_file_with_one_price_changed_in_its_middle_is_another_file(tmp_path):
    file = tmp_path / "large.csv"
    rows = [f"A-{n:06d},199" for n in range(300_000)]
    file.write_text("\n".join(rows), encoding="utf-8")
    before = Source.of(file, Format.CSV).fingerprint()
    rows[150_000] = "A-150000,189"
    file.write_text("\n".join(rows), encoding="utf-8")
    assert Source.of(file, Format.CSV).fingerprint() != before
