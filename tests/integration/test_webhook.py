"""Events reach the retailer's webhook at least once, signed and in order, whatever the retailer does."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import re
import subprocess
import sys
import threading
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from assistant.channels.outbox import start_errands
from assistant.cli import cli
from assistant.courier import Courier, OutboxDesk, Round, back_off
from assistant.errors import BadInput, NotFound, Unavailable
from assistant.settings import load_settings
from assistant.shopping.amounts import Amount
from assistant.shopping.basket import Basket
from assistant.shopping.bill import bill
from assistant.shopping.orders import Order
from assistant.shopping.slots import Mode, Slot
from assistant.store import Store
from assistant.webhook import Letter, Webhook
from tests.retailer import Retailer, drop, stall, status, trickle
from tests.unit.dialogue.shop import PRODUCTS

NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)
SLOT = Slot(Mode.DRIVE, NOW + timedelta(hours=3), NOW + timedelta(hours=3, minutes=30))
KEY = bytes(range(32))
SECRET = "whsec_" + base64.b64encode(KEY).decode()
BASKET = Basket().add(PRODUCTS[0], Amount.pieces(2))


@pytest.fixture
def retailer():
    opened = Retailer()
    yield opened
    opened.close()


@pytest.fixture
def store(database_url):
    store = Store(database_url)
    store.migrate()
    with store.begin() as unit:
        unit.open_conversation("c", "dupont", NOW)
    yield store
    store.close()


class Post:
    """An outbox, its courier and a clock that stands still."""

    def __init__(self, store, url, **options):
        self.store, self.now, self.orders = store, NOW, 0
        webhook = Webhook(url, SECRET, options.pop("timeout", 60.0))
        self.courier = Courier(store, webhook, lambda: self.now, chance=lambda: 0.0, **options)
        self.desk = OutboxDesk(store, lambda: self.now)

    def order(self, events=1):
        """Place an order with so many events; returns its number."""
        self.orders += 1
        number = f"{self.orders:04}-0000"
        with self.store.begin() as unit:
            unit.orders.add(Order.place(number, "dupont", bill(BASKET), SLOT, NOW), "c", f"t{self.orders}")
            for _ in range(events):
                sequence = unit.orders.next_event(number)
                body = {"type": "order.x", "data": {"sequence": sequence, "order": {"id": number, "é": "œ"}}}
                unit.outbox.add(number, sequence, "order.x", json.dumps(body, ensure_ascii=False), self.now)
        return number

    def waiting(self):
        return len(self.desk.waiting())


@pytest.fixture
def post(store, retailer):
    return Post(store, retailer.url)


def test_what_is_due_is_delivered_once_and_signed(post, retailer):
    post.order()
    assert post.courier.deliver() == Round(delivered=1)
    assert post.courier.deliver() == Round()
    (letter,) = retailer.received
    signed = f"{letter.id}.{letter.headers['webhook-timestamp']}.{letter.body}".encode()
    mine = base64.b64encode(hmac.new(KEY, signed, hashlib.sha256).digest()).decode()
    assert letter.headers["webhook-signature"] == f"v1,{mine}"
    assert letter.headers["webhook-timestamp"] == str(int(NOW.timestamp()))
    assert letter.headers["content-type"].startswith("application/json")
    assert letter.id.startswith("evt_")


def test_the_specifications_own_example_is_signed_as_it_says():
    # the test vector of standard-webhooks and Svix's libraries
    webhook = Webhook("https://example.com", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
    letter = Letter("msg_p5jXN8AQM9LWM0D4loKWxJek", '{"test": 2432232314}')
    headers = webhook.headers(letter, datetime.fromtimestamp(1614265330, UTC))
    assert headers["webhook-signature"] == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


def test_while_a_secret_is_changed_both_sign():
    other = "whsec_" + base64.b64encode(bytes(32)).decode()
    headers = Webhook("https://example.com", f"{SECRET} {other}").headers(Letter("e", "{}"), NOW)
    one, two = headers["webhook-signature"].split()
    assert one != two
    assert one == Webhook("https://example.com", SECRET).headers(Letter("e", "{}"), NOW)["webhook-signature"]


@pytest.mark.parametrize(
    ("url", "secret", "code"),
    [
        ("", SECRET, "webhook_not_set"),
        ("https://example.com", " ", "webhook_not_set"),
        ("ftp://example.com", SECRET, "bad_setting"),
        ("example.com", SECRET, "bad_setting"),
        ("https://example.com", "whsec_c2hvcnQ=", "bad_setting"),
        ("https://example.com", "whsec_not base64", "bad_setting"),
    ],
)
def test_an_address_or_a_secret_that_cannot_be_is_refused(url, secret, code):
    with pytest.raises(BadInput) as refused:
        Webhook(url, secret)
    assert refused.value.code == code


@pytest.mark.parametrize(
    "behave", [status(500), status(404), status(302, Location="/x"), drop, stall, trickle]
)
def test_what_fails_is_tried_again_later_under_the_same_name(store, retailer, behave):
    post = Post(store, retailer.url, timeout=0.5)
    post.order()
    retailer.behave = behave
    assert post.courier.deliver() == Round(failed=1)
    (event,) = post.desk.waiting()
    assert (event.attempts, event.due_at) == (1, NOW + timedelta(seconds=1))
    assert event.last_error
    post = Post(store, retailer.url)
    assert post.courier.deliver() == Round()  # not due yet
    retailer.behave = lambda *_: False
    post.now += timedelta(seconds=1)
    assert post.courier.deliver() == Round(delivered=1)
    assert len({letter.id for letter in retailer.received}) == 1
    assert len(retailer.taken) == 1


def test_a_retailer_that_cannot_be_reached_is_a_failure_like_others(store):
    post = Post(store, "http://127.0.0.1:9/x")
    post.order()
    assert post.courier.deliver() == Round(failed=1)


def test_the_retailers_wish_to_wait_is_heeded(post, retailer):
    post.order()
    retailer.behave = status(429, Retry_After="120")
    post.courier.deliver()
    assert post.desk.waiting()[0].due_at == NOW + timedelta(seconds=120)


def test_waits_double_up_to_an_hour_and_half_of_each_is_chance():
    seconds = [back_off(attempts, 0.0).total_seconds() for attempts in range(1, 16)]
    assert seconds[:4] == [1, 2, 4, 8]
    assert max(seconds) == seconds[-1] == 1800
    assert back_off(3, 1.0).total_seconds() == 8
    assert back_off(10_000, 0.5).total_seconds() == 2700


def test_events_of_one_order_arrive_in_their_order_even_when_the_first_fails(post, retailer):
    first, second = post.order(events=3), post.order(events=3)
    retailer.behave = lambda to, number: number in (1, 4) and status(503)(to, number)
    for _ in range(20):
        post.courier.deliver()
        post.now += timedelta(seconds=60)
    for number in (first, second):
        assert [letter.sequence for letter in retailer.taken if letter.order == number] == [1, 2, 3]
    assert post.waiting() == 0


def test_one_order_that_fails_does_not_hold_up_the_others(post, retailer):
    stuck = post.order(events=2)
    others = {post.order() for _ in range(40)}
    retailer.behave = lambda to, n: retailer.received[n - 1].order == stuck and status(500)(to, n)
    assert post.courier.deliver() == Round(delivered=40, failed=1)
    assert {letter.order for letter in retailer.taken} == others


def test_after_so_many_attempts_an_event_waits_for_somebody_and_its_order_with_it(store, retailer):
    post = Post(store, retailer.url, most_attempts=3)
    post.order(events=2)
    retailer.behave = status(500)
    made = Round()
    for _ in range(6):
        made += post.courier.deliver()
        post.now += timedelta(hours=2)
    assert made == Round(failed=2, dead=1)
    (dead,) = post.desk.dead()
    assert (dead.sequence, dead.attempts, dead.last_error) == (1, 3, "HTTP 500")
    retailer.behave = lambda *_: False
    assert post.courier.deliver() == Round()  # the second must not overtake it
    post.desk.retry(dead.id)
    assert post.courier.deliver() == Round(delivered=2)
    assert [letter.sequence for letter in retailer.taken] == [1, 2]
    with pytest.raises(NotFound) as unknown:
        post.desk.retry(dead.id)
    assert unknown.value.code == "unknown_event"


def test_an_event_that_is_dropped_lets_the_next_ones_go(store, retailer):
    post = Post(store, retailer.url, most_attempts=1)
    post.order(events=2)
    retailer.behave = lambda to, number: number == 1 and status(422)(to, number)
    post.courier.deliver()
    post.desk.drop(post.desk.dead()[0].id)
    assert post.courier.deliver() == Round(delivered=1)
    assert [letter.sequence for letter in retailer.taken] == [2]
    assert post.desk.dead() == []


def test_an_event_whose_carrier_died_is_taken_by_another_once_its_lease_is_over(post, retailer):
    post.order()
    with post.store.begin() as unit:
        assert unit.outbox.claim(NOW, 16, timedelta(seconds=33))  # and then its process is killed
    assert post.courier.deliver() == Round()
    post.now += timedelta(seconds=33)
    assert post.courier.deliver() == Round(delivered=1)


def test_a_carrier_that_was_too_slow_does_not_undo_what_another_noted(post):
    post.order()
    with post.store.begin() as unit:
        (mine,) = unit.outbox.claim(NOW, 16, timedelta(seconds=33))
    later = NOW + timedelta(seconds=33)
    with post.store.begin() as unit:
        (theirs,) = unit.outbox.claim(later, 16, timedelta(seconds=33))
        unit.outbox.failed(mine, "late", NOW)
        assert unit.outbox.claim(later, 16, timedelta(seconds=33)) == []
        unit.outbox.delivered(theirs.id, later)
        unit.outbox.give_up(theirs, "late", later)
    assert (post.desk.waiting(), post.desk.dead()) == ([], [])


def test_many_carriers_share_the_work_and_nothing_goes_twice(store, retailer):
    posts = [Post(store, retailer.url) for _ in range(4)]
    for _ in range(30):
        posts[0].order(events=3)
    threads = [threading.Thread(target=post.courier.deliver) for post in posts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    posts[0].courier.deliver()
    assert set(Counter(letter.id for letter in retailer.taken).values()) == {1}
    assert len(retailer.taken) == 90
    for number in {letter.order for letter in retailer.taken}:
        assert [letter.sequence for letter in retailer.taken if letter.order == number] == [1, 2, 3]


def test_who_follows_waits_out_trouble_with_the_database(post, retailer, monkeypatch):
    monkeypatch.setattr("assistant.courier._AFTER_TROUBLE", 0.01)
    monkeypatch.setattr("assistant.courier._BETWEEN_LOOKS", 0.01)
    stop, real, calls = threading.Event(), post.courier.deliver, []

    def deliver():
        calls.append(1)
        if len(calls) == 1:
            raise Unavailable("store_unavailable", "gone")
        if len(calls) == 3:
            stop.set()
        return real()

    monkeypatch.setattr(post.courier, "deliver", deliver)
    post.order()
    post.courier.follow(stop)
    assert (len(calls), len(retailer.taken)) == (3, 1)


def test_the_command_delivers_lists_and_decides(store, retailer, tmp_path):
    post = Post(store, retailer.url)
    post.now = datetime.now(UTC) - timedelta(seconds=1)
    post.order(events=2)
    environment = {"VOCABAS_DATABASE_URL": store.url, "VOCABAS_DATA_DIR": str(tmp_path)}
    with_webhook = {"VOCABAS_WEBHOOK_URL": retailer.url, "VOCABAS_WEBHOOK_SECRET": SECRET}
    with_webhook["VOCABAS_WEBHOOK_ATTEMPTS"] = "1"

    def vocabas(*arguments, status=0, **more):
        done = CliRunner().invoke(cli, ["outbox", *arguments], env={**environment, **more})
        assert done.exit_code == status, done.output
        return done

    assert "webhook_not_set" in vocabas("deliver", status=1).stderr
    retailer.behave = status(500)
    assert "1 abandonné" in vocabas("deliver", status=1, **with_webhook).stdout
    (dead,) = map(json.loads, vocabas("list", "--dead", "--json").stdout.splitlines())
    assert (dead["attempts"], dead["last_error"], dead["due_at"]) == (1, "HTTP 500", None)
    assert "abandonné" in vocabas("list").stdout
    vocabas("retry", dead["id"])
    retailer.behave = lambda *_: False
    assert "2 livré(s)" in vocabas("deliver", **with_webhook).stdout
    assert "Aucun événement" in vocabas("list").stdout
    assert "unknown_event" in vocabas("drop", "evt_0", status=1).stderr


def test_beside_the_web_server_events_leave_by_themselves(store, retailer, tmp_path):
    post = Post(store, retailer.url)
    post.now = datetime.now(UTC) - timedelta(seconds=1)
    arrived = threading.Event()
    retailer.behave = lambda *_: bool(arrived.set())
    settings = load_settings(
        {}, data_dir=tmp_path, database_url=store.url, webhook_url=retailer.url, webhook_secret=SECRET
    )
    stop = start_errands(settings)
    post.order()
    assert arrived.wait(90)
    stop.set()


def test_the_examples_in_the_documentation_verify_what_we_send(post, retailer, root: Path, tmp_path):
    post.order()
    post.courier.deliver()
    (letter,) = retailer.received
    page = (root / "docs" / "webhook.md").read_text(encoding="utf-8")
    python, shell = re.search(r"```python\n(.*?)```", page, re.S), re.search(r"```sh\n(.*?)```", page, re.S)
    assert python
    assert shell
    example: dict = {}
    exec(python.group(1), example)
    verify, moment = example["verify"], NOW.timestamp()
    assert verify(letter.headers, letter.body.encode(), SECRET, moment + 299)["data"]["sequence"] == 1
    for headers, body, when in (
        (letter.headers, letter.body.encode() + b" ", moment),
        ({**letter.headers, "webhook-id": "evt_other"}, letter.body.encode(), moment),
        (letter.headers, letter.body.encode(), moment + 301),
        (letter.headers, letter.body.encode(), moment - 301),
    ):
        with pytest.raises(ValueError, match="webhook"):
            verify(headers, body, SECRET, when)
    (tmp_path / "body.json").write_bytes(letter.body.encode())
    names = {"ID": "webhook-id", "TIMESTAMP": "webhook-timestamp", "SIGNATURE": "webhook-signature"}
    given = {name: letter.headers[header] for name, header in names.items()}
    for change, expected in (({}, 0), ({"TIMESTAMP": "1"}, 1)):
        done = subprocess.run(
            ["sh", "-c", shell.group(1)],
            cwd=tmp_path,
            env={"PATH": "/usr/bin:/bin", "SECRET": SECRET, **given, **change},
            check=False,
            capture_output=True,
        )
        assert done.returncode == expected, done.stderr


def test_a_follower_stops_when_it_is_told_to(store, retailer, tmp_path):
    environment = {
        "PATH": "/usr/bin:/bin",
        "VOCABAS_DATABASE_URL": store.url,
        "VOCABAS_DATA_DIR": str(tmp_path),
        "VOCABAS_WEBHOOK_URL": retailer.url,
        "VOCABAS_WEBHOOK_SECRET": SECRET,
    }
    post = Post(store, retailer.url)
    post.now = datetime.now(UTC) - timedelta(seconds=1)
    arrived = threading.Event()
    retailer.behave = lambda *_: bool(arrived.set())
    post.order()
    child = subprocess.Popen(
        [sys.executable, "-m", "assistant", "outbox", "deliver", "--follow"], env=environment
    )
    try:
        assert arrived.wait(90)
        child.terminate()
        assert child.wait(90) == 0
    finally:
        child.kill()
