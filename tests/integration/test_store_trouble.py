"""A full disk and a lost database: a clear error, nothing lost, and back by itself."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import threading
from contextlib import contextmanager, suppress
from fractions import Fraction

import pytest
from sqlalchemy import Engine, event
from sqlalchemy.orm import Session

from assistant.errors import Unavailable
from assistant.store import Store
from tests.trade import assistant_on
from tests.unit.dialogue.shop import NOW, SHOP

FILLER = 3_000
"""Enough turns to fill what little room there is."""


def assistant_of(url):
    store = Store(url, SHOP.id)
    store.migrate()
    assistant = assistant_on(store)
    with store.begin() as unit:
        unit.open_conversation("talk", "dupont", NOW)
        unit.stock.set("milk", Fraction(100))
    assistant.answer("talk", "ajoute 2 lait", "first")
    return assistant


def quantity(assistant):
    return assistant.basket("talk")["lines"][0]["quantity"]


def say_until_it_fails(assistant):
    """Talk until the disk is full; returns how many turns were acknowledged."""
    for number in range(FILLER):
        try:
            assistant.answer("talk", "mon panier" if number % 2 else "ajoute 1 baguette", f"k{number}")
        except Unavailable as error:
            return number if error.code == "store_full" else pytest.fail(error.code)
    return pytest.fail("the disk never filled")


def check_recovery(assistant, acknowledged, make_room):
    store = assistant._store
    with store.read() as unit:  # what was acknowledged is there, and can still be read
        for number in range(acknowledged):
            assert unit.turn("talk", f"k{number}") is not None
        assert unit.turn("talk", f"k{acknowledged}") is None
    before = assistant.basket("talk")
    with pytest.raises(Unavailable) as full, store.begin() as unit:
        unit.keep_turn("talk", "large", "h", {"text": "x" * 3_000_000}, NOW)
    assert full.value.code == "store_full"
    assert assistant.basket("talk") == before
    make_room()
    again = assistant.answer("talk", "ajoute 1 lait", "after")
    assert again["basket"]["lines"][0]["quantity"] == before["lines"][0]["quantity"] + 1


def test_sqlite_that_may_not_grow_says_so_loses_nothing_and_goes_on_when_it_may(tmp_path):
    assistant = assistant_of(f"sqlite:///{tmp_path}/shop.sqlite3")
    engine = assistant._store._engine
    room = {"pages": 0}

    @event.listens_for(engine, "checkout")
    def bounded(connection, *_):
        connection.execute(f"PRAGMA max_page_count={room['pages'] or 1 << 30}")

    with engine.connect() as connection:
        room["pages"] = connection.exec_driver_sql("PRAGMA page_count").scalar() + 10
    acknowledged = say_until_it_fails(assistant)
    check_recovery(assistant, acknowledged, lambda: room.update(pages=0))


@contextmanager
def small_disk(folder, megabytes):
    """A file system with little room, for who may mount one."""
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "none", str(folder)]
    if os.geteuid() != 0 or shutil.which("mount") is None or subprocess.run(mount, check=False).returncode:
        pytest.skip("a small file system can only be mounted by root")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


def test_sqlite_on_a_full_disk_says_so_loses_nothing_and_goes_on_when_there_is_room(tmp_path):
    with small_disk(tmp_path / "disk", 4) as disk:
        assistant = assistant_of(f"sqlite:///{disk}/shop.sqlite3")
        free = shutil.disk_usage(disk).free
        (disk / "filler").write_bytes(b"x" * (free - 200_000))
        acknowledged = say_until_it_fails(assistant)
        check_recovery(assistant, acknowledged, (disk / "filler").unlink)
        assistant._store.close()


def test_postgresql_on_a_full_disk_says_so_loses_nothing_and_goes_on_when_there_is_room(postgres, tmp_path):
    with small_disk(postgres.folder / "disk", 16) as disk:
        shutil.chown(disk, "postgres")
        postgres.run(f"CREATE TABLESPACE small LOCATION '{disk}'")
        postgres.run("CREATE DATABASE full_disk TEMPLATE template0 TABLESPACE small")
        assistant = assistant_of(postgres.dsn("full_disk"))
        (disk / "filler").write_bytes(b"x" * (shutil.disk_usage(disk).free - 200_000))
        acknowledged = say_until_it_fails(assistant)
        check_recovery(assistant, acknowledged, (disk / "filler").unlink)
        assistant._store.close()
        postgres.drop(postgres.dsn("full_disk"))
        postgres.run("DROP TABLESPACE small")


@contextmanager
def at_the_next(moment, act):
    """Do something once, at the next such moment of a transaction."""
    left = [act]

    def once(*happening):
        if left and (moment != "after_write" or not happening[2].startswith("SELECT")):
            left.pop()()

    target, name = (Engine, "after_cursor_execute") if moment == "after_write" else (Session, moment)
    event.listen(target, name, once)
    try:
        yield
        assert not left, f"there was no {moment}"
    finally:
        event.remove(target, name, once)


@pytest.fixture
def served(postgres):
    assistant = assistant_of(postgres.fresh())
    yield assistant
    assistant._store.close()


def kill_backends(postgres):
    postgres.run(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
        "WHERE pid <> pg_backend_pid() AND datname = 'vocabas'"
    )


@pytest.mark.parametrize("moment", ["after_write", "before_commit"])
def test_a_connection_lost_within_a_turn_undoes_that_turn_and_the_next_one_works(served, postgres, moment):
    with at_the_next(moment, lambda: kill_backends(postgres)), pytest.raises(Unavailable) as lost:
        served.answer("talk", "ajoute 3 lait", "k")
    assert lost.value.code == "store_unavailable"
    assert quantity(served) == 2
    assert served.answer("talk", "ajoute 3 lait", "k")["basket"]["lines"][0]["quantity"] == 5


def test_connections_that_were_lost_while_nobody_talked_are_not_noticed(served, postgres):
    kill_backends(postgres)
    assert served.answer("talk", "ajoute 3 lait")["basket"]["lines"][0]["quantity"] == 5


def test_a_server_that_falls_over_within_an_order_and_comes_back_has_lost_nothing(served, postgres):
    for said in ("commande", "le premier"):
        served.answer("talk", said)
    with at_the_next("before_commit", postgres.stop), pytest.raises(Unavailable) as lost:
        served.answer("talk", "oui", "yes")
    assert lost.value.code == "store_unavailable"
    for _ in range(2):
        with pytest.raises(Unavailable) as down:
            served.answer("talk", "oui", "yes")
        assert down.value.code == "store_unavailable"
    postgres.start()
    assert served.orders.list()["orders"] == []
    assert served.orders.stock() == {"milk": 100}
    order = served.answer("talk", "oui", "yes")["order"]
    assert served.answer("talk", "oui", "yes")["order"] == order
    assert [each["id"] for each in served.orders.list()["orders"]] == [order["id"]]
    assert served.orders.stock() == {"milk": 98}


class Deaf:
    """A line to the database server that breaks when the server answers a commit, before anybody hears it."""

    def __init__(self, port):
        self._to = ("127.0.0.1", port)
        self.deaf_to_commits = False
        self._asked = False
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port = self._listening.getsockname()[1]
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self):
        with suppress(OSError):
            while True:
                near, _ = self._listening.accept()
                far = socket.create_connection(self._to)
                for ends in ((near, far, self._hears_question), (far, near, self._hears_answer)):
                    threading.Thread(target=self._carry, args=ends, daemon=True).start()

    def _hears_question(self, data):
        self._asked = self.deaf_to_commits and b"COMMIT\0" in data
        return True

    def _hears_answer(self, _):
        return not self._asked

    def _carry(self, source, target, hears):
        with suppress(OSError):
            while (data := source.recv(65536)) and hears(data):
                target.sendall(data)
        self.deaf_to_commits = self.deaf_to_commits and not self._asked
        self._asked = False
        for end in (source, target):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)

    def close(self):
        self._listening.close()


def test_an_answer_lost_after_the_commit_is_given_to_who_asks_again(postgres):
    url = postgres.fresh()
    direct = assistant_of(url)
    for said in ("commande", "le premier"):
        direct.answer("talk", said)
    line = Deaf(postgres.port)
    store = Store(url.replace(f":{postgres.port}/", f":{line.port}/"), SHOP.id)
    through = assistant_on(store)
    through.basket("talk")
    line.deaf_to_commits = True
    with pytest.raises(Unavailable) as lost:
        through.answer("talk", "oui", "yes")
    assert lost.value.code == "store_unavailable"
    (order,) = direct.orders.list()["orders"]  # it was placed, though nobody heard so
    assert through.answer("talk", "oui", "yes")["order"]["id"] == order["id"]
    assert len(direct.orders.list()["orders"]) == 1
    assert direct.orders.stock() == {"milk": 98}
    store.close()
    direct._store.close()
    line.close()
