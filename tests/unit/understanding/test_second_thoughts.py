"""What is taken back, put off or made to depend in one breath."""

from __future__ import annotations

from datetime import datetime
from fractions import Fraction
from zoneinfo import ZoneInfo

import pytest

from assistant.understanding import Understander
from assistant.understanding import requests as ask
from assistant.understanding.quantities import Quantity
from assistant.understanding.requests import ItemWish
from tests.unit.understanding.markup import MarkedParser

NOW = datetime(2026, 11, 18, 10, 15, tzinfo=ZoneInfo("Europe/Paris"))


def said(value, words):
    return Quantity(Fraction(value), "", words)


def requests(marked, intent="add_items", expects=None):
    return Understander(MarkedParser(marked, intent)).interpret("le texte", NOW, expects=expects).requests


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        (
            "[rajoute](act_add) [trois](quantity) [mangues](product) [pardon](correction) "
            "[retire](act_remove) [trois](quantity) [mangues](product)",
            (ask.RemoveItems((ItemWish("mangues", said(3, "trois")),)),),
        ),
        (
            "[enlève](act_remove) [pardon](correction) [ajoute](act_add) de la [semoule](product)",
            (ask.AddItems((ItemWish("semoule"),)),),
        ),
        (
            "des [abricots](product) [ah mais non](correction) je suis allergique "
            "[mets](act_add) des [prunes](product)",
            (ask.AddItems((ItemWish("prunes"),)),),
        ),
        (
            "[supprime](act_remove) le [beurre](product) [ah non laisse](correction)-le "
            "[supprime](act_remove) l'[huile](product)",
            (ask.RemoveItems((ItemWish("huile"),)),),
        ),
        (
            "[3](quantity) [saucisses](product) nan [mets](act_set) [en](pronoun) [5](quantity)",
            (ask.AddItems((ItemWish("saucisses", said(5, "5")),)),),
        ),
        (
            "[non](act_set) pour les [kiwis](product) [j'ai dit](act_set) [dix](quantity)",
            (ask.SetQuantity((ItemWish("kiwis", said(10, "dix")),)),),
        ),
        (
            "les [yaourts](product) tu les [passes](act_set) à [huit](quantity) "
            "et le [beurre](product) tu [l'enlèves](act_remove)",
            (
                ask.SetQuantity((ItemWish("yaourts", said(8, "huit")),)),
                ask.RemoveItems((ItemWish("beurre"),)),
            ),
        ),
        (
            "plus de [dinde](product) [prends](act_replace) du [canard](product) [à la place](swap)",
            (ask.ReplaceItem(ItemWish("dinde"), ItemWish("canard")),),
        ),
        (
            "plus aucun [bonbon](product) mais des [fruits secs](product)",
            (ask.AddItems((ItemWish("fruits secs"),)),),
        ),
        (
            "[on n'a plus](act_add) de cenovis faudrait en reprendre",
            (ask.AddItems((ItemWish("cenovis"),)),),
        ),
        (
            "n'y [mets](act_add) surtout pas les [cornichons](product) que j'avais demandés",
            (ask.RemoveItems((ItemWish("cornichons"),)),),
        ),
        (
            "tu gardes le [lait](product) et tu [supprimes tout le reste](act_clear)",
            (ask.ClearBasket((ItemWish("lait"),)),),
        ),
    ],
)
def test_what_is_said_last_holds(marked, expected):
    assert requests(marked) == expected


@pytest.mark.parametrize(
    ("marked", "intent"),
    [
        (
            "s'il n'y a pas de [mascarpone](product) vous [mettrez](act_add) de la [ricotta](product)",
            "add_items",
        ),
        ("faut-il que j'[achète](act_add) du [café](product)", "add_items"),
        ("des [yaourts](product) il en reste pour demain", "add_items"),
    ],
)
def test_what_only_depends_or_asks_changes_nothing(marked, intent):
    assert requests(marked, intent) == (ask.OutOfScope(),)


def test_y_en_a_plus_is_a_need_and_no_question():
    assert requests("des [yaourts](product) il en reste plus") == (ask.AddItems((ItemWish("yaourts"),)),)


@pytest.mark.parametrize(
    ("marked", "old", "new"),
    [
        (
            "[échange](act_replace) entre la [limonade](product) et le [thé](product)",
            ItemWish("limonade"),
            ItemWish("thé"),
        ),
        (
            "le [sucre en poudre](product) [passe](act_replace)-[le](pronoun) "
            "[en](swap) [sucre en morceaux](product)",
            ItemWish("sucre en poudre"),
            ItemWish("sucre en morceaux"),
        ),
    ],
)
def test_an_exchange_between_two_knows_which_goes(marked, old, new):
    assert requests(marked, "replace_item") == (ask.ReplaceItem(old, new),)


def test_an_amount_instead_of_another_is_a_new_amount_not_an_exchange():
    marked = "[mets](act_replace) [deux](quantity) [melons](product) au lieu de [trois](quantity)"
    assert requests(marked, "replace_item") == (ask.SetQuantity((ItemWish("melons", said(2, "deux")),)),)


def test_they_both_are_not_the_whole_basket():
    marked = (
        "[ni](negation) [pain](product) [ni](negation) [beurre](product) "
        "tu les [enlèves](act_remove) tous les deux"
    )
    assert requests(marked, "remove_items") == (ask.RemoveItems((ItemWish("pain"), ItemWish("beurre"))),)


@pytest.mark.parametrize(
    ("marked", "intent", "expects", "expected"),
    [
        (
            "[prenons](act_add) [le moins cher](attribute)",
            "add_items",
            "choice",
            ask.Choose(item=ItemWish("", attributes=("le moins cher",))),
        ),
        ("tout est bon confirme la commande", "confirm", None, ask.Checkout("", None)),
        (
            "[prenons le moins cher](act)",
            "choose",
            "choice",
            ask.Choose(item=ItemWish("", attributes=("le moins cher",))),
        ),
        ("lequel revient le moins cher", "ask_price", None, ask.AskPrice(())),
        ("lequel revient le moins cher", "ask_total", None, ask.AskPrice(())),
        (
            "[nan](act_add) pas ça pas la [crème](product)",
            "add_items",
            None,
            ask.RemoveItems((ItemWish("crème"),)),
        ),
        (
            "j'ai [un](quantity) [chou](product) que faire avec",
            "suggest_recipes",
            None,
            ask.SuggestRecipes((ItemWish("chou"),)),
        ),
    ],
)
def test_the_words_decide_where_the_intent_is_too_wide(marked, intent, expects, expected):
    assert requests(marked, intent, expects) == (expected,)
