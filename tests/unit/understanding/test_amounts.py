"""Amounts and prices find their products."""

from __future__ import annotations

import pytest

from tests.unit.understanding.clause import clause, items


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("[lait](product)", [("", "lait")]),
        ("[deux](quantity) [litres](unit) de [lait](product)", [("2 l", "lait")]),
        ("[un](quantity) [kilo](unit) [et demi](quantity) de [tomates](product)", [("3/2 kg", "tomates")]),
        ("[un kilo et demi](quantity) de [tomates](product)", [("3/2 kg", "tomates")]),
        ("[un](quantity) [kilo et demi](unit) de [tomates](product)", [("3/2 kg", "tomates")]),
        ("[un](quantity) [kilo](unit) et [quart](quantity) de [tomates](product)", [("5/4 kg", "tomates")]),
        ("[deux](quantity) [kilos](unit) et [un quart](quantity) de [noix](product)", [("9/4 kg", "noix")]),
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
        ("[mets](act_add)-[en](pronoun) [deux](quantity)", [("2", "")]),
        ("[mets](act_add)-en [trois](quantity)", [("3", "")]),
        ("[enlève](act_remove)-[en](pronoun) [un](quantity)", [("1", "")]),
        ("[mets](act_add)-[en](pronoun) [deux](quantity) [bouteilles](unit)", [("2 bottle", "")]),
        ("encore [une](quantity) [bouteille](unit)", [("1 bottle", "")]),
    ],
)
def test_a_number_alone_counts_the_product_just_spoken_of(marked, expected):
    assert items(marked) == expected


def test_two_numbers_with_no_more_than_a_hesitation_between_are_one():
    assert items("[ajoute](act_add) [deux](quantity) euh [trois](quantity) [bananes](product)") == [
        ("3", "bananes")
    ]


@pytest.mark.parametrize("between", ["ou", "à"])
def test_a_range_is_its_lower_end_said_vaguely(between):
    (wish,) = clause(f"[deux](quantity) {between} [trois](quantity) [bananes](product)").wishes()
    assert (wish.quantity.value, wish.quantity.vague) == (2, True)


def test_a_price_belongs_to_the_item_before_it():
    (wish,) = clause("du [vin](product) à moins de [cinq euros](price)").wishes()
    assert (wish.product, wish.price_cents) == ("vin", 500)


@pytest.mark.parametrize(
    ("marked", "low", "high"),
    [
        ("[deux](quantity) ou [trois](quantity) [melons](product)", 2, 3),
        ("[deux ou trois](quantity) [melons](product)", 2, 3),
        ("[deux à trois](quantity) [kilos](unit) de [melons](product)", 2, 3),
        ("[une](quantity) ou [deux](quantity) [livres](unit) de [fraises](product)", 500, 1000),
    ],
)
def test_a_range_keeps_its_upper_end(marked, low, high):
    (wish,) = clause(marked).wishes()
    assert (wish.quantity.value, wish.quantity.at_most, wish.quantity.vague) == (low, high, True)


@pytest.mark.parametrize(
    ("marked", "holds"),
    [
        ("[trois](quantity) [packs de six](unit) d'[eau](product)", 6),
        ("[trois](quantity) [packs](unit) de [six](quantity) [bouteilles](unit) d'[eau](product)", 6),
        ("[une](quantity) [boîte de douze](unit) [œufs](product)", 12),
        ("[un](quantity) [filet](unit) de [deux](quantity) [kilos](unit) de [patates](product)", None),
        ("[trois](quantity) [packs](unit) d'[eau](product)", None),
    ],
)
def test_a_pack_says_how_many_it_holds(marked, holds):
    (wish,) = clause(marked).wishes()
    assert wish.quantity.holds == holds


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        (
            "[quatre](quantity) fois [cent](quantity) [grammes](unit) de [saumon](product)",
            [("400 g", "saumon")],
        ),
        ("[un](quantity) [kilo](unit) [deux](quantity) [tomates](product)", [("1 kg", "tomates")]),
        ("[j'ai plus](act_add) [deux](quantity) [farine](product)", [("", "farine")]),
        ("[ajoute moins](act_add) [deux](quantity) [œufs](product)", [("-2", "œufs")]),
        ("[une](quantity) [petite cinquantaine](unit) de [clous](product)", [("50", "clous")]),
        (
            "[navets](product) [carottes](product) [deux](quantity) de chaque",
            [("2", "navets"), ("2", "carottes")],
        ),
        (
            "[deux](quantity) [kilos](unit) de [carottes](product) autant de [navets](product)",
            [("2 kg", "carottes"), ("2 kg", "navets")],
        ),
        ("du [haddock](product) si si du [haddock](product)", [("", "haddock")]),
        ("du [lait](product) mais [pas](negation) [entier](attribute)", [("", "lait")]),
        ("un [taboulé](product) dépourvu d'[oignon](product)", [("", "taboulé")]),
        ("du [thé](product) oui mais du [café](product) non", [("", "thé")]),
        ("du [rhum ambré](product) ou non [blanc](attribute)", [("", "rhum blanc")]),
    ],
)
def test_how_amounts_and_exclusions_are_said_besides(marked, expected):
    assert items(marked) == expected


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("[pour dix euros](quantity) de [cerises](product)", [("cerises", 1000)]),
        ("[nonante centimes](quantity) de [réglisse](product)", [("réglisse", 90)]),
        ("du [fromage](product) [pour douze euros](quantity)", [("fromage", 1200)]),
        (
            "[pour deux euros](quantity) de [bonbons](product) et du [pain](product)",
            [("bonbons", 200), ("pain", None)],
        ),
    ],
)
def test_a_sum_of_money_says_how_much_is_wanted(marked, expected):
    wishes = clause(marked).wishes()
    assert [(wish.product, wish.worth_cents) for wish in wishes] == expected
    assert all(wish.quantity is None and wish.price_cents is None for wish in wishes)


def test_a_price_may_be_said_before_its_product():
    (wish,) = clause("[sept euros](price) maximum pour la [tapenade](product)").wishes()
    assert (wish.product, wish.price_cents) == ("tapenade", 700)
