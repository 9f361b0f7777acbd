"""`vocabas voices`: Piper's voices from a local server that misbehaves as a real one may."""

from __future__ import annotations

import hashlib
import json
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from click.testing import CliRunner

from assistant import downloading
from assistant.cli import cli
from assistant.errors import VocabasError
from assistant.speaking import voices
from assistant.speaking.voices import OFFERED, REVISION, Voice, download, installed, voices_folder

NET = b"".join(hashlib.sha256(bytes([i % 256, i // 256])).digest() for i in range(10_000))
CARD = json.dumps({"audio": {"sample_rate": 22050}, "phoneme_id_map": {"_": [0]}}).encode()
VOICE = Voice(
    "fr_FR-zoe-low", 1, "CC0 1.0", hashlib.sha256(NET).hexdigest(), hashlib.sha256(CARD).hexdigest()
)


class Server:
    """Serves a voice as Hugging Face does."""

    def __init__(self) -> None:
        self.net, self.card = NET, CARD
        self.ranges: list[str | None] = []
        self.behave: Callable[[BaseHTTPRequestHandler, int], bool] = lambda *_: False
        server = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                if self.path == f"/v/resolve/{REVISION}/{VOICE.path}.json":
                    server.give(self, server.card)
                elif self.path == f"/v/resolve/{REVISION}/{VOICE.path}":
                    server.ranges.append(self.headers.get("Range"))
                    if not server.behave(self, len(server.ranges)):
                        server.give(self, server.net)
                else:
                    self.send_error(404)

            def log_message(self, *_: object) -> None:
                pass

        self.http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.http.server_port}/v"

    def give(self, to: BaseHTTPRequestHandler, body: bytes, stop_after: int | None = None) -> None:
        asked = to.headers.get("Range")
        start = int(asked.removeprefix("bytes=").removesuffix("-")) if asked else 0
        to.send_response(206 if start else 200)
        if start:
            to.send_header("Content-Range", f"bytes {start}-{len(body) - 1}/{len(body)}")
        to.send_header("ETag", '"one"')
        to.send_header("Content-Length", str(len(body) - start))
        to.end_headers()
        to.wfile.write(body[start:][:stop_after])


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    monkeypatch.setattr(downloading.time, "sleep", lambda _: None)
    serving = Server()
    threading.Thread(target=serving.http.serve_forever, daemon=True).start()
    yield serving
    serving.http.shutdown()
    serving.http.server_close()


def failing(server: Server, data: Path) -> str:
    with pytest.raises(VocabasError) as caught:
        download(VOICE, data, server.url)
    assert installed(data) == [], "nothing half may be installed"
    return caught.value.code


def test_a_voice_is_downloaded_whole_and_its_progress_told(server: Server, tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []
    folder = download(VOICE, tmp_path, server.url, told=lambda *at: seen.append(at))
    assert installed(tmp_path) == [VOICE.name]
    assert (folder / f"{VOICE.name}.onnx").read_bytes() == NET
    assert seen[-1] == (len(NET), len(NET))
    assert [p.name for p in voices_folder(tmp_path).iterdir()] == [VOICE.name]


def test_a_dropped_download_goes_on_where_it_was(server: Server, tmp_path: Path) -> None:
    def drop(to: BaseHTTPRequestHandler, number: int) -> bool:
        if number < 3:
            server.give(to, server.net, stop_after=100_000)
        return number < 3

    server.behave = drop
    download(VOICE, tmp_path, server.url)
    assert server.ranges == [None, "bytes=100000-", "bytes=200000-"]
    assert installed(tmp_path) == [VOICE.name]


def test_a_download_given_up_is_resumed_by_the_next_command(server: Server, tmp_path: Path) -> None:
    def once(to: BaseHTTPRequestHandler, number: int) -> bool:
        server.give(to, server.net, stop_after=300_000) if number == 1 else to.send_error(503)
        return True

    server.behave = once
    assert failing(server, tmp_path) == "download_interrupted"
    server.behave = lambda *_: False
    download(VOICE, tmp_path, server.url)
    assert server.ranges[-1] == "bytes=300000-"


def test_a_corrupt_or_truncated_or_wrong_file_is_not_installed(server: Server, tmp_path: Path) -> None:
    server.net = NET[:5000] + bytes([NET[5000] ^ 1]) + NET[5001:]
    assert failing(server, tmp_path) == "download_corrupt"
    server.net = NET[:-3000]
    assert failing(server, tmp_path) == "download_corrupt"
    server.net, server.card = NET, b"<html>"
    assert failing(server, tmp_path) == "download_corrupt"
    server.card = CARD
    download(VOICE, tmp_path, server.url)
    assert installed(tmp_path) == [VOICE.name]


def test_the_commands_say_in_french_what_they_do_and_what_is_missing(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VOCABAS_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("VOCABAS_VOICES_URL", server.url)
    monkeypatch.setattr(voices, "OFFERED", (*OFFERED, VOICE))
    runner = CliRunner()
    assert "* fr\n" in runner.invoke(cli, ["voices", "list"]).stdout
    assert "est installée" in runner.invoke(cli, ["voices", "download", VOICE.name]).stdout
    assert f"  {VOICE.name}\n    Piper, sur cette machine" in runner.invoke(cli, ["voices", "list"]).stdout
    assert "C’est elle" in runner.invoke(cli, ["voices", "use", "fr-be"]).stdout
    assert "* fr-be\n" in runner.invoke(cli, ["voices", "list"]).stdout
    broken = runner.invoke(cli, ["voices", "use", VOICE.name])
    assert broken.exit_code == 1
    assert "n’est pas lisible" in broken.stderr
    monkeypatch.setenv("VOCABAS_VOICES_URL", "http://127.0.0.1:9")
    unreachable = runner.invoke(cli, ["voices", "download", "fr_FR-siwis-medium"])
    assert unreachable.exit_code == 1
    assert "connecté à Internet" in unreachable.stderr
    assert "Je ne connais pas" in runner.invoke(cli, ["voices", "download", "fr_FR-zorglub-low"]).stderr
