"""pytest collects ``*.voice.yaml``: a retailer's own tests are a folder of scripts.

    pytest FOLDER                                   plays every script below it
    pytest FOLDER --vocabas-report report.html      and writes the page with the sounds

The settings are those of the environment and ``vocabas.toml``. One intent engine serves the whole run.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from assistant.evaluation.scripts.playing import Played
    from assistant.evaluation.scripts.stage import Stage

_SUFFIX = ".voice.yaml"


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add ``--vocabas-report``."""
    group = parser.getgroup("vocabas", "spoken scenarios (*.voice.yaml)")
    group.addoption("--vocabas-report", metavar="HTML", help="write a page with every sound played")


def pytest_configure(config: pytest.Config) -> None:
    """Keep the run's stage with its configuration."""
    config.stash[_THEATRE] = _Theatre()


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """Collect a script."""
    if file_path.name.endswith(_SUFFIX):
        return VoiceFile.from_parent(parent, path=file_path)
    return None


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Write the report, and close what was opened."""
    theatre = session.config.stash[_THEATRE]
    theatre.close()
    report = session.config.getoption("--vocabas-report")
    if report and theatre.plays:
        from assistant.evaluation.scripts.report import write_report

        write_report(theatre.plays, Path(report))


class VoiceFile(pytest.File):
    """A ``*.voice.yaml``: one test."""

    def collect(self) -> Iterator[pytest.Item]:
        """Give its test."""
        yield VoiceItem.from_parent(self, name=self.path.name.removesuffix(_SUFFIX))


class VoiceItem(pytest.Item):
    """A script to be played."""

    def runtest(self) -> None:
        """Play it; what is not as it must be fails the test."""
        from assistant.evaluation.scripts.junit import told_differences
        from assistant.evaluation.scripts.playing import play
        from assistant.evaluation.scripts.reading import load_script

        theatre = self.config.stash[_THEATRE]
        stage = theatre.open()
        played = play(load_script(self.path, stage.zone), stage)
        theatre.plays.append(played)
        if played.outcome == "weak":
            pytest.xfail(played.script.weak)
        if not played.as_expected:
            raise ScriptFailed("\n".join(told_differences(played)))

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException]) -> str:  # type: ignore[override]
        """Tell what is wrong in words, without a stack trace where it is the script's or the product's."""
        from assistant.errors import VocabasError

        if isinstance(excinfo.value, ScriptFailed):
            return str(excinfo.value)
        if isinstance(excinfo.value, VocabasError):
            return f"{excinfo.value.code}: {excinfo.value.message}"
        return str(super().repr_failure(excinfo))

    def reportinfo(self) -> tuple[Path, int, str]:
        """Return where it is and what it is called."""
        return self.path, 0, f"{self.name} (spoken)"


class ScriptFailed(AssertionError):
    """What came out is not what must come out."""


class _Theatre:
    """The stage of a run, opened by the first script."""

    def __init__(self) -> None:
        self.plays: list[Played] = []
        self._stage: Stage | None = None
        self._open = ExitStack()

    def open(self) -> Stage:
        if self._stage is None:
            from assistant.bootstrap import IntentEngine
            from assistant.evaluation.scripts.stage import Stage
            from assistant.settings import load_settings

            settings = load_settings()
            engine = self._open.enter_context(IntentEngine(settings))
            if engine.server is not None:
                engine.server.wait_until_ready(settings.nlu_start_timeout)
            self._stage = self._open.enter_context(Stage(settings, engine))
        return self._stage

    def close(self) -> None:
        self._open.close()
        self._stage = None


_THEATRE: pytest.StashKey[_Theatre] = pytest.StashKey()
