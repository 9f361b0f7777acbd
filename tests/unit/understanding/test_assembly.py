from __future__ import annotations

from fractions import Fraction

import pytest

from assistant.understanding.assembly import Assembler
from tests.unit.understanding.markup import parsed


def clause(marked):
    parse = parsed(marked)
    return Assembler(parse.text).read(parse.spans)


def items(marked):
    """The items of one part of a sentence, as ("2 l", "lait", attributes…)."""
    return [_short(wish) for wish in clause(marked).wishes()]


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


@pytest.mark.parametrize(
    "marked",
    ["[rajoute](act_add) [deux](quantity) [packs](unit) d'eau", "[commande](act_checkout) [deux](quantity)"],
)
def test_but_not_where_what_it_counts_went_unmarked(marked):
    assert items(marked) == []


def test_two_numbers_with_no_more_than_a_hesitation_between_are_one():
    assert items("[ajoute](act_add) [deux](quantity) euh [trois](quantity) [bananes](product)") == [
        ("3", "bananes")
    ]


@pytest.mark.parametrize("between", ["ou", "à"])
def test_a_range_is_its_lower_end_said_vaguely(between):
    (wish,) = clause(f"[deux](quantity) {between} [trois](quantity) [bananes](product)").wishes()
    assert (wish.quantity.value, wish.quantity.vague) == (2, True)


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


def test_a_price_belongs_to_the_item_before_it():
    (wish,) = clause("du [vin](product) à moins de [cinq euros](price)").wishes()
    assert (wish.product, wish.price_cents) == ("vin", 500)


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


def test_what_stands_behind_what_goes_is_what_comes():
    swapped = clause("[à la place](swap) du [panettone](product) [deux](quantity) [bûches](product)")
    assert [(item.product, item.is_old) for item in swapped.items] == [("panettone", True), ("bûches", False)]


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
