"""Marks of the engine that French does not allow."""

from __future__ import annotations

import pytest

from assistant.understanding.marks import righted
from tests.unit.understanding.markup import parsed


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        (
            "la [soupe](product) [aux](swap) [poireaux](product)",
            [("product", "soupe"), ("product", "poireaux")],
        ),
        (
            "[sans gluten](act_add) les [crackers](product)",
            [("attribute", "sans gluten"), ("product", "crackers")],
        ),
        (
            "les [tomates](product) tu me les [montes](product) à [trois](quantity)",
            [("product", "tomates"), ("act", "montes"), ("quantity", "trois")],
        ),
        (
            "du [ketchup](product) [nan pas](correction) de [mayo](product)",
            [("product", "ketchup"), ("negation", "nan pas"), ("product", "mayo")],
        ),
        (
            "[un](quantity) [kilo cinq](unit) de [carottes](product)",
            [("quantity", "un"), ("unit", "kilo"), ("quantity", "cinq"), ("product", "carottes")],
        ),
        (
            "[deux litres vingt-cinq](quantity) de [lait](product)",
            [("quantity", "deux"), ("unit", "litres"), ("quantity", "vingt-cinq"), ("product", "lait")],
        ),
        (
            "du [cacao](product) [non](correction) [sucré](attribute)",
            [("product", "cacao"), ("attribute", "non sucré")],
        ),
        (
            "[deux](quantity) [pains](product) au lieu de [trois](quantity)",
            [("quantity", "deux"), ("product", "pains"), ("swap", "au lieu"), ("quantity", "trois")],
        ),
    ],
)
def test_what_cannot_be_is_put_right(marked, expected):
    assert [(span.entity, span.text) for span in righted(parsed(marked)).spans] == expected


@pytest.mark.parametrize(
    "marked",
    [
        "du [beurre](product) [doux](attribute) [non](correction) [salé](attribute)",
        "[remplace](act_replace) le [lait](product) [par](swap) du [soja](product)",
        "[mets](act_add) les [pommes](product)",
        "[un](quantity) [kilo et demi](unit) de [pommes](product)",
        "[trois](quantity) [non](correction) [quatre](quantity) [bananes](product)",
    ],
)
def test_what_can_be_is_left_as_it_is(marked):
    parse = parsed(marked)
    assert righted(parse) == parse
