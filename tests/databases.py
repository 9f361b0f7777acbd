"""Fixtures for what must work the same on SQLite and on PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.postgres import NoPostgres, Postgres


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """A PostgreSQL server for the whole run, started when the first test needs it."""
    try:
        server = Postgres()
    except NoPostgres as missing:
        pytest.skip(str(missing))
    try:
        server.start()
        yield server
    finally:
        server.remove()


@pytest.fixture(params=["sqlite", "postgresql"])
def backend(request: pytest.FixtureRequest) -> str:
    """Which database: a test that asks for it runs once on each."""
    return str(request.param)


@pytest.fixture
def empty_url(backend: str, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[str]:
    """The URL of a database of its own, with nothing in it."""
    if backend == "sqlite":
        yield f"sqlite:///{tmp_path}/vocabas.sqlite3"
        return
    server: Postgres = request.getfixturevalue("postgres")
    url = server.empty()
    yield url
    server.drop(url)


@pytest.fixture
def database_url(backend: str, tmp_path: Path, request: pytest.FixtureRequest) -> str:
    """The URL of a database without any rows, and on PostgreSQL with the newest tables already."""
    if backend == "sqlite":
        return f"sqlite:///{tmp_path}/vocabas.sqlite3"
    server: Postgres = request.getfixturevalue("postgres")
    return server.fresh()
