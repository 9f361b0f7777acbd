"""Where scripts are played: a shop with its catalogue, made once, and a fresh copy of it for each script."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from assistant.assistant import Assistant
from assistant.bootstrap import IntentEngine, build_assistant, build_store
from assistant.customers import Household
from assistant.customers.code import CodeHash
from assistant.errors import BadInput, Unavailable
from assistant.evaluation.scripts.script import FullSlot, Script
from assistant.hearing.models import find_model
from assistant.settings import Settings
from assistant.shop_files import load_shop
from assistant.shopping.slots import Mode
from assistant.store import Store

_HELD = timedelta(days=365)


class Clock:
    """A clock that stands still until a script moves it."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        """Return its time."""
        return self.now


@dataclass
class Scene:
    """One script's own shop."""

    assistant: Assistant
    """Answers the turns."""
    clock: Clock
    """Its time."""
    zone: ZoneInfo
    """The shop's clock."""


class Stage:
    """Gives each script a shop of its own. Use it as a context manager; one script at a time.

    Args:
        settings: catalogue, shop, offers and recogniser; the database of the settings is never touched.
        engine: what understands, up.
    """

    def __init__(self, settings: Settings, engine: IntentEngine) -> None:
        model = find_model(settings.acoustic_model, settings.data_dir)
        self._settings = replace(settings, database_url="", acoustic_model=str(model.path))
        self._engine = engine
        self._folder: Path | None = None
        self.zone = load_shop(settings.shop_file).zone

    def __enter__(self) -> Stage:
        self._folder = Path(tempfile.mkdtemp(prefix="vocabas-scripts-"))
        fresh = self._folder / "fresh"
        fresh.mkdir()
        self._build(fresh, self._settings, Clock(datetime.now(self.zone)))
        return self

    def __exit__(self, *_: object) -> None:
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)
            self._folder = None

    @contextmanager
    def scene(self, script: Script) -> Iterator[Scene]:
        """Give a script its shop: fresh, at its date, with its stock and its full slots.

        Raises:
            BadInput: ``bad_script`` for stock of an article that the catalogue lacks, or a slot that the shop
                has not.
        """
        if self._folder is None:
            raise Unavailable("internal", "the stage is not open")
        folder = Path(tempfile.mkdtemp(dir=self._folder))
        try:
            shutil.copytree(self._folder / "fresh", folder, dirs_exist_ok=True)
            settings = replace(
                self._settings,
                data_dir=folder,
                shop_file=script.shop_file or self._settings.shop_file,
                offers_file=script.offers_file or self._settings.offers_file,
            )
            clock = Clock(script.date)
            assistant = self._build(folder, settings, clock)
            store = build_store(settings)
            try:
                self._prepare(script, assistant, store)
            finally:
                store.close()
            yield Scene(assistant, clock, assistant.shop.zone)
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    def _build(self, folder: Path, settings: Settings, clock: Clock) -> Assistant:
        return build_assistant(replace(settings, data_dir=folder), self._engine, clock)

    def _prepare(self, script: Script, assistant: Assistant, store: Store) -> None:
        code = CodeHash.of(script.code) if script.code else None
        with store.begin() as unit:
            unit.keep_household(Household(script.household, script.familiar, code))
            for sku, left in script.stock.items():
                if assistant.catalogue.get(sku) is None:
                    raise _bad(script, f"shop.stock: no article {sku}")
                unit.stock.set(sku, left)
        for full in script.full:
            self._fill(script, full, assistant, store)

    def _fill(self, script: Script, full: FullSlot, assistant: Assistant, store: Store) -> None:
        mode = Mode(full.mode)
        rules = assistant.shop.fulfilment(mode)
        slot = next((s for s in assistant.shop.slots(mode, script.date) if s.start == full.start), None)
        if rules is None or slot is None:
            raise _bad(script, f"shop.full: the shop has no {full.mode} slot at {full.start:%Y-%m-%d %H:%M}")
        with store.begin() as unit:
            for number in range(rules.capacity):
                other = f"full-{full.mode}-{full.start:%Y%m%d%H%M}-{number}"
                unit.open_conversation(other, other, script.date)
                unit.slots.hold(other, slot, script.date + _HELD)


def _bad(script: Script, why: str) -> BadInput:
    return BadInput("bad_script", f"{script.path}: {why}", path=str(script.path), line=1, why=why)
