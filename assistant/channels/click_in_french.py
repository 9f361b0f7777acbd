"""What click itself says (usage, missing arguments, unknown options), in French.

click looks its words up by gettext; ``locale/fr/LC_MESSAGES/click.po`` holds them, ``make translations``
compiles them. Source: click's documentation, "Internationalization"; GNU gettext's manual, "LANGUAGE".
"""

from __future__ import annotations

import gettext
import os
from pathlib import Path

LOCALE = Path(__file__).parent / "locale"
_DOMAIN = "click"


def speak_french() -> None:
    """Let click speak French from here on, whatever the language of the machine."""
    gettext.bindtextdomain(_DOMAIN, LOCALE)
    gettext.textdomain(_DOMAIN)
    os.environ["LANGUAGE"] = "fr"
