"""The library espeak-ng, loaded once for all that use it: it pronounces words, and it speaks.

PyPI's ``espeakng-loader`` brings it (extras ``vocabulary`` and ``speech``), else the one that the system
installed serves. espeak-ng is GPL-3.0-or-later: see NOTICE.
"""

from __future__ import annotations

import ctypes
import ctypes.util
import importlib.util
import threading
from functools import cache

_RETRIEVAL = 1
"""espeak_AUDIO_OUTPUT: sound is handed to a callback, none is played."""
_DONT_EXIT = 0x8000
"""espeakINITIALIZE_DONT_EXIT: report a missing dictionary instead of ending the process."""

IN_USE = threading.RLock()
"""The library has one voice and one text at a time: hold this while it is set up and works."""


class NoEspeak(Exception):
    """Neither espeakng-loader nor a system's espeak-ng is here, or it does not speak French."""


@cache
def library() -> ctypes.CDLL:
    """Return the library, ready to speak French.

    Raises:
        NoEspeak: it is not here.
    """
    for name, data in _places():
        try:
            found = ctypes.CDLL(name)
        except OSError:
            continue
        found.espeak_Initialize.argtypes = [ctypes.c_int, ctypes.c_int, ctypes.c_char_p, ctypes.c_int]
        if found.espeak_Initialize(_RETRIEVAL, 0, data, _DONT_EXIT) <= 0:
            continue
        found.espeak_SetVoiceByName.argtypes = [ctypes.c_char_p]
        if found.espeak_SetVoiceByName(b"fr") == 0:
            return found
    raise NoEspeak("neither espeakng-loader nor the system's espeak-ng library speaks French here")


def version() -> str:
    """Return which espeak-ng answers, as "1.52.0".

    Raises:
        NoEspeak: it is not here.
    """
    found = library()
    found.espeak_Info.restype = ctypes.c_char_p
    said: bytes = found.espeak_Info(None)
    return said.decode().split()[0]


def _places() -> list[tuple[str, bytes | None]]:
    """(library, folder of its data), best first; None is the folder it was built with."""
    found: list[tuple[str, bytes | None]] = []
    if importlib.util.find_spec("espeakng_loader"):
        import espeakng_loader

        found.append((espeakng_loader.get_library_path(), espeakng_loader.get_data_path().encode()))
    named = ctypes.util.find_library("espeak-ng")
    return [*found, *([(named, None)] if named else []), ("libespeak-ng.so.1", None)]
