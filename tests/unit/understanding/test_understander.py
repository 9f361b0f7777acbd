from __future__ import annotations

from datetime import datetime
from fractions import Fraction

import pytest

from assistant.understanding import Understander
from assistant.understanding import requests as ask
from assistant.understanding.requests import ItemWish
from tests.unit.understanding.markup import FakeParser, parsed
from tests.unit.understanding.reading import NOW, meant, requests

LAIT, BEURRE, PAIN = ItemWish("lait"), ItemWish("beurre"), ItemWish("pain")


def test_the_parser_reads_normalised_text_and_the_answer_keeps_what_was_written():
    parser = FakeParser(parsed("[lait](product)"))
    found = Understander(parser).interpret("Du LAIT, s'il te plaît !", NOW, heard_confidence=0.8)
    assert parser.asked == ["du lait s'il te plaît"]
    assert (found.text, found.heard_confidence) == ("Du LAIT, s'il te plaît !", 0.8)


@pytest.mark.parametrize("text", ["", "  ", "…", "!?", "🥛"])
def test_what_holds_no_word_is_not_even_asked_about(text):
    parser = FakeParser(parsed("[lait](product)"))
    assert Understander(parser).interpret(text, NOW).requests == (ask.OutOfScope(),)
    assert parser.asked == []


@pytest.mark.parametrize(
    ("marked", "intent", "expected"),
    [
        ("du [lait](product)", "add_items", ask.AddItems((LAIT,))),
        ("le [lait](product)", "remove_items", ask.RemoveItems((LAIT,))),
        ("vide le panier", "clear_basket", ask.ClearBasket()),
        ("mon panier", "read_basket", ask.ReadBasket()),
        ("combien ça fait", "ask_total", ask.AskTotal()),
        ("oui", "confirm", ask.Confirm()),
        ("non", "deny", ask.Deny()),
        ("annule ça", "undo", ask.Undo()),
        ("répète", "repeat", ask.Repeat()),
        ("aide-moi", "help", ask.Help()),
        ("stop", "stop", ask.Stop()),
        ("quel temps fait-il", "out_of_scope", ask.OutOfScope()),
        ("on y va", "checkout", ask.Checkout()),
        ("[commande](act_checkout) [en drive](mode|drive)", "checkout", ask.Checkout("drive")),
        ("[en livraison](mode|delivery)", "choose_slot", ask.ChooseSlot("delivery")),
        ("[passe la commande](act_checkout)", "checkout", ask.Checkout()),
        ("[combien](act_total)", "ask_total", ask.AskTotal()),
        ("[vide](act_clear)", "clear_basket", ask.ClearBasket()),
        ("[relis](act_read)", "read_basket", ask.ReadBasket()),
    ],
)
def test_an_intent_becomes_its_request(marked, intent, expected):
    assert requests(marked, intent) == (expected,)


@pytest.mark.parametrize(
    ("marked", "intent"),
    [
        ("ajoute", "add_items"),
        ("enlève [sauf](negation) le [beurre](product)", "remove_items"),
        ("[n'ajoute](act_add) [pas](negation) de [lait](product)", "add_items"),
        ("le [lait](product)", "set_quantity"),
        ("je sais pas", "choose_slot"),
        ("celui-là", "choose"),
        ("le [lait](product)", "out_of_scope"),
    ],
)
def test_what_lacks_what_its_intent_needs_is_left_alone(marked, intent):
    assert requests(marked, intent) == (ask.OutOfScope(),)


def test_a_question_about_a_product_is_a_request_of_its_own():
    assert requests("combien coûte le [beurre](product)", "ask_price") == (ask.AskPrice((BEURRE,)),)


def test_an_amount_of_nothing_that_was_found_is_no_request_and_not_sure():
    found = meant("[rajoute](act_add) [deux](quantity) [packs](unit) zorglub", "add_items")
    assert found.requests == (ask.OutOfScope(),)
    assert found.confidence == 0


def test_one_sentence_may_ask_for_several_things_in_order():
    found = requests(
        "[mets](act_add) [deux](quantity) [litres](unit) de [lait](product) et [trois](quantity) "
        "[pains](product) [enlève](act_remove) le [beurre](product) et "
        "[commande](act_checkout) [demain dix-huit heures](when)"
    )
    kinds = [type(request) for request in found]
    assert kinds == [ask.AddItems, ask.RemoveItems, ask.Checkout]
    assert [(wish.product, wish.quantity.value) for wish in found[0].items] == [("lait", 2), ("pains", 3)]
    assert found[1] == ask.RemoveItems((BEURRE,))
    assert found[2].when.start == datetime(2026, 11, 19, 18, tzinfo=NOW.tzinfo)


def test_all_but_something_empties_the_basket_but_for_it():
    found = requests("enlève tout [sauf](negation) le [beurre](product)", "remove_items")
    assert found == (ask.ClearBasket((BEURRE,)),)


@pytest.mark.parametrize(
    "marked",
    [
        "[ne garde que](act_clear) le [beurre](product)",
        "il ne doit [rester que](act_clear) le [beurre](product)",
        "[laisse](act_clear) juste le [beurre](product)",
        "[enlève-moi tout](act_clear) hormis le [beurre](product)",
    ],
)
def test_what_shall_stay_is_kept_without_a_word_of_exclusion(marked: str) -> None:
    assert requests(marked, "clear_basket") == (ask.ClearBasket((BEURRE,)),)


@pytest.mark.parametrize(
    ("marked", "intent", "expected"),
    [
        (
            "[remplace](act_replace) le [lait](product) [par](swap) du [pain](product)",
            "replace_item",
            ask.ReplaceItem(LAIT, PAIN),
        ),
        (
            "[mets plutôt](act_replace) du [pain](product)",
            "replace_item",
            ask.ReplaceItem(ItemWish(""), PAIN),
        ),
        ("[est-ce que j'ai](act_read) du [lait](product)", "read_basket", ask.ReadBasket((LAIT,))),
        ("[une promo](act_offers) sur le [lait](product)", "ask_offers", ask.AskOffers((LAIT,))),
        ("[vous avez](act_product) du [lait](product)", "ask_product", ask.AskProduct((LAIT,))),
        ("[pourquoi](act_why) ce [lait](product)", "ask_why", ask.AskWhy((LAIT,))),
        (
            "de quoi faire une [quiche](recipe) pour [six](servings)",
            "add_recipe",
            ask.AddRecipe("quiche", 6),
        ),
        ("[que faire](act_suggest) avec du [lait](product)", "suggest_recipes", ask.SuggestRecipes((LAIT,))),
        ("refais ma commande", "reorder", ask.Reorder()),
        ("où en est ma commande", "order_status", ask.OrderStatus()),
        ("annule ma commande", "cancel_order", ask.CancelOrder()),
        ("il [coûte combien](act_price)", "ask_price", ask.AskPrice()),
        ("comme tu veux", "choose", ask.Choose(1)),
        (
            "[le moins cher](attribute)",
            "choose",
            ask.Choose(item=ItemWish("", attributes=("le moins cher",))),
        ),
        ("[l'autre](pronoun)", "choose", ask.Choose(item=ItemWish("", reference="other"))),
    ],
)
def test_every_intent_has_a_request_that_holds_what_was_said(marked, intent, expected):
    assert requests(marked, intent) == (expected,)


@pytest.mark.parametrize(
    "marked",
    [
        "[y a plus](act_add) de [lait](product) [mets](act_add)-[en](pronoun) [deux](quantity) "
        "[bouteilles](unit)",
        "à court de [lait](product) et [rachète](act_add)-[en](pronoun) [deux](quantity) [bouteilles](unit)",
    ],
)
def test_en_counts_the_item_named_before_it_and_adds_no_second_one(marked):
    (add,) = requests(marked)
    assert [(i.product, i.quantity.value, i.quantity.unit) for i in add.items] == [("lait", 2, "bottle")]


def test_en_behind_another_verb_is_a_wish_of_its_own():
    remove, add = requests(
        "[enlève](act_remove) le [lait](product) et [mets](act_add)-[en](pronoun) [deux](quantity)"
    )
    assert remove == ask.RemoveItems((LAIT,))
    assert (add.items[0].product, add.items[0].quantity.value) == ("", 2)


@pytest.mark.parametrize(
    ("text", "products"),
    [("lait pain", ["lait", "pain"]), ("pain au lait", ["pain au lait"]), ("lait ribot", ["lait ribot"])],
)
def test_names_that_follow_each_other_are_parted_when_the_shop_knows_each(text, products):
    class Names:
        def familiarity(self, name):
            return 1.0 if name in ("lait", "pain", "pain au lait") else 0.8

    understander = Understander(FakeParser(parsed(f"[{text}](product)")), Names())
    (add,) = understander.interpret(text, NOW).requests
    assert [item.product for item in add.items] == products


def test_what_stands_before_the_first_verb_belongs_to_the_intent():
    assert requests("du [lait](product) et [enlève](act_remove) le [beurre](product)") == (
        ask.AddItems((LAIT,)),
        ask.RemoveItems((BEURRE,)),
    )


def test_but_no_butter_adds_no_butter():
    assert requests("[mets](act_add) du [lait](product) mais [pas](negation) de [beurre](product)") == (
        ask.AddItems((LAIT,)),
    )


@pytest.mark.parametrize("act", ["price", "product", "offers", "replace", "recipe"])
@pytest.mark.parametrize("intent", ["add_items", "remove_items", "set_quantity"])
def test_what_is_only_asked_about_is_neither_added_nor_taken_out(act, intent):
    found = requests(f"[ajoute](act_add) du [pain](product) et [dis](act_{act}) le [beurre](product)", intent)
    assert found[0] == ask.AddItems((PAIN,))
    assert not isinstance(found[1], ask.AddItems | ask.RemoveItems | ask.SetQuantity)


def test_the_price_of_nothing_in_particular_is_the_total():
    assert requests("[combien ça coûte](act_price)", "ask_price") == (ask.AskTotal(),)


def test_quantities_reach_the_request_exactly():
    (add,) = requests("[un tiers](quantity) de [litre](unit) de [lait](product)")
    assert add.items[0].quantity.value == Fraction(1, 3)


@pytest.mark.parametrize(
    ("marked", "products"),
    [
        ("trois [yaourts](product) à la [fraise](product)", ["yaourts à la fraise"]),
        ("du [jus](product) d'[orange](product) et du [lait](product)", ["jus d'orange", "lait"]),
        ("du [lait](product) du [pain](product) de la [crème](product)", ["lait", "pain", "crème"]),
    ],
)
def test_a_name_that_was_cut_at_its_link_is_one_product(marked, products):
    (add,) = requests(marked)
    assert [item.product for item in add.items] == products


@pytest.mark.parametrize(
    ("marked", "intent", "product"),
    [
        ("[rajoute](act_add) [deux](quantity) [packs](unit) d'eau", "add_items", "eau"),
        ("[supprime](act_remove) le fromage s'il te plaît", "remove_items", "fromage"),
        ("[ajoute](act_add) de la crème fraîche", "add_items", "crème fraîche"),
    ],
)
def test_a_product_that_was_not_marked_is_what_ends_the_sentence(marked, intent, product):
    found = meant(marked, intent)
    assert [item.product for item in found.requests[0].items] == [product]


@pytest.mark.parametrize(
    ("marked", "intent"),
    [
        ("[mets](act_add) de la musique", "out_of_scope"),
        ("[ajoute](act_add) pour [demain](when)", "add_items"),
        ("[ajoute](act_add)", "add_items"),
        ("[ajoute](act_add) vite fait", "add_items"),
    ],
)
def test_what_cannot_be_a_product_is_not_taken_for_one(marked, intent):
    assert meant(marked, intent).requests == (ask.OutOfScope(),)
