"""The HTTP API on real Rasa, real Vosk and real SQLite."""

from __future__ import annotations

import io
import wave

import pytest

from assistant.bootstrap import IntentEngine, build_assistant
from assistant.channels.http import create_app
from assistant.settings import load_settings


@pytest.fixture
def conversation(client):
    return client.post("/v1/conversations", json={"customer": "dupont"}).json["id"]


def say(client, conversation, text, **headers):
    return client.post(f"/v1/conversations/{conversation}/turns", json={"text": text}, headers=headers)


def problem(response, status, code):
    assert response.status_code == status
    assert response.content_type == "application/problem+json"
    body = response.get_json()
    assert body["code"] == code
    assert body["status"] == status
    assert body["type"] == f"urn:vocabas:error:{code}"
    assert body["detail"]
    return body


def test_a_conversation_is_created_with_its_address(client):
    response = client.post("/v1/conversations")
    assert response.status_code == 201
    assert response.json["id"] in response.headers["Location"]
    assert response.json["customer"] is None


def test_a_turn_has_the_documented_shape(client, conversation):
    turn = say(client, conversation, "Ajoute deux litres de lait").json
    assert turn["heard"] == "Ajoute deux litres de lait"
    assert 0.5 < turn["confidence"] <= 1
    (request,) = turn["requests"]
    assert request["type"] == "add_items"
    assert request["items"][0]["product"] == "lait"
    assert request["items"][0]["quantity"] == {"value": "2", "unit": "l", "said": "deux litres"}
    assert set(turn["reply"]) == {"text", "ssml", "expects", "choices", "dictating"}
    (line,) = turn["basket"]["lines"]
    assert line["said"] == "lait"
    assert line["amount"] == {"value": "2", "unit": "l"}
    assert line["total_cents"] == line["quantity"] * line["price_cents"] == turn["basket"]["total_cents"]
    assert line["unit"] == "piece"
    assert line["why"]
    assert turn["basket"]["savings_cents"] == 0
    assert turn["order"] is None


def test_sound_is_heard_understood_and_answered(client, conversation, speech):
    audio = (speech / "1.flac").read_bytes()
    turn = client.post(f"/v1/conversations/{conversation}/turns", data=audio, content_type="audio/flac").json
    assert turn["heard"].startswith("mets deux litres de lait")
    assert len(turn["basket"]["lines"]) == 2


def test_from_a_word_to_an_order_that_the_store_keeps(client, conversation, assistant):
    say(client, conversation, "mets deux litres de lait et trois baguettes")
    question = say(client, conversation, "commande en drive pour demain dix-huit heures").json
    assert question["reply"]["expects"] == "confirmation"
    assert question["order"] is None
    order = say(client, conversation, "oui").json["order"]
    assert order["state"] == "CONFIRMED"
    assert order["state_label"] == "confirmée"
    assert order["mode"] == "drive"
    assert order["slot"]["start"][11:16] == "18:00"
    assert order["total_cents"] == sum(line["total_cents"] for line in order["lines"])
    assert client.get(f"/v1/conversations/{conversation}/basket").json["lines"] == []
    with assistant._store.read() as unit:
        assert unit.orders.get(order["id"]).total_cents == order["total_cents"]


def test_a_basket_is_the_households_and_lasts_from_one_conversation_to_the_next(client, conversation):
    say(client, conversation, "ajoute du beurre")
    again = client.post("/v1/conversations", json={"customer": "dupont"}).json["id"]
    other = client.post("/v1/conversations", json={"customer": "durand"}).json["id"]
    assert len(client.get(f"/v1/conversations/{again}/basket").json["lines"]) == 1
    assert client.get(f"/v1/conversations/{other}/basket").json["lines"] == []


def test_a_repeated_request_is_answered_the_same_and_done_once(client, conversation):
    first = say(client, conversation, "ajoute trois baguettes", **{"Idempotency-Key": "k1"})
    second = say(client, conversation, "ajoute trois baguettes", **{"Idempotency-Key": "k1"})
    assert first.json == second.json
    assert client.get(f"/v1/conversations/{conversation}/basket").json["lines"][0]["quantity"] == 3
    problem(
        say(client, conversation, "ajoute du lait", **{"Idempotency-Key": "k1"}),
        409,
        "idempotency_key_reused",
    )


@pytest.mark.parametrize(
    ("text", "status", "code"),
    [
        ("", 400, "empty_text"),
        ("  \n ", 400, "empty_text"),
        ("lait " * 1000, 413, "text_too_long"),
        (None, 400, "bad_request"),
        (12, 400, "bad_request"),
        (["lait"], 400, "bad_request"),
        ("lait\x00", 400, "bad_request"),
    ],
)
def test_bad_texts_are_refused_with_a_code(client, conversation, text, status, code):
    problem(say(client, conversation, text), status, code)


def test_ten_megabytes_of_text_are_refused(client, conversation):
    problem(say(client, conversation, "a" * 10_000_000), 413, "body_too_large")


@pytest.mark.parametrize(
    "text", ["🥖🥖🥖", "???", "'", "-", "​", "ZZZ" * 100, "'; DROP TABLE orders; --", "<speak>"]
)
def test_odd_texts_are_answered_and_change_nothing(client, conversation, text):
    response = say(client, conversation, text)
    assert response.status_code == 200
    assert response.json["basket"]["lines"] == []


@pytest.mark.parametrize(
    ("body", "type_", "status", "code"),
    [
        (b"not audio at all", "audio/wav", 422, "unreadable_audio"),
        (b"", "audio/wav", 422, "unreadable_audio"),
        (b"{", "application/json", 400, "bad_request"),
        (b"[1]", "application/json", 400, "bad_request"),
        (b"text=lait", "application/x-www-form-urlencoded", 415, "unsupported_media"),
        (b"lait", "", 415, "unsupported_media"),
    ],
)
def test_bad_bodies_are_refused_with_a_code(client, conversation, body, type_, status, code):
    url = f"/v1/conversations/{conversation}/turns"
    problem(client.post(url, data=body, content_type=type_), status, code)


def test_silence_is_said_to_be_nothing_and_changes_nothing(client, conversation):
    buffer = io.BytesIO()
    with wave.open(buffer, "wb") as out:
        out.setparams((1, 2, 16_000, 0, "NONE", ""))
        out.writeframes(b"\x00" * 64_000)
    url = f"/v1/conversations/{conversation}/turns"
    body = problem(client.post(url, data=buffer.getvalue(), content_type="audio/wav"), 422, "nothing_heard")
    assert body["detail"] == "Je n’ai rien entendu."


@pytest.mark.parametrize("method", ["get", "post"])
def test_an_unknown_conversation_is_a_problem(client, method):
    if method == "get":
        problem(client.get("/v1/conversations/nobody/basket"), 404, "unknown_conversation")
    else:
        problem(say(client, "nobody", "ajoute du lait"), 404, "unknown_conversation")


def test_unknown_addresses_and_methods_are_problems(client):
    problem(client.get("/nowhere"), 404, "not_found")
    response = client.delete("/v1/conversations")
    problem(response, 405, "method_not_allowed")
    assert "POST" in response.headers["Allow"]


def test_health(client):
    assert client.get("/livez").status_code == 200
    assert client.get("/readyz").status_code == 200


def test_without_the_intent_engine_turns_are_503_and_nothing_is_lost(tmp_path, client, settings):
    alone = load_settings({}, data_dir=settings.data_dir, nlu_url="http://127.0.0.1:9")
    with IntentEngine(alone) as dead:
        app = create_app(build_assistant(alone, dead), is_ready=dead.client.is_ready).test_client()
        conversation = app.post("/v1/conversations", json={"customer": "dupont"}).json["id"]
        assert app.get("/readyz").status_code == 503
        response = say(app, conversation, "ajoute du lait", **{"Idempotency-Key": "k"})
        problem(response, 503, "nlu_unavailable")
        assert response.headers["Retry-After"]
    # the same request, repeated once the engine is back, is answered
    assert say(client, conversation, "ajoute du lait", **{"Idempotency-Key": "k"}).status_code == 200
