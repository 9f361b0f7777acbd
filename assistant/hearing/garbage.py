"""The rival of every word: French sounds in any order.

A second reading of the same model, under a grammar of nothing but ``[unk]``, says how well sounds that need
be no words
explain what was heard. It needs the best path only, so its search is narrow. With the model's own lattice
beam, reverberation
and music make its lattices explode (measured: 1.7 times real time and hundreds of megabytes; narrow: 0.02).
"""

from __future__ import annotations

import json
import re
import shutil
import tempfile
from pathlib import Path
from typing import Any

import vosk

from assistant.hearing.grammar import UNKNOWN

GRAMMAR = json.dumps([UNKNOWN])
"""What the second reading listens for."""
_SEARCH = {"beam": "8.0", "lattice-beam": "0.2", "max-active": "500"}


def changes_grammar(model: Path) -> bool:
    """Return whether a model's folder holds a graph that takes a grammar at run time."""
    return any((model / part / "HCLr.fst").is_file() for part in ("graph", "."))


def load(model: Path) -> Any | None:
    """Load the second reading of a model; ``None`` for a model with a fixed graph, or without ``[unk]``."""
    settings = model / "conf" / "model.conf"
    if not changes_grammar(model) or not settings.is_file():
        return None
    with tempfile.TemporaryDirectory() as folder:
        narrow = Path(folder) / "model"
        shutil.copytree(model, narrow)
        text = settings.read_text(encoding="utf-8")
        for name, value in _SEARCH.items():
            text = re.sub(rf"(?m)^--{name}=.*$", "", text) + f"\n--{name}={value}"
        (narrow / "conf" / "model.conf").write_text(
            re.sub(r"\n+", "\n", text).strip() + "\n", encoding="utf-8"
        )
        loaded = vosk.Model(str(narrow))
    return loaded if loaded.vosk_model_find_word(UNKNOWN) > 0 else None
