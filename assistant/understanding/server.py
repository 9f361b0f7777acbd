"""The embedded Rasa server: started on a free loopback port, watched, started again, never left behind.

Rasa lives in its own Python 3.10 environment (``intents/.venv``), so it is a process of its own. Its
standard input is a pipe that we hold: when we end, however we end, the pipe closes and it stops.
"""

from __future__ import annotations

import contextlib
import logging
import multiprocessing
import os
import secrets
import socket
import subprocess
import threading
import time
from collections.abc import Callable
from pathlib import Path

import httpx

from assistant.errors import Unavailable

_log = logging.getLogger(__name__)
_POLL_SECONDS = 0.1
_STOP_SECONDS = 8.0
_MAX_PAUSE_SECONDS = 60.0


def python_of(intents_dir: Path) -> Path:
    """Return the interpreter of the Rasa environment, whether it exists or not."""
    folder = "Scripts/python.exe" if os.name == "nt" else "bin/python"
    return intents_dir / ".venv" / folder


def newest_model(intents_dir: Path) -> Path | None:
    """Return the Rasa model trained last, or ``None`` when there is none."""
    models = sorted((intents_dir / "models").glob("*.tar.gz"), key=lambda p: p.stat().st_mtime)
    return models[-1] if models else None


class RasaServer:
    """One Rasa process and the thread that watches it.

    Args:
        intents_dir: the Rasa project.
        log_file: where the server's own output goes, begun anew at each start.
    """

    def __init__(self, intents_dir: Path, log_file: Path) -> None:
        self.token = secrets.token_urlsafe(24)
        self._intents_dir = intents_dir
        self._log_file = log_file
        self._process: subprocess.Popen[bytes] | None = None
        self._port = 0
        # Shared with forked web workers: the port that answers now, 0 while none does.
        self._live_port = multiprocessing.Value("i", 0)
        self._owner = os.getpid()
        self._stopping = threading.Event()
        self._lock = threading.Lock()
        self._watcher: threading.Thread | None = None

    @property
    def url(self) -> str:
        """Return the base URL of the running server.

        Raises:
            Unavailable: ``nlu_unavailable`` while it is not up.
        """
        port = self._live_port.value
        if not port:
            raise Unavailable("nlu_unavailable", "the intent engine is not up (yet, or again)")
        return f"http://127.0.0.1:{port}"

    @property
    def pid(self) -> int | None:
        """Return the process id of the server, or ``None`` when there is none."""
        process = self._process
        return process.pid if process and process.poll() is None else None

    def start(self) -> None:
        """Start the server and its watcher; returns at once.

        Raises:
            Unavailable: ``nlu_not_installed`` (no environment) or ``nlu_not_trained`` (no model).
        """
        self._launch()
        self._watcher = threading.Thread(target=self._watch, name="rasa-watcher", daemon=True)
        self._watcher.start()

    def wait_until_ready(self, timeout: float, progress: Callable[[float], None] | None = None) -> None:
        """Wait for the server to answer.

        Args:
            timeout: seconds.
            progress: called about ten times a second with the seconds waited so far.

        Raises:
            Unavailable: ``nlu_unavailable`` when it is not up in time or keeps dying.
        """
        began = time.monotonic()
        while not self._live_port.value:
            time.sleep(_POLL_SECONDS)
            waited = time.monotonic() - began
            if progress:
                progress(waited)
            if waited > timeout or self._stopping.is_set():
                raise Unavailable(
                    "nlu_unavailable", f"no answer from Rasa after {waited:.0f} s; see {self._log_file}"
                )

    def stop(self) -> None:
        """Stop the server and wait for its end. Safe to call twice; in a forked child it does nothing."""
        if os.getpid() != self._owner:
            return
        self._stopping.set()
        with self._lock:
            self._live_port.value = 0
            _end(self._process)
        if self._watcher and self._watcher is not threading.current_thread():
            self._watcher.join(timeout=_STOP_SECONDS)

    def _launch(self) -> None:
        python = python_of(self._intents_dir)
        if not python.is_file():
            raise Unavailable(
                "nlu_not_installed", f"no Rasa environment: {python} is missing", path=str(python)
            )
        model = newest_model(self._intents_dir)
        if model is None:
            folder = self._intents_dir / "models"
            raise Unavailable("nlu_not_trained", f"no trained Rasa model in {folder}", path=str(folder))
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self._port = int(probe.getsockname()[1])
        self._log_file.parent.mkdir(parents=True, exist_ok=True)
        command = [str(python), "serve.py", "--port", str(self._port), "--model", str(model)]
        with self._log_file.open("wb") as log:
            self._process = subprocess.Popen(
                command,
                cwd=self._intents_dir,
                stdin=subprocess.PIPE,
                stdout=log,
                stderr=subprocess.STDOUT,
                env={**os.environ, "VOCABAS_NLU_TOKEN": self.token, "RASA_TELEMETRY_ENABLED": "false"},
                # Ctrl-C in the terminal is ours to handle: we finish the turn, then stop the server.
                start_new_session=True,
            )

    def _watch(self) -> None:
        """Notice when the server is up, and start it again, after a growing pause, when it dies."""
        pause = 1.0
        while not self._stopping.wait(_POLL_SECONDS):
            process = self._process
            if process is not None and process.poll() is None:
                if not self._live_port.value and self._answers():
                    self._live_port.value = self._port
                    pause = 1.0
                continue
            self._live_port.value = 0
            code = process.returncode if process else None
            _log.warning("the intent engine ended (%s); starting it again in %.0f s", code, pause)
            if self._stopping.wait(pause):
                return
            pause = min(pause * 2, _MAX_PAUSE_SECONDS)
            with self._lock:
                if not self._stopping.is_set():
                    try:
                        self._launch()
                    except (Unavailable, OSError) as error:
                        _log.error("cannot start the intent engine: %s", error)

    def _answers(self) -> bool:
        try:
            answer = httpx.get(
                f"http://127.0.0.1:{self._port}/status",
                params={"token": self.token},
                timeout=2.0,
                trust_env=False,
            )
            return answer.status_code == httpx.codes.OK
        except httpx.HTTPError:
            return False


def _end(process: subprocess.Popen[bytes] | None) -> None:
    if process is None:
        return
    if process.stdin:
        with contextlib.suppress(OSError):
            process.stdin.close()
    if process.poll() is None:
        process.terminate()
        try:
            process.wait(_STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
