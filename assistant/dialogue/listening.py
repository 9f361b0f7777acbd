"""What may be answered to an open question: the phrases that hearing should be ready for.

A pure function of state and view. A yes is never among them, whatever was asked: it must be clear by itself.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from assistant.dialogue import coupons, french
from assistant.dialogue.shop_view import ShopView
from assistant.dialogue.state import (
    AskAmount,
    AskCode,
    AskCoupon,
    ChooseMode,
    ChooseProduct,
    ChooseRecipe,
    ChooseSlot,
    ConfirmAge,
    ConfirmCancel,
    ConfirmClear,
    ConfirmHeard,
    ConfirmItem,
    ConfirmOrder,
    State,
)
from assistant.expectation import Expectation, ExpectedPhrase
from assistant.shopping.products import Product
from assistant.shopping.slots import Mode, Slot

YES_WORDS = frozenset(
    (
        "oui",
        "ouais",
        "ouaip",
        "mouais",
        "yes",
        "yep",
        "si",
        "ok",
        "okay",
        "accord",
        "valide",
        "validez",
        "valider",
        "confirme",
        "confirmez",
        "confirmer",
        "affirmatif",
        "absolument",
        "exact",
        "exacte",
        "exactement",
        "parfait",
        "entendu",
        "volontiers",
        "évidemment",
        "certainement",
        "carrément",
        "impeccable",
        "nickel",
        "super",
        "génial",
        "voilà",
        "marche",
        "allez",
        "vas",
        "allons",
        "bien",
        "sûr",
        "bon",
    )
)
"""Words of which a yes is made; no phrase that holds one is ever listened for."""
_SHARE = 0.7
"""How often an open question is answered by one of the choices, as it was put."""
_REFUSALS = ("non", "non merci", "aucun", "aucune", "annule", "laisse tomber", "pas maintenant", "attends")
_ORDINALS = ("premier", "deuxième", "troisième", "quatrième", "cinquième")
_FEMININE = ("première", "deuxième", "troisième", "quatrième", "cinquième")
_MODES = {
    Mode.DRIVE: ("drive", "en drive", "au drive", "le drive", "retrait", "retrait au drive", "en magasin"),
    Mode.DELIVERY: (
        "livraison",
        "en livraison",
        "à domicile",
        "livraison à domicile",
        "la livraison",
        "chez moi",
    ),
    Mode.EXPRESS: ("express", "en express", "livraison express", "livraison rapide"),
}


def listening(state: State, view: ShopView) -> Expectation:
    """Return what to be ready for in the next turn: nothing in particular without such a question."""
    match state.question:
        case ChooseProduct(options):
            products = [p for sku in options if (p := view.product(sku))]
            return _one_of([_names(product) for product in products])
        case ChooseSlot(options):
            return _one_of([_times(slot, view.now) for slot in options])
        case ChooseMode(options):
            return _one_of([_MODES[mode] for mode in options])
        case ChooseRecipe(options):
            return _one_of([(name, f"la {name}", f"les {name}", f"le {name}") for name in options])
        case (
            ConfirmAge() | ConfirmOrder() | ConfirmItem() | ConfirmClear() | ConfirmCancel() | ConfirmHeard()
        ):
            # Only the ways out: a yes must be heard without help.
            return Expectation(tuple(map(ExpectedPhrase, _REFUSALS)), 0.3, YES_WORDS)
        case AskCoupon():
            codes = [coupons.spoken(offer.code) for offer in view.coupons()]
            plain = [code for code in codes if not YES_WORDS & set(code.split())]
            return Expectation(tuple(map(ExpectedPhrase, (*plain, *_REFUSALS))), 0.3, YES_WORDS)
        case AskAmount() | AskCode() | None:
            return Expectation()


def _one_of(options: list[Iterable[str]]) -> Expectation:
    """Return an expectation of the options by name and by place, and of none of them."""
    phrases: dict[str, int] = {}
    for at, names in enumerate(options[: len(_ORDINALS)]):
        for name in names:
            phrases[name] = 4
        for article, ordinal in (("le", _ORDINALS[at]), ("la", _FEMININE[at])):
            phrases[f"{article} {ordinal}"] = 4
    last = {"le dernier": 2, "la dernière": 2, "le second": 2, "la seconde": 2} if len(options) > 1 else {}
    phrases |= last | dict.fromkeys(_REFUSALS, 1)
    return Expectation(tuple(ExpectedPhrase(t, n) for t, n in phrases.items()), _SHARE, YES_WORDS)


def _names(product: Product) -> list[str]:
    """Return how people name a product that was offered: its name, its brand, what it is called, with
    articles."""
    plain = [french.spoken_name(product.name), *product.said]
    names = [n for n in dict.fromkeys(plain) if n]
    if product.brand:
        names += [f"{names[0]} {product.brand}", product.brand]
    with_articles = [f"{article} {name}" for name in names for article in ("le", "la", "du", "les")]
    return [*names, *with_articles]


def _times(slot: Slot, now: datetime) -> list[str]:
    """Return how people name a slot that was offered, by the shop's clock."""
    start = slot.start.astimezone(now.tzinfo)
    clock = french.clock_in_words(start)
    day = french.day_in_words(start, now)
    return [
        clock,
        f"à {clock}",
        f"{day} à {clock}",
        f"{day} {clock}",
        day,
        f"celui de {clock}",
        f"plutôt {clock}",
    ]
