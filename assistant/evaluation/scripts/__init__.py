"""Spoken scenarios (``*.voice.yaml``): read, played on the real parts, compared with what must be."""

from assistant.evaluation.scripts.playing import Played, PlayedTurn, play
from assistant.evaluation.scripts.reading import find_scripts, load_script
from assistant.evaluation.scripts.script import Script
from assistant.evaluation.scripts.session import Session
from assistant.evaluation.scripts.stage import Stage

__all__ = ["Played", "PlayedTurn", "Script", "Session", "Stage", "find_scripts", "load_script", "play"]
