"""The Rasa project's own modules, as far as they need nothing of Rasa."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[3] / "intents"))
