from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.understanding.when import parse_when

PARIS = ZoneInfo("Europe/Paris")
WEDNESDAY = datetime(2026, 11, 18, 10, 15, tzinfo=PARIS)
SUNDAY_EVENING = datetime(2026, 11, 22, 20, 30, tzinfo=PARIS)


def span(said, now=WEDNESDAY):
    """The wish as "18 10:00 → 18 12:00"; an exact time as "18 10:00"."""
    wish = parse_when(said, now)
    if wish is None:
        return None
    start, end = (f"{moment.day} {moment:%H:%M}" for moment in (wish.start, wish.end))
    return start if wish.end - wish.start == timedelta(minutes=1) else f"{start} → {end}"


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
