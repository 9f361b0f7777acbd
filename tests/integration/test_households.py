"""Households on a real database, by the application and by the command."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from assistant.cli import cli
from assistant.errors import BadInput
from assistant.households import HouseholdDesk
from assistant.store import Store

NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)


@pytest.fixture
def store(database_url):
    store = Store(database_url)
    store.migrate()
    yield store
    store.close()


@pytest.fixture
def desk(store):
    return HouseholdDesk(store, lambda: NOW)


@pytest.fixture
def run(tmp_path):
    environment = {"VOCABAS_DATA_DIR": str(tmp_path)}
    return lambda *arguments, **other: CliRunner().invoke(cli, arguments, env=environment, **other)


def test_a_household_nobody_changed_is_spoken_to_with_vous_and_has_no_code(desk):
    assert desk.show("dupont") == {
        "id": "dupont",
        "address": "vous",
        "has_code": False,
        "locked_until": None,
        "card": None,
        "credit_cents": 0,
    }


def test_what_is_not_said_stays(desk):
    desk.change("dupont", address="tu")
    assert desk.change("dupont", code="4719")["address"] == "tu"
    assert desk.change("dupont", address="vous")["has_code"]
    assert not desk.change("dupont", code="")["has_code"]


def test_a_loyalty_card_is_shown_by_its_end_and_taken_away_again(desk):
    desk.change("dupont", address="tu", card="9250 0012-34567")
    assert desk.show("dupont")["card"] == "4567"
    assert desk.change("dupont", code="4719")["card"] == "4567"
    assert desk.change("dupont", card="")["card"] is None
    assert desk.show("dupont")["address"] == "tu"


def test_a_new_code_opens_a_locked_household(desk, store):
    desk.change("dupont", code="4719")
    with store.begin() as unit:
        household = unit.household("dupont")
        unit.keep_household(replace(household, locked_until=NOW + timedelta(minutes=5)))
    assert desk.show("dupont")["locked_until"]
    assert desk.change("dupont", address="tu")["locked_until"]
    assert desk.change("dupont", code="8305")["locked_until"] is None


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"name": " "}, "bad_household"),
        ({"name": "x" * 81}, "bad_household"),
        ({"name": "dupont", "address": "thou"}, "bad_address"),
        ({"name": "dupont", "code": "471"}, "bad_code"),
        ({"name": "dupont", "code": "４７１９"}, "bad_code"),
        ({"name": "dupont", "address": "tu", "code": "0000"}, "weak_code"),
        ({"name": "dupont", "address": "tu", "card": "12 3"}, "bad_card"),
        ({"name": "dupont", "address": "tu", "card": "1234;5678"}, "bad_card"),
    ],
)
def test_what_cannot_be_is_refused_and_changes_nothing(desk, given, code):
    with pytest.raises(BadInput) as refused:
        desk.change(**given)
    assert refused.value.code == code
    assert desk.show("dupont")["address"] == "vous"


def test_the_command_takes_a_code_from_standard_input_and_never_shows_it(run, tmp_path):
    done = run("household", "set", "dupont", "--tu", "--code", input="4719\n")
    assert done.exit_code == 0
    assert "4719" not in done.output
    shown = run("household", "show", "dupont").output
    assert "tu" in shown
    assert "oui" in shown
    kept = b"".join(file.read_bytes() for file in Path(tmp_path).glob("vocabas.sqlite3*"))
    assert b"4719" not in kept


@pytest.mark.parametrize(("typed", "says"), [("0000\n", "même chiffre"), ("\n", "quatre chiffres")])
def test_the_command_says_why_a_code_is_refused(run, typed, says):
    done = run("household", "set", "dupont", "--code", input=typed)
    assert done.exit_code == 1
    assert says in done.output + done.stderr
    assert "aucun" in run("household", "show", "dupont").output


def test_the_command_gives_and_takes_the_loyalty_card(run):
    assert "…4567" in run("household", "set", "dupont", "--card", "9250001234567").output
    assert "cagnotte" in run("household", "show", "dupont").output
    assert "carte" not in run("household", "set", "dupont", "--no-card").output


def test_the_command_asks_what_to_change(run):
    assert run("household", "set", "dupont").exit_code == 2
