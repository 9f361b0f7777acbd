"""A model folder is put in place whole or not at all."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def replaced(target: Path) -> Iterator[Path]:
    """Give an empty folder to fill; when the block ends well it takes the place of ``target``.

    After an exception, or a kill, ``target`` is what it was. What a killed process left is cleared at the
    next use.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    clear(target)
    folder = target.with_name(f".{target.name}.partial-{os.getpid()}")
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    try:
        yield folder
        old = target.with_name(f".{target.name}.old-{os.getpid()}")
        if target.exists():
            target.rename(old)
        folder.rename(target)
        shutil.rmtree(old, ignore_errors=True)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def clear(target: Path) -> None:
    """Remove what killed processes left; bring back a folder that was moved away and not replaced."""
    for left in target.parent.glob(f".{target.name}.*-*"):
        if _alive(left.name.rpartition("-")[2]):
            continue
        if ".old-" in left.name and not target.exists():
            left.rename(target)
        else:
            shutil.rmtree(left, ignore_errors=True)


def _alive(pid: str) -> bool:
    if not pid.isdigit() or int(pid) == os.getpid():
        return False
    try:
        os.kill(int(pid), 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True
