"""Times of the clock, intervals, and what any time is."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.understanding.when import parse_when
from tests.unit.understanding.clocks import PARIS, WEDNESDAY, span


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("demain dix-huit heures", "19 18:00"),
        ("demain à 18h", "19 18:00"),
        ("demain à 18 h 30", "19 18:30"),
        ("demain à 18 heures 30", "19 18:30"),
        ("demain à 18:30", "19 18:30"),
        ("à dix-huit heures quinze", "18 18:15"),
        ("vingt-deux heures cinquante", "18 22:50"),
        ("vingt-deux heures cinquante-cinq", "18 22:55"),
        ("vingt heures cinq", "18 20:05"),
        ("à vingt et une heures", "18 21:00"),
        ("à midi", "18 12:00"),
        ("à midi et demi", "18 12:30"),
        ("à midi et quart", "18 12:15"),
        ("midi moins le quart", "18 11:45"),
        ("ce midi", "18 12:00"),
        ("samedi midi", "21 12:00"),
        ("dix heures et demie", "18 10:30"),
        ("onze heures moins dix", "18 10:50"),
        ("onze heures moins vingt-cinq", "18 10:35"),
        ("à dix-huit heures moins le quart", "18 17:45"),
        ("demain neuf heures et quart", "19 09:15"),
        ("demain 9h", "19 09:00"),
        ("demain à 08h00", "19 08:00"),
        ("demain à 07h30", "19 07:30"),
        ("huit heures du matin", "19 08:00"),
        ("à six heures du matin", "19 06:00"),
        ("à six heures du soir", "18 18:00"),
        ("vendredi soir à huit heures", "20 20:00"),
        ("ce soir à neuf heures et demie", "18 21:30"),
        ("à une heure de l'après-midi", "18 13:00"),
        ("demain matin à neuf heures", "19 09:00"),
        ("à minuit", "19 00:00"),
        ("ce soir à minuit", "19 00:00"),
        ("à 24h", "19 00:00"),
        ("à 0h", "19 00:00"),
    ],
)
def test_a_clock_time_is_exact_to_the_minute(said, expected):
    assert span(said) == expected


@pytest.mark.parametrize(
    ("said", "hour"), [("six heures", 18), ("une heure", 13), ("sept heures", 19), ("huit heures", 8)]
)
def test_a_bare_hour_is_one_at_which_a_shop_is_open(said, hour):
    wish = parse_when(f"demain à {said}", WEDNESDAY)
    assert (wish.start.day, wish.start.hour) == (19, hour)


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("samedi entre dix heures et midi", "21 10:00 → 21 12:00"),
        ("demain entre midi et deux", "19 12:00 → 19 14:00"),
        ("entre midi et deux heures", "18 12:00 → 18 14:00"),
        ("demain entre huit et dix", "19 08:00 → 19 10:00"),
        ("demain entre dix-huit et vingt heures", "19 18:00 → 19 20:00"),
        ("demain de quatorze à seize heures", "19 14:00 → 19 16:00"),
        ("demain de 10h à 12h", "19 10:00 → 19 12:00"),
        ("entre 18h30 et 19h30", "18 18:30 → 18 19:30"),
        ("entre 18 et 20h", "18 18:00 → 18 20:00"),
        ("entre neuf heures et demie et onze heures", "18 09:30 → 18 11:00"),
        ("demain entre onze heures et une heure", "19 11:00 → 19 13:00"),
        ("ce soir de neuf heures à onze heures", "18 21:00 → 18 23:00"),
        ("demain à dix heures ou onze heures", "19 10:00 → 19 11:00"),
        ("entre vingt-deux heures et minuit", "18 22:00 → 19 00:00"),
        ("ce soir après dix-neuf heures", "18 19:00 → 19 00:00"),
        ("après 18h", "18 18:00 → 19 00:00"),
        ("apres dix-huit heures", "18 18:00 → 19 00:00"),
        ("a partir de treize heures", "18 13:00 → 19 00:00"),
        ("à partir de 17h30", "18 17:30 → 19 00:00"),
        ("dès dix-neuf heures", "18 19:00 → 19 00:00"),
        ("demain pas avant dix heures", "19 10:00 → 20 00:00"),
        ("demain matin après dix heures", "19 10:00 → 19 12:00"),
        ("avant dix-huit heures", "18 00:00 → 18 18:00"),
        ("demain avant midi", "19 00:00 → 19 12:00"),
        ("demain jusqu'à dix-neuf heures", "19 00:00 → 19 19:00"),
        ("au plus tard à midi", "18 00:00 → 18 12:00"),
        ("avant minuit", "18 00:00 → 19 00:00"),
        ("vers dix-sept heures", "18 16:30 → 18 17:31"),
        ("autour de 17h", "18 16:30 → 18 17:31"),
        ("vers midi et demi", "18 12:00 → 18 13:01"),
        ("avant ce soir", "18 10:15 → 18 18:00"),
        ("avant samedi", "18 10:15 → 21 00:00"),
        ("d'ici ce soir", "18 10:15 → 19 00:00"),
        ("d'ici vendredi", "18 10:15 → 21 00:00"),
    ],
)
def test_an_interval_is_where_the_slot_may_start(said, expected):
    assert span(said) == expected


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("dans deux heures", "18 12:15 → 18 13:15"),
        ("dans une heure et demie", "18 11:45 → 18 12:45"),
        ("dans une demi-heure", "18 10:45 → 18 11:45"),
        ("dans un quart d'heure", "18 10:30 → 18 11:30"),
        ("dans trois quarts d'heure", "18 11:00 → 18 12:00"),
        ("dans quinze minutes", "18 10:30 → 18 11:30"),
        ("dans l'heure", "18 10:15 → 18 11:15"),
        ("d'ici deux heures", "18 10:15 → 18 12:15"),
        ("dans trois jours", "21 00:00 → 22 00:00"),
        ("dans une semaine", "25 00:00 → 26 00:00"),
        ("d'ici deux jours", "18 10:15 → 21 00:00"),
    ],
)
def test_a_time_from_now_is_counted_from_now(said, expected):
    assert span(said) == expected


@pytest.mark.parametrize(
    "said",
    [
        "le plus tôt possible",
        "dès que possible",
        "au plus vite",
        "tout de suite",
        "maintenant",
        "n'importe quand",
    ],
)
def test_as_soon_as_possible_begins_now(said):
    wish = parse_when(said, WEDNESDAY)
    assert wish.start == WEDNESDAY
    assert wish.end - wish.start >= timedelta(days=7)


def test_this_morning_said_at_noon_stays_in_the_past_so_that_the_shop_can_say_so():
    noon = datetime(2026, 11, 18, 12, 30, tzinfo=PARIS)
    assert span("ce matin", noon) == "18 06:00 → 18 12:00"


@pytest.mark.parametrize(
    "said",
    [
        "bonjour",
        "",
        "tôt",
        "à 25h",
        "le 31 février",
        "le 32",
        "du lait",
        "dans un milliard de jours",
        "dans 99999999999 jours",
        "dans 99999999 heures",
        "dans longtemps",
        "heures",
        "à beaucoup d'heures",
    ],
)
def test_what_is_no_time_is_none(said):
    assert parse_when(said, WEDNESDAY) is None


def test_the_words_are_kept_as_they_were_said():
    assert parse_when("demain  à midi", WEDNESDAY).said == "demain à midi"


def test_hours_from_now_are_real_hours_on_the_night_of_spring():
    now = datetime(2026, 3, 29, 1, 30, tzinfo=PARIS)
    wish = parse_when("dans deux heures", now)
    assert wish.start.astimezone(UTC) - now.astimezone(UTC) == timedelta(hours=2)
    assert wish.start.hour == 4


def test_hours_from_now_are_real_hours_on_the_night_of_autumn():
    now = datetime(2026, 10, 25, 1, 30, tzinfo=PARIS)
    wish = parse_when("dans trois heures", now)
    assert wish.start.astimezone(UTC) - now.astimezone(UTC) == timedelta(hours=3)
    assert wish.start.hour == 3


DAYS = (
    "",
    "demain",
    "après-demain",
    "samedi",
    "dimanche",
    "lundi prochain",
    "jeudi en huit",
    "la semaine prochaine",
)


HOURS = (
    "",
    "à dix heures",
    "vers midi",
    "entre dix heures et midi",
    "entre midi et deux",
    "après dix-huit heures",
    "avant midi",
    "matin",
    "soir",
    "en fin d'après-midi",
    "à minuit",
    "entre vingt-deux heures et minuit",
    "à huit heures moins le quart",
    "matin à neuf heures",
    "soir à huit heures",
)


@given(st.integers(0, 60 * 24 * 366), st.sampled_from(DAYS), st.sampled_from(HOURS))
def test_a_time_to_come_is_never_over_nor_empty(minutes, day, hours):
    now = (datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)).astimezone(PARIS)
    wish = parse_when(f"{day} {hours}", now)
    if not day and not hours:
        assert wish is None
        return
    assert wish is not None
    assert wish.start.astimezone(UTC) < wish.end.astimezone(UTC)
    assert wish.end.astimezone(UTC) > now.astimezone(UTC)
    assert wish.start.tzinfo is PARIS


@given(st.text(alphabet="abcdehilmnorstuvxéûà' -0123456789h:/", max_size=40))
def test_no_text_breaks_it(said):
    wish = parse_when(said, WEDNESDAY)
    assert wish is None or wish.start < wish.end
