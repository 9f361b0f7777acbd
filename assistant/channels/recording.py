"""``vocabas script record``: a live conversation, typed or spoken, becomes a script."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

import numpy as np
from rich.console import Console

from assistant.bootstrap import IntentEngine
from assistant.channels.listening import converse
from assistant.channels.receipt import receipt_row
from assistant.channels.terminal import waiting
from assistant.dialogue import french
from assistant.documents import Document, explain
from assistant.errors import BadInput, Conflict, VocabasError
from assistant.evaluation.scripts import PlayedTurn, Script, Session, Stage, load_script
from assistant.evaluation.scripts.reading import MONDAY, SUFFIX, parse_passing
from assistant.evaluation.scripts.script import OTHER, Spoken, Wanted
from assistant.hearing.audio import Samples
from assistant.hearing.stream import Partial, Stream
from assistant.listening import Habits, Way
from assistant.listening.devices import find
from assistant.settings import Settings
from assistant.utterance import Utterance

_OUT = Console(highlight=False, soft_wrap=True)
_TIME = "%Y-%m-%d %H:%M"


@dataclass(frozen=True, slots=True)
class Wish:
    """What the command was asked."""

    spoken: bool
    """Whether it is said at the microphone."""
    said_by: str
    """The espeak-ng voice that says what is typed; empty: it stays typed."""
    rate: int
    """Of that voice, words a minute."""
    name: str
    """Of the scenario; empty: its file's."""
    subject: str
    """Of its scores; empty: none."""
    household: str
    """Who shops; empty: "script"."""
    tu: bool
    """How the household is spoken to."""
    date: str
    """When it begins; empty: as every script without a date."""
    like: Path | None
    """A script whose household, date and shop are taken."""
    licence: str
    """Of the sounds."""
    voice: str
    """That says the replies."""
    mute: bool
    """Whether replies are only written."""
    push: bool
    """Whether a key opens the microphone."""
    plain: bool
    """Whether the screen is plain lines."""
    force: bool
    """Whether a script that is there is written over."""


def record(settings: Settings, path: Path, wish: Wish) -> None:
    """Talk until told to stop; the script is on disk after every turn.

    Raises:
        Conflict: ``script_exists``.
        BadInput: ``bad_script_name``, ``bad_script``.
        Unavailable: ``no_microphone``, ``no_portaudio``, ``no_voice``; a part is down.
    """
    if not path.name.endswith(SUFFIX):
        raise BadInput("bad_script_name", f"{path} does not end in {SUFFIX}", path=str(path))
    if path.exists() and not wish.force:
        raise Conflict("script_exists", f"{path} is there", path=str(path))
    if wish.spoken:
        find(settings.microphone, recording=True)  # before the intent engine takes its seconds
    with ExitStack() as opened:
        engine = opened.enter_context(IntentEngine(settings))
        with waiting("Le catalogue se prépare"):
            stage = opened.enter_context(Stage(settings, engine))
        script = _begun(path, wish, stage)
        if engine.server is not None:
            with waiting("Le moteur de compréhension démarre") as tell:
                engine.server.wait_until_ready(settings.nlu_start_timeout, tell)
        scene = opened.enter_context(stage.scene(script))
        session = Session(script, scene)
        with suppress(KeyboardInterrupt):
            if wish.spoken:
                scene.assistant.warm_up()
                _at_the_microphone(session, scene.assistant.stream, settings, wish)
            else:
                how = Spoken(wish.said_by, wish.rate) if wish.said_by else None
                _typed(session, _lines(), how)
    if session.played.turns:
        _OUT.print(f"Écrit : {path} — à relire : chaque « expect » est ce qui est sorti.", markup=False)
    else:
        _OUT.print("Rien n’a été dit : rien n’est écrit.")


def _begun(path: Path, wish: Wish, stage: Stage) -> Script:
    origin = f"microphone, {datetime.now():%Y-%m-%d}" if wish.spoken else ""  # noqa: DTZ005 - the day here
    script = Script(
        path=path,
        name=wish.name or path.name.removesuffix(SUFFIX),
        subject=wish.subject or OTHER,
        household="script",
        familiar=False,
        code="",
        date=_date(path, wish.date or MONDAY, stage),
        turns=(),
        end=Wanted(),
    )
    if wish.like is not None:
        like = load_script(wish.like, stage.zone, with_sounds=False)
        script = replace(like, path=path, name=script.name, subject=wish.subject or like.subject)
        script = replace(script, date=_date(path, wish.date, stage) if wish.date else like.date)
    return replace(
        script,
        household=wish.household or script.household,
        familiar=wish.tu or script.familiar,
        origin=f"espeak-ng, voice {wish.said_by}" if wish.said_by else origin,
        licence=wish.licence,
    )


def _date(path: Path, text: str, stage: Stage) -> datetime:
    try:
        return datetime.strptime(text, _TIME).replace(tzinfo=stage.zone)
    except ValueError as error:
        raise BadInput("bad_script", str(error), path=str(path), line=1, why=str(error)) from error


# Typed


def _lines() -> Iterator[str]:
    if not sys.stdin.isatty():
        yield from sys.stdin
        return
    with suppress(ImportError):
        import readline  # noqa: F401 - arrows and history in input()
    while True:
        try:
            yield input("› ")
        except EOFError:
            print()
            return


def _typed(session: Session, lines: Iterator[str], how: Spoken | None) -> None:
    acts: dict[str, Callable[[str], PlayedTurn | None]] = {
        "/later": lambda text: session.wait(parse_passing(text)),
        "/device": lambda text: setattr(session, "device", text),
        "/silence": lambda text: session.silence(float(text)),
    }
    for line in lines:
        text = " ".join(line.split())
        if not text:
            continue
        command, _, rest = text.partition(" ")
        try:
            if command in acts and rest:
                played = acts[command](rest)
            elif text.startswith("/"):
                raise ValueError("/later 2 days, /device cuisine, /silence 2")
            else:
                played = session.speak(text, how) if how else session.type(text)
        except ValueError as error:
            _OUT.print(str(error), style="yellow", markup=False)
            continue
        if played is not None:
            _tell(played)


def _tell(played: PlayedTurn) -> None:
    if played.answer is None:
        _OUT.print(f"  {explain(VocabasError(played.error, ''))}", style="yellow", markup=False)
        return
    if not played.turn.typed:
        _OUT.print(f"  entendu : {played.answer['heard']}", style="dim", markup=False)
    _OUT.print(f"  {played.answer['reply']['text']}", style="green", markup=False)
    basket = played.answer["basket"]
    lines = ", ".join(f"{receipt_row(line)[1]} × {line['name']}" for line in basket["lines"])
    if lines:
        _OUT.print(f"  panier : {lines} — {french.price(basket['total_cents'])}", style="dim", markup=False)


# Spoken


def _at_the_microphone(
    session: Session, stream: Callable[[str], Stream], settings: Settings, wish: Wish
) -> None:
    _OUT.print("Ce que vous dites est gardé, à côté du scénario ; Ctrl-C ou q pour finir.")
    habits = Habits(way=Way.PUSH if wish.push else Way.OPEN)
    voice = "" if wish.mute else wish.voice
    converse(_Keeper(session, stream), session.conversation, settings, habits, voice, 100, wish.plain)


class _Keeper:
    """Answers at the microphone through a session, which keeps every sound.

    What is answered is the whole sound, as it is when the script is played, so that both are the same.
    """

    def __init__(self, session: Session, stream: Callable[[str], Stream]) -> None:
        self._session = session
        self._stream = stream
        self._turn: _Kept | None = None

    def stream(self, conversation_id: str) -> _Kept:
        """Begin to hear the next turn."""
        self._turn = _Kept(self._stream(conversation_id))
        return self._turn

    def answer_heard(self, conversation_id: str, heard: Utterance) -> Document:
        """Answer the turn that was heard last."""
        assert self._turn is not None
        played = self._session.hear(np.concatenate(self._turn.sounds))
        if played.answer is None:
            raise BadInput(played.error, f"the whole sound of {heard.text!r}: {played.error}")
        return played.answer


class _Kept:
    """A turn while it is said, with its sound."""

    def __init__(self, stream: Stream) -> None:
        self._stream = stream
        self.sounds: list[Samples] = []
        """What was said so far, 16 kHz."""

    def accept(self, sound: Samples) -> Partial | None:
        """Take the next piece of sound."""
        self.sounds.append(sound.copy())
        return self._stream.accept(sound)

    def finish(self) -> Utterance:
        """End the sound; returns all that was heard."""
        return self._stream.finish()
