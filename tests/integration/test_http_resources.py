"""Baskets, products, slots, offers, orders and households over HTTP, and what every answer carries."""

from __future__ import annotations

import re

import msgspec
import pytest

from assistant.channels.http import create_app, shapes

MILK = "LAI-0006"


def problem(response, status, code):
    assert (response.status_code, response.get_json()["code"]) == (status, code)
    assert response.content_type == "application/problem+json"


@pytest.fixture
def basket(client):
    answer = client.post("/v1/baskets/dupont/lines", json={"sku": MILK, "quantity": 2})
    assert answer.status_code == 200
    return answer


@pytest.fixture
def order(client):
    conversation = client.post("/v1/conversations", json={"customer": "dupont"}).json["id"]
    turns = f"/v1/conversations/{conversation}/turns"
    client.post(turns, json={"text": "mets deux litres de lait"})
    client.post(turns, json={"text": "commande en drive pour demain dix-huit heures"})
    placed = client.post(turns, json={"text": "oui"}).json
    msgspec.convert(placed, shapes.Turn)
    return placed["order"]


def test_a_line_is_added_changed_and_removed_and_the_version_grows(client, basket):
    msgspec.convert(basket.json, shapes.Basket)
    assert basket.json["lines"][0]["quantity"] == 2
    more = client.post("/v1/baskets/dupont/lines", json={"sku": MILK})
    assert more.json["lines"][0]["quantity"] == 3
    fewer = client.put(f"/v1/baskets/dupont/lines/{MILK}", json={"quantity": 1})
    assert fewer.json["lines"][0]["quantity"] == 1
    none = client.delete(f"/v1/baskets/dupont/lines/{MILK}")
    assert none.json["lines"] == []
    assert basket.json["version"] < more.json["version"] < fewer.json["version"] < none.json["version"]


def test_what_was_touched_can_be_taken_back_by_voice(client, basket):
    conversation = client.post("/v1/conversations", json={"customer": "dupont"}).json["id"]
    turn = client.post(f"/v1/conversations/{conversation}/turns", json={"text": "annule"}).json
    assert turn["basket"]["lines"] == []


def test_a_basket_that_changed_meanwhile_is_not_overwritten(client, basket):
    stale = {"If-Match": basket.headers["ETag"]}
    assert client.post("/v1/baskets/dupont/lines", json={"sku": MILK}, headers=stale).status_code == 200
    problem(client.delete(f"/v1/baskets/dupont/lines/{MILK}", headers=stale), 412, "basket_changed")
    fresh = {"If-Match": client.get("/v1/baskets/dupont").headers["ETag"]}
    assert client.delete(f"/v1/baskets/dupont/lines/{MILK}", headers=fresh).status_code == 200
    problem(client.delete(f"/v1/baskets/dupont/lines/{MILK}", headers={"If-Match": "x"}), 400, "bad_request")


def test_a_repeated_addition_is_done_once(client, basket):
    key = {"Idempotency-Key": "again"}
    first = client.post("/v1/baskets/dupont/lines", json={"sku": MILK}, headers=key)
    second = client.post("/v1/baskets/dupont/lines", json={"sku": MILK}, headers=key)
    assert first.json == second.json
    assert client.get("/v1/baskets/dupont").json["lines"][0]["quantity"] == 3
    other = client.post("/v1/baskets/dupont/lines", json={"sku": MILK, "quantity": 5}, headers=key)
    problem(other, 409, "idempotency_key_reused")


@pytest.mark.parametrize(
    ("line", "status", "code"),
    [
        ({"sku": "NO-SUCH"}, 404, "unknown_product"),
        ({"sku": MILK, "quantity": 1.5}, 400, "bad_quantity"),
        ({"sku": MILK, "quantity": 0}, 400, "bad_request"),
        ({"sku": MILK, "quantity": -1}, 400, "bad_request"),
        ({"sku": MILK, "quantity": 51}, 400, "bad_quantity"),
        ({"sku": MILK, "quantity": "two"}, 400, "bad_request"),
        ({"sku": "\u0000"}, 400, "bad_request"),
        ({}, 400, "bad_request"),
    ],
)
def test_lines_that_make_no_sense_are_refused(client, line, status, code):
    problem(client.post("/v1/baskets/dupont/lines", json=line), status, code)
    assert client.get("/v1/baskets/dupont").json["lines"] == []


def test_a_coupon_code_is_given_and_taken_off(client):
    assert client.put("/v1/baskets/dupont/codes/cabas").json["codes"] == ["CABAS"]
    assert client.delete("/v1/baskets/dupont/codes/cabas").json["codes"] == []


def test_products_are_found_page_by_page(client):
    seen, cursor = [], 0
    for _ in range(3):
        page = client.get(f"/v1/products?q=lait&limit=4&cursor={cursor}").json
        msgspec.convert(page, shapes.ProductPage)
        seen += [product["sku"] for product in page["products"]]
        cursor = page["next"]
        if cursor is None:
            break
    whole = client.get("/v1/products?q=lait&limit=12").json["products"]
    assert len(seen) == len(set(seen))
    assert seen == [product["sku"] for product in whole][: len(seen)]
    product = client.get(f"/v1/products/{MILK}").json
    assert product["net"] == {"value": "1", "unit": "l"}
    problem(client.get("/v1/products/NO-SUCH"), 404, "unknown_product")
    problem(client.get("/v1/products"), 400, "bad_request")
    problem(client.get("/v1/products?q=lait&limit=1000"), 400, "bad_request")


def test_slots_follow_one_another_page_by_page(client):
    first = client.get("/v1/slots?mode=drive&limit=3").json
    msgspec.convert(first, shapes.SlotPage)
    second = client.get("/v1/slots", query_string={"mode": "drive", "limit": 3, "cursor": first["next"]}).json
    starts = [slot["start"] for slot in first["slots"] + second["slots"]]
    assert starts == sorted(set(starts))
    assert len(starts) == 6
    problem(client.get("/v1/slots?mode=rocket"), 400, "bad_request")


def test_offers_are_told_and_coupon_codes_are_not(client):
    offers = client.get("/v1/offers").json
    msgspec.convert(offers, shapes.Offers)
    assert offers["offers"]
    assert all(offer["text"] for offer in offers["offers"])
    assert "code" not in offers["offers"][0]
    by_id = {offer["id"]: offer for offer in offers["offers"]}
    assert "yaourt grec" in by_id["yaourts-3-pour-2"]["on"][0]["families"]
    assert by_id["lessive-30-limitee"]["limit"] == 2
    assert [list(on) for on in by_id["pates-et-sauce"]["on"]] == [["families"], ["families"]]


def test_an_order_is_read_in_both_vocabularies_and_listed(client, order):
    read = client.get(f"/v1/orders/{order['id']}")
    assert read.json == order
    linked = client.get(f"/v1/orders/{order['id']}", headers={"Accept": "application/ld+json"})
    assert linked.content_type == "application/ld+json"
    assert linked.get_json(force=True)["orderNumber"] == order["id"]
    page = client.get("/v1/orders?customer=dupont").json
    assert [each["id"] for each in page["orders"]] == [order["id"]]
    assert client.get("/v1/orders?customer=durand").json["orders"] == []
    problem(client.get("/v1/orders/NO-SUCH"), 404, "unknown_order")


def test_an_order_is_cancelled_once_and_not_once_it_is_prepared(client, order):
    cancelled = client.post(f"/v1/orders/{order['id']}/cancel", headers={"If-Match": f'"{order["version"]}"'})
    assert cancelled.json["state"] == "CANCELLED"
    assert client.post(f"/v1/orders/{order['id']}/cancel").json["state"] == "CANCELLED"
    problem(
        client.put(f"/v1/orders/{order['id']}/state", json={"state": "DELIVERED"}), 409, "illegal_transition"
    )


def test_the_retailer_moves_an_order_on_from_the_version_it_read(client, order):
    url = f"/v1/orders/{order['id']}/state"
    stale = {"If-Match": f'"{order["version"] - 1}"'}
    problem(client.put(url, json={"state": "IN_PREPARATION"}, headers=stale), 412, "order_changed")
    moved = client.put(url, json={"state": "IN_PREPARATION"}, headers={"If-Match": f'"{order["version"]}"'})
    assert moved.json["state"] == "IN_PREPARATION"
    problem(client.post(f"/v1/orders/{order['id']}/cancel"), 409, "illegal_transition")
    problem(client.put(url, json={"state": "LOST"}), 400, "bad_request")


def test_a_household_is_spoken_to_as_it_wishes(client):
    assert client.get("/v1/households/dupont").json["address"] == "vous"
    changed = client.patch("/v1/households/dupont", json={"address": "tu", "code": "4827"}).json
    assert (changed["address"], changed["has_code"]) == ("tu", True)
    problem(client.patch("/v1/households/dupont", json={"code": "1234"}), 400, "weak_code")


def test_a_conversation_asked_for_twice_with_one_key_is_one(client):
    key = {"Idempotency-Key": "open"}
    first = client.post("/v1/conversations", json={"customer": "dupont"}, headers=key).json
    assert client.post("/v1/conversations", json={"customer": "dupont"}, headers=key).json == first


def test_every_answer_has_an_id_which_may_be_the_callers(client, caplog):
    caplog.set_level("INFO", logger="assistant.http")
    answer = client.get("/v1/offers", headers={"X-Request-Id": "mine-1"})
    assert answer.headers["X-Request-Id"] == "mine-1"
    assert "request=mine-1" in caplog.text
    forged = client.get("/v1/nowhere", headers={"X-Request-Id": "a b\tc"})
    assert len(forged.headers["X-Request-Id"]) == 32


def test_metrics_count_by_route_and_never_by_name(client, basket):
    text = client.get("/metrics").text
    assert 'route="/v1/baskets/<customer>/lines",status="200"' in text
    assert "dupont" not in text


def test_the_document_describes_every_route(client, assistant):
    document = client.get("/v1/openapi.json").json
    assert document["openapi"] == "3.1.0"
    rules = create_app(assistant).url_map.iter_rules()
    served = {rule.rule.replace("<", "{").replace(">", "}") for rule in rules}
    assert served == set(document["paths"])
    turns = document["paths"]["/v1/conversations/{conversation_id}/turns"]["post"]
    assert {"application/json", "audio/flac"} <= set(turns["requestBody"]["content"])
    assert {"200", "400", "404", "409", "413", "415", "422", "429", "503"} <= set(turns["responses"])


def test_the_reference_page_needs_nothing_from_elsewhere(client):
    page = client.get("/v1/reference")
    assert page.status_code == 200
    assert "default-src 'none'" in page.headers["Content-Security-Policy"]
    assert not re.search(r'(?:src|href)="?(?:https?:)?//|url\(|@import', page.text)
    assert "/v1/baskets/{customer}/lines" in page.text
    assert "<script" not in page.text
