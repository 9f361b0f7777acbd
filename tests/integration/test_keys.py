"""Who may call: each resource with every kind of key, and none."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from assistant.bootstrap import build_key_ring
from assistant.channels.http import create_app
from assistant.channels.serving import is_loopback, serve
from assistant.errors import BadInput
from assistant.keys import HOUSEHOLD, RETAILER
from assistant.settings import load_settings

MILK = "LAI-0006"
TEXT = {"text": "ajoute deux litres de lait"}


@pytest.fixture
def ring(settings):
    return build_key_ring(settings)


@pytest.fixture
def client(assistant, engine, ring):
    return create_app(assistant, is_ready=engine.client.is_ready, keys=ring).test_client()


@pytest.fixture
def holders(ring):
    keys = {
        "dupont": ring.create(HOUSEHOLD, "dupont"),
        "martin": ring.create(HOUSEHOLD, "martin"),
        "retailer": ring.create(RETAILER),
    }
    return {
        "nobody": {},
        "wrong": {"Authorization": "Bearer vk_000000000000_" + "A" * 43},
        **{name: {"Authorization": f"Bearer {key}"} for name, key in keys.items()},
    }


@pytest.fixture
def order(client, holders):
    mine = holders["dupont"]
    opened = client.post("/v1/conversations", json={}, headers=mine)
    assert opened.json["customer"] == "dupont"
    turns = f"/v1/conversations/{opened.json['id']}/turns"
    for text in ("ajoute deux litres de lait", "commande en drive pour demain dix-huit heures", "oui"):
        turn = client.post(turns, json={"text": text}, headers=mine).json
    return {"conversation": opened.json["id"], "number": turn["order"]["id"]}


@pytest.mark.rasa
def test_every_resource_opens_for_whom_it_is_and_for_nobody_else(client, holders, order):
    conversation, number = f"/v1/conversations/{order['conversation']}", f"/v1/orders/{order['number']}"
    # method, path, body, then the status for: dupont, martin, retailer
    table = [
        ("GET", f"{conversation}/basket", None, 200, 404, 404),
        ("POST", f"{conversation}/turns", TEXT, 200, 404, 404),
        ("GET", "/v1/baskets/dupont", None, 200, 403, 403),
        ("POST", "/v1/baskets/dupont/lines", {"sku": MILK}, 200, 403, 403),
        ("PUT", f"/v1/baskets/dupont/lines/{MILK}", {"quantity": 1}, 200, 403, 403),
        ("DELETE", f"/v1/baskets/dupont/lines/{MILK}", None, 200, 403, 403),
        ("GET", number, None, 200, 404, 200),
        ("PUT", f"{number}/state", {"state": "IN_PREPARATION"}, 403, 403, 200),
        ("POST", f"{number}/cancel", None, 409, 404, 409),
        ("GET", "/v1/orders?customer=dupont", None, 200, 403, 200),
        ("GET", "/v1/households/dupont", None, 200, 403, 200),
        ("PATCH", "/v1/households/dupont", {"code": "4719"}, 403, 403, 200),
        ("GET", "/v1/products?q=lait", None, 200, 200, 200),
        ("GET", "/v1/slots?mode=drive", None, 200, 200, 200),
        ("GET", "/v1/offers", None, 200, 200, 200),
        ("POST", "/v1/conversations", {"customer": "dupont"}, 201, 403, 403),
    ]
    found, wanted = [], []
    for method, path, body, *statuses in table:
        for who in ("nobody", "wrong"):
            answer = client.open(path, method=method, json=body, headers=holders[who])
            found.append((method, path, who, answer.status_code, answer.json["code"]))
            wanted.append((method, path, who, 401, "no_key"))
        # strangers first, so that they would do what the owner must find undone
        mine, strangers, shops = statuses
        for who, status in (("martin", strangers), ("dupont", mine), ("retailer", shops)):
            answer = client.open(path, method=method, json=body, headers=holders[who])
            found.append((method, path, who, answer.status_code))
            wanted.append((method, path, who, status))
    assert found == wanted
    listed = client.get("/v1/orders", headers=holders["martin"]).json
    assert order["number"] not in json.dumps(listed)


@pytest.mark.rasa
def test_what_everybody_may_read_needs_no_key(client):
    for path in ("/livez", "/readyz", "/v1/openapi.json", "/v1/reference"):
        assert client.get(path).status_code == 200


@pytest.mark.rasa
def test_a_revoked_key_opens_nothing_from_the_next_request_on(client, ring, holders):
    assert client.get("/v1/offers", headers=holders["dupont"]).status_code == 200
    ring.revoke(next(key.id for key in ring.list() if key.customer == "dupont"))
    assert client.get("/v1/offers", headers=holders["dupont"]).status_code == 401
    assert client.get("/v1/offers", headers=holders["martin"]).status_code == 200


@pytest.mark.rasa
def test_a_key_is_held_to_its_rate_and_others_are_not(assistant, ring, holders):
    client = create_app(assistant, keys=ring, per_minute=5).test_client()
    answers = [client.get("/v1/offers", headers=holders["dupont"]) for _ in range(8)]
    assert [answer.status_code for answer in answers] == [200] * 5 + [429] * 3
    assert answers[-1].json["code"] == "too_many_requests"
    assert 1 <= int(answers[-1].headers["Retry-After"]) <= 60
    assert client.get("/v1/offers", headers=holders["martin"]).status_code == 200


def test_keys_are_kept_as_hashes(ring, settings):
    secret = ring.create(HOUSEHOLD, "dupont").split("_", 2)[2]
    for file in settings.data_dir.glob("vocabas.sqlite3*"):
        assert secret.encode() not in file.read_bytes()


@pytest.mark.parametrize(
    ("host", "only_here"),
    [("127.0.0.1", True), ("127.1.2.3", True), ("::1", True), ("localhost", True)]
    + [(host, False) for host in ("0.0.0.0", "::", "192.168.1.2", "example.org", "")],
)
def test_which_addresses_only_this_machine_reaches(host, only_here):
    assert is_loopback(host) is only_here


def test_an_address_that_others_reach_is_not_served_without_keys(tmp_path):
    with pytest.raises(BadInput) as refused:
        serve(load_settings({}, data_dir=tmp_path, host="0.0.0.0", port=1))
    assert refused.value.code == "keys_required"
    with pytest.raises(BadInput) as refused:
        serve(load_settings({}, data_dir=tmp_path, keys="always", port=1))
    assert refused.value.code == "keys_required"


def test_the_command_makes_lists_and_closes_keys(settings):
    def vocabas(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "assistant", "keys", *arguments],
            capture_output=True,
            text=True,
            env={"VOCABAS_DATA_DIR": str(settings.data_dir), "PATH": ""},
            check=False,
        )

    made = json.loads(vocabas("create", "--household", "dupont", "--json").stdout)
    ring = build_key_ring(settings)
    holder = ring.check(made["key"])
    assert holder is not None
    assert holder.customer == "dupont"
    listed = vocabas("list", "--json").stdout
    assert json.loads(listed)["id"] == holder.id
    assert made["key"] not in listed
    assert vocabas("revoke", holder.id).returncode == 0
    assert ring.check(made["key"]) is None
    assert vocabas("revoke", "nothing").returncode == 1
    assert vocabas("create").returncode == 2
