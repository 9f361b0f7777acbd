"""Everything a person reads or hears is good French, and every message the code names exists."""

from __future__ import annotations

import re
from datetime import datetime
from fractions import Fraction
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from assistant.dialogue import french, nouns, wording
from assistant.dialogue.phrases import Phrase, enumerate_phrases, has, say
from assistant.shopping.amounts import Unit
from tests.unit.dialogue.shop import product

PACKAGE = Path(french.__file__).resolve().parent.parent
REPLIES = (PACKAGE / "dialogue" / "replies" / "fr.ftl").read_text(encoding="utf-8")


@pytest.mark.parametrize("source", sorted(PACKAGE.rglob("*.py")), ids=lambda p: str(p.relative_to(PACKAGE)))
def test_every_message_that_the_code_says_is_in_the_replies(source):
    code = source.read_text(encoding="utf-8")
    named = re.findall(r'\b(?:say|turn\.say)\(\s*"([a-z][\w-]+)"', code)
    codes = re.findall(r'(?:BadInput|NotFound|Conflict|Unavailable)\(\s*"([a-z_]+)"', code)
    missing = [m for m in named if not has(m)] + [c for c in codes if not has(f"error-{c}")]
    assert missing == []


def test_replies_use_typographic_apostrophes_and_no_break_spaces():
    spoken = [line for line in REPLIES.splitlines() if line and not line.startswith("#")]
    assert [line for line in spoken if "'" in line] == []
    assert [line for line in spoken if re.search(r"(?<=\w) [?!;:»](?!=)", line)] == []
    assert [line for line in spoken if "« " in line] == []


@pytest.mark.parametrize(
    ("count", "name", "said"),
    [
        (1, "baguette", "une baguette"),
        (1, "ananas", "un ananas"),
        (1, "avocats hass", "un avocat hass"),
        (1, "noix de coco fraîche", "une noix de coco fraîche"),
        (1, "pain viennois", "un pain viennois"),
        (1, "bloc-notes", "un bloc-notes"),
        (1, "ciseaux", "une paire de ciseaux"),
        (2, "ciseaux", "2 paires de ciseaux"),
        (1, "foie de veau", "un foie de veau"),
        (4, "pomme golden", "4 pommes golden"),
        (2, "poulet bio prêt à cuire", "2 poulets bio prêts à cuire"),
        (1, "melon", "un melon"),
        (1, "concombre", "un concombre"),
        (3, "baguette", "3 baguettes"),
        (2, "baguette de tradition française", "2 baguettes de tradition française"),
        (2, "baguette précuite à cuire", "2 baguettes précuites à cuire"),
        (2, "pain au chocolat", "2 pains au chocolat"),
        (2, "chou-fleur", "2 choux-fleurs"),
        (4, "gâteau basque", "4 gâteaux basques"),
    ],
)
def test_nouns_agree_with_their_number(count, name, said):
    assert nouns.counted(count, name) == said


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("lait", "de lait"),
        ("oignons", "d’oignons"),
        ("œufs", "d’œufs"),
        ("yaourts nature", "de yaourts nature"),
        ("huile d’olive", "d’huile d’olive"),
        ("haricots verts", "de haricots verts"),
        ("Épinards", "d’Épinards"),
    ],
)
def test_de_is_elided_where_french_elides_it(name, said):
    assert nouns.de(name) == said


@pytest.mark.parametrize(
    ("packaging", "count", "said", "price"),
    [
        ("bourriche", 1, "une bourriche d’huîtres", "9,49 € la bourriche de 12"),
        ("sac", 2, "2 sacs d’huîtres", "9,49 € le sac de 12"),
        ("aérosol", 1, "un aérosol d’huîtres", "9,49 € l’aérosol de 12"),
        ("plateau", 3, "3 plateaux d’huîtres", "9,49 € le plateau de 12"),
    ],
)
def test_a_package_without_a_unit_of_its_own_is_counted_by_its_noun(packaging, count, said, price):
    oysters = product("x", "Huîtres", 949, 12, Unit.PIECE, ["huître"], pieces=12, packaging_name=packaging)
    assert wording.amount_of(oysters, Fraction(count)).text == said
    assert wording.shelf_price(oysters).text.replace("\N{NO-BREAK SPACE}", " ") == price


@pytest.mark.parametrize(
    ("cents", "written", "spoken"),
    [
        (1250, "12,50 €", "12 euros 50"),
        (100, "1,00 €", "1 euro"),
        (90, "0,90 €", "90 centimes"),
        (1, "0,01 €", "1 centime"),
    ],
)
def test_prices(cents, written, spoken):
    assert french.price(cents).replace("\N{NO-BREAK SPACE}", " ") == written
    assert french.price_speech(cents) == spoken


def test_days_near_and_far():
    now = datetime(2026, 11, 30, 22, tzinfo=ZoneInfo("Europe/Paris"))
    assert french.day(now, now) == "aujourd’hui lundi 30 novembre"
    assert french.day(now.replace(month=12, day=1), now) == "demain mardi 1er décembre"
    assert french.day(now.replace(month=12, day=5), now) == "samedi 5 décembre"


def test_lists_and_numbers():
    parts = [Phrase.of(p) for p in "abc"]
    assert enumerate_phrases(parts).text == "a, b et c"
    assert enumerate_phrases(parts[:1]).text == "a"
    assert french.number(Fraction(3, 2)) == "1,5"
    assert french.number(Fraction(1200)) == "1\N{NARROW NO-BREAK SPACE}200"


def test_what_people_said_cannot_break_the_spoken_form():
    phrase = say("product-unknown", said="<break/> & co")
    assert "<break/>" in phrase.text
    assert "&lt;break/&gt; &amp; co" in phrase.ssml


@pytest.mark.parametrize(
    ("noun", "said"),
    [
        ("lait", "lait habituel"),
        ("baguette", "baguette habituelle"),
        ("œufs", "œufs habituels"),
        ("pâtes", "pâtes habituelles"),
        ("pommes de terre", "pommes de terre habituelles"),
        ("riz", "riz habituel"),
        ("fromage râpé", "fromage râpé habituel"),
    ],
)
def test_what_is_usual_agrees_with_its_noun(noun, said):
    assert nouns.usual(noun) == said
