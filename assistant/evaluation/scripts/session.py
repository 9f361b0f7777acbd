"""A live conversation that becomes a script: what is said, and what comes of it, is written turn by turn."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from assistant.evaluation.scripts.playing import Performance, Played, PlayedTurn
from assistant.evaluation.scripts.recording import write_sound
from assistant.evaluation.scripts.script import MAIN, Script, Spoken, Turn
from assistant.evaluation.scripts.sound import speak
from assistant.evaluation.scripts.stage import Scene
from assistant.evaluation.scripts.words import compare
from assistant.evaluation.scripts.writing import write_script
from assistant.hearing.audio import Samples


class Session:
    """A conversation in a shop of its own; its script is whole after every turn.

    Args:
        script: how it begins: file, household, date, shop; its turns are not looked at.
        scene: its shop.
    """

    def __init__(self, script: Script, scene: Scene) -> None:
        self._scene = scene
        self._performance = Performance(scene, script.household)
        self._later = timedelta()
        self.device = MAIN
        """Which device hears the next turn."""
        self.played = Played(replace(script, turns=(), weak=""))

    @property
    def conversation(self) -> str:
        """Return the id of the device's conversation."""
        return self._performance.conversation(self.device)

    def wait(self, passed: timedelta) -> None:
        """Let time pass before the next turn."""
        self._later += passed

    def type(self, text: str) -> PlayedTurn:
        """Take a typed turn."""
        return self._take(Turn(text=text, typed=True))

    def silence(self, seconds: float) -> PlayedTurn:
        """Take a turn in which nobody speaks."""
        return self._take(Turn(silence_s=seconds))

    def speak(self, text: str, how: Spoken) -> PlayedTurn:
        """Take a turn that espeak-ng speaks; its sound is kept as Opus.

        Raises:
            Unavailable: ``no_voice``.
        """
        sound = self._sound("opus")
        write_sound(speak(text, how), sound)
        return self._take(Turn(text=text, audio=sound, spoken=how, synthetic=True))

    def hear(self, samples: Samples) -> PlayedTurn:
        """Take a turn that somebody spoke; its sound is kept as FLAC, its words are those that were heard."""
        sound = self._sound("flac")
        write_sound(samples, sound)
        return self._take(Turn(audio=sound))

    def _sound(self, kind: str) -> Path:
        path = self.played.script.path
        stem = path.name.partition(".")[0]
        return path.with_name(f"{stem}-{len(self.played.turns) + 1}.{kind}")

    def _take(self, turn: Turn) -> PlayedTurn:
        turn = replace(turn, later=self._later, device=self.device)
        done = self._performance.take(turn)
        self._later = timedelta()
        if turn.audio is not None and not turn.text and done.answer is not None:
            heard = done.answer["heard"]
            done = replace(done, turn=replace(turn, text=heard), words=compare(heard, heard))
        # what is expected will be written; nothing was expected while it was said
        done = replace(done, differences=())
        self.played.turns.append(done)
        self.played.orders = self._performance.orders
        self.played.basket = self._performance.basket
        write_script(self.played, self._scene.zone)
        return done
