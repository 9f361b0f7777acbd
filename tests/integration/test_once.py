"""Writes with an idempotency key: write and answer are one, and the same request at once is done once."""

from __future__ import annotations

import threading
from contextlib import suppress

import pytest
from sqlalchemy import text

from assistant.errors import Conflict, NotFound
from assistant.once import Once
from assistant.store import Store
from assistant.store.database import open_engine
from tests.unit.dialogue.shop import NOW, SHOP


@pytest.fixture
def store(database_url):
    store = Store(database_url, SHOP.id)
    store.migrate()
    yield store
    store.close()


@pytest.fixture
def once(store):
    return Once(store, lambda: NOW)


def _killed(*_):
    raise OSError("killed")


class Opening:
    """Opens conversations, each with a name of its own."""

    def __init__(self, store):
        self.store, self.done = store, []

    def __call__(self):
        name = f"c{len(self.done)}-{threading.get_ident()}"
        self.done.append(name)
        with self.store.begin() as unit:
            unit.open_conversation(name, "dupont", NOW)
        with self.store.read() as unit:  # reads what it has just written
            return {"id": unit.conversation(name).id}

    def kept(self):
        with open_engine(self.store.url).connect() as connection:
            return list(connection.scalars(text("SELECT id FROM conversations")))


def test_the_same_request_is_answered_the_same_and_done_once(store, once):
    write = Opening(store)
    first = once.do("caller", "k", b"x", write)
    assert once.do("caller", "k", b"x", write) == first
    assert once.do("other caller", "k", b"x", write) != first
    assert len(write.kept()) == 2
    with pytest.raises(Conflict) as reused:
        once.do("caller", "k", b"y", write)
    assert reused.value.code == "idempotency_key_reused"


def test_when_the_answer_cannot_be_kept_the_write_is_undone(store, once, monkeypatch):
    write = Opening(store)
    with monkeypatch.context() as broken:
        broken.setattr("assistant.store.answers.Answers.keep", _killed)
        with pytest.raises(OSError, match="killed"):
            once.do("caller", "k", b"x", write)
    assert write.kept() == []
    assert once.do("caller", "k", b"x", write)["id"] in write.kept()
    assert len(write.kept()) == 1


def test_the_same_request_many_times_at_once_is_done_once(store, once):
    write = Opening(store)
    answers, begin = [], threading.Barrier(6)

    def ask():
        begin.wait()
        answers.append(once.do("caller", "k", b"x", write)["id"])

    threads = [threading.Thread(target=ask) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(answers) == 6
    assert len(set(answers)) == 1
    assert write.kept() == answers[:1]


def test_without_a_key_every_request_is_done(store, once):
    write = Opening(store)
    assert once.do("caller", None, b"x", write) != once.do("caller", None, b"x", write)


def test_what_others_begin_meanwhile_is_no_part_of_it(store):
    with store.together() as unit:
        unit.open_conversation("mine", "dupont", NOW)
        seen = []

        def look():
            with store.read() as other, suppress(NotFound):
                seen.append(other.conversation("mine"))

        thread = threading.Thread(target=look)
        thread.start()
        thread.join()
    assert seen == []
    look()
    assert len(seen) == 1
