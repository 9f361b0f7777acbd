"""What a person sees: calm on any terminal, and plain lines where there is none."""

from __future__ import annotations

import io
import re

import pytest
from rich.cells import cell_len
from rich.console import Console

from assistant.channels.listening import _screen
from assistant.listening.screen import Mood, PlainScreen, RichScreen

KEYS = "espace : parler · m : couper le micro · s : me faire taire · q : quitter"


def answer(lines: int = 2, reply: str = "J’ajoute deux briques de lait.", order: str = "") -> dict:
    names = ["Lait demi-écrémé UHT", "Baguette tradition", "Beurre doux", "Œufs de plein air", "Café moulu"]
    basket = [{"name": f"{names[n % 5]} {n}", "total_cents": 199 + n} for n in range(lines)]
    return {
        "heard": "mets deux litres de lait",
        "reply": {"text": reply},
        "basket": {"lines": basket, "total_cents": sum(line["total_cents"] for line in basket)},
        "order": {"id": order} if order else None,
    }


def screen_of(width: int, height: int, **how: object) -> tuple[RichScreen, Console]:
    console = Console(file=io.StringIO(), force_terminal=True, width=width, height=height, **how)
    return RichScreen(console, KEYS), console


def seen(screen: RichScreen, console: Console) -> list[str]:
    lines = console.render_lines(screen.page(), pad=False)
    return ["".join(segment.text for segment in line).rstrip() for line in lines]


@pytest.mark.parametrize("width", [30, 40, 80, 200])
def test_everything_fits_the_width_and_nothing_is_lost(width: int):
    screen, console = screen_of(width, 60)
    screen.mood(Mood.LISTENING)
    screen.turn(answer())
    screen.notice("Le micro ne répond plus : je le cherche.")
    lines = seen(screen, console)
    screen.close()
    assert max(map(cell_len, lines)) <= width
    text = re.sub(r"[│\s]+", " ", " ".join(lines))
    for part in ("● Je vous écoute.", "mets deux litres de lait", "J’ajoute deux briques", "me faire taire"):
        assert part in text
    assert "1,99" in text
    assert "Total" in text
    assert "3,99" in text
    assert "je le cherche" in text


@pytest.mark.parametrize("height", [14, 18, 24, 50])
def test_a_long_basket_shows_its_end_its_total_and_how_much_more_there_is(height: int):
    screen, console = screen_of(40, height)
    screen.turn(answer(lines=20))
    lines = seen(screen, console)
    screen.close()
    assert len(lines) <= height - 1
    text = "\n".join(lines)
    shown = len(re.findall(r"\d,\d\d", text)) - 1
    assert shown <= 8
    assert f"et {20 - shown} autres produits" in text
    assert "Total" in text
    if shown:
        assert "Café moulu 19" in text, "the last one said"


def test_a_terminal_made_wider_or_narrower_is_followed():
    screen, console = screen_of(40, 40)
    screen.turn(answer())
    assert max(map(cell_len, seen(screen, console))) == 40
    console.size = (100, 40)  # type: ignore[assignment]
    assert max(map(cell_len, seen(screen, console))) == 100
    console.size = (36, 40)  # type: ignore[assignment]
    assert max(map(cell_len, seen(screen, console))) == 36
    screen.close()


def test_without_colour_the_signs_tell_whether_the_microphone_is_open(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("NO_COLOR", "1")
    screen, console = screen_of(60, 40, color_system="truecolor")
    first = {}
    for mood in Mood:
        screen.mood(mood)
        first[mood] = seen(screen, console)[1].strip("│ ")[0]
    screen.close()
    assert first[Mood.LISTENING] == first[Mood.SPEAKING] == "●"
    assert first[Mood.MUTED] == first[Mood.WAITING] == "○"
    assert first[Mood.ASLEEP] == "◐"
    written = console.file.getvalue()  # type: ignore[attr-defined]
    codes = {code for found in re.findall(r"\x1b\[([\d;]*)m", written) for code in found.split(";") if code}
    assert codes <= {"0", "1", "2"}, "bold and dim only"


def test_words_heard_so_far_are_replaced_and_forgotten_when_it_listens_again():
    screen, console = screen_of(60, 40)
    screen.mood(Mood.LISTENING)
    screen.words("mets deux")
    screen.words("mets deux litres")
    assert "mets deux litres" in "\n".join(seen(screen, console))
    screen.mood(Mood.THINKING)
    screen.mood(Mood.LISTENING)
    assert "mets deux" not in "\n".join(seen(screen, console))
    screen.close()


def test_a_pipe_gets_a_line_for_each_thing_that_happens_and_no_codes():
    out = io.StringIO()
    screen = PlainScreen(out)
    for mood in (Mood.ASLEEP, Mood.LISTENING):
        screen.mood(mood)
    screen.words("mets deux")
    screen.mood(Mood.THINKING)
    screen.turn(answer(order="C-17"))
    screen.mood(Mood.SPEAKING)
    screen.mood(Mood.LISTENING)
    screen.mood(Mood.LISTENING)
    screen.mood(Mood.MUTED)
    screen.close()
    assert out.getvalue().splitlines() == [
        "J’attends qu’on m’appelle.",
        "Je vous écoute.",
        "Entendu\u00a0: mets deux litres de lait",
        "Réponse\u00a0: J’ajoute deux briques de lait.",
        "Commande\u00a0: C-17",
        "Je vous écoute.",
        "Le micro est coupé.",
    ]


@pytest.mark.parametrize(
    ("terminal", "plain", "kind"),
    [
        ("xterm-256color", False, RichScreen),
        ("dumb", False, PlainScreen),
        ("xterm-256color", True, PlainScreen),
    ],
)
def test_a_terminal_that_cannot_move_its_cursor_gets_lines(
    monkeypatch: pytest.MonkeyPatch, terminal: str, plain: bool, kind: type
):
    monkeypatch.setenv("TERM", terminal)
    monkeypatch.setenv("FORCE_COLOR", "1")  # rich takes any output as a terminal
    screen = _screen(plain)
    screen.close()
    assert isinstance(screen, kind)
