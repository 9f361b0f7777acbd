"""Where the steps leave what they make, and how they know that it is still good."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, is_dataclass
from pathlib import Path
from typing import Any


class Workplace:
    """A folder of outputs; a step whose inputs have not changed is not done again."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    def path(self, *parts: str) -> Path:
        return self.folder.joinpath(*parts)

    @contextmanager
    def step(self, name: str, *inputs: Any) -> Iterator[bool]:
        """``with step(...) as needed:`` — False when it was done before with the same ``inputs``.

        Inputs are dataclasses, plain values, or paths (a file counts by its contents, a folder by its files' names and
        sizes). Left by an exception, the step counts as not done.
        """
        stamp = self.folder / "done" / f"{name}.json"
        fingerprint = hashlib.sha256(
            json.dumps([_identity(i) for i in inputs], sort_keys=True).encode()
        ).hexdigest()
        if stamp.exists() and json.loads(stamp.read_text())["inputs"] == fingerprint:
            print(f"{name}: done before")
            yield False
            return
        yield True
        stamp.parent.mkdir(exist_ok=True)
        stamp.write_text(json.dumps({"inputs": fingerprint}))


def _identity(value: Any) -> Any:
    if isinstance(value, Path):
        if value.is_dir():
            return sorted(
                (str(p.relative_to(value)), p.stat().st_size) for p in value.rglob("*") if p.is_file()
            )
        return hashlib.sha256(value.read_bytes()).hexdigest() if value.exists() else None
    if is_dataclass(value) and not isinstance(value, type):
        return asdict(value)
    return value
