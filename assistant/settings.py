"""Every setting, in one dataclass.

A setting comes from the environment (``VOCABAS_DATABASE_URL``…), else from ``vocabas.toml`` (the file named
by ``VOCABAS_CONFIG``, else the one in the current folder), else from its default here.
"""

from __future__ import annotations

import dataclasses
import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import platformdirs

from assistant.errors import BadInput

_PACKAGE = Path(__file__).resolve().parent
_CHECKOUT = _PACKAGE.parent


def _default_data_dir() -> Path:
    return Path(platformdirs.user_data_dir("vocabas", appauthor=False))


@dataclass(frozen=True, slots=True)
class Settings:
    """How this installation runs. Paths are absolute once loaded."""

    data_dir: Path = field(default_factory=_default_data_dir)
    """Folder of the embedded database and downloaded models."""
    database_url: str = ""
    """SQLAlchemy URL; empty: SQLite in ``data_dir``."""
    acoustic_model: str = ""
    """Folder of a Vosk model; empty: the usual Vosk folders, then the embedded model."""
    models_url: str = "https://alphacephei.com/vosk/models"
    """Where ``vocabas models download`` gets official models from: the Vosk project, or a mirror of it."""
    pronunciations: str = ""
    """The retailer's own pronunciations; empty: ``pronunciations.tsv`` in ``data_dir``, if it is there."""
    nlu_url: str = ""
    """Base URL of a Rasa 3 server; empty: start and watch the embedded one."""
    nlu_token: str = ""
    """The ``--auth-token`` of that Rasa server, if it has one."""
    nlu_timeout: float = 5.0
    """Longest wait for one sentence to be understood, seconds."""
    nlu_start_timeout: float = 120.0
    """Longest wait for the embedded Rasa server to answer after its start, seconds."""
    intents_dir: Path = _CHECKOUT / "intents"
    """The Rasa project: its environment in ``.venv``, its trained models in ``models``."""
    samples_dir: Path = _CHECKOUT / "audio_samples"
    """Spoken samples, used by ``vocabas demo``."""
    catalogue_dir: Path = _PACKAGE / "catalogue" / "data"
    """Folder of catalogue CSV files (docs/catalogue-format.md)."""
    shop_file: Path = _PACKAGE / "shop.toml"
    """The shop: opening hours, ways to get an order, fees."""
    offers_file: Path = _PACKAGE / "offers.toml"
    """The shop's offers (docs/shopping.md)."""
    payment_provider: str = ""
    """The retailer's payment provider, ``package.module:factory``; empty: paid at the handover."""
    webhook_url: str = ""
    """Where the events of orders are posted (docs/webhook.md); empty: nowhere, they wait in the outbox."""
    webhook_secret: str = ""
    """What signs them: ``whsec_`` and base64; two, separated by a space, while it is being changed."""
    webhook_timeout: float = 10.0
    """Longest that one attempt to post an event may take, seconds."""
    webhook_attempts: int = 30
    """After so many attempts, over some 19 hours, an event waits for ``vocabas outbox retry``."""
    voices_url: str = "https://huggingface.co/rhasspy/piper-voices"
    """Where ``vocabas voices download`` gets Piper's voices: a repository served as Hugging Face does."""
    wake_phrase: str = "dis vocabas"
    """What calls ``vocabas listen``: two words or more that the recogniser knows."""
    microphone: str = ""
    """The microphone, by its name or a part of it; empty: the system's."""
    loudspeaker: str = ""
    """The loudspeaker, by its name or a part of it; empty: the system's."""
    host: str = "127.0.0.1"
    """Address that ``vocabas serve`` binds."""
    port: int = 8787
    """Port that ``vocabas serve`` binds."""
    keys: str = "auto"
    """Whether the HTTP API asks for keys: "auto" when other machines reach its address, or "always"."""
    requests_per_minute: int = 600
    """Requests a minute of one key, or of one address without; 0: any number. Not counted without keys."""
    threads: int = 8
    """Requests that one web process answers at the same time."""
    streams: int = 20
    """Streams that one web process serves at the same time."""
    stream_seconds: float = 3_600.0
    """Longest stream, seconds."""
    max_text_chars: int = 2_000
    """Longest typed turn, characters."""
    max_audio_bytes: int = 32 * 1024 * 1024
    """Largest audio body, bytes."""
    max_audio_seconds: float = 120.0
    """Longest spoken turn, seconds."""

    def resolved_pronunciations(self) -> Path | None:
        """Return the file of the retailer's pronunciations, if there is one."""
        if self.pronunciations:
            return Path(self.pronunciations).expanduser()
        usual = self.data_dir / "pronunciations.tsv"
        return usual if usual.is_file() else None

    def resolved_database_url(self) -> str:
        """Return the SQLAlchemy URL in force."""
        if self.database_url:
            return self.database_url
        return f"sqlite:///{self.data_dir / 'vocabas.sqlite3'}"


def load_settings(environ: Mapping[str, str] | None = None, **overrides: Any) -> Settings:
    """Read the settings.

    Args:
        environ: the environment to read instead of the process's own (tests).
        overrides: values that win over everything else (command-line options).

    Raises:
        BadInput: ``bad_setting`` for an unknown name or a value of the wrong kind.
    """
    env = os.environ if environ is None else environ
    values: dict[str, Any] = {}
    config = env.get("VOCABAS_CONFIG", "")
    file = Path(config) if config else Path("vocabas.toml")
    if config and not file.is_file():
        raise BadInput(
            "bad_setting", f"VOCABAS_CONFIG names {file}, which does not exist", name="VOCABAS_CONFIG"
        )
    if file.is_file():
        try:
            values.update(tomllib.loads(file.read_text(encoding="utf-8")))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise BadInput("bad_setting", f"{file}: {error}", name=str(file)) from error
    names = {f.name for f in dataclasses.fields(Settings)}
    for source, given in ((str(file), values), ("command line", overrides)):
        for name in given:
            if name not in names:
                raise BadInput("bad_setting", f"{source}: unknown setting {name!r}", name=name)
    values.update({n: env[f"VOCABAS_{n.upper()}"] for n in names if env.get(f"VOCABAS_{n.upper()}")})
    values.update(overrides)
    defaults = Settings()
    return Settings(
        **{name: _convert(name, value, getattr(defaults, name)) for name, value in values.items()}
    )


def _convert(name: str, value: Any, like: Any) -> Any:
    """Turn a text from outside into the type of the setting's default."""
    try:
        if isinstance(value, bool) or (isinstance(like, int) and isinstance(value, float)):
            raise TypeError
        if isinstance(like, str) and not isinstance(value, str):
            raise TypeError
        if isinstance(like, Path):
            return Path(value).expanduser().resolve()
        if isinstance(like, float):
            return float(value)
        if isinstance(like, int):
            return int(value)
        return str(value)
    except (TypeError, ValueError) as error:
        kind = type(like).__name__
        raise BadInput("bad_setting", f"setting {name} must be a {kind}, not {value!r}", name=name) from error
