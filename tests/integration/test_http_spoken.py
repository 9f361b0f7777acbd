"""Turns answered as sound."""

from __future__ import annotations

import json

import pytest

from assistant.channels.http import create_app
from assistant.channels.http.spoken import facts
from assistant.errors import Unavailable
from assistant.hearing.audio import decode

pytestmark = pytest.mark.rasa


@pytest.fixture
def turns(client):
    return f"/v1/conversations/{client.post('/v1/conversations').json['id']}/turns"


@pytest.mark.parametrize(("media", "begins"), [("audio/wav", b"RIFF"), ("audio/ogg", b"OggS")])
def test_the_reply_is_sound_and_its_facts_are_beside(client, turns, media, begins):
    headers = {"Accept": media, "Idempotency-Key": "k"}
    answer = client.post(turns, json={"text": "ajoute deux litres de lait"}, headers=headers)
    assert (answer.status_code, answer.content_type) == (200, media)
    assert answer.data.startswith(begins)
    assert decode(answer.data).size > 16_000
    told = json.loads(answer.headers["Vocabas-Turn"])
    assert "J’ajoute" in told["text"]
    assert answer.headers["Vocabas-Turn"].isascii()
    # the same request, asked for as JSON, is the whole turn, and it was done once
    whole = client.post(turns, json={"text": "ajoute deux litres de lait"}, headers={"Idempotency-Key": "k"})
    assert whole.json["reply"]["text"] == told["text"]
    assert whole.json["basket"]["lines"][0]["quantity"] == 2


def test_sound_in_gives_sound_out(client, turns, speech):
    body = (speech / "1.flac").read_bytes()
    answer = client.post(turns, data=body, content_type="audio/flac", headers={"Accept": "audio/*"})
    assert answer.content_type == "audio/wav"
    assert json.loads(answer.headers["Vocabas-Turn"])["heard"].startswith("mets deux litres")


def test_what_cannot_be_answered_in_an_accepted_form_is_not_done(client, turns):
    refused = client.post(turns, json={"text": "ajoute du beurre"}, headers={"Accept": "audio/mpeg"})
    assert (refused.status_code, refused.json["code"]) == (406, "not_acceptable")
    assert client.get(turns.replace("turns", "basket")).json["lines"] == []


def test_without_a_voice_nothing_is_done(assistant):
    class Mute:
        def voice(self):
            raise Unavailable("no_voice", "nobody speaks")

    assistant.mouth = Mute()
    client = create_app(assistant).test_client()
    id_ = client.post("/v1/conversations").json["id"]
    turns = f"/v1/conversations/{id_}/turns"
    refused = client.post(turns, json={"text": "ajoute du beurre"}, headers={"Accept": "audio/wav"})
    assert (refused.status_code, refused.json["code"]) == (503, "no_voice")
    assert client.get(f"/v1/conversations/{id_}/basket").json["lines"] == []


def test_facts_are_never_too_long_for_a_header():
    reply = {"text": "é" * 900, "expects": None, "dictating": False, "choices": ["à" * 300] * 9}
    turn = {
        "heard": "é" * 2000,
        "confidence": 1.0,
        "reply": reply,
        "order": None,
        "basket": {"total_cents": 1, "version": 1},
    }
    assert len(facts(turn)) <= 3_000
    assert json.loads(facts(turn))["total_cents"] == 1
