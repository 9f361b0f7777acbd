"""A PostgreSQL server of one's own: Debian's, on a free loopback port, gone with who started it."""

from __future__ import annotations

import ctypes
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psycopg

_USER = "postgres"
_PATIENCE = 60
_SET_PARENT_DEATH_SIGNAL = 1
_FRESH = "vocabas"


class NoPostgres(Exception):
    """There is none, and none can be had here."""


def binaries() -> Path:
    """Return the folder of PostgreSQL's programs; as root on Debian, install it when it is missing.

    Raises:
        NoPostgres: with what to do about it.
    """
    found = _installed()
    if found is not None:
        return found
    if os.geteuid() != 0 or shutil.which("apt-get") is None:
        raise NoPostgres("PostgreSQL is not installed (Debian: apt-get install postgresql)")
    # the package would make and start a cluster of its own; nobody here asked for that one
    quiet = Path("/etc/postgresql-common/createcluster.d/vocabas-tests.conf")
    quiet.parent.mkdir(parents=True, exist_ok=True)
    quiet.write_text("create_main_cluster = false\n")
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    install = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", "postgresql"]
    for command in (["apt-get", "update", "-qq"], install):
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    found = _installed()
    if found is None:
        raise NoPostgres(f"apt-get could not install PostgreSQL: {done.stderr.strip()[-300:]}")
    return found


def _installed() -> Path | None:
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=_version, reverse=True)
    if (on_path := shutil.which("initdb")) is not None:
        folders.append(Path(on_path).resolve().parent)
    return next((f for f in folders if (f / "initdb").is_file() and (f / "postgres").is_file()), None)


def _version(folder: Path) -> int:
    return int(folder.parent.name) if folder.parent.name.isdecimal() else 0


class Postgres:
    """One server with its own folder; ``durable`` as in production, else without waiting for the disk.

    Its ``folder`` holds all it has. Without waiting for the disk it still loses nothing when its processes
    are killed, only when the machine is.
    """

    def __init__(self, durable: bool = False) -> None:
        self._bin = binaries()
        # initdb refuses root: Debian's package made a user for it
        self._as = {"user": _USER, "group": _USER, "extra_groups": []} if os.geteuid() == 0 else {}
        self.folder = Path(tempfile.mkdtemp(prefix="vocabas-postgres-"))
        self._password = secrets.token_hex(16)
        self._durable = durable
        self._server: subprocess.Popen[bytes] | None = None
        self._made = 0
        try:
            self._initialise()
        except BaseException:
            self.remove()
            raise
        self.port = _free_port()

    def _initialise(self) -> None:
        secret = self.folder / "password"
        secret.write_text(self._password)
        if self._as:
            for path in (self.folder, secret):
                shutil.chown(path, _USER, _USER)
        subprocess.run(
            [
                self._bin / "initdb", "--pgdata", self.folder / "data", "--username", _USER, "--no-sync",
                "--encoding", "UTF8", "--locale", "C.UTF-8", "--auth", "scram-sha-256", "--pwfile", secret,
            ],
            check=True, capture_output=True, cwd="/", **self._as,
        )  # fmt: skip

    def start(self) -> None:
        """Start it, and wait until it answers."""
        relaxed = [] if self._durable else ["-c", "fsync=off", "-c", "full_page_writes=off"]
        log = (self.folder / "log").open("ab")
        self._server = subprocess.Popen(
            [
                self._bin / "postgres", "-D", self.folder / "data", "-p", str(self.port), "-k", self.folder,
                "-c", "listen_addresses=127.0.0.1", "-c", "max_connections=200", *relaxed,
            ],
            stdout=log, stderr=log, cwd="/", preexec_fn=_end_with_parent, **self._as,
        )  # fmt: skip
        log.close()
        give_up = time.monotonic() + _PATIENCE
        while True:
            try:
                psycopg.connect(self.dsn(_USER), connect_timeout=5).close()
                return
            except psycopg.OperationalError as error:
                if self._server.poll() is not None or time.monotonic() > give_up:
                    raise NoPostgres(f"PostgreSQL does not start: {self.log()[-500:]}") from error
                time.sleep(0.02)

    def stop(self, how: signal.Signals = signal.SIGQUIT) -> None:
        """Stop it, by default at once and without a goodbye to anybody, as a machine that falls over."""
        if self._server is not None:
            self._server.send_signal(how)
            self._server.wait(_PATIENCE)
            self._server = None

    def remove(self) -> None:
        """Stop it and delete all it had."""
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def log(self) -> str:
        """Return what the server wrote down."""
        file = self.folder / "log"
        return file.read_text(errors="replace") if file.is_file() else ""

    def dsn(self, database: str) -> str:
        """Return the address of a database, as PostgreSQL writes it."""
        return f"postgresql://{_USER}:{self._password}@127.0.0.1:{self.port}/{database}"

    def run(self, sql: str) -> list[tuple]:
        """Run a statement as the server's owner; returns its rows."""
        with psycopg.connect(self.dsn(_USER), autocommit=True) as connection:
            cursor = connection.execute(sql)
            return cursor.fetchall() if cursor.description else []

    def empty(self) -> str:
        """Make a database with nothing in it; returns its URL."""
        self._made += 1
        self.run(f"CREATE DATABASE t{self._made} TEMPLATE template0")
        return self.dsn(f"t{self._made}")

    def fresh(self) -> str:
        """Return the URL of the one database that has the newest tables, with nothing in them."""
        if not self.run(f"SELECT 1 FROM pg_database WHERE datname = '{_FRESH}'"):
            from assistant.store import Store

            self.run(f"CREATE DATABASE {_FRESH}")
            store = Store(self.dsn(_FRESH))
            store.migrate()
            store.close()
        self.run(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{_FRESH}'")
        with psycopg.connect(self.dsn(_FRESH), autocommit=True) as connection:
            tables = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
            names = [name for (name,) in tables if name != "alembic_version"]
            # deleting little is much quicker than TRUNCATE or a database anew; the order does not matter so
            deletes = "".join(f"DELETE FROM {name};" for name in names)
            connection.execute(f"SET session_replication_role = replica; {deletes}".encode())
        return self.dsn(_FRESH)

    def drop(self, url: str) -> None:
        """Delete a database, whoever is still in it."""
        self.run(f"DROP DATABASE IF EXISTS {url.rpartition('/')[2]} WITH (FORCE)")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _end_with_parent() -> None:
    """Have the kernel stop the server when whoever started it is killed and can no longer."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_SET_PARENT_DEATH_SIGNAL, signal.SIGQUIT)
