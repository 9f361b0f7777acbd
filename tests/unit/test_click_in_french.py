"""click speaks French: all that a person can meet is translated, and what is compiled is what is written."""

from __future__ import annotations

import ast
import gettext
from io import BytesIO
from pathlib import Path

import click
import pytest
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from click.testing import CliRunner

from assistant.channels.click_in_french import LOCALE
from assistant.cli import cli

CATALOGUE = LOCALE / "fr" / "LC_MESSAGES" / "click.po"
# where what people read is; the rest of click speaks to programmers, editors and shells
MODULES = ("exceptions", "formatting", "parser", "types")
TO_PROGRAMMERS = {"Invalid start character for option ({option})"}


def written():
    with CATALOGUE.open(encoding="utf-8") as file:
        return read_po(file, locale="fr")


def messages_of(translations):
    """All messages but the header, which has a date."""
    return {key: text for key, text in translations._catalog.items() if key}


def said_by_click():
    for module in MODULES:
        tree = ast.parse(Path(click.__file__).with_name(f"{module}.py").read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            match node:
                case ast.Call(ast.Name("_" | "ngettext"), [ast.Constant(text), *_]):
                    yield text


def test_all_that_people_read_of_click_is_in_french():
    translated = {message.id if isinstance(message.id, str) else message.id[0] for message in written()}
    said = set(said_by_click())
    assert len(said) > 30
    assert said - translated - TO_PROGRAMMERS == set()


def test_what_is_compiled_is_what_is_written():
    now = BytesIO()
    write_mo(now, written())
    now.seek(0)
    with CATALOGUE.with_suffix(".mo").open("rb") as file:
        kept = messages_of(gettext.GNUTranslations(file))
    assert kept == messages_of(gettext.GNUTranslations(now)), "make translations"


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["--help"], "Commandes\N{NO-BREAK SPACE}:"),
        (["say"], "Il manque l’argument 'TEXTE…'."),
        (
            ["serve", "--prot", "3"],
            "L’option --prot n’existe pas. (Vouliez-vous dire\N{NO-BREAK SPACE}: '--host'",
        ),
        (["serve", "--port", "x"], "«\N{NO-BREAK SPACE}x\N{NO-BREAK SPACE}» n’est pas un nombre"),
        (["orders", "mov"], "La commande mov n’existe pas."),
    ],
)
def test_mistakes_on_the_command_line_are_told_in_french(arguments, expected):
    done = CliRunner().invoke(cli, arguments)
    assert expected in done.output
    assert "Error" not in done.output
