"""What every test may use."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.databases import backend, database_url, empty_url, postgres

__all__ = ["backend", "database_url", "empty_url", "postgres"]

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def root() -> Path:
    """The checkout."""
    return ROOT


@pytest.fixture(scope="session")
def speech(root: Path) -> Path:
    """The folder of the bundled spoken scenario."""
    return root / "audio_samples" / "first_order"
