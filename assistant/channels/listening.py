"""``vocabas listen``: the parts joined, and the keys of a terminal."""

from __future__ import annotations

import os
import select
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console

from assistant.channels.terminal import running
from assistant.dialogue.phrases import say
from assistant.documents import explain
from assistant.errors import VocabasError
from assistant.hearing.spotting import Spotter
from assistant.listening import Habits, Talk, Way
from assistant.listening.devices import find
from assistant.listening.loudspeaker import Loudspeaker
from assistant.listening.microphone import Microphone
from assistant.listening.screen import PlainScreen, RichScreen, Screen
from assistant.listening.talk import Interlocutor
from assistant.settings import Settings
from assistant.speaking import Espeak, Speaker
from assistant.speaking.voices import find_voice

_LOUDER = 10


def listen(
    settings: Settings, customer: str, habits: Habits, voice: str | None, volume: int, plain: bool
) -> None:
    """Talk at the microphone until told to stop.

    Args:
        settings: which devices, which wake phrase.
        customer: the household.
        habits: how it behaves.
        voice: its name; empty: the chosen one; ``None``: replies are only written.
        volume: in percent.
        plain: one line for each thing that happens.

    Raises:
        Unavailable: ``no_portaudio``, ``no_microphone``, ``no_acoustic_model``.
        BadInput: ``bad_wake_phrase``.
    """
    find(settings.microphone, recording=True)  # before the intent engine takes its seconds
    with running(settings) as assistant:
        assistant.warm_up()
        spotter = assistant.spotter(settings.wake_phrase) if habits.way is Way.WAKE else None
        conversation = assistant.open_conversation(customer)["id"]
        converse(assistant, conversation, settings, habits, voice, volume, plain, spotter)


def converse(
    interlocutor: Interlocutor,
    conversation: str,
    settings: Settings,
    habits: Habits,
    voice: str | None,
    volume: int,
    plain: bool,
    spotter: Spotter | None = None,
) -> None:
    """Let somebody at the microphone talk in a conversation until told to stop.

    Args:
        interlocutor: who answers.
        conversation: its id.
        spotter: listens for the wake phrase, when that is the way.
        settings, habits, voice, volume, plain: as in `listen`.

    Raises:
        Unavailable: ``no_portaudio``, ``no_microphone``.
    """
    screen = _screen(plain)
    mouth, speaker = _mouth(settings, voice, volume, screen)
    ear = Microphone(
        settings.microphone,
        lambda event: screen.notice(say(f"listen-{event}").text),
        silent=lambda: mouth is None or not mouth.busy,
    )
    talk = Talk(interlocutor, conversation, ear, mouth, speaker, screen, spotter, habits)
    if habits.way is Way.WAKE:
        screen.notice(say("listen-wake-hint", phrase=settings.wake_phrase).text)
    try:
        with _told_to_stop(talk.stop), _keys(_key_acts(talk, mouth)):
            talk.run()
    finally:
        screen.close()
        print(say("listen-goodbye").text)


def _screen(plain: bool) -> Screen:
    console = Console(highlight=False)
    if plain or not console.is_terminal or console.is_dumb_terminal:
        return PlainScreen()
    return RichScreen(console, say("listen-keys").text)


def _mouth(
    settings: Settings, voice: str | None, volume: int, screen: Screen
) -> tuple[Loudspeaker | None, Speaker | None]:
    if voice is None:
        return None, None
    try:
        find(settings.loudspeaker, recording=False)
        speaker = _voice(settings, voice, screen)
    except VocabasError as error:
        screen.notice(explain(error))
        screen.notice(say("listen-no-mouth").text)
        return None, None
    return Loudspeaker(settings.loudspeaker, volume), speaker


def _voice(settings: Settings, voice: str, screen: Screen) -> Speaker:
    """Return the voice asked for; in place of one that cannot speak, espeak-ng's, and it is said."""
    try:
        return find_voice(voice, settings.data_dir)
    except VocabasError as error:
        instead = Espeak()
        screen.notice(explain(error))
        screen.notice(say("listen-other-voice").text)
        return instead


def _key_acts(talk: Talk, mouth: Loudspeaker | None) -> dict[str, Callable[[], None]]:
    def louder(by: int) -> None:
        if mouth is not None:
            mouth.volume = min(200, max(0, mouth.volume + by))

    return {
        " ": talk.push,
        "\n": talk.push,
        "m": talk.mute,
        "s": talk.hush,
        "q": talk.stop,
        "+": lambda: louder(_LOUDER),
        "-": lambda: louder(-_LOUDER),
    }


@contextmanager
def _told_to_stop(stop: Callable[[], None]) -> Iterator[None]:
    """End the talk in order when the process is interrupted or terminated, as long as it lasts.

    An exception raised wherever the interrupt finds the program can be lost in a finaliser; this cannot. A
    second signal does what it would have done.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = {sign: signal.getsignal(sign) for sign in (signal.SIGINT, signal.SIGTERM)}

    def restore() -> None:
        for sign, handler in before.items():
            signal.signal(sign, handler)

    def end(*_: object) -> None:
        restore()
        stop()

    for sign, handler in before.items():
        if handler != signal.SIG_IGN:
            signal.signal(sign, end)
    try:
        yield
    finally:
        restore()


@contextmanager
def _keys(acts: dict[str, Callable[[], None]]) -> Iterator[None]:
    """Do what each key asks, as long as it lasts; nothing where there is no terminal."""
    if not sys.stdin.isatty() or os.name != "posix":
        yield
        return
    import termios
    import tty

    descriptor = sys.stdin.fileno()
    before = termios.tcgetattr(descriptor)
    over = threading.Event()

    def follow() -> None:
        while not over.is_set():
            if select.select([descriptor], [], [], 0.1)[0]:
                act = acts.get(os.read(descriptor, 1).decode(errors="replace").lower())
                if act is not None:
                    act()

    watcher = threading.Thread(target=follow, daemon=True)
    try:
        tty.setcbreak(descriptor)
        watcher.start()
        yield
    finally:
        over.set()
        watcher.join(1.0)
        termios.tcsetattr(descriptor, termios.TCSADRAIN, before)
