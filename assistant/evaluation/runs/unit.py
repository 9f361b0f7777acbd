"""What is measured in one go: a recording, or a spoken scenario."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True)
class Unit:
    """One recording with its words, or one script. It travels to other processes and machines."""

    id: str
    """Its name in the results: the path as it was found, unique in a run."""
    path: Path
    """The sound, or the script; absolute."""
    is_script: bool = False
    """Whether it is a scenario."""
    text: str = ""
    """The words of a recording."""
    speaker: str = ""
    """Who says them; empty: not known."""
    conditions: Mapping[str, str] = field(default_factory=dict)
    """What the manifest tells besides: noise, distance, subject…"""
    requests: str = ""
    """What the words mean, in the notation of intents/heldout/README.md, as YAML; empty: not said."""

    @property
    def needs_understanding(self) -> bool:
        """Return whether the intent engine is needed."""
        return self.is_script or bool(self.requests)

    @property
    def stamp(self) -> str:
        """Return what changes when the unit does: results of another stamp are measured again."""
        about = [self.text, self.speaker, repr(sorted(self.conditions.items())), self.requests]
        if self.is_script:
            about.append(self.path.read_text(encoding="utf-8", errors="replace"))
            sounds = sorted(path for path in self.path.parent.iterdir() if path.is_file())
            about += [f"{path.name} {path.stat().st_size}" for path in sounds if path != self.path]
        elif self.path.is_file():
            about.append(str(self.path.stat().st_size))
        return hashlib.sha256("\n".join(about).encode()).hexdigest()[:16]
