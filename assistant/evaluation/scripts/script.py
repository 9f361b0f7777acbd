"""A spoken scenario as values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from fractions import Fraction
from pathlib import Path

from assistant.evaluation.meanings import Meaning

BETWEEN_TURNS = timedelta(seconds=8)
"""How much time passes before each turn, besides what the script says."""

OTHER = "other"
"""The subject of scripts that name none."""
MAIN = "main"
"""The device of turns that name none."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """How a text is spoken."""

    voice: str = "fr"
    """An espeak-ng voice, with its variant."""
    rate: int = 150
    """Words a minute."""
    pitch: int = 50
    """0 to 99."""
    volume: int = 100
    """Percent."""


@dataclass(frozen=True, slots=True)
class Noise:
    """What is heard behind the speech."""

    kind: str
    """"white", "pink", "hum", "talk" or "music"."""
    snr_db: float
    """Speech over noise, decibels."""


@dataclass(frozen=True, slots=True)
class OrderWanted:
    """The order that must come, or that none comes."""

    placed: bool
    """Whether one is placed."""
    mode: str = ""
    """"drive", "delivery" or "express"; empty: any."""
    start: datetime | None = None
    """When its slot begins."""
    total_cents: int | None = None
    """What it costs."""
    lines: Mapping[str, float] | None = None
    """Its articles, as in a basket."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What must come out; what is ``None`` is not compared."""

    words: str | None = None
    """The words that must be heard."""
    wer_at_most: float | None = None
    """Word error rate against the turn's text."""
    requests: tuple[Meaning, ...] | None = None
    """What must be understood: one of these."""
    requests_said: str = ""
    """The same as the script says it."""
    basket: Mapping[str, float] | None = None
    """Part of a name, and packages or kilograms; nothing else may be in it."""
    total_cents: int | None = None
    """What the basket costs."""
    has: tuple[str, ...] = ()
    """Parts of the reply."""
    lacks: tuple[str, ...] = ()
    """What the reply must not hold."""
    expects: str | None = None
    """What the reply expects next; "nothing" for nothing."""
    silent: bool | None = None
    """Whether the reply must be empty, or must not."""
    order: OrderWanted | None = None
    """The order of this turn; at the end, of the scenario."""
    ignored: bool = False
    """Whether it must change neither basket nor orders; then nothing heard is right too."""
    error: str = ""
    """The code of the error that must come instead of an answer."""


@dataclass(frozen=True, slots=True)
class Turn:
    """One thing that is said."""

    text: str = ""
    """The words; empty when nobody speaks, or when they are not known."""
    audio: Path | None = None
    """The sound, if it is recorded."""
    silence_s: float = 0.0
    """How long nobody speaks, instead."""
    typed: bool = False
    """Whether the text is typed."""
    spoken: Spoken = Spoken()
    """How the text is spoken when there is no recording."""
    synthetic: bool = False
    """Whether the recording is the text spoken so, and can be made again."""
    noise: Noise | None = None
    """What is heard behind it."""
    distance_m: float | None = None
    """From mouth to microphone; ``None``: as recorded."""
    later: timedelta = timedelta()
    """How much time passes before."""
    device: str = MAIN
    """Which device hears it."""
    wanted: Wanted = Wanted()
    """What must come of it."""
    line: int = 0
    """Where the script says it, from 1; 0: it is not read from a file."""

    @property
    def has_sound(self) -> bool:
        """Return whether it is heard rather than read."""
        return not self.typed


@dataclass(frozen=True, slots=True)
class FullSlot:
    """A slot in which no place is left."""

    mode: str
    """"drive", "delivery" or "express"."""
    start: datetime
    """When it begins, aware."""


@dataclass(frozen=True, slots=True)
class Script:
    """A spoken scenario."""

    path: Path
    """The file it was read from."""
    name: str
    """What it is called."""
    subject: str
    """What its scores are reported under."""
    household: str
    """Who shops."""
    familiar: bool
    """Whether the household is spoken to with "tu"."""
    code: str
    """The spoken code of its orders; empty: none."""
    date: datetime
    """When the first turn is said, aware."""
    turns: tuple[Turn, ...]
    """What is said, in order."""
    end: Wanted
    """What must hold after the last turn."""
    weak: str = ""
    """Why it does not come out right yet; empty: it must."""
    origin: str = ""
    """Who or what speaks in the sounds."""
    licence: str = ""
    """Of the sounds."""
    shop_file: Path | None = None
    """The shop, if not that of the settings."""
    offers_file: Path | None = None
    """The offers, if not those of the settings."""
    stock: Mapping[str, Fraction] = field(default_factory=dict)
    """What is left of some articles, by SKU."""
    full: tuple[FullSlot, ...] = ()
    """Slots in which no place is left."""
