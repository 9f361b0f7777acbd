"""The WebSocket: vosk-server's own clients, turns, being spoken over, limits, and who may speak."""

from __future__ import annotations

import contextlib
import json
import random
import socket
import threading
import time

import numpy as np
import pytest
import vosk
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import connect
from werkzeug.serving import make_server

from assistant.bootstrap import build_key_ring
from assistant.channels.http import StreamLimits, create_app
from assistant.hearing.audio import decode
from assistant.hearing.models import EMBEDDED
from assistant.keys import HOUSEHOLD, RETAILER

pytestmark = pytest.mark.rasa
# no machine is so slow, seconds
PATIENCE = 90


@contextlib.contextmanager
def served(app):
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"ws://127.0.0.1:{server.server_port}/v1/stream"
    finally:
        server.shutdown()
        server.server_close()


@pytest.fixture
def url(assistant):
    with served(create_app(assistant)) as url:
        yield url


@pytest.fixture(scope="module")
def sentence(speech_folder):
    return decode(speech_folder / "1.flac")


@pytest.fixture(scope="module")
def speech_folder(request):
    return request.config.rootpath / "audio_samples" / "first_order"


def pieces(samples, rate=16_000, seconds=0.2):
    step = int(rate * seconds)
    return [samples[at : at + step].tobytes() for at in range(0, samples.size, step)]


def vosk_client(url, samples, rate, config=None):
    """vosk-server's test.py: config, sound in steps, each answered before the next, then eof."""
    answers = []
    with connect(url) as line:
        line.send(f'{{ "config" : {{ "sample_rate" : {rate} }} }}')
        if config:
            line.send(json.dumps({"config": config}))
        for data in pieces(samples, rate):
            line.send(data)
            answers.append(line.recv())
        line.send('{"eof" : 1}')
        answers.append(line.recv())
        with pytest.raises(ConnectionClosed):
            line.recv(timeout=PATIENCE)
    return answers


@pytest.fixture(scope="module")
def model():
    vosk.SetLogLevel(-1)
    return vosk.Model(str(EMBEDDED))


def vosk_server(model, samples, rate, phrases=None, words=True, alternatives=0):
    """What vosk-server answers to the same: its process_chunk, on the same model."""
    grammar = (json.dumps(phrases, ensure_ascii=False),) if phrases else ()
    recogniser = vosk.KaldiRecognizer(model, rate, *grammar)
    recogniser.SetWords(words)
    recogniser.SetMaxAlternatives(alternatives)
    answers = []
    for data in pieces(samples, rate):
        ended = recogniser.AcceptWaveform(data)
        answers.append(recogniser.Result() if ended else recogniser.PartialResult())
    return [*answers, recogniser.FinalResult()]


def at_rate(samples, rate):
    times = np.arange(int(samples.size * rate / 16_000)) * 16_000 / rate
    return np.interp(times, np.arange(samples.size), samples).astype(np.int16)


@pytest.mark.parametrize("rate", [16_000, 44_100, 48_000])
def test_an_existing_vosk_client_reads_what_vosk_server_would_answer(url, model, sentence, rate):
    sound = at_rate(sentence, rate)
    assert vosk_client(url, sound, rate) == vosk_server(model, sound, rate)


def test_telephone_sound_which_vosk_itself_refuses_is_heard_too(url, model, sentence):
    answers = vosk_client(url, at_rate(sentence, 8_000), 8_000)
    final, wide = json.loads(answers[-1]), json.loads(vosk_server(model, sentence, 16_000)[-1])
    assert set(final) == set(wide)
    assert set(final["result"][0]) == set(wide["result"][0])
    assert {"litres", "lait", "baguettes"} <= set(final["text"].split())


def test_the_settings_of_a_vosk_client_hold_for_it_alone(url, model, sentence):
    phrases = ["deux litres de lait", "trois baguettes", "[unk]"]
    config = {"phrase_list": phrases, "words": 0, "max_alternatives": 3, "model": "/another"}
    with connect(url) as beside:
        beside.send('{"config": {"sample_rate": 16000}}')
        beside.send(pieces(sentence)[0])
        beside.recv()
        told = vosk_client(url, sentence, 16_000, config)
        assert told == vosk_server(model, sentence, 16_000, phrases, False, 3)
        for data in pieces(sentence)[1:]:
            beside.send(data)
            beside.recv()
        beside.send('{"eof": 1}')
        assert json.loads(beside.recv()) == json.loads(vosk_server(model, sentence, 16_000)[-1])


def talk(line, *, speech=False, **config):
    line.send(json.dumps({"config": {"sample_rate": 16_000, "speech": speech, **config}}))
    return json.loads(line.recv())["conversation"]


def until(line, *names, timeout=PATIENCE):
    """Read on until a message that holds one of these; returns all that was read."""
    read = []
    ends = time.monotonic() + timeout
    while time.monotonic() < ends:
        message = line.recv(timeout=timeout)
        read.append(message if isinstance(message, bytes) else json.loads(message))
        if isinstance(message, str) and any(name in read[-1] for name in names):
            return read
    raise AssertionError(read)


def test_a_sentence_ends_by_itself_and_is_answered(url, sentence):
    quiet = np.zeros(16_000 * 2, np.int16)
    with connect(url) as line:
        talk(line, conversation="new")
        for data in pieces(np.concatenate([sentence, quiet])):
            line.send(data)
        read = until(line, "turn")
        partials = [message["partial"] for message in read if "partial" in message]
        assert any("lait" in partial for partial in partials)
        final = next(message for message in read if "text" in message)
        assert final["text"].startswith("mets deux litres de lait")
        assert {"conf", "start", "end", "word"} == set(final["result"][0])
        turn = read[-1]["turn"]
        assert [each["said"] for each in turn["basket"]["lines"]] == ["lait", "baguettes"]


def test_eof_ends_the_sentence_too_and_all_of_the_reply_is_said(url, sentence, client):
    id_ = client.post("/v1/conversations", json={"customer": "dupont"}).json["id"]
    with connect(url) as line:
        assert talk(line, speech=True, conversation=id_) == id_
        for data in pieces(sentence):
            line.send(data)
        line.send('{"eof": 1}')
        read = until(line, "speech_end")
        with pytest.raises(ConnectionClosed):
            line.recv(timeout=PATIENCE)
    rate = next(message for message in read if "speech" in message)["speech"]["sample_rate"]
    sound = b"".join(message for message in read if isinstance(message, bytes))
    assert len(sound) / 2 / rate == pytest.approx(read[-1]["speech_end"]["seconds"], abs=0.01)
    assert np.frombuffer(sound, "<i2").std() > 100
    assert len(client.get("/v1/baskets/dupont").json["lines"]) == 2


def test_speaking_over_the_reply_ends_it(url, sentence):
    with connect(url) as line:
        talk(line, speech=True, conversation="new")
        for data in pieces(sentence):
            line.send(data)
        line.send('{"end": 1}')
        until(line, "speech")
        for data in pieces(sentence):
            line.send(data)
        read = until(line, "interrupted")
        told = read[-1]["interrupted"]
        assert told["turn"] == 1
        line.send('{"end": 1}')
        after = until(line, "turn")
        assert not any(isinstance(message, bytes) for message in after)
        assert not any("speech_end" in message for message in read if isinstance(message, dict))
        assert after[-1]["number"] == 2


def test_two_conversations_at_a_time_do_not_mix(url, speech_folder):
    def say(name, found):
        with connect(url) as line:
            talk(line, conversation="new")
            for data in pieces(decode(speech_folder / name)):
                line.send(data)
            line.send('{"end": 1}')
            found[name] = until(line, "turn")[-1]["turn"]["heard"]

    found: dict[str, str] = {}
    threads = [threading.Thread(target=say, args=(f"{n}.flac", found)) for n in (1, 2, 8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found["1.flac"].startswith("mets deux litres")
    assert found["8.flac"] == "oui"
    assert len(set(found.values())) == 3


def test_silence_is_no_turn(url):
    with connect(url) as line:
        talk(line, conversation="new")
        line.send(np.zeros(16_000, np.int16).tobytes())
        line.send('{"end": 1}')
        read = until(line, "text")
        assert read[-1] == {"text": ""}


@pytest.mark.parametrize(
    ("messages", "code", "closed"),
    [
        (["not json"], "bad_request", 1007),
        (["[" * 100_000], "bad_request", 1007),
        (["[1]"], "bad_request", 1007),
        (["{}"], "bad_request", 1007),
        (['{"config": 1}'], "bad_request", 1007),
        (['{"config": {"sample_rate": 4000}}'], "bad_request", 1007),
        (['{"config": {"sample_rate": "x"}}'], "bad_request", 1007),
        (['{"config": {"max_alternatives": 1000000}}'], "bad_request", 1007),
        (['{"config": {"phrase_list": [1]}}'], "bad_request", 1007),
        (['{"config": {"conversation": "nobody"}}'], "unknown_conversation", 1008),
        ([b"odd"], "unreadable_audio", 1007),
    ],
)
def test_what_makes_no_sense_is_told_and_ends_the_stream(url, messages, code, closed):
    with connect(url) as line:
        for message in messages:
            line.send(message)
        told = until(line, "error")[-1]["error"]
        assert told["code"] == code
        assert told["detail"]
        with pytest.raises(ConnectionClosed) as ended:
            line.recv(timeout=PATIENCE)
        assert ended.value.rcvd.code == closed


def test_a_message_that_is_too_large_ends_the_stream(url):
    with connect(url) as line:
        line.send(b"\0" * 300_000)
        with pytest.raises(ConnectionClosed) as ended:
            line.recv(timeout=PATIENCE)
        assert ended.value.rcvd.code == 1009


def test_random_frames_never_harm_who_speaks_beside(url, sentence, model):
    rng = random.Random(8)
    port = int(url.split(":")[2].split("/")[0])
    for _ in range(40):
        with socket.create_connection(("127.0.0.1", port)) as raw:
            raw.sendall(
                b"GET /v1/stream HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nUpgrade: websocket\r\n"
                b"Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                b"Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n" % port
            )
            assert b" 101 " in raw.recv(4096)
            with contextlib.suppress(OSError):
                raw.sendall(rng.randbytes(rng.randrange(1, 2_000)))
    assert vosk_client(url, sentence, 16_000) == vosk_server(model, sentence, 16_000)


def talk_once_there_is_room(url):
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            with connect(url) as line:
                talk(line, conversation="new")
                return
        except InvalidStatus:
            assert time.monotonic() < deadline
            time.sleep(0.2)


def test_one_stream_too_many_is_told_to_come_back(assistant):
    with served(create_app(assistant, stream_limits=StreamLimits(most=1))) as url:
        with connect(url), pytest.raises(InvalidStatus) as refused:
            connect(url)
        assert refused.value.response.status_code == 503
        assert refused.value.response.headers["Retry-After"]
        assert json.loads(refused.value.response.body)["code"] == "overloaded"
        talk_once_there_is_room(url)


def test_who_says_nothing_and_who_stays_too_long_is_cut_off(assistant):
    for limits, code in (
        (StreamLimits(idle_seconds=0.5), "stream_idle"),
        (StreamLimits(seconds=0.5), "stream_too_long"),
    ):
        with served(create_app(assistant, stream_limits=limits)) as url, connect(url) as line:
            assert until(line, "error")[-1]["error"]["code"] == code


def ask_without_listening(line, seconds):
    stop = time.monotonic() + seconds
    while time.monotonic() < stop:
        line.send('{"reset": 1}')  # each is answered


def test_who_takes_nothing_is_cut_off_and_its_place_given_to_another(assistant):
    limits = StreamLimits(most=1, slow_seconds=1)
    with served(create_app(assistant, stream_limits=limits)) as url:
        port = int(url.split(":")[2].split("/")[0])
        slow = socket.socket()
        slow.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2_048)
        slow.connect(("127.0.0.1", port))
        with connect(url, sock=slow, max_queue=1) as line:
            text = json.dumps({"config": {"max_alternatives": 20, "sample_rate": 16_000}})
            line.send(text)
            with pytest.raises((ConnectionClosed, OSError)):
                ask_without_listening(line, 60)
        talk_once_there_is_room(url)


def test_what_is_being_said_is_answered_before_the_server_ends(assistant, sentence):
    app = create_app(assistant)
    with served(app) as url, connect(url) as line:
        talk(line, conversation="new")
        for data in pieces(sentence):
            line.send(data)
        while "lait" not in until(line, "partial")[-1].get("partial", ""):
            pass
        app.extensions["streams"].draining.set()
        assert "lait" in until(line, "turn")[-1]["turn"]["heard"]
        with pytest.raises(ConnectionClosed) as ended:
            line.recv(timeout=PATIENCE)
        assert ended.value.rcvd.code == 1001


def test_who_may_speak_and_in_whose_conversation(assistant, settings):
    ring = build_key_ring(settings)
    mine, theirs = ring.create(HOUSEHOLD, "dupont"), ring.create(HOUSEHOLD, "martin")
    with served(create_app(assistant, keys=ring)) as url:
        for headers, status in (({}, 401), ({"Authorization": f"Bearer {ring.create(RETAILER)}"}, 403)):
            with pytest.raises(InvalidStatus) as refused:
                connect(url, additional_headers=headers)
            assert refused.value.response.status_code == status
        with connect(url, subprotocols=["vocabas", mine]) as line:  # as a browser does
            assert line.subprotocol == "vocabas"
            id_ = talk(line, conversation="new")
        assert assistant.customer_of(id_) == "dupont"
        for config, code in (
            ({"conversation": id_}, "unknown_conversation"),
            ({"conversation": "new", "customer": "dupont"}, "forbidden"),
        ):
            with connect(url, additional_headers={"Authorization": f"Bearer {theirs}"}) as line:
                line.send(json.dumps({"config": config}))
                assert until(line, "error")[-1]["error"]["code"] == code


def test_a_page_from_elsewhere_and_a_plain_request_are_refused(url, client):
    with pytest.raises(InvalidStatus) as refused:
        connect(url, origin="https://elsewhere.example")
    assert refused.value.response.status_code == 403
    plain = client.get("/v1/stream")
    assert (plain.status_code, plain.json["code"]) == (426, "websocket_only")
