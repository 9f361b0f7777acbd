"""How Hypothesis runs here: no time limits, for a busy machine must not fail a test."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("unit", deadline=None, max_examples=50)
settings.load_profile("unit")
