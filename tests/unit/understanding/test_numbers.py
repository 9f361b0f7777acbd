from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.understanding.numbers import parse_number

SMALL = (
    "zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize "
    "dix-sept dix-huit dix-neuf"
)
UNITS = SMALL.split()
TENS = {2: "vingt", 3: "trente", 4: "quarante", 5: "cinquante", 6: "soixante"}


def below_hundred(n):
    if n < 20:
        return UNITS[n]
    tens, rest = divmod(n, 10)
    if tens in (7, 9):
        tens, rest = tens - 1, rest + 10
    if tens == 8:
        return "quatre-vingts" if rest == 0 else f"quatre-vingt-{UNITS[rest]}"
    if rest == 0:
        return TENS[tens]
    return f"{TENS[tens]} et {UNITS[rest]}" if rest in (1, 11) else f"{TENS[tens]}-{UNITS[rest]}"


def below_thousand(n, followed=False):
    hundreds, rest = divmod(n, 100)
    if hundreds == 0:
        words = below_hundred(rest)
        return words.removesuffix("s") if followed and words == "quatre-vingts" else words
    head = "cent" if hundreds == 1 else f"{UNITS[hundreds]} cent"
    if rest == 0:
        return head + ("s" if hundreds > 1 and not followed else "")
    return f"{head} {below_thousand(rest, followed)}"


def in_french(n):
    """A whole number below a million in the words of France."""
    thousands, rest = divmod(n, 1000)
    if thousands == 0:
        return below_thousand(n)
    head = "mille" if thousands == 1 else f"{below_thousand(thousands, followed=True)} mille"
    return f"{head} {below_thousand(rest)}" if rest else head


def test_the_generator_writes_french():
    said = [in_french(n) for n in (21, 71, 80, 91, 200, 280, 1200, 80_000, 999_999)]
    assert said == [
        "vingt et un",
        "soixante et onze",
        "quatre-vingts",
        "quatre-vingt-onze",
        "deux cents",
        "deux cent quatre-vingts",
        "mille deux cents",
        "quatre-vingt mille",
        "neuf cent quatre-vingt-dix-neuf mille neuf cent quatre-vingt-dix-neuf",
    ]


@pytest.mark.parametrize("n", range(200))
def test_every_number_of_a_household_is_read(n):
    assert parse_number(in_french(n)) == (n, False)
    assert parse_number(in_french(n).replace("-", " ")) == (n, False)
    assert parse_number(in_french(n).replace(" ", "-")) == (n, False)


@given(st.integers(0, 999_999))
def test_any_number_below_a_million_is_read(n):
    assert parse_number(in_french(n)) == (n, False)


@given(st.integers(0, 10**9))
def test_digits_are_read(n):
    assert parse_number(str(n)) == (n, False)


@given(st.integers(0, 999), st.integers(1, 99), st.sampled_from([",", "."]))
def test_decimals_in_digits_are_exact(whole, cents, point):
    assert parse_number(f"{whole}{point}{cents:02}") == (whole + Fraction(cents, 100), False)


@given(st.integers(0, 99), st.integers(1, 99))
def test_decimals_in_words_are_exact(whole, cents):
    tail = f"zéro {in_french(cents)}" if cents < 10 else in_french(cents)
    assert parse_number(f"{in_french(whole)} virgule {tail}") == (whole + Fraction(cents, 100), False)


@pytest.mark.parametrize(
    ("said", "value"),
    [
        ("un", "1"),
        ("une", "1"),
        ("l'", "1"),
        ("le", "1"),
        ("zéro", "0"),
        ("aucune", "0"),
        ("vingt et une", "21"),
        ("cent", "100"),
        ("mille", "1000"),
        ("septante-cinq", "75"),
        ("septante", "70"),
        ("huitante", "80"),
        ("octante", "80"),
        ("nonante-neuf", "99"),
        ("quatre-vingt-douze", "92"),
        ("quatre vingt douze", "92"),
        ("deux cent cinquante", "250"),
        ("une douzaine", "12"),
        ("une douzaine d'", "12"),
        ("deux douzaines", "24"),
        ("une demi-douzaine", "6"),
        ("une demi douzaine de", "6"),
        ("une douzaine et demie", "18"),
        ("deux douzaines et demie", "30"),
        ("une paire", "2"),
        ("demi", "1/2"),
        ("un demi", "1/2"),
        ("une demie", "1/2"),
        ("la moitié", "1/2"),
        ("un tiers", "1/3"),
        ("deux tiers", "2/3"),
        ("un quart", "1/4"),
        ("trois quarts", "3/4"),
        ("trois-quarts", "3/4"),
        ("un et demi", "3/2"),
        ("deux et demie", "5/2"),
        ("deux et quart", "9/4"),
        ("un et trois quarts", "7/4"),
        ("deux virgule cinq", "5/2"),
        ("zéro virgule soixante-quinze", "3/4"),
        ("un virgule zéro cinq", "1.05"),
        ("trois virgule deux", "3.2"),
        ("2,5", "2.5"),
        ("2.5", "2.5"),
        ("1/2", "1/2"),
        ("3/4", "3/4"),
        ("500", "500"),
    ],
)
def test_what_a_shop_hears_is_read_exactly(said, value):
    assert parse_number(said) == (Fraction(value), False)


@pytest.mark.parametrize(
    ("said", "value"),
    [
        ("deux ou trois", 2),
        ("une ou deux", 1),
        ("2 ou 3", 2),
        ("deux trois", 2),
        ("quatre cinq", 4),
        ("deux à trois", 2),
        ("quelques", 3),
        ("plusieurs", 3),
        ("un peu", 1),
        ("un peu de", 1),
        ("un petit peu", 1),
        ("pas mal de", 5),
        ("assez de", 3),
        ("plein de", 5),
        ("beaucoup de", 5),
        ("une dizaine", 10),
        ("une petite dizaine", 10),
        ("une bonne douzaine", 12),
        ("une vingtaine d'", 20),
        ("deux centaines", 200),
        ("environ deux", 2),
        ("à peu près dix", 10),
        ("dans les six", 6),
    ],
)
def test_what_is_said_loosely_is_marked_so(said, value):
    assert parse_number(said) == (value, True)


@pytest.mark.parametrize(
    "said",
    [
        "",
        "de",
        "ou",
        "cinq ou",
        "1/0",
        "1,",
        "virgule cinq",
        "deux virgule",
        "deux fois trois",
        "trois deux",
        "un gros",
        "des",
        "lait",
        "bla et demi",
        "1e5",
        "inf",
        "nan",
        "environ",
        "douzaines et lait",
        "rien",
    ],
)
def test_what_is_no_number_is_none(said):
    assert parse_number(said) is None


@given(st.text(alphabet="abcdeéinoqrstuvxz0123456789 ,./'-", max_size=30))
def test_no_text_breaks_it_and_no_number_is_negative(said):
    found = parse_number(said)
    assert found is None or found[0] >= 0
