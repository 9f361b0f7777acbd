"""How products, amounts, slots and baskets are named in a sentence."""

from __future__ import annotations

import re
from datetime import datetime
from fractions import Fraction

from assistant.dialogue import french, nouns
from assistant.dialogue.phrases import Phrase, enumerate_phrases, has, join, say
from assistant.shopping.amounts import Amount, Dimension, Unit
from assistant.shopping.basket import Basket, BasketLine
from assistant.shopping.money import Cents, round_cents
from assistant.shopping.products import Product, SoldBy
from assistant.shopping.slots import Mode, Slot


def money(cents: Cents) -> Phrase:
    """Name a price."""
    return Phrase.of(french.price(cents), french.price_speech(cents))


def product_name(product: Product) -> Phrase:
    """Name a product in the middle of a sentence, with its maker: "lait demi-écrémé UHT Clairpré"."""
    return join([Phrase.of(nouns.lower_first(product.name)), *_maker(product)])


def sentence_name(product: Product) -> Phrase:
    """Name a product at the beginning of a sentence."""
    return tidy(product_name(product))


def of_product(product: Product) -> Phrase:
    """Name a product behind what counts it: "d’oignons", "de lait"."""
    return Phrase.of(nouns.de(nouns.lower_first(product.name)))


def usual(product: Product) -> str:
    """Name a product as a household does that always takes it: "lait habituel"."""
    called = product.said[0] if product.said else nouns.lower_first(product.name)
    return nouns.usual(called.replace("'", "’"))


def of_several(product: Product) -> Phrase:
    """Name a product behind "combien": "de baguettes", "de filet de bœuf"."""
    name = nouns.lower_first(product.name)
    is_counted = product.sold_by is SoldBy.PIECE and product.packaging in (Unit.PIECE, Unit.PACKAGE)
    return Phrase.of(nouns.de(nouns.plural(name) if is_counted else name))


def de(said: str) -> str:
    """Put "de" or "d’" before what a person said."""
    return nouns.de(said.replace("'", "’"))


def amount_of(product: Product, quantity: Fraction, plain: str = "") -> Phrase:
    """Name an amount of a product as the till counts it: "2 briques de lait", "1,5 kg de tomates".

    Args:
        product: what.
        quantity: how much of it, in packages or kilograms.
        plain: a shorter name for it, used behind what holds it; one that is counted by itself keeps its own.
    """
    name = nouns.lower_first(product.name)
    if plain and (product.sold_by is SoldBy.KG or product.packaging not in (Unit.PIECE, Unit.PACKAGE)):
        name = plain
    if product.sold_by is SoldBy.KG:
        return join([_weight(quantity), Phrase.of(nouns.de(name))])
    count = int(quantity)
    if holder := _other_package(product):
        return Phrase.of(f"{nouns.counted(count, holder)} {nouns.de(name)}")
    if product.packaging in (Unit.PIECE, Unit.PACKAGE):
        return Phrase.of(nouns.counted(count, name))
    pack = say(f"pack-{product.packaging.value}", n=count)
    return join([pack, Phrase.of(nouns.de(name))])


def _other_package(product: Product) -> str:
    """Return the noun for a package that has no unit of its own: "sac", "bourriche"; empty for all others."""
    return product.packaging_name if product.packaging is Unit.PACKAGE else ""


def asked_for(product: Product, asked: Amount, quantity: Fraction) -> Phrase:
    """Name an amount as it was asked for: goods that are weighed and were counted by both.

    "4 tomates rondes, environ 480 g", "une pastèque, environ 3,5 kg".
    """
    name = nouns.lower_first(product.name)
    count = asked.value
    counted = product.sold_by is SoldBy.KG and asked.unit is Unit.PIECE and count.denominator == 1
    if not counted:
        return amount_of(product, quantity)
    return say("counted-weighed", items=Phrase.of(nouns.counted(int(count), name)), weight=_weight(quantity))


def only(phrase: Phrase) -> Phrase:
    """Put "que" or "qu’" before a phrase: "que 2 baguettes", "qu’une baguette"."""
    if phrase.text[:1].lower() in nouns.VOWELS:
        return join([Phrase.of("qu’"), phrase], "")
    return join([Phrase.of("que"), phrase])


def count(product: Product, quantity: Fraction) -> Phrase:
    """Name how much the till counts, without the product: "5", "1,5 kg"."""
    return _weight(quantity) if product.sold_by is SoldBy.KG else Phrase.of(french.number(quantity))


def pack_of(product: Product) -> Phrase:
    """Name one package by what it holds: "boîte de 6", "plaquette de 250 g"."""
    noun = product.packaging_name or "pièce"
    size = _size(product)
    return join([Phrase.of(noun), Phrase.of("de"), size]) if size else Phrase.of(noun)


def in_packs(product: Product, quantity: Fraction) -> Phrase:
    """Name packages with what each holds: "2 plaquettes de beurre doux de 250 g", "une boîte de 6 œufs"."""
    size = _size(product)
    named = amount_of(product, quantity)
    pack = f"pack-{product.packaging.value}"
    if size and product.pieces and product.pieces > 1 and has(pack) and product.packaging is not Unit.PACKAGE:
        counted = Phrase.of(nouns.plural(nouns.lower_first(product.name)))
        return tidy(join([say(pack, n=int(quantity)), Phrase.of("de"), size, counted]))
    return tidy(join([named, Phrase.of("de"), size]) if size else named)


def pack_holding(product: Product, each: Amount) -> Phrase:
    """Name a package by what it should hold: "400 g", said "400 grammes"; "boîte de 11"."""
    number = french.number(each.value)
    if each.dimension in (Dimension.MASS, Dimension.VOLUME):
        unit = each.unit.value
        return Phrase.of(f"{number}{french.NBSP}{unit}", french.measured(each.value, unit))
    return Phrase.of(f"{product.packaging_name or 'paquet'} de {number}")


def _size(product: Product) -> Phrase | None:
    """Name what a package holds: "6", or "250 g", said "250 grammes"; ``None`` when that tells nothing."""
    if product.pieces and product.pieces > 1:
        return Phrase.of(str(product.pieces))
    if product.net.dimension not in (Dimension.MASS, Dimension.VOLUME):
        return None
    value, unit = product.net.value, product.net.unit
    return Phrase.of(f"{french.number(value)}{french.NBSP}{unit.value}", french.measured(value, unit.value))


def line(item: BasketLine) -> Phrase:
    """Name a basket line."""
    return amount_of(item.product, item.quantity)


def told_apart(first: BasketLine, second: BasketLine) -> tuple[Phrase, Phrase]:
    """Name two basket lines, with their makers when they read alike without."""
    named = line(first), line(second)
    if named[0].text != named[1].text:
        return named
    return join([named[0], *_maker(first.product)]), join([named[1], *_maker(second.product)])


def lines(basket: Basket) -> Phrase:
    """Name everything in a basket."""
    return enumerate_phrases([line(item) for item in basket.lines])


def articles(basket: Basket) -> Phrase:
    """Name how many articles a basket holds."""
    return say("articles", n=basket.article_count)


def choices(products: list[Product]) -> list[Phrase]:
    """Name products so that each differs: by maker and by pack where their names are alike."""
    named = [Phrase.of(nouns.lower_first(product.name)) for product in products]
    for more in (_maker, _pack, _each):
        alike = {name for name in named if named.count(name) > 1}
        named = [join([n, *more(p)]) if n in alike else n for n, p in zip(named, products, strict=True)]
    return named


def priced_choices(products: list[Product]) -> list[Phrase]:
    """Name products with their prices, to be chosen."""
    return [
        say(
            "choice-priced-kg" if product.sold_by is SoldBy.KG else "choice-priced",
            product=name,
            price=money(product.price_cents),
        )
        for name, product in zip(choices(products), products, strict=True)
    ]


def shelf_price(product: Product) -> Phrase:
    """Name a price as the shelf does: "2,99 € le kilo", "1,09 € la brique de 1 l".

    A deposit is named apart (arrêté du 3 décembre 1987, article 1: the whole sum that is to be paid is told).
    """
    price = _price_alone(product)
    if not product.deposit_cents:
        return price
    return say("price-deposit", price=price, deposit=money(product.deposit_cents))


def _price_alone(product: Product) -> Phrase:
    price = money(product.price_cents)
    if product.sold_by is SoldBy.KG:
        return say("price-kg", price=price)
    pack = the_pack(product)
    if pack is None:
        return price
    per = _unit_price(product)
    if per is None:
        return say("price-pack", price=price, pack=pack)
    return say("price-pack-unit", price=price, pack=pack, per=per)


def _each(product: Product) -> list[Phrase]:
    """Name what each piece of a package holds: "× 1,5 l"."""
    pieces, net = product.pieces, product.net
    if not pieces or pieces < 2 or net.dimension not in (Dimension.MASS, Dimension.VOLUME):
        return []
    value = net.value / pieces
    spoken = f"fois {french.measured(value, net.unit.value)}"
    return [Phrase.of(f"×{french.NBSP}{french.number(value)}{french.NBSP}{net.unit.value}", spoken)]


def the_pack(product: Product) -> Phrase | None:
    """Name a package: "la brique de 1 l"; ``None`` for goods that come without one."""
    label, holder = f"the-{product.packaging.value}", _other_package(product)
    if product.sold_by is SoldBy.KG or not (holder or has(label)):
        return None
    size, pack = _size(product), Phrase.of(nouns.the(holder)) if holder else say(label)
    return join([pack, Phrase.of("de"), size]) if size else pack


def _unit_price(product: Product) -> Phrase | None:
    """Name the price of a kilo or litre, unless that is the price of the package itself."""
    if product.net.dimension not in (Dimension.MASS, Dimension.VOLUME):
        return None
    cents = round_cents(product.unit_price)
    if cents == product.price_cents:
        return None
    message = "price-kg" if product.net.dimension is Dimension.MASS else "price-litre"
    return say(message, price=money(cents))


def _maker(product: Product) -> list[Phrase]:
    return [Phrase.of(nouns.typographic(product.brand))] if product.brand else []


def _pack(product: Product) -> list[Phrase]:
    if product.sold_by is SoldBy.KG:
        return [Phrase.of("au poids")]
    return [Phrase.of("en"), pack_of(product)]


def spelled(number: str) -> Phrase:
    """Name an order's number, to be said letter by letter."""
    return Phrase(number, f'<say-as interpret-as="characters">{number}</say-as>')


def day(moment: datetime, now: datetime) -> Phrase:
    """Name a day."""
    return Phrase.of(french.day(moment.astimezone(now.tzinfo), now))


def moment(value: datetime, now: datetime) -> Phrase:
    """Name a day and a time: "demain lundi 23 novembre à 18 h"."""
    return say("slot-short", day=day(value, now), start=_clock(value.astimezone(now.tzinfo)))


def date(moment: datetime, now: datetime) -> Phrase:
    """Name a day by its date alone."""
    return Phrase.of(french.date(moment.astimezone(now.tzinfo)))


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
