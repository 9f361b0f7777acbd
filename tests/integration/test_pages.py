"""The report of scripts in a real browser: what is seen, and sounds that really can be played."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from html import unescape
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from assistant.evaluation.scripts import Played, PlayedTurn, load_script
from assistant.evaluation.scripts.comparing import Difference
from assistant.evaluation.scripts.report import write_report
from assistant.evaluation.scripts.sound import sound_of
from assistant.evaluation.scripts.words import compare

PROBE = """<script>
const sounds = [...document.querySelectorAll("audio")];
Promise.all(sounds.map(a => new Promise(done => {
  a.onloadedmetadata = () => done(a.duration); a.onerror = () => done(null); a.preload = "metadata"; a.load();
}))).then(lengths => {
  const told = document.createElement("pre"); told.id = "probe";
  told.textContent = JSON.stringify({text: document.body.innerText, lengths,
    wide: document.documentElement.scrollWidth > window.innerWidth});
  document.body.append(told);
});
</script>"""


def seen(page: Path, width: int) -> dict:
    """What a person sees of a page (closed details are not seen), and how long its sounds are."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if chromium is None:
        pytest.skip("no Chromium here: apt-get install chromium")
    probed = page.with_name("probed.html")
    probed.write_text(
        page.read_text(encoding="utf-8").replace("</body>", PROBE + "</body>"), encoding="utf-8"
    )
    command = [chromium, "--headless", "--no-sandbox", "--disable-gpu", "--virtual-time-budget=10000"]
    command += [f"--user-data-dir={page.parent / 'profile'}", f"--window-size={width},900", "--dump-dom"]
    done = subprocess.run(
        [*command, probed.as_uri()], capture_output=True, text=True, timeout=120, check=False
    )
    found = re.search(r'<pre id="probe">(.*?)</pre>', done.stdout, re.DOTALL)
    assert found, done.stderr[-2000:]
    return json.loads(unescape(found[1]))


@pytest.mark.parametrize("width", [1200, 500])
def test_a_failed_scenario_is_open_with_its_alignment_and_sounds_that_play(root, tmp_path, width):
    folder = root / "audio_samples" / "first_order"
    script = load_script(folder / "first_order.voice.yaml", ZoneInfo("Europe/Paris"))
    turns = []
    for turn, heard in zip(script.turns[:2], ("mets dix litres de lait", "ajoute aussi"), strict=True):
        difference = Difference("words", "« deux »", "« dix »")
        words = compare(turn.text, heard)
        turns.append(PlayedTurn(turn, sound_of(turn), None, "", words, 12.0, (difference,)))
    page = tmp_path / "report.html"
    write_report([Played(script, turns)], page)
    found = seen(page, width)
    assert "Scénarios parlés : 0 sur 1" in found["text"].replace("\u00a0", " ")
    assert "échoué" in found["text"]
    assert "« dix » obtenu" in found["text"]
    assert len(found["lengths"]) == 2
    for length, turn in zip(found["lengths"], turns, strict=True):
        assert length == pytest.approx(turn.seconds, abs=0.2)
    assert not found["wide"]
