"""What a person sees while talking: what is heard, what was understood, the basket, the question."""

from __future__ import annotations

import sys
from enum import StrEnum
from typing import Protocol, TextIO

from rich.console import Console, Group
from rich.live import Live
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from assistant.dialogue import french
from assistant.dialogue.phrases import say
from assistant.documents import Document


class Mood(StrEnum):
    """What the assistant is doing."""

    ASLEEP = "asleep"
    """It waits for the wake phrase, or the key."""
    LISTENING = "listening"
    """The microphone is open for a turn."""
    THINKING = "thinking"
    """A turn was heard."""
    SPEAKING = "speaking"
    """It answers."""
    WAITING = "waiting"
    """It waits for the key; the microphone is closed."""
    MUTED = "muted"
    """The microphone is closed until it is opened by hand."""


class Screen(Protocol):
    """Where a conversation is shown."""

    def mood(self, mood: Mood) -> None:
        """Show what the assistant is doing."""

    def words(self, text: str) -> None:
        """Show the words heard so far in this turn."""

    def turn(self, answer: Document) -> None:
        """Show TURN."""

    def notice(self, text: str) -> None:
        """Show a sentence that a person should read."""

    def close(self) -> None:
        """Leave the terminal as it was."""


class PlainScreen:
    """A line for each thing that happens, for pipes and screen readers.

    Args:
        out: where the lines go.
    """

    def __init__(self, out: TextIO | None = None) -> None:
        self._out = out or sys.stdout
        self._mood: Mood | None = None

    def mood(self, mood: Mood) -> None:
        """Say it when the microphone opens, closes, or waits."""
        if mood is not self._mood and mood in (Mood.ASLEEP, Mood.LISTENING, Mood.WAITING, Mood.MUTED):
            self._line(say(f"listen-{mood.value}").text)
        self._mood = mood

    def words(self, text: str) -> None:
        """Show nothing: the whole sentence comes with the answer."""

    def turn(self, answer: Document) -> None:
        """Show what was heard and the reply."""
        self._line(say("listen-heard", text=answer["heard"]).text)
        if answer["reply"]["text"]:
            self._line(say("listen-replied", text=answer["reply"]["text"]).text)
        if answer["order"]:
            self._line(say("listen-ordered", number=answer["order"]["id"]).text)

    def notice(self, text: str) -> None:
        """Show it."""
        self._line(text)

    def close(self) -> None:
        """Nothing to do."""

    def _line(self, text: str) -> None:
        print(text, file=self._out, flush=True)


class RichScreen:
    """A calm page that changes in place.

    Args:
        console: the terminal.
        keys: what the keys do, a line of text.
    """

    def __init__(self, console: Console, keys: str) -> None:
        self._console = console
        self._keys = keys
        self._mood = Mood.ASLEEP
        self._words = ""
        self._reply = ""
        self._notice = ""
        self._basket: Document | None = None
        self._live = Live(console=console, refresh_per_second=_REDRAWN, get_renderable=self.page)
        self._live.start()

    def mood(self, mood: Mood) -> None:
        """Show what the assistant is doing."""
        if mood is Mood.LISTENING and self._mood is not Mood.LISTENING:
            self._words = ""
        self._mood = mood
        self._update()

    def words(self, text: str) -> None:
        """Show the words heard so far."""
        self._words = text
        self._update()

    def turn(self, answer: Document) -> None:
        """Show the sentence, the reply and the basket."""
        self._words, self._reply = answer["heard"], answer["reply"]["text"] or self._reply
        self._basket, self._notice = answer["basket"], ""
        self._update()

    def notice(self, text: str) -> None:
        """Show it until the next turn."""
        self._notice = text
        self._update()

    def close(self) -> None:
        """Leave the last page where it is."""
        self._live.stop()

    def page(self) -> Panel:
        """Return the page for the terminal as it is now, with as much of the basket as there is room for."""
        lines = self._basket["lines"] if self._basket else []
        room = max(3, self._console.height - 1)
        for shown in range(min(len(lines), _MOST_LINES), -1, -1):
            page = self._page_with(shown)
            if len(self._console.render_lines(page, pad=False)) <= room:
                break
        return page

    def _update(self) -> None:
        self._live.refresh()

    def _page_with(self, shown: int) -> Panel:
        state = Text(f"{_SIGNS[self._mood]} {say(f'listen-{self._mood.value}').text}")
        state.stylize("bold red" if self._mood is Mood.LISTENING else "dim")
        parts: list[Text | Table] = [state, Text(self._words or " ", style="bold")]
        if self._reply:
            parts.append(Text(self._reply, style="green"))
        if self._notice:
            parts.append(Text(self._notice, style="yellow"))
        if self._basket and self._basket["lines"]:
            parts.append(_receipt(self._basket, shown))
        parts.append(Text(self._keys, style="dim"))
        return Panel(Group(*parts), title="Vocabas", title_align="left")


_REDRAWN = 2
"""Times a second beside each change, for a terminal that was made wider or narrower."""
_MOST_LINES = 8
_SIGNS = {
    Mood.ASLEEP: "◐",
    Mood.LISTENING: "●",
    Mood.THINKING: "◐",
    Mood.SPEAKING: "●",
    Mood.WAITING: "○",
    Mood.MUTED: "○",
}
"""Full: the microphone is open for a turn; half: for its phrase, or for nothing just now; empty: closed."""


def _receipt(basket: Document, shown: int) -> Table:
    """Return the last lines of a basket, how many more there are, and its total."""
    table = Table(box=None, show_header=False, pad_edge=False)
    table.add_column(ratio=1)
    table.add_column(justify="right", no_wrap=True)
    lines = basket["lines"]
    if len(lines) > shown:
        table.add_row(say("listen-more-lines", count=len(lines) - shown).text, "", style="dim")
    for line in lines[len(lines) - shown :]:
        table.add_row(line["name"], french.price(line["total_cents"]))
    table.add_row(say("listen-total").text, french.price(basket["total_cents"]), style="bold")
    return table
