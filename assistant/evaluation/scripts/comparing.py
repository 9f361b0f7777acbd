"""What came out of a turn against what must come out: a list of differences, empty when all is right."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from typing import Any

from cattrs.preconf.json import make_converter

from assistant.documents import Document
from assistant.evaluation.meanings import merged
from assistant.evaluation.notation import told
from assistant.evaluation.scripts.script import OrderWanted, Wanted
from assistant.evaluation.scripts.words import Comparison, normalised
from assistant.understanding import requests as ask

_TYPES = {ask.request_type(kind): kind for kind in ask.Request.__subclasses__()}
NOTHING_HEARD = "nothing_heard"
"""The error of a sound in which no word is recognised."""
_CONVERTER = make_converter()
_CONVERTER.register_structure_hook(Fraction, lambda value, _: Fraction(value))


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that is not as it must be."""

    field: str
    """The expectation's name in the script: "basket", "reply.has"…"""
    wanted: str
    """What must be."""
    got: str
    """What is."""

    def __str__(self) -> str:
        return f"{self.field}: {self.wanted} attendu, {self.got} obtenu"


def compare_turn(
    wanted: Wanted,
    answer: Document | None,
    error: str,
    words: Comparison | None,
    before: Document | None = None,
) -> list[Difference]:
    """Compare a turn.

    Args:
        wanted: what must come out.
        answer: TURN, or nothing when there was an error.
        error: the error's code, or nothing.
        words: what became of the words that were said.
        before: BASKET before the turn; nothing when it was empty.
    """
    if wanted.ignored and error == NOTHING_HEARD:
        return []
    if error != wanted.error:
        return [Difference("error", wanted.error or "aucune erreur", error or "aucune erreur")]
    if answer is None:
        return []
    reply = answer["reply"]
    return [
        *_compare_words(wanted, answer["heard"], words),
        *_compare_requests(wanted, answer["requests"]),
        *_compare_reply(wanted, reply["text"], reply["expects"] or "nothing"),
        *compare_end(wanted, answer["basket"], [answer["order"]] if answer["order"] else []),
        *(_compare_ignored(answer, before) if wanted.ignored else ()),
    ]


def compare_end(wanted: Wanted, basket: Document, orders: Sequence[Document]) -> list[Difference]:
    """Compare a basket and the orders placed."""
    found = []
    if wanted.basket is not None:
        found += _compare_articles("basket", wanted.basket, basket["lines"])
    if wanted.total_cents is not None and basket["total_cents"] != wanted.total_cents:
        found.append(Difference("total_cents", str(wanted.total_cents), str(basket["total_cents"])))
    if wanted.order is not None:
        found += _compare_order(wanted.order, orders)
    return found


def requests_from(documents: Sequence[Mapping[str, Any]]) -> tuple[ask.Request, ...]:
    """Return the requests of a TURN as values."""
    return tuple(_CONVERTER.structure(dict(node), _TYPES[node["type"]]) for node in documents)


def full_name(line: Mapping[str, Any]) -> str:
    """Return what parts of names are looked for in: a line's name, and its brand."""
    return f"{line['name']} {line.get('brand', '')}".strip()


def _compare_words(wanted: Wanted, heard: str, words: Comparison | None) -> list[Difference]:
    found = []
    if wanted.words is not None and normalised(heard) != normalised(wanted.words):
        found.append(Difference("words", f"« {wanted.words} »", f"« {heard} »"))
    if wanted.wer_at_most is not None and words and words.word_error_rate > wanted.wer_at_most:
        found.append(
            Difference("wer_at_most", f"{wanted.wer_at_most:.0%} au plus", f"{words.word_error_rate:.0%}")
        )
    return found


def _compare_requests(wanted: Wanted, documents: Sequence[Mapping[str, Any]]) -> list[Difference]:
    if wanted.requests is None:
        return []
    got = merged(requests_from(documents))
    if any(meaning.is_wholly(got, meaning.compare(got), acted=True) for meaning in wanted.requests):
        return []
    return [Difference("requests", wanted.requests_said, told(got))]


def _compare_reply(wanted: Wanted, text: str, expects: str) -> list[Difference]:
    low = _plain(text)
    got = f"« {text} »"
    found = [Difference("reply.has", f"« {part} »", got) for part in wanted.has if _plain(part) not in low]
    found += [
        Difference("reply.lacks", f"pas « {part} »", got) for part in wanted.lacks if _plain(part) in low
    ]
    if wanted.expects is not None and expects != wanted.expects:
        found.append(Difference("reply.expects", wanted.expects, expects))
    if wanted.silent is not None and bool(text) == wanted.silent:
        found.append(Difference("reply.silent", "le silence" if wanted.silent else "une réponse", got))
    return found


def _compare_ignored(answer: Document, before: Document | None) -> list[Difference]:
    changed = []
    if answer["order"]:
        changed.append(Difference("ignored", "aucune commande", "une commande"))
    if _quantities(answer["basket"]) != _quantities(before):
        changed.append(Difference("ignored", "le panier d’avant", _listed(answer["basket"]["lines"])))
    return changed


def _quantities(basket: Document | None) -> dict[str, float]:
    return {line["sku"]: line["quantity"] for line in basket["lines"]} if basket else {}


def _listed(lines: Sequence[Mapping[str, Any]]) -> str:
    return ", ".join(f"{line['quantity']:g} × {full_name(line)}" for line in lines) or "rien"


def _compare_articles(
    field: str, wanted: Mapping[str, float], lines: Sequence[Mapping[str, Any]]
) -> list[Difference]:
    left = [(full_name(line), line["quantity"]) for line in lines]
    there = _listed(lines)
    found = []
    # the longest names first: "lait" must not take the line that "lait de coco" means
    for name, quantity in sorted(wanted.items(), key=lambda item: -len(item[0])):
        match = next((one for one in left if _plain(name) in _plain(one[0]) and one[1] == quantity), None)
        if match is None:
            found.append(Difference(field, f"{quantity:g} × {name}", there))
        else:
            left.remove(match)
    return found + [Difference(field, "rien d’autre", f"{quantity:g} × {name}") for name, quantity in left]


def _compare_order(wanted: OrderWanted, orders: Sequence[Document]) -> list[Difference]:
    if not wanted.placed or not orders:
        if bool(orders) == wanted.placed:
            return []
        needed = "une commande" if wanted.placed else "aucune commande"
        return [Difference("order", needed, f"{len(orders)} commande" + ("s" if len(orders) > 1 else ""))]
    order = orders[-1]
    found = []
    if len(orders) > 1:
        found.append(Difference("order", "une commande", f"{len(orders)} commandes"))
    if wanted.mode and order["mode"] != wanted.mode:
        found.append(Difference("order.mode", wanted.mode, order["mode"]))
    start = datetime.fromisoformat(order["slot"]["start"])
    if wanted.start is not None and start != wanted.start:
        found.append(Difference("order.start", f"{wanted.start:%Y-%m-%d %H:%M}", f"{start:%Y-%m-%d %H:%M}"))
    if wanted.total_cents is not None and order["total_cents"] != wanted.total_cents:
        found.append(Difference("order.total_cents", str(wanted.total_cents), str(order["total_cents"])))
    if wanted.lines is not None:
        found += _compare_articles("order.lines", wanted.lines, order["lines"])
    return found


def _plain(text: str) -> str:
    for space in "\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}":
        text = text.replace(space, " ")
    return text.replace("’", "'").lower()
