from __future__ import annotations

import pytest

from assistant.understanding.names import mended
from assistant.understanding.qualifiers import qualified
from tests.unit.understanding.markup import parsed

KNOWN = ("lait", "beurre", "œufs", "salade", "jambon", "ail", "croquettes pour chat", "croquettes", "pommes")


class Names:
    """A small shop."""

    def familiarity(self, name):
        return 1.0 if name in KNOWN or name.replace("pour le", "pour") in KNOWN else 0.0


def products(marked, intent="add_items"):
    return [(s.entity, s.text) for s in mended(parsed(marked, intent), Names()) if s.entity != "act"]


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        (
            "[lait](product) beurre [œufs](product)",
            [("product", "lait"), ("product", "beurre"), ("product", "œufs")],
        ),
        ("[lait œufs](product)", [("product", "lait"), ("product", "œufs")]),
        (
            "[une](quantity) [belle](product) [salade](product)",
            [("quantity", "une"), ("product", "belle salade")],
        ),
        (
            "[quatre](quantity) [tranches de jambon](product)",
            [("quantity", "quatre"), ("unit", "tranches"), ("product", "jambon")],
        ),
        (
            "[une](quantity) [gousse d'ail](product)",
            [("quantity", "une"), ("unit", "gousse"), ("product", "ail")],
        ),
        ("[2](quantity) l [lait](product)", [("quantity", "2"), ("unit", "l"), ("product", "lait")]),
        ("des [croquettes](product) pour le [chat](product)", [("product", "croquettes pour le chat")]),
        ("des [pommes aux](product)", [("product", "pommes")]),
        ("[mais](product) [deux](quantity) [œufs](product)", [("quantity", "deux"), ("product", "œufs")]),
        (
            "[ajoute](act_add) la moitié des [pommes](product)",
            [("quantity", "la moitié"), ("product", "pommes")],
        ),
        ("du [lait](product) pour le beurre", [("product", "lait")]),
    ],
)
def test_names_are_mended_with_what_the_shop_sells(marked, expected):
    assert products(marked) == expected


def test_words_that_nothing_explains_behind_a_product_qualify_it():
    parse = parsed("[ajoute](act_add) des [pommes](product) corréziennes dans mon panier")
    assert [(s.entity, s.text) for s in qualified(parse, parse.spans)] == [
        ("act", "ajoute"),
        ("product", "pommes"),
        ("attribute", "corréziennes"),
    ]


def test_a_package_behind_an_article_is_counted_unsurely():
    spans = mended(parsed("le paquet de [lait](product)", "add_items"), Names())
    assert [(s.entity, s.text, s.confidence < 1) for s in spans] == [
        ("unit", "paquet", True),
        ("product", "lait", False),
    ]
    assert products("le pirate de [lait](product)") == [("product", "lait")]
    assert products("le paquet de [lait](product)", "remove_items") == [("product", "lait")]
