from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.shopping.slots import Cutoff, Fulfilment, Hours, Mode, Shop, Slot, Window

PARIS = ZoneInfo("Europe/Paris")
ALL_DAYS = frozenset(range(7))
NOT_SUNDAY = frozenset(range(6))


def shop(**changes):
    drive = {"opens": time(8, 30), "closes": time(20, 30), "days": ALL_DAYS, "slot_minutes": 30, "lead": 120}
    drive |= changes
    return Shop(
        "le marché",
        PARIS,
        (
            Fulfilment(
                Mode.DRIVE,
                0,
                drive["opens"],
                drive["closes"],
                drive["days"],
                drive["slot_minutes"],
                drive["lead"],
                8,
            ),
            Fulfilment(Mode.EXPRESS, 790, time(8, 30), time(21, 30), NOT_SUNDAY, 60, 0, 4),
        ),
    )


def paris(month, day, hour=0, minute=0, second=0):
    return datetime(2026, month, day, hour, minute, second, tzinfo=PARIS)


def walls(slots, day):
    """The starts of a day's slots, on the clock of the shop."""
    return [f"{slot.start:%H:%M}" for slot in slots if slot.start.date() == day]


def drive(now, **changes):
    return list(shop(**changes).slots(Mode.DRIVE, now))


def test_a_day_has_slots_from_opening_until_closing():
    day = walls(drive(paris(11, 18, 20)), paris(11, 19).date())
    assert (day[0], day[-1], len(day)) == ("08:30", "20:00", 24)


def test_the_first_slot_leaves_the_shop_its_time():
    assert drive(paris(11, 18, 10, 0))[0].start == paris(11, 18, 12, 0)
    assert drive(paris(11, 18, 10, 0, 1))[0].start == paris(11, 18, 12, 30)


def test_late_in_the_evening_the_first_slot_is_tomorrow():
    assert drive(paris(11, 18, 18, 30))[0].start == paris(11, 19, 8, 30)


def test_a_time_needed_that_passes_midnight_reaches_into_the_next_day():
    assert drive(paris(11, 18, 20), lead=16 * 60)[0].start == paris(11, 19, 12, 0)


def test_a_closed_day_has_no_slot():
    slots = drive(paris(11, 21, 9), days=NOT_SUNDAY)
    assert walls(slots, paris(11, 21).date())
    assert not walls(slots, paris(11, 22).date())


def test_slots_end_with_the_horizon():
    assert drive(paris(11, 18, 9))[-1].start == paris(11, 25, 20, 0)


def test_a_slot_that_would_end_after_closing_is_not_offered():
    day = walls(drive(paris(11, 18), slot_minutes=120), paris(11, 19).date())
    assert day == ["08:30", "10:30", "12:30", "14:30", "16:30", "18:30"]
    day = walls(drive(paris(11, 18), slot_minutes=120, closes=time(19)), paris(11, 19).date())
    assert day[-1] == "16:30"


def test_a_mode_the_shop_does_not_offer_has_no_slot():
    assert list(shop().slots(Mode.DELIVERY, paris(11, 18))) == []
    assert shop().fulfilment(Mode.DELIVERY) is None


def test_the_clock_of_who_asks_does_not_matter():
    now = paris(11, 18, 10)
    assert drive(now) == drive(now.astimezone(UTC)) == drive(now.astimezone(ZoneInfo("Pacific/Auckland")))


@settings(max_examples=25)
@given(st.integers(0, 60 * 24 * 365), st.sampled_from([15, 30, 60, 120]), st.integers(0, 600))
def test_every_slot_is_to_come_within_hours_and_in_order(minutes, length, lead):
    now = (datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)).astimezone(PARIS)
    slots = drive(now, slot_minutes=length, lead=lead)
    starts = [slot.start.astimezone(UTC) for slot in slots]
    assert starts == sorted(set(starts))
    for slot in (slots[0], slots[-1]):
        assert slot.start.astimezone(UTC) - now.astimezone(UTC) >= timedelta(minutes=lead)
        assert slot.end.astimezone(UTC) - slot.start.astimezone(UTC) == timedelta(minutes=length)
        assert time(8, 30) <= slot.start.time() < slot.end.time() <= time(20, 30)


def test_the_hour_that_spring_skips_has_no_slot():
    night = drive(paris(3, 28, 12), opens=time(0), closes=time(5), slot_minutes=30, lead=0)
    assert walls(night, paris(3, 29).date()) == [
        "00:00",
        "00:30",
        "01:00",
        "01:30",
        "03:00",
        "03:30",
        "04:00",
        "04:30",
    ]


def test_the_slot_before_the_skipped_hour_ends_behind_it_after_its_usual_length():
    night = drive(paris(3, 28, 12), opens=time(0), closes=time(5), slot_minutes=60, lead=0)
    slot = next(s for s in night if s.start == paris(3, 29, 1))
    assert (slot.end.hour, slot.end.utcoffset()) == (3, timedelta(hours=2))
    assert slot.end.astimezone(UTC) - slot.start.astimezone(UTC) == timedelta(hours=1)


@pytest.mark.parametrize(("month", "day"), [(3, 29), (10, 25)])
def test_a_day_of_23_or_25_hours_has_its_slots_at_the_usual_hours(month, day):
    slots = walls(drive(paris(month, day - 1, 20)), paris(month, day).date())
    assert (slots[0], slots[-1], len(slots)) == ("08:30", "20:00", 24)


def test_the_time_the_shop_needs_is_counted_in_real_hours_on_the_night_of_spring():
    now = paris(3, 29, 1, 30)
    first = drive(now, opens=time(0), closes=time(23, 30))[0]
    assert first.start.astimezone(UTC) - now.astimezone(UTC) == timedelta(hours=2)
    assert first.start.hour == 4


def test_the_time_the_shop_needs_is_counted_in_real_hours_on_the_night_of_autumn():
    now = paris(10, 25, 1, 30)
    first = drive(now, opens=time(0), closes=time(23, 30), lead=180)[0]
    assert first.start.astimezone(UTC) - now.astimezone(UTC) == timedelta(hours=3)
    assert first.start.hour == 3


def express(now):
    return list(shop().slots(Mode.EXPRESS, now))


def test_express_is_one_slot_from_now():
    assert express(paris(11, 18, 10, 15, 42)) == [
        Slot(Mode.EXPRESS, paris(11, 18, 10, 15), paris(11, 18, 11, 15))
    ]


@pytest.mark.parametrize(
    ("hour", "minute", "is_open"),
    [(8, 29, False), (8, 30, True), (20, 30, True), (20, 31, False), (23, 30, False), (0, 0, False)],
)
def test_express_is_offered_only_while_there_is_time_before_closing(hour, minute, is_open):
    assert bool(express(paris(11, 18, hour, minute))) is is_open


def test_express_is_not_offered_on_a_closed_day():
    assert express(paris(11, 21, 10))
    assert not express(paris(11, 22, 10))


SLOT = Slot(Mode.DRIVE, paris(11, 18, 18), paris(11, 18, 18, 30))


@pytest.mark.parametrize(
    ("hour", "minute", "admitted"), [(17, 59, False), (18, 0, True), (18, 29, True), (18, 30, False)]
)
def test_an_exact_time_wants_the_slot_that_holds_it(hour, minute, admitted):
    wish = Window.at(paris(11, 18, hour, minute))
    assert wish.is_point
    assert wish.admits(SLOT) is admitted


@pytest.mark.parametrize(
    ("start", "end", "admitted"),
    [
        ((17, 0), (19, 0), True),
        ((18, 0), (18, 30), True),
        ((18, 1), (20, 0), False),
        ((16, 0), (18, 0), False),
    ],
)
def test_an_interval_wants_a_slot_that_starts_in_it(start, end, admitted):
    wish = Window(paris(11, 18, *start), paris(11, 18, *end))
    assert not wish.is_point
    assert wish.admits(SLOT) is admitted


def with_rules(**changes):
    usual = Fulfilment(Mode.DELIVERY, 490, time(8), time(20), ALL_DAYS, 120, 120, 2)
    return replace(usual, **changes)


def one(rules, **shop_):
    return Shop("le marché", PARIS, (rules,), **shop_)


def test_sunday_may_close_at_noon():
    found = one(with_rules(hours=(Hours(frozenset({6}), time(9), time(13)),)))
    slots = list(found.slots(Mode.DELIVERY, paris(11, 20, 7)))
    assert walls(slots, paris(11, 22).date()) == ["09:00", "11:00"]
    assert walls(slots, paris(11, 21).date())[0] == "08:00"


def test_the_shop_may_be_closed_on_a_date():
    found = one(with_rules(), closed=frozenset({paris(11, 21).date()}))
    days = {slot.start.date() for slot in found.slots(Mode.DELIVERY, paris(11, 20, 7))}
    assert paris(11, 21).date() not in days
    assert paris(11, 22).date() in days


def test_a_day_can_be_chosen_until_its_cutoff():
    found = one(with_rules(cutoff=Cutoff(1, time(20))))
    tomorrow = paris(11, 21).date()
    assert walls(found.slots(Mode.DELIVERY, paris(11, 20, 20)), tomorrow)
    assert not walls(found.slots(Mode.DELIVERY, paris(11, 20, 20, 0, 1)), tomorrow)
    assert not walls(found.slots(Mode.DELIVERY, paris(11, 20, 20)), paris(11, 20).date())


@pytest.mark.parametrize(("month", "day"), [(3, 28), (10, 24)])
def test_a_cutoff_is_on_the_clock_whatever_the_night_does_to_it(month, day):
    # the night to 29 March 2026 has an hour less, that to 25 October one more
    found = one(with_rules(cutoff=Cutoff(1, time(20))))
    sunday = paris(month, day + 1).date()
    assert len(walls(found.slots(Mode.DELIVERY, paris(month, day, 19, 59)), sunday)) == 6
    assert not walls(found.slots(Mode.DELIVERY, paris(month, day, 20, 1)), sunday)


def test_the_fee_is_waived_from_an_amount_and_the_minimum_says_what_is_missing():
    rules = with_rules(free_from_cents=5000, minimum_cents=3000)
    assert [rules.fee(cents) for cents in (0, 4999, 5000)] == [490, 490, 0]
    assert [rules.missing(cents) for cents in (0, 2999, 3000, 9000)] == [3000, 1, 0, 0]
