"""How products, amounts, slots and baskets are named in a sentence."""

from __future__ import annotations

import re
from datetime import datetime
from fractions import Fraction

from assistant.dialogue import french
from assistant.dialogue.phrases import Phrase, enumerate_phrases, join, say
from assistant.shopping.amounts import Unit
from assistant.shopping.basket import Basket, BasketLine
from assistant.shopping.money import Cents
from assistant.shopping.products import Product, SoldBy
from assistant.shopping.slots import Mode, Slot


def money(cents: Cents) -> Phrase:
    """Name a price."""
    return Phrase.of(french.price(cents), french.price_speech(cents))


def product_name(product: Product) -> Phrase:
    """Name a product in the middle of a sentence, with its maker: "lait demi-écrémé UHT Clairpré"."""
    brand = f" {product.brand}" if product.brand else ""
    return Phrase.of(f"{french.lower_first(product.name)}{brand}")


def amount_of(product: Product, quantity: Fraction) -> Phrase:
    """Name an amount of a product as the till counts it: "2 briques de lait", "1,5 kg de tomates"."""
    name = french.lower_first(product.name)
    if product.sold_by is SoldBy.KG:
        return join([_weight(quantity), Phrase.of(french.de(name))])
    count = int(quantity)
    if product.packaging in (Unit.PIECE, Unit.PACKAGE):
        return Phrase.of(french.counted(count, name))
    pack = say(f"pack-{product.packaging.value}", n=count)
    return join([pack, Phrase.of(french.de(name))])


def pack_of(product: Product) -> Phrase:
    """Name one package by what it holds: "boîte de 6", "plaquette de 250 g"."""
    noun = product.packaging_name or "pièce"
    if product.pieces and product.pieces > 1:
        return Phrase.of(f"{noun} de {product.pieces}")
    written = f"{french.number(product.net.value)}{french.NBSP}{product.net.unit.value}"
    return Phrase.of(f"{noun} de {written}")


def line(item: BasketLine) -> Phrase:
    """Name a basket line."""
    return amount_of(item.product, item.quantity)


def lines(basket: Basket) -> Phrase:
    """Name everything in a basket."""
    return enumerate_phrases([line(item) for item in basket.lines])


def articles(basket: Basket) -> Phrase:
    """Name how many articles a basket holds."""
    return say("articles", n=basket.article_count)


def priced_choice(product: Product) -> Phrase:
    """Name a product with its price, to be chosen."""
    message = "choice-priced-kg" if product.sold_by is SoldBy.KG else "choice-priced"
    return say(message, product=product_name(product), price=money(product.price_cents))


def mode(value: Mode) -> Phrase:
    """Name a way of getting an order."""
    return say(f"mode-{value.value}")


def slot(value: Slot, now: datetime) -> Phrase:
    """Name a slot on the clock of ``now``: "demain lundi 23 novembre entre 18 h et 18 h 30"."""
    start, end = value.start.astimezone(now.tzinfo), value.end.astimezone(now.tzinfo)
    message = "slot-before" if value.mode is Mode.EXPRESS else "slot-between"
    return say(
        message,
        day=Phrase.of(french.day(start, now)),
        start=_clock(start),
        end=_clock(end),
    )


def slot_choices(options: tuple[Slot, ...], now: datetime) -> list[Phrase]:
    """Name slots to choose from; the day is said once as long as it stays the same."""
    phrases: list[Phrase] = []
    day_before = ""
    for option in options:
        start = option.start.astimezone(now.tzinfo)
        day = french.day(start, now)
        if day == day_before:
            phrases.append(_clock(start))
        else:
            phrases.append(say("slot-short", day=Phrase.of(day), start=_clock(start)))
        day_before = day
    return phrases


def _clock(moment: datetime) -> Phrase:
    return Phrase.of(french.clock(moment), french.clock_speech(moment))


def _weight(kilograms: Fraction) -> Phrase:
    if kilograms < 1:
        grams = french.number(kilograms * 1000)
        return Phrase.of(f"{grams}{french.NBSP}g", f"{grams} grammes")
    written = french.number(kilograms)
    spoken = f"{written} kilo{'s' if kilograms >= 2 else ''}"
    return Phrase.of(f"{written}{french.NBSP}kg", spoken)


def tidy(phrase: Phrase) -> Phrase:
    """Take doubled spaces out of a finished reply and begin it with a capital."""
    text = re.sub(r" {2,}", " ", phrase.text).strip()
    ssml = re.sub(r" {2,}", " ", phrase.ssml).strip()
    return Phrase(
        text[:1].upper() + text[1:], ssml[:1].upper() + ssml[1:] if not ssml.startswith("<") else ssml
    )
