"""espeak-ng as a pronouncing dictionary of French: text in, phones out.

The library is called directly, two hundred times faster than the program. PyPI's ``espeakng-loader`` brings
it (extra ``vocabulary``), else the one that the system installed serves. espeak-ng is GPL-3.0-or-later: see
NOTICE.
"""

from __future__ import annotations

import ctypes
import ctypes.util
import importlib.util
from collections.abc import Sequence
from functools import cache

from assistant.hearing.graph.phones import normalise

_RETRIEVAL = 1
"""espeak_AUDIO_OUTPUT: make no sound."""
_DONT_EXIT = 0x8000
"""espeakINITIALIZE_DONT_EXIT: report a missing dictionary instead of ending the process."""
_UTF8 = 1
_IPA_APART = 0x02 | ord("_") << 8
"""IPA, the phones of a word separated by "_"."""


class NoPronouncer(Exception):
    """Neither espeakng-loader nor a system's espeak-ng is here, or it does not speak French."""


def phones_of_each(texts: Sequence[str], voice: str = "fr") -> list[list[str]]:
    """Phones of many short texts, each said alone; an empty list for one that cannot be said.

    Args:
        texts: words or phrases, without line ends.
        voice: an espeak-ng language, as "fr", "fr-be" or "fr-ch".

    Raises:
        NoPronouncer: espeak-ng is not installed.
    """
    library = _library()
    if library.espeak_SetVoiceByName(voice.encode()) != 0:
        raise NoPronouncer(f"espeak-ng has no voice {voice}")
    return [normalise(_ipa(library, text)) for text in texts]


def version() -> str:
    """Return which espeak-ng answers, as "1.52.0".

    Raises:
        NoPronouncer: espeak-ng is not installed.
    """
    library = _library()
    library.espeak_Info.restype = ctypes.c_char_p
    said: bytes = library.espeak_Info(None)
    return said.decode().split()[0]


def _ipa(library: ctypes.CDLL, text: str) -> str:
    buffer = ctypes.create_string_buffer(text.encode())
    rest = ctypes.c_void_p(ctypes.addressof(buffer))
    clauses = []
    while rest.value:
        clause: bytes = library.espeak_TextToPhonemes(ctypes.byref(rest), _UTF8, _IPA_APART)
        clauses.append(clause.decode())
    return " ".join(clauses)


@cache
def _library() -> ctypes.CDLL:
    """The library, ready to speak French; loaded once."""
    for name, data in _places():
        try:
            library = ctypes.CDLL(name)
        except OSError:
            continue
        library.espeak_Initialize.argtypes = [ctypes.c_int, ctypes.c_int, ctypes.c_char_p, ctypes.c_int]
        if library.espeak_Initialize(_RETRIEVAL, 0, data, _DONT_EXIT) <= 0:
            continue
        library.espeak_SetVoiceByName.argtypes = [ctypes.c_char_p]
        if library.espeak_SetVoiceByName(b"fr") != 0:
            continue
        library.espeak_TextToPhonemes.restype = ctypes.c_char_p
        library.espeak_TextToPhonemes.argtypes = [ctypes.POINTER(ctypes.c_void_p), ctypes.c_int, ctypes.c_int]
        return library
    raise NoPronouncer("neither espeakng-loader nor the system's espeak-ng library speaks French here")


def _places() -> list[tuple[str, bytes | None]]:
    """(library, folder of its data), best first; None is the folder it was built with."""
    found: list[tuple[str, bytes | None]] = []
    if importlib.util.find_spec("espeakng_loader"):
        import espeakng_loader

        found.append((espeakng_loader.get_library_path(), espeakng_loader.get_data_path().encode()))
    named = ctypes.util.find_library("espeak-ng")
    return [*found, *([(named, None)] if named else []), ("libespeak-ng.so.1", None)]
