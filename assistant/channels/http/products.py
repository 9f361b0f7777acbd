"""``/v1/products``: what the shop sells."""

from __future__ import annotations

from flask import Blueprint
from flask.typing import ResponseReturnValue

from assistant.channels.http.incoming import query, the_assistant
from assistant.channels.http.openapi import Operation, describes
from assistant.channels.http.shapes import Product, ProductPage, ProductQuery

blueprint = Blueprint("products", __name__, url_prefix="/v1/products")


@blueprint.get("")
@describes(Operation("Search products by the words that people say", {200: ProductPage}, query=ProductQuery))
def search() -> ResponseReturnValue:
    """Return products that fit some words, best first."""
    asked = query(ProductQuery)
    return the_assistant().shopfront.search(asked.q, asked.limit, asked.cursor)


@blueprint.get("/<sku>")
@describes(Operation("Read a product", {200: Product}, problems=("unknown_product",)))
def read(sku: str) -> ResponseReturnValue:
    """Return a product by its number."""
    return the_assistant().shopfront.product(sku)
