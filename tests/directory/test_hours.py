"""Hours as they are written, in another zone, over midnight."""

from datetime import UTC, datetime

import pytest

from portal.base.languages import speaking
from portal.directory import hours


def at(day, hour, minute=0):
    """May 2027: the 3rd is a Monday."""
    return datetime(2027, 5, day, hour, minute, tzinfo=UTC)


@pytest.mark.parametrize(
    ("written", "zone", "moment", "is_open"),
    [
        ("24/7", "UTC", at(9, 3), True),
        ("", "UTC", at(3, 12), False),
        ("Mo-Fr 09:00-17:00", "UTC", at(3, 9), True),
        ("Mo-Fr 09:00-17:00", "UTC", at(3, 17), False),
        ("Mo-Fr 09:00-17:00", "UTC", at(8, 12), False),
        ("Mo-Fr 09:00-17:00", "Asia/Tokyo", at(3, 0, 30), True),
        ("Mo-Fr 09:00-17:00", "Asia/Tokyo", at(3, 9), False),
        ("Mo 22:00-06:00", "UTC", at(4, 5, 59), True),
        ("Mo 22:00-06:00", "UTC", at(4, 6), False),
        ("Su 22:00-06:00", "UTC", at(3, 1), True),
        ("Mo-Fr 09:00-12:00; Sa 10:00-11:00", "UTC", at(8, 10, 30), True),
        ("We 00:00-24:00", "UTC", at(5, 23, 59), True),
    ],
)
def test_whether_somebody_is_there(written, zone, moment, is_open):
    assert hours.is_open(written, zone, moment) is is_open


@pytest.mark.parametrize("written", ["always", "Mo 9:00-17:00", "Mo-Fr 25:00-26:00", "Fr-Mo 09:00-17:00", "Mo 09:00-24:30", "Mo", "24/7; Mo 09:00-10:00"])
def test_other_writings_are_refused(written):
    with pytest.raises(ValueError):
        hours.parts(written)


def test_hours_are_told_in_the_readers_words():
    with speaking("en"):
        assert hours.in_words("Mo-Fr 09:00-17:00; Sa 22:00-06:00") == ["Monday–Friday 09:00–17:00", "Saturday 22:00–06:00"]
        assert hours.in_words("24/7") == ["Day and night"]
    with speaking("ru"):
        assert hours.in_words("We 00:00-24:00") == ["среда 00:00–24:00"]


def test_zones():
    assert [hours.is_zone(zone) for zone in ("Europe/Paris", "UTC", "Nowhere/Town", "../etc/passwd", "")] == [True, True, False, False, False]
