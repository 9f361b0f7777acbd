"""The shop's own files: what comes with the package reads, and nonsense is refused with its place."""

from __future__ import annotations

from datetime import datetime
from fractions import Fraction
from zoneinfo import ZoneInfo

import pytest

from assistant.catalogue.files import read_folder
from assistant.errors import BadInput
from assistant.settings import Settings
from assistant.shop_files import load_offers, load_shop
from assistant.shopping.offers import PROMOTION_CAP, Credit, Lot, MoneyOff, NForM, Percentage

PARIS = ZoneInfo("Europe/Paris")


def offers(tmp_path, text):
    file = tmp_path / "offers.toml"
    file.write_text(text, encoding="utf-8")
    return load_offers(file, PARIS)


def test_the_embedded_shop_and_its_offers_read():
    assert load_shop(Settings().shop_file).id == "main"
    assert len(load_offers(Settings().offers_file, PARIS)) >= 8


def test_every_embedded_offer_on_articles_is_on_something_the_shop_sells():
    products, _ = read_folder(Settings().catalogue_dir)
    known = {p.family for p in products} | {p.category for p in products}
    aisles = known | {name.rpartition(" > ")[0] for name in known}
    for offer in load_offers(Settings().offers_file, PARIS):
        selections = [part.on for part in offer.rule.parts] if isinstance(offer.rule, Lot) else [offer.on]
        for on in selections:
            assert on.families | on.categories | on.except_categories <= aisles, offer.id


def test_no_embedded_offer_gives_more_than_the_law_lets_food_be_promoted():
    given = [offer.advantage for offer in load_offers(Settings().offers_file, PARIS)]
    assert max(share for share in given if share is not None) <= PROMOTION_CAP


def test_every_kind_of_offer_can_be_written(tmp_path):
    found = offers(
        tmp_path,
        """
        [[offers]]
        id = "a"
        rule = { kind = "percentage", percent = 12.5 }
        on = { brands = ["Vocabas"], except_skus = ["X"] }
        starts = 2026-11-01
        ends = 2026-12-01T08:00:00
        limit = 2
        [[offers]]
        id = "b"
        rule = { kind = "n_for_m", taken = 3, paid = 2 }
        [[offers]]
        id = "c"
        rule = { kind = "lot", price_cents = 500, parts = [{ on = { skus = ["A"] }, count = 2 }] }
        [[offers]]
        id = "d"
        code = "merci"
        rule = { kind = "money_off", off_cents = 500, threshold_cents = 5000 }
        [[offers]]
        id = "e"
        card = true
        rule = { kind = "credit", percent = 10 }
        """,
    )
    assert [type(o.rule) for o in found] == [Percentage, NForM, Lot, MoneyOff, Credit]
    first = found[0]
    assert first.rule == Percentage(Fraction(1, 8))
    assert first.starts == datetime(2026, 11, 1, tzinfo=PARIS)
    assert first.ends == datetime(2026, 12, 1, 8, tzinfo=PARIS)
    assert (found[3].code, found[4].card, first.limit) == ("MERCI", True, 2)


@pytest.mark.parametrize(
    "text",
    [
        "[[offers]]\nid = 'a'",
        "[[offers]]\nid = 'a'\nrule = { kind = 'magic' }",
        "[[offers]]\nid = 'a'\nrule = { kind = 'percentage', percent = 150 }",
        "[[offers]]\nid = 'a'\nrule = { kind = 'credit', percent = 5 }\nstart = 2026-11-01",
        "[[offers]]\nid = 'a'\nrule = { kind = 'credit', percent = 5 }\non = { family = ['x'] }",
        "[[offers]]\nid = 'a'\nrule = { kind = 'credit', percent = 5 }\n" * 2,
        "not toml",
    ],
)
def test_offers_without_sense_are_refused(tmp_path, text):
    with pytest.raises(BadInput) as caught:
        offers(tmp_path, text)
    assert caught.value.code == "bad_offers"
