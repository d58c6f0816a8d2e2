"""Hours of duty, as numbers: who is on duty, until when, and by when a report is answered."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from portal.reprisals import duty

MONDAY = datetime(2027, 5, 3, tzinfo=UTC)


@dataclass(frozen=True)
class Hours:
    weekday: int
    from_hour: int
    to_hour: int


def at(hour, minute=0, days=0):
    return MONDAY + timedelta(days=days, hours=hour, minutes=minute)


@pytest.mark.parametrize(
    ("moment", "on_duty", "ends", "begins"),
    [
        (at(7, 59), False, None, at(8)),
        (at(8), True, at(17), None),
        (at(16, 59), True, at(17), None),
        (at(17), False, None, at(8, days=7)),
        (at(12, days=3), False, None, at(8, days=7)),
    ],
)
def test_duty_begins_and_ends_with_its_hours(moment, on_duty, ends, begins):
    seen = duty.watch([Hours(0, 8, 12), Hours(0, 12, 17)], moment)
    assert (seen.on_duty, seen.ends, seen.begins) == (on_duty, ends, begins)


def test_p67_the_first_answer_comes_within_four_hours_on_duty_and_twenty_four_otherwise():
    assert duty.watch([Hours(0, 8, 17)], at(9, 30)).answer_by == at(13, 30)
    assert duty.watch([Hours(0, 8, 17)], at(18)).answer_by == at(18, days=1)
    assert duty.watch([], at(9)).answer_by == at(9, days=1)


def test_without_hours_no_duty_ever_begins():
    assert duty.watch([], at(9)).begins is None


def test_a_duty_around_the_clock_never_ends():
    seen = duty.watch([Hours(day, 0, 24) for day in range(7)], at(9))
    assert (seen.on_duty, seen.ends) == (True, None)


def test_hours_over_midnight_are_two():
    assert duty.split(6, 22, 6) == [(6, 22, 24), (0, 0, 6)]
    assert duty.split(0, 8, 17) == [(0, 8, 17)]
    assert duty.split(0, 20, 0) == [(0, 20, 24)]


@given(some.lists(some.tuples(some.integers(0, 6), some.integers(0, 22), some.integers(1, 24)).filter(lambda one: one[1] < one[2]), max_size=5), some.integers(0, 7 * 24 * 60 - 1))
def test_what_is_said_about_a_moment_fits_together(rows, minutes):
    hours, moment = [Hours(*row) for row in rows], MONDAY + timedelta(minutes=minutes)
    seen = duty.watch(hours, moment)
    assert seen.on_duty == duty.is_on_duty(hours, moment)
    assert not (seen.ends and seen.begins)
    if seen.begins:
        assert moment < seen.begins
        assert duty.is_on_duty(hours, seen.begins)
    if seen.ends:
        assert moment < seen.ends
        assert not duty.is_on_duty(hours, seen.ends)
    assert seen.answer_by - moment == (duty.ON_DUTY if seen.on_duty else duty.OTHERWISE)
