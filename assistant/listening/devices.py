"""The sound devices of this machine, through PortAudio (``sounddevice``, MIT)."""

from __future__ import annotations

from dataclasses import dataclass
from types import ModuleType

from assistant.errors import Unavailable


@dataclass(frozen=True, slots=True)
class Device:
    """A device that records, plays, or both."""

    index: int
    """PortAudio's number."""
    name: str
    """Its name, by which it is chosen."""
    inputs: int
    """Channels that it records."""
    outputs: int
    """Channels that it plays."""
    rate: int
    """Its own sample rate, Hz."""


def portaudio() -> ModuleType:
    """Return ``sounddevice``.

    Raises:
        Unavailable: ``no_portaudio``: the package or the library that it needs is missing.
    """
    try:
        import sounddevice
    except (ImportError, OSError) as error:
        raise Unavailable("no_portaudio", f"no PortAudio: {error}") from error
    module: ModuleType = sounddevice
    return module


def devices(refresh: bool = False) -> list[Device]:
    """Return the devices of this machine.

    Args:
        refresh: look for those plugged in since; streams must be closed.

    Raises:
        Unavailable: ``no_portaudio``.
    """
    sound = portaudio()
    try:
        if refresh:
            sound._terminate()
            sound._initialize()
        listed = list(sound.query_devices())
    except sound.PortAudioError as error:
        raise Unavailable("no_portaudio", str(error)) from error
    return [
        Device(
            int(d["index"]),
            str(d["name"]),
            int(d["max_input_channels"]),
            int(d["max_output_channels"]),
            int(d["default_samplerate"]),
        )
        for d in listed
    ]


def find(name: str, recording: bool, refresh: bool = False) -> Device:
    """Return a device by its number, its name or a part of it; empty: the system's default.

    Raises:
        Unavailable: ``no_microphone`` or ``no_loudspeaker``; ``no_portaudio``.
    """
    code = "no_microphone" if recording else "no_loudspeaker"
    usable = [d for d in devices(refresh) if (d.inputs if recording else d.outputs)]
    if not name:
        default = portaudio().default.device[0 if recording else 1]
        chosen = [d for d in usable if d.index == default] or usable
    elif name.isdigit():
        chosen = [d for d in usable if d.index == int(name)]
    else:
        wanted = name.casefold()
        chosen = [d for d in usable if d.name.casefold() == wanted]
        chosen = chosen or [d for d in usable if wanted in d.name.casefold()]
    if not chosen:
        names = ", ".join(d.name for d in usable) or "—"
        raise Unavailable(code, f"no such device: {name!r}", name=name, devices=names)
    return chosen[0]
