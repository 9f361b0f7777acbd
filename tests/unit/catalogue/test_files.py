from __future__ import annotations

from fractions import Fraction

import pytest

from assistant.catalogue import Catalogue
from assistant.catalogue.files import read_folder
from assistant.errors import BadInput
from assistant.shopping.amounts import Amount, Unit
from assistant.shopping.products import SoldBy

HEADER = (
    "sku,ean,name,brand,category,family,net_value,net_unit,pieces,packaging,sold_by,price_cents,vat_rate,labels,"
    "allergens,nutriscore,alcohol,season,popularity,said"
)
EGGS = (
    "OEU-0001,2001020000070,Œufs plein air,Vocabas,Crèmerie > Œufs,œufs,6,piece,6,boîte,piece,219,5.5,"
    "bio|AOP,œufs,A,no,,900,œuf|œufs plein air"
)
TOMATO = "TOM-0001,,Tomates,,Fruits,tomate,0.12,kg,1,vrac,kg,299,5.5,,,,no,6|7,800,tomate"
WINE = "VIN-0001,,Vin rouge,Vocabas,Vins,vin,75,cl,,bouteille,piece,499,20,,sulfites,,yes,,100,vin"


def folder(path, *rows, header=HEADER, name="a.csv", encoding="utf-8"):
    (path / name).write_text("\n".join([header, *rows]) + "\n", encoding=encoding)
    return path


def test_a_row_becomes_a_product(tmp_path):
    products, bad = read_folder(folder(tmp_path, EGGS, TOMATO, WINE))
    eggs, tomato, wine = products
    assert bad == []
    assert (eggs.sku, eggs.name, eggs.brand, eggs.price_cents) == (
        "OEU-0001",
        "Œufs plein air",
        "Vocabas",
        219,
    )
    assert (eggs.net, eggs.pieces, eggs.packaging) == (Amount(Fraction(6), Unit.PIECE), 6, Unit.BOX)
    assert (eggs.said, eggs.labels, eggs.allergens) == (
        ("œuf", "œufs plein air"),
        {"bio", "AOP"},
        {"œufs"},
    )
    assert (eggs.vat_rate, eggs.alcohol, eggs.season, eggs.ean) == (
        Fraction(55, 1000),
        False,
        frozenset(),
        "2001020000070",
    )
    assert (tomato.sold_by, tomato.net, tomato.season) == (
        SoldBy.KG,
        Amount(Fraction(12, 100), Unit.KG),
        {6, 7},
    )
    assert (tomato.packaging, tomato.packaging_name) == (Unit.PACKAGE, "vrac")
    assert (wine.alcohol, wine.pieces, wine.vat_rate) == (True, None, Fraction(1, 5))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (",219,", ",deux,"),
        (",219,", ",-1,"),
        (",219,", ",,"),
        (",219,", ",2.19,"),
        (",6,piece,6,", ",0,piece,6,"),
        (",6,piece,6,", ",-6,piece,6,"),
        (",6,piece,6,", ",1/0,piece,6,"),
        (",6,piece,6,", ",6,parsec,6,"),
        (",6,piece,6,", ",6,piece,0,"),
        (",6,piece,6,", ",6,piece,-2,"),
        (",boîte,piece,", ",boîte,litre,"),
        (",boîte,piece,", ",boîte,kg,"),
        (",5.5,", ",,"),
        ("OEU-0001", ""),
        ("Œufs plein air,", ","),
        (",900,", ",beaucoup,"),
    ],
)
def test_a_row_that_is_no_product_is_left_out_with_its_line_and_reason(tmp_path, before, after):
    broken = EGGS.replace(before, after, 1)
    assert broken != EGGS
    products, (bad,) = read_folder(folder(tmp_path, TOMATO, broken, WINE))
    assert [product.sku for product in products] == ["TOM-0001", "VIN-0001"]
    assert (bad.file, bad.line) == ("a.csv", 3)
    assert bad.reason


def test_a_number_that_stands_twice_is_left_out_the_second_time(tmp_path):
    folder(tmp_path, EGGS)
    folder(tmp_path, EGGS.replace("219", "999"), name="b.csv")
    products, (bad,) = read_folder(tmp_path)
    assert [product.price_cents for product in products] == [219]
    assert (bad.file, bad.line, bad.reason) == ("b.csv", 2, "sku OEU-0001 stands twice")


def test_a_row_that_is_too_short_is_a_bad_row(tmp_path):
    _, (bad,) = read_folder(folder(tmp_path, TOMATO, "X-1,,Sel"))
    assert bad.line == 3


def test_a_row_with_a_comma_too_many_is_a_bad_row_for_its_cells_may_be_shifted(tmp_path):
    _, (bad,) = read_folder(folder(tmp_path, EGGS, TOMATO + ",de trop"))
    assert bad.line == 3


def test_a_missing_column_leaves_out_every_row_and_says_so(tmp_path):
    with pytest.raises(BadInput) as error:
        read_folder(folder(tmp_path, TOMATO, header=HEADER.replace("price_cents", "price")))
    assert error.value.code == "bad_catalogue"


def test_a_spreadsheet_may_put_a_byte_order_mark(tmp_path):
    assert len(read_folder(folder(tmp_path, TOMATO, encoding="utf-8-sig"))[0]) == 1


def test_a_file_that_is_no_utf8_is_refused_by_its_name(tmp_path):
    with pytest.raises(BadInput, match=r"a\.csv") as error:
        read_folder(folder(tmp_path, EGGS, encoding="utf-16"))
    assert error.value.code == "bad_catalogue"


@pytest.mark.parametrize("rows", [[], ["x"]])
def test_a_folder_without_any_product_is_refused(tmp_path, rows):
    with pytest.raises(BadInput) as error:
        read_folder(folder(tmp_path, *rows) if rows else tmp_path)
    assert error.value.code == "bad_catalogue"


def test_a_catalogue_is_made_of_the_good_rows(tmp_path):
    assert len(Catalogue.load(folder(tmp_path, EGGS, "x,"))) == 1
