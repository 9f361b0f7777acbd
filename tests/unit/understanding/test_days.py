"""Days and dates."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from assistant.understanding.when import parse_when
from tests.unit.understanding.clocks import PARIS, SUNDAY_EVENING, WEDNESDAY, span


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("aujourd'hui", "18 00:00 → 19 00:00"),
        ("aujourd’hui", "18 00:00 → 19 00:00"),
        ("demain", "19 00:00 → 20 00:00"),
        ("après-demain", "20 00:00 → 21 00:00"),
        ("après demain matin", "20 06:00 → 20 12:00"),
        ("apres-demain", "20 00:00 → 21 00:00"),
        ("ce matin", "18 06:00 → 18 12:00"),
        ("cet après-midi", "18 12:00 → 18 18:00"),
        ("cet aprem", "18 12:00 → 18 18:00"),
        ("dmn", "19 00:00 → 20 00:00"),
        ("dmn 18h", "19 18:00"),
        ("ven aprem", "20 12:00 → 20 18:00"),
        ("sam 14h-16h", "21 14:00 → 21 16:00"),
        ("sam ap midi", "21 12:00 → 21 18:00"),
        ("ce we", "21 00:00 → 23 00:00"),
        ("lun mat", "23 06:00 → 23 12:00"),
        ("ce soir", "18 18:00 → 19 00:00"),
        ("demain matin", "19 06:00 → 19 12:00"),
        ("demain soir", "19 18:00 → 20 00:00"),
        ("demain après midi", "19 12:00 → 19 18:00"),
        ("demain en fin de matinée", "19 10:00 → 19 12:00"),
        ("demain en début d'après-midi", "19 13:00 → 19 15:00"),
        ("plutôt en fin de journée", "18 17:00 → 18 20:00"),
        ("pas avant vendredi", "20 00:00 → 27 00:00"),
        ("dès lundi matin", "23 06:00 → 30 06:00"),
        ("après le week-end", "23 00:00 → 30 00:00"),
        ("vendredi au plus tard", "18 10:15 → 21 00:00"),
        ("lundi de la semaine prochaine", "23 00:00 → 24 00:00"),
        ("en début de semaine", "23 00:00 → 25 00:00"),
        ("demain à la première heure", "19 07:00 → 19 10:00"),
        ("sous deux heures", "18 10:15 → 18 12:15"),
        ("de huit à dix", "19 08:00 → 19 10:00"),
        ("18-20h", "18 18:00 → 18 20:00"),
        ("demain pas plus tard que dix heures", "19 00:00 → 19 10:00"),
        ("pas avant samedi midi", "21 12:00 → 22 00:00"),
        ("en fin de journee", "18 17:00 → 18 20:00"),
        ("demain dans la journée", "19 00:00 → 20 00:00"),
        ("vendredi", "20 00:00 → 21 00:00"),
        ("vendredi soir", "20 18:00 → 21 00:00"),
        ("mercredi", "18 00:00 → 19 00:00"),
        ("mercredi prochain", "25 00:00 → 26 00:00"),
        ("lundi prochain", "23 00:00 → 24 00:00"),
        ("lundi en huit", "30 00:00 → 1 00:00"),
        ("mercredi en huit", "25 00:00 → 26 00:00"),
        ("jeudi en quinze", "3 00:00 → 4 00:00"),
        ("samedi ou dimanche", "21 00:00 → 23 00:00"),
        ("ce week-end", "21 00:00 → 23 00:00"),
        ("le week end prochain", "28 00:00 → 30 00:00"),
        ("la semaine prochaine", "23 00:00 → 30 00:00"),
        ("cette semaine", "18 00:00 → 23 00:00"),
        ("n'importe quand samedi", "21 00:00 → 22 00:00"),
    ],
)
def test_a_day_is_the_whole_day_or_its_part(said, expected):
    assert span(said) == expected


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("le 24", "24 00:00 → 25 00:00"),
        ("le vingt-quatre", "24 00:00 → 25 00:00"),
        ("le vingt et un", "21 00:00 → 22 00:00"),
        ("le 18", "18 00:00 → 19 00:00"),
        ("le 17", "17 00:00 → 18 00:00"),
        ("le 1er", "1 00:00 → 2 00:00"),
        ("le premier décembre", "1 00:00 → 2 00:00"),
        ("le 1er décembre", "1 00:00 → 2 00:00"),
        ("le 24/12", "24 00:00 → 25 00:00"),
        ("24 décembre", "24 00:00 → 25 00:00"),
        ("le 24 au soir", "24 18:00 → 25 00:00"),
        ("le 24 à 18h", "24 18:00"),
        ("le vingt-quatre à dix-huit heures", "24 18:00"),
        ("samedi 28", "28 00:00 → 29 00:00"),
        ("samedi 28 novembre", "28 00:00 → 29 00:00"),
        ("le samedi vingt-huit novembre", "28 00:00 → 29 00:00"),
        ("le jeudi 26 à dix heures", "26 10:00"),
        ("samedi dix heures", "21 10:00"),
        ("samedi 10h", "21 10:00"),
    ],
)
def test_a_date_is_the_next_such_day(said, expected):
    assert span(said) == expected


@pytest.mark.parametrize(
    ("said", "year", "month"), [("le 17", 2026, 12), ("le 24 décembre", 2026, 12), ("le 2 mars", 2027, 3)]
)
def test_a_date_that_is_over_is_next_month_or_next_year(said, year, month):
    start = parse_when(said, WEDNESDAY).start
    assert (start.year, start.month) == (year, month)


def test_the_thirty_first_is_in_the_next_month_that_has_one():
    assert parse_when("le 31", WEDNESDAY).start.date().isoformat() == "2026-12-31"


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("dimanche matin", "29 06:00 → 29 12:00"),
        ("dimanche à dix heures", "29 10:00"),
        ("dimanche", "22 00:00 → 23 00:00"),
        ("dimanche soir", "22 18:00 → 23 00:00"),
        ("à dix heures", "23 10:00"),
        ("le matin", "23 06:00 → 23 12:00"),
        ("entre dix heures et midi", "23 10:00 → 23 12:00"),
        ("avant midi", "23 00:00 → 23 12:00"),
        ("après dix-huit heures", "22 18:00 → 23 00:00"),
        ("aujourd'hui à neuf heures", "22 21:00"),
        ("ce week-end", "22 00:00 → 23 00:00"),
        ("la semaine prochaine", "23 00:00 → 30 00:00"),
        ("vers vingt et une heures", "22 20:30 → 22 21:31"),
    ],
)
def test_what_is_over_on_a_sunday_evening_is_the_next_one(said, expected):
    assert span(said, SUNDAY_EVENING) == expected


def test_a_weekend_that_has_begun_goes_on_with_its_second_day():
    saturday = datetime(2026, 11, 21, 15, 0, tzinfo=PARIS)
    assert span("ce week-end à dix heures", saturday) == "22 10:00"


@pytest.mark.parametrize(
    ("now", "day", "hours"),
    [
        (datetime(2026, 3, 28, 12, tzinfo=PARIS), 29, 23),
        (datetime(2026, 10, 24, 12, tzinfo=PARIS), 25, 25),
    ],
)
def test_a_day_on_which_the_clock_changes_is_still_a_whole_day(now, day, hours):
    wish = parse_when("demain", now)
    assert (wish.start.day, wish.start.hour, wish.end.hour) == (day, 0, 0)
    assert wish.end.astimezone(UTC) - wish.start.astimezone(UTC) == timedelta(hours=hours)
    assert parse_when("demain à dix heures", now).start.isoformat()[11:16] == "10:00"
