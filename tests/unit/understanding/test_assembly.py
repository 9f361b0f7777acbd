from __future__ import annotations

from fractions import Fraction

import pytest

from assistant.understanding.assembly import Assembler
from tests.unit.understanding.markup import parsed


def clauses(marked):
    return Assembler(anaphora=True).read(parsed(marked).spans)


def items(marked):
    """The items of a sentence with one clause, as ("2 l", "lait", attributes…)."""
    (clause,) = clauses(marked)
    return [_short(wish) for wish in clause.wishes()]


def _short(wish):
    quantity = wish.quantity
    amount = f"{quantity.value} {quantity.unit}".strip() if quantity else ""
    return (amount, wish.product, *wish.attributes, *([wish.brand] if wish.brand else []))


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("[lait](product)", [("", "lait")]),
        ("[deux](quantity) [litres](unit) de [lait](product)", [("2 l", "lait")]),
        ("[un](quantity) [kilo](unit) [et demi](quantity) de [tomates](product)", [("3/2 kg", "tomates")]),
        ("[un kilo et demi](quantity) de [tomates](product)", [("3/2 kg", "tomates")]),
        ("[un](quantity) [kilo et demi](unit) de [tomates](product)", [("3/2 kg", "tomates")]),
        ("[une](quantity) [livre](unit) [et demie](quantity) de [fraises](product)", [("750 g", "fraises")]),
        ("[une livre et demie](quantity) de [fraises](product)", [("750 g", "fraises")]),
        ("[une demi](quantity)-[livre](unit) de [beurre](product)", [("250 g", "beurre")]),
        ("[un demi](quantity)-[litre](unit) de [crème](product)", [("1/2 l", "crème")]),
        ("[trois quarts](quantity) de [litre](unit) de [lait](product)", [("3/4 l", "lait")]),
        ("[une demi-douzaine](quantity) d'[œufs](product)", [("6", "œufs")]),
        ("[2,5](quantity) [kg](unit) de [carottes](product)", [("5/2 kg", "carottes")]),
        ("[500](quantity)[g](unit) de [farine](product)", [("500 g", "farine")]),
        ("[500g](quantity) de [farine](product)", [("500 g", "farine")]),
        ("[deux](quantity) [packs de six](unit) d'[eau](product)", [("2 pack", "eau")]),
        ("[septante-cinq](quantity) [cl](unit) de [crème](product)", [("75 cl", "crème")]),
        ("[bouteille](unit) d'[huile](product)", [("1 bottle", "huile")]),
        ("[deux](quantity) [poignées](unit) de [riz](product)", [("2", "riz")]),
        ("[zéro](quantity) [lait](product)", [("0", "lait")]),
        ("[bof](quantity) [lait](product)", [("", "lait")]),
    ],
)
def test_a_quantity_goes_to_the_product_behind_it(marked, expected):
    assert items(marked) == expected


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("du [lait](product) [quatre](quantity) [bouteilles](unit)", [("4 bottle", "lait")]),
        ("[lait](product) [2](quantity)", [("2", "lait")]),
        ("[lait](product) [2](quantity) [œufs](product)", [("", "lait"), ("2", "œufs")]),
        (
            "[lait](product) [quatre](quantity) [bouteilles](unit) [six](quantity) [œufs](product)",
            [("4 bottle", "lait"), ("6", "œufs")],
        ),
        ("[lait](product) [deux](quantity) [litres](unit) [bio](attribute)", [("2 l", "lait", "bio")]),
        (
            "[deux](quantity) [laits](product) [trois](quantity) [demain](when)",
            [("2", "laits")],
        ),
    ],
)
def test_a_quantity_without_a_product_goes_to_the_one_before(marked, expected):
    assert items(marked) == expected


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


def test_what_stands_behind_a_negation_is_not_wanted():
    assert items("[fruits](product) mais [pas](negation) de [beurre](product)") == [("", "fruits")]
    assert items(
        "[fruits](product) [sauf](negation) [kiwis](product) et [deux](quantity) [pains](product)"
    ) == [
        ("", "fruits"),
        ("2", "pains"),
    ]


def test_each_verb_governs_what_stands_behind_it():
    found = clauses(
        "[mets](act_add) [deux](quantity) [litres](unit) de [lait](product) et [enlève](act_remove) le "
        "[beurre](product) et [commande](act_checkout) [en drive](mode|drive) [demain matin](when)"
    )
    assert [(c.act, [_short(w) for w in c.wishes()], c.mode, c.when) for c in found] == [
        ("add", [("2 l", "lait")], "", []),
        ("remove", [("", "beurre")], "", []),
        ("checkout", [], "drive", ["demain matin"]),
    ]


@pytest.mark.parametrize(
    ("marked", "act", "expected"),
    [
        ("[mets](act_add)-[en](pronoun) [deux](quantity)", "add", [("2", "")]),
        ("[mets](act_add)-en [trois](quantity)", "add", [("3", "")]),
        ("[enlève](act_remove)-[en](pronoun) [un](quantity)", "remove", [("1", "")]),
        ("[mets](act_add)-[en](pronoun) [deux](quantity) [bouteilles](unit)", "add", [("2 bottle", "")]),
        (
            "[ajoute](act_add) [deux](quantity) [trois](quantity) [bananes](product)",
            "add",
            [("3", "bananes")],
        ),
    ],
)
def test_a_number_alone_means_the_product_just_spoken_of(marked, act, expected):
    (clause,) = clauses(marked)
    assert (clause.act, [_short(wish) for wish in clause.wishes()]) == (act, expected)


@pytest.mark.parametrize(
    "marked",
    [
        "[y a plus](act_add) de [lait](product) [mets](act_add)-[en](pronoun) [deux](quantity) "
        "[bouteilles](unit)",
        "à court de [lait](product) [rachète](act_add)-[en](pronoun) [deux](quantity) [bouteilles](unit)",
    ],
)
def test_en_counts_the_item_named_before_it_and_adds_no_second_one(marked):
    assert items(marked) == [("2 bottle", "lait")]


def test_en_behind_another_verb_is_a_wish_of_its_own():
    found = clauses(
        "[enlève](act_remove) le [lait](product) et [mets](act_add)-[en](pronoun) [deux](quantity)"
    )
    assert [(c.act, [_short(w) for w in c.wishes()]) for c in found] == [
        ("remove", [("", "lait")]),
        ("add", [("2", "")]),
    ]


def test_a_number_behind_a_verb_that_counts_nothing_is_left_alone():
    (clause,) = clauses("[commande](act_checkout) [deux](quantity)")
    assert (clause.act, clause.wishes()) == ("checkout", ())


def test_a_corrected_day_replaces_the_first():
    (clause,) = clauses("[commande](act_checkout) [demain](when) [non](correction) [samedi](when)")
    assert clause.when == ["samedi"]


def test_a_clause_is_as_sure_as_its_least_sure_span():
    sure, unsure = parsed("[ajoute](act_add) ").spans, parsed("[lait](product)", confidence=0.4).spans
    (clause,) = Assembler().read(sure + unsure)
    assert clause.confidence == 0.4


def test_a_sentence_without_entities_has_no_clause():
    assert clauses("bonjour") == []


def test_an_entity_of_tomorrow_is_ignored():
    assert items("[lait](product) pour [cinq euros](price)") == [("", "lait")]


def test_what_was_said_is_kept():
    (clause,) = clauses("[un](quantity) [kilo](unit) [et demi](quantity) de [riz](product)")
    quantity = clause.wishes()[0].quantity
    assert (quantity.said, quantity.value, quantity.vague) == ("un kilo et demi", Fraction(3, 2), False)
    (clause,) = clauses("[deux ou trois](quantity) [avocats](product)")
    assert clause.wishes()[0].quantity.vague


def test_a_number_alone_means_nothing_where_no_pronoun_was_said():
    spans = parsed("[rajoute](act_add) [deux](quantity) [packs](unit) d'eau").spans
    (clause,) = Assembler(anaphora=False).read(spans)
    assert clause.wishes() == ()
