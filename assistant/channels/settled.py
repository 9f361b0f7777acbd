"""The settings of one command, and what a person reads when it cannot do its work."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import click

from assistant.errors import VocabasError
from assistant.settings import Settings, load_settings


@contextmanager
def settled(**overrides: Any) -> Iterator[Settings]:
    """Give the settings, and turn every expected error into one French sentence and exit status 1."""
    try:
        yield load_settings(**overrides)
    except VocabasError as error:
        from assistant.documents import explain

        click.echo(f"vocabas : {explain(error)}", err=True)
        click.echo(f"  ({error.code} : {error.message})", err=True)
        sys.exit(1)
    except (click.ClickException, click.Abort, click.exceptions.Exit, BrokenPipeError):
        raise
    except Exception as error:
        # A defect of ours: one sentence for the person, the whole story for who asks for it.
        if os.environ.get("VOCABAS_DEBUG"):
            raise
        from assistant.documents import explain

        click.echo(f"vocabas : {explain(VocabasError('internal', ''))}", err=True)
        click.echo(f"  ({type(error).__name__} : {error} — VOCABAS_DEBUG=1 en dit plus)", err=True)
        sys.exit(1)
