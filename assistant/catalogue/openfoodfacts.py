"""Products of Open Food Facts, from its CSV and JSON Lines exports, in our columns.

The exports: https://world.openfoodfacts.org/data (tab-separated CSV without quotes; JSON Lines; gzipped).
The CSV has one name a product, in its main language; JSON Lines has one a language. Columns ending in
``_tags`` hold normalised tags ("en:organic"), separated by commas in CSV, a list in JSON. Neither has prices:
a product is found at once, and sold once its price was loaded.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from fractions import Fraction
from functools import lru_cache
from typing import Any

from assistant.catalogue.language import off_categories
from assistant.catalogue.quantities import NetQuantity, net_quantity
from assistant.catalogue.record import BadRecord, Record
from assistant.shopping.amounts import Amount, Unit

_NAMES = (
    "product_name_fr",
    "product_name",
    "abbreviated_product_name_fr",
    "abbreviated_product_name",
    "generic_name_fr",
    "generic_name",
    "product_name_en",
)
_LABELS = {
    "en:organic": "bio",
    "en:eu-organic": "bio",
    "fr:ab-agriculture-biologique": "bio",
    "fr:aop": "AOP",
    "en:pdo": "AOP",
    "fr:aoc": "AOC",
    "fr:igp": "IGP",
    "en:pgi": "IGP",
    "fr:label-rouge": "Label Rouge",
    "en:label-rouge": "Label Rouge",
    "en:sustainable-seafood-msc": "MSC",
    "en:msc": "MSC",
    "en:no-gluten": "sans gluten",
    "en:gluten-free": "sans gluten",
    "en:no-lactose": "sans lactose",
    "en:no-sugar": "sans sucre",
    "en:sugar-free": "sans sucre",
    "en:vegetarian": "végétarien",
    "en:vegan": "végan",
    "en:fair-trade": "équitable",
    "en:halal": "halal",
    "en:kosher": "casher",
    "en:no-salt": "sans sel",
    "en:no-added-salt": "sans sel",
    "en:no-alcohol": "sans alcool",
    "en:low-fat": "allégé",
    "en:reduced-fat": "allégé",
    "en:light": "allégé",
}
_ALLERGENS = {
    "en:gluten": "gluten",
    "en:crustaceans": "crustacés",
    "en:eggs": "œufs",
    "en:fish": "poissons",
    "en:peanuts": "arachides",
    "en:soybeans": "soja",
    "en:milk": "lait",
    "en:nuts": "fruits à coque",
    "en:celery": "céleri",
    "en:mustard": "moutarde",
    "en:sesame-seeds": "sésame",
    "en:sulphur-dioxide-and-sulphites": "sulfites",
    "en:lupin": "lupin",
    "en:molluscs": "mollusques",
}
_PACKAGINGS = (
    ("bottle", "bouteille"),
    ("bouteille", "bouteille"),
    ("brick", "brique"),
    ("brique", "brique"),
    ("carton", "boîte"),
    ("jar", "bocal"),
    ("bocal", "bocal"),
    ("tin-can", "boîte"),
    ("canned", "boîte"),
    ("conserve", "boîte"),
    ("can", "canette"),
    ("canette", "canette"),
    ("tube", "tube"),
    ("tray", "barquette"),
    ("barquette", "barquette"),
    ("pot", "pot"),
    ("sachet", "sachet"),
    ("bag", "sachet"),
    ("box", "boîte"),
    ("boite", "boîte"),
    ("film", "sachet"),
)
_ALCOHOL = frozenset(
    ("en:alcoholic-beverages", "en:beers", "en:wines", "en:spirits", "en:liqueurs", "en:ciders")
)
_NO_ALCOHOL = frozenset(("en:non-alcoholic-beers", "en:non-alcoholic-wines", "en:no-alcohol"))
_FULL_RATE = frozenset(("en:candies", "en:margarines", "en:milk-chocolates", "en:white-chocolates"))
_FOREIGN = re.compile(r"^[a-z]{2}:")
_ONE = NetQuantity(Amount(Fraction(1), Unit.PIECE))


def record(row: Mapping[str, Any]) -> Record:
    """Turn a row of an export into a record.

    Raises:
        BadRecord: it has no code, or no name in any language.
    """
    code = _text(row, "code") or _text(row, "_id")
    if not code:
        raise BadRecord("missing", "code")
    if not code.isdigit() or len(code) > 20:
        raise BadRecord("unknown_value", "code", code)
    name = next((text for column in _NAMES if (text := _text(row, column))), "")
    if not name:
        raise BadRecord("missing", "product_name")
    tags = _tags(row, "categories_tags")
    labels = _several(_LABELS, _tags(row, "labels_tags"))
    known = [said for tag in tags if (said := off_categories().get(tag))]
    holds = _net(row)
    alcohol = bool(_ALCOHOL.intersection(tags)) and not _NO_ALCOHOL.intersection((*tags, *labels))
    grade = _text(row, "nutriscore_grade").upper()
    return {
        "sku": code,
        "ean": code,
        "name": name[:1].upper() + name[1:300],
        "brand": _text(row, "brands").partition(",")[0].strip()[:120],
        "category": _category(_text(row, "categories"), tags)[:300],
        "family": (known[-1] if known else tags[-1].partition(":")[2].replace("-", " ") if tags else "")[
            :160
        ],
        "net_value": _written(holds.net.value),
        "net_unit": holds.net.unit.value,
        "pieces": holds.pieces,
        "packaging": _packaging(_tags(row, "packaging_tags")),
        "sold_by": "piece",
        "price_cents": None,
        "stock": None,
        "deposit_cents": 0,
        "order_limit": None,
        "vat_rate": "20" if alcohol or _FULL_RATE.intersection(tags) else "5.5",
        "labels": "|".join(labels),
        "allergens": "|".join(_several(_ALLERGENS, _tags(row, "allergens_tags") or _tags(row, "allergens"))),
        "nutriscore": grade if grade in ("A", "B", "C", "D", "E") else "",
        "alcohol": alcohol,
        "season": "",
        "popularity": _popularity(row.get("unique_scans_n")),
        "said": "|".join(dict.fromkeys(known)),
    }


def _text(row: Mapping[str, Any], column: str) -> str:
    value = row.get(column)
    return " ".join(str(value).split()) if value else ""


def _tags(row: Mapping[str, Any], column: str) -> tuple[str, ...]:
    value = row.get(column)
    if not value:
        return ()
    if isinstance(value, str):
        return _split(value)
    return tuple(str(tag).strip() for tag in value) if isinstance(value, list) else ()


@lru_cache(maxsize=20_000)
def _split(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split(",") if part.strip())


def _several(names: Mapping[str, str], tags: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names[tag] for tag in tags if tag in names))


@lru_cache(maxsize=20_000)
def _category(written: str, tags: tuple[str, ...]) -> str:
    """Return a path in French: as it was written if that is French, else what is known of the tags."""
    steps = [step for step in _split(written) if not _FOREIGN.match(step)]
    known = [said for tag in tags if (said := off_categories().get(tag))]
    french = [tag[3:].replace("-", " ") for tag in tags if tag.startswith("fr:")]
    path = known or french or steps
    return " > ".join(step[:1].upper() + step[1:] for step in dict.fromkeys(path[-3:]))


@lru_cache(maxsize=20_000)
def _packaging(tags: tuple[str, ...]) -> str:
    for needle, noun in _PACKAGINGS:
        if any(needle in tag.partition(":")[2].split("-") or tag.endswith(needle) for tag in tags):
            return noun
    return ""


def _net(row: Mapping[str, Any]) -> NetQuantity:
    """Return what it holds: as printed, else as normalised by them, else one piece."""
    printed = _text(row, "quantity")
    if printed and (found := net_quantity(printed)):
        return found
    normal = _text(row, "product_quantity")
    unit = _text(row, "product_quantity_unit") or "g"
    if normal and (found := net_quantity(f"{normal} {unit}")):
        return found
    return _ONE


def _written(value: Fraction) -> str:
    return str(value) if value.denominator == 1 else f"{float(value):.10g}"


def _popularity(scans: Any) -> int:
    """Return 0 to 1000 for how many people scanned it; tenfold scans are 200 more."""
    try:
        count = int(float(scans or 0))
    except (TypeError, ValueError, OverflowError):
        return 0
    return min(1000, int(200 * math.log10(1 + max(count, 0))))
