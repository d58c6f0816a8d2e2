"""A flood waits its turn: so many at once, then one after the other, and whoever waited is taken whatever others do."""

from datetime import timedelta

import pytest

from portal.base import clock
from portal.base.turns import AT_ONCE, LONGEST, PER_SECOND, Turns
from tests.conftest import NOON

STEP = timedelta(seconds=1 / PER_SECOND)


@pytest.fixture
def turns(settings, now):
    return Turns("tests")


def flood(turns, number):
    return [turns.wait(b"form %d" % one, "") for one in range(number)]


def test_so_many_are_taken_at_once_and_the_next_one_is_told_a_moment(turns):
    assert [wait for wait in flood(turns, int(AT_ONCE)) if wait] == []
    wait = turns.wait(b"mine", "")
    assert wait.until == NOON + timedelta(minutes=1)


def test_whoever_waited_is_taken_whatever_others_do_meanwhile(turns):
    flood(turns, int(AT_ONCE))
    wait = turns.wait(b"mine", "")
    flood(turns, 500)
    with clock.frozen(wait.until - timedelta(seconds=1)):
        assert turns.wait(b"mine", wait.sign) == wait
    with clock.frozen(wait.until):
        flood(turns, 500)
        assert turns.wait(b"mine", wait.sign) is None


def test_each_waits_for_a_turn_of_its_own_and_nobody_longer_than_an_hour(turns):
    flood(turns, int(AT_ONCE))
    waits = flood(turns, 1000)
    assert [one.until for one in waits] == sorted(one.until for one in waits)
    assert waits[-1].until == NOON + LONGEST + timedelta(minutes=1)
    assert len([one for one in waits if one.sign]) == LONGEST / STEP - 1
    assert waits[-1].sign == ""


def test_a_flood_gets_no_more_through_than_the_form_takes(turns):
    flood(turns, int(AT_ONCE))
    waits = flood(turns, 1000)
    with clock.frozen(NOON + timedelta(minutes=10)):
        taken = [one for number, one in enumerate(waits) if one.sign and turns.wait(b"form %d" % number, one.sign) is None]
    assert len(taken) <= timedelta(minutes=10) / STEP


@pytest.mark.parametrize("sign", ["", "x", "%%%", "A" * 60])
def test_a_sign_that_is_none_or_of_another_form_gives_no_turn(turns, sign):
    flood(turns, int(AT_ONCE))
    assert turns.wait(b"mine", sign) is not None
    of_another = turns.wait(b"another", "")
    with clock.frozen(NOON + timedelta(seconds=50)):
        flood(turns, 5)
        assert turns.wait(b"mine", of_another.sign) is not None
    other = Turns("others")
    with clock.frozen(of_another.until):
        flood(turns, 50)
        flood(other, 50)
        assert other.wait(b"another", of_another.sign) is not None


def test_after_some_minutes_of_quiet_all_is_as_before(turns):
    flood(turns, 60)
    with clock.frozen(NOON + timedelta(hours=2)):
        assert [wait for wait in flood(turns, int(AT_ONCE)) if wait] == []


def test_somebody_in_danger_is_only_asked_whether_it_is_full(turns):
    assert [turns.overfull() for _time in range(int(AT_ONCE) + 2)] == [False] * int(AT_ONCE) + [True, True]
