from __future__ import annotations

from fractions import Fraction

import pytest

from assistant.understanding.assembly import Assembler
from assistant.understanding.sizes import parse_size, with_sizes
from tests.unit.understanding.markup import parsed


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("cinq cents grammes", 500, "g"),
        ("250 g", 250, "g"),
        ("250g", 250, "g"),
        ("1,5 l", Fraction(3, 2), "l"),
        ("un litre et demi", Fraction(3, 2), "l"),
        ("un litre cinq", Fraction(3, 2), "l"),
        ("un kilo deux cent", None, None),
        ("trente-trois centilitres", 33, "cl"),
        ("une livre", 500, "g"),
        ("quelques grammes", None, None),
        ("grammes", None, None),
        ("six", None, None),
        ("zéro gramme", None, None),
    ],
)
def test_a_size_is_read_exactly_or_not_at_all(text, value, unit):
    assert parse_size(text) == ((value, unit) if value else None)


def held(marked):
    """What each item's package was said to hold."""
    parse = parsed(marked)
    clause = Assembler(parse.text).read(with_sizes(parse.text, parse.spans))
    return [
        (
            wish.product,
            str(wish.quantity.value),
            wish.quantity.unit,
            f"{wish.quantity.holds or ''}{wish.quantity.holds_unit}",
        )
        for wish in clause.wishes()
        if wish.quantity
    ]


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        (
            "[un](quantity) [paquet](unit) de [quatre cents](quantity) [grammes](unit) de [riz](product)",
            [("riz", "1", "packet", "400g")],
        ),
        (
            "[deux](quantity) [paquets](unit) de [riz](product) de [quatre cents](quantity) [grammes](unit)",
            [("riz", "2", "packet", "400g")],
        ),
        (
            "[un](quantity) [paquet](unit) de [café](product) de [250 g](attribute)",
            [("café", "1", "packet", "250g")],
        ),
        (
            "[un](quantity) [paquet de 250 g](unit) de [café](product)",
            [("café", "1", "packet", "250g")],
        ),
        (
            "[une](quantity) [bouteille](unit) d'[eau](product) d'[un litre](attribute) [et demi](quantity)",
            [("eau", "1", "bottle", "3/2l")],
        ),
        (
            "[trois](quantity) [yaourts](product) de [cent vingt-cinq](quantity) [grammes](unit)",
            [("yaourts", "3", "", "125g")],
        ),
        (
            "[une](quantity) [boîte](unit) de [thon](product) de [cent soixante](quantity) [grammes](unit) "
            "et [deux](quantity) [boîtes](unit) de [maïs](product)",
            [("thon", "1", "box", "160g"), ("maïs", "2", "box", "")],
        ),
        ("[trois](quantity) [packs](unit) de [six](quantity) d'[eau](product)", [("eau", "3", "pack", "6")]),
        ("[trois cents](quantity) [grammes](unit) de [riz](product)", [("riz", "300", "g", "")]),
        ("[un](quantity) [kilo](unit) de [riz](product)", [("riz", "1", "kg", "")]),
    ],
)
def test_what_one_package_holds_is_no_second_amount_and_not_lost(marked, expected):
    assert held(marked) == expected
