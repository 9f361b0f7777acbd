"""Frozen values to JSON and back."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from cattrs.preconf.json import JsonConverter, make_converter
from cattrs.strategies import configure_tagged_union

from assistant.dialogue.state import Change, ItemQuestion, Question, State
from assistant.shopping.amounts import Amount
from assistant.shopping.basket import Basket, BasketLine
from assistant.shopping.products import Product


def _make() -> JsonConverter:
    converter = make_converter(omit_if_default=True)
    converter.register_unstructure_hook(Fraction, str)
    converter.register_structure_hook(Fraction, lambda value, _: Fraction(value))
    configure_tagged_union(Change, converter, tag_name="request")
    configure_tagged_union(Question, converter, tag_name="question")
    configure_tagged_union(ItemQuestion, converter, tag_name="question")
    question: Any = Question  # a union is no type to mypy
    maybe = question | None
    converter.register_unstructure_hook_func(
        lambda kind: kind == maybe, lambda value: value and converter.unstructure(value, question)
    )
    converter.register_structure_hook_func(
        lambda kind: kind == maybe, lambda value, _: value and converter.structure(value, question)
    )
    return converter


_CONVERTER = _make()


def state_to_json(state: State) -> dict[str, Any]:
    """Return a conversation's state as JSON values."""
    document: dict[str, Any] = _CONVERTER.unstructure(state)
    return document


def state_from_json(document: dict[str, Any]) -> State:
    """Return the state that `state_to_json` wrote."""
    return _CONVERTER.structure(document, State)


def basket_to_json(basket: Basket) -> list[dict[str, Any]]:
    """Return a basket's lines as JSON values, each with its product as it was known then."""
    return [
        {
            "product": _CONVERTER.unstructure(line.product),
            "asked": _CONVERTER.unstructure(line.asked),
            "quantity": str(line.quantity),
            "said": line.said,
            "why": line.why,
        }
        for line in basket.lines
    ]


def basket_from_json(lines: list[dict[str, Any]]) -> Basket:
    """Return the basket that `basket_to_json` wrote."""
    return Basket(
        tuple(
            BasketLine(
                _CONVERTER.structure(line["product"], Product),
                _CONVERTER.structure(line["asked"], Amount),
                Fraction(line["quantity"]),
                line["said"],
                line["why"],
            )
            for line in lines
        )
    )
