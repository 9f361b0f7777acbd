"""Real parts: one Rasa server for the whole run, a fresh database for each test."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.assistant import Assistant
from assistant.bootstrap import IntentEngine, build_assistant
from assistant.channels.http import create_app
from assistant.settings import Settings, load_settings
from assistant.understanding.server import newest_model, python_of


@pytest.fixture(scope="session")
def rasa_project(root: Path) -> Path:
    """The Rasa project, with its environment and a trained model."""
    project = root / "intents"
    if not python_of(project).is_file() or newest_model(project) is None:
        pytest.skip("Rasa's environment is not set up: run `make setup`")
    return project


@pytest.fixture(scope="session")
def engine(rasa_project: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[IntentEngine]:
    """The intent engine, up: the embedded server, or the one that VOCABAS_NLU_URL names."""
    with IntentEngine(load_settings(dict(os.environ), data_dir=tmp_path_factory.mktemp("rasa"))) as engine:
        if engine.server is not None:
            engine.server.wait_until_ready(180)
        yield engine


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Default settings with a database of their own."""
    return load_settings({}, data_dir=tmp_path)


@pytest.fixture
def assistant(settings: Settings, engine: IntentEngine) -> Assistant:
    """An assistant on real parts."""
    return build_assistant(settings, engine)


@pytest.fixture
def client(assistant: Assistant, engine: IntentEngine):
    """A client of the HTTP application."""
    return create_app(assistant, is_ready=engine.client.is_ready, max_body_bytes=1_000_000).test_client()
