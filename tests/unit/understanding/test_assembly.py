from __future__ import annotations

from fractions import Fraction

import pytest

from assistant.understanding.assembly import Assembler
from tests.unit.understanding.clause import clause, items
from tests.unit.understanding.markup import parsed


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("[lait](product) [bio](attribute)", [("", "lait", "bio")]),
        ("[deux](quantity) [petits](attribute) [melons](product)", [("2", "melons", "petits")]),
        ("[lait](product) [clairpré](brand)", [("", "lait", "clairpré")]),
        (
            "[lait](product) [bio](attribute) et [beurre](product) [doux](attribute)",
            [("", "lait", "bio"), ("", "beurre", "doux")],
        ),
        ("[bio](attribute) [lait](product)", [("", "lait", "bio")]),
    ],
)
def test_a_qualifier_goes_to_its_product(marked, expected):
    assert items(marked) == expected


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("[trois](quantity) [non](correction) [quatre](quantity) [bananes](product)", [("4", "bananes")]),
        ("[deux](quantity) [bananes](product) [non](correction) [trois](quantity)", [("3", "bananes")]),
        (
            "[deux](quantity) [bananes](product) [non](correction) [trois](quantity) [bananes](product)",
            [("3", "bananes")],
        ),
        (
            "[deux](quantity) [laits](product) [bio](attribute) [non](correction) "
            "[trois](quantity) [pains](product)",
            [("3", "pains")],
        ),
        ("[lait entier](product) [non](correction) [lait écrémé](product)", [("", "lait écrémé")]),
        (
            "[deux](quantity) [litres](unit) de [lait entier](product) [non](correction) "
            "[lait écrémé](product)",
            [("2 l", "lait écrémé")],
        ),
        (
            "[deux](quantity) [litres](unit) de [lait](product) [non](correction) [trois](quantity)",
            [("3 l", "lait")],
        ),
        (
            "[deux](quantity) [livres](unit) de [fraises](product) [non](correction) [trois](quantity)",
            [("1500 g", "fraises")],
        ),
        (
            "[deux](quantity) [litres](unit) de [lait](product) [non](correction) "
            "[trois](quantity) [pains](product)",
            [("3", "pains")],
        ),
        (
            "[lait](product) [trois](quantity) [non](correction) [quatre](quantity) [bananes](product)",
            [("", "lait"), ("4", "bananes")],
        ),
        (
            "[lait](product) [quatre](quantity) [bouteilles](unit) [non](correction) [trois](quantity)",
            [("3 bottle", "lait")],
        ),
        (
            "[deux](quantity) [kilos](unit) [non](correction) [trois](quantity) de [riz](product)",
            [("3 kg", "riz")],
        ),
    ],
)
def test_a_correction_replaces_what_it_corrects(marked, expected):
    assert items(marked) == expected


@pytest.mark.parametrize(
    ("marked", "wanted", "kept_out"),
    [
        ("[fruits](product) mais [pas](negation) de [beurre](product)", ["fruits"], ["beurre"]),
        (
            "[fruits](product) [sauf](negation) [kiwis](product) et [melons](product)",
            ["fruits"],
            ["kiwis", "melons"],
        ),
        ("[pas](negation) de [lait](product) ni de [pain](product)", [], ["lait", "pain"]),
        ("[pas](negation) de [lait](product) mais du [pain](product)", ["pain"], ["lait"]),
        (
            "[thé](product) [pas](negation) de [café](product) et du [pain](product)",
            ["thé", "pain"],
            ["café"],
        ),
    ],
)
def test_what_stands_behind_a_negation_is_not_wanted(marked, wanted, kept_out):
    found = clause(marked)
    assert [wish.product for wish in found.wishes()] == wanted
    assert [wish.product for wish in found.kept_out()] == kept_out


@pytest.mark.parametrize(
    "marked",
    ["[rajoute](act_add) [deux](quantity) [packs](unit) d'eau", "[commande](act_checkout) [deux](quantity)"],
)
def test_but_not_where_what_it_counts_went_unmarked(marked):
    assert items(marked) == []


@pytest.mark.parametrize(
    ("marked", "product", "attributes"),
    [
        ("du [beurre doux](product) [euh non](correction) [demi-sel](product)", "beurre demi-sel", ()),
        ("du [lait](product) [entier](attribute) [non](correction) [bio](attribute)", "lait", ("bio",)),
        ("du [lait](product) [non](correction) du [pain](product)", "pain", ()),
    ],
)
def test_a_corrected_kind_keeps_its_product(marked, product, attributes):
    (wish,) = clause(marked).wishes()
    assert (wish.product, wish.attributes) == (product, attributes)


@pytest.mark.parametrize(
    ("marked", "old", "new"),
    [
        ("le [lait](product) [par](swap) du [soja](product)", "lait", "soja"),
        ("du [soja](product) [à la place](swap) du [lait](product)", "lait", "soja"),
        ("[au lieu](swap) du [lait](product) du [soja](product)", "lait", "soja"),
    ],
)
def test_an_exchange_knows_what_goes_and_what_comes(marked, old, new):
    found = clause(marked)
    if marked.startswith("[au lieu]"):
        assert [item.product for item in found.items] == [old, new]
        assert found.items[0].is_old
        return
    assert [(item.product, item.is_old) for item in found.items if item.is_old] == [(old, True)]
    assert [item.product for item in found.items if not item.is_old] == [new]


@pytest.mark.parametrize(
    ("said", "reference"),
    [("le même", "same"), ("la même chose", "same"), ("l'autre", "other"), ("celui-là", "that"), ("les", "")],
)
def test_what_stands_for_a_product_says_which(said, reference):
    (wish,) = clause(f"prends [{said}](pronoun)").wishes()
    assert (wish.product, wish.reference) == ("", reference)


def test_a_dish_has_its_name_and_its_guests():
    found = clause("de quoi faire une [quiche](recipe) pour [six personnes](servings)")
    assert (found.recipe, found.servings) == ("quiche", 6)


def test_a_corrected_day_replaces_the_first():
    found = clause("[commande](act_checkout) [demain](when) [non](correction) [samedi](when)")
    assert found.when == ["samedi"]


def test_a_clause_is_as_sure_as_its_least_sure_span():
    sure, unsure = parsed("[ajoute](act_add) ").spans, parsed("[lait](product)", confidence=0.4).spans
    assert Assembler().read(sure + unsure).confidence == 0.4


def test_a_sentence_without_entities_holds_nothing():
    assert clause("bonjour").items == []


def test_what_was_said_is_kept():
    quantity = (
        clause("[un](quantity) [kilo](unit) [et demi](quantity) de [riz](product)").wishes()[0].quantity
    )
    assert (quantity.said, quantity.value, quantity.vague) == ("un kilo et demi", Fraction(3, 2), False)
    assert clause("[deux ou trois](quantity) [avocats](product)").wishes()[0].quantity.vague


def test_what_stands_behind_what_goes_is_what_comes():
    swapped = clause("[à la place](swap) du [panettone](product) [deux](quantity) [bûches](product)")
    assert [(item.product, item.is_old) for item in swapped.items] == [("panettone", True), ("bûches", False)]


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        (
            "du [poulet fumé](product) enfin du [poulet rôti](product)",
            [("", "poulet rôti")],
        ),
        ("du [lait](product) enfin du [beurre](product)", [("", "lait"), ("", "beurre")]),
        ("du [pain](product) du [pain complet](product)", [("", "pain"), ("", "pain complet")]),
    ],
)
def test_what_is_named_anew_by_its_first_word_takes_the_other_back(marked, expected):
    assert items(marked) == expected


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("le [cassoulet](product) [fermiers du loir la](brand)", [("", "cassoulet", "fermiers du loir")]),
        ("le [jambon](product) [le sans couenne](attribute)", [("", "jambon", "sans couenne")]),
        ("le [jambon](product) [le moins cher](attribute)", [("", "jambon", "le moins cher")]),
    ],
)
def test_an_article_is_no_end_of_a_qualifier(marked, expected):
    assert items(marked) == expected


def test_what_only_follows_pas_de_is_kept_out():
    assert [wish.product for wish in clause("tant pis pas de [mascarpone](product)").kept_out()] == [
        "mascarpone"
    ]
