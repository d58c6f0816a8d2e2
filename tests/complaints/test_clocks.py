"""The clocks of a complaint: when each of them ends, and that lateness is computed and never missed."""

from datetime import date, timedelta

import pytest

from portal.base import clock
from portal.base.access import SYSTEM
from portal.complaints import clocks
from portal.complaints.clocks import CLOCKS, Pause, due
from portal.vault import commands, queries
from portal.vault.holding import Held
from portal.vault.models import ClockName
from tests.conftest import NOON

ACKNOWLEDGE, TRIAGE, SECOND, COMMENT = ClockName.ACKNOWLEDGE, ClockName.TRIAGE, ClockName.SECOND, ClockName.COMMENT

# Worked out by hand with a calendar. In May 2027 France rests on the 6th and the 17th, and on Saturdays and Sundays; the
# Emirates on Saturdays and Sundays; Saudi Arabia on Fridays and Saturdays, and from the 15th to the 19th.
TABLE = [
    ("", date(2027, 4, 30), ACKNOWLEDGE, date(2027, 5, 4)),
    ("", date(2027, 4, 30), TRIAGE, date(2027, 5, 14)),
    ("FR", date(2027, 4, 30), ACKNOWLEDGE, date(2027, 5, 4)),
    ("FR", date(2027, 5, 5), ACKNOWLEDGE, date(2027, 5, 10)),
    ("FR", date(2027, 5, 5), TRIAGE, date(2027, 5, 21)),
    ("FR", date(2027, 5, 5), SECOND, date(2027, 6, 4)),
    ("FR", date(2027, 12, 24), COMMENT, date(2028, 1, 7)),
    ("AE", date(2027, 4, 29), ACKNOWLEDGE, date(2027, 5, 3)),
    ("SA", date(2027, 4, 29), ACKNOWLEDGE, date(2027, 5, 3)),
    ("SA", date(2027, 4, 29), TRIAGE, date(2027, 5, 13)),
    ("SA", date(2027, 5, 12), TRIAGE, date(2027, 6, 1)),
    ("SA", date(2027, 5, 13), ACKNOWLEDGE, date(2027, 5, 20)),  # seven days, whatever the feast
]


@pytest.mark.parametrize(("country", "day", "name", "expected"), TABLE)
def test_p54_working_days_end_on_the_day_of_the_calendar(country, day, name, expected):
    assert due(name, day, country) == expected


@pytest.mark.parametrize(("name", "days"), [(ClockName.PROPOSE, 30), (ClockName.DECIDE, 90), (ClockName.NEWS, 30)])
@pytest.mark.parametrize("country", ["", "FR", "SA"])
def test_p54_plain_days_ask_no_calendar(name, days, country):
    assert due(name, date(2027, 5, 5), country) == date(2027, 5, 5) + timedelta(days=days)


@pytest.mark.parametrize("country", ["", "CN", "SA", "FR", "JP"])
def test_p54_a_person_answers_within_seven_days_whatever_the_holidays(country):
    for number in range(366):
        day = date(2027, 1, 1) + timedelta(days=number)
        assert day < due(ACKNOWLEDGE, day, country) <= day + timedelta(days=7)


def begun(make):
    made = make.complaint(make.officer(), country="FR")
    make.vault.write(lambda session: clocks.start_all(session, SYSTEM, made.case, made.row))
    return made


def late(make, made):
    rows = make.vault.read(lambda session: queries.running(session, SYSTEM, made.case))
    return {name for name, one in rows.items() if queries.late(one)}


def after(days):
    return clock.frozen(NOON + timedelta(days=days))


def test_p52_each_clock_is_late_from_the_day_after_its_last_one(make, now):
    made = begun(make)
    expected = {due(name, now.date(), "FR"): name for name in (ACKNOWLEDGE, TRIAGE, ClockName.PROPOSE, ClockName.DECIDE)}
    for day, name in expected.items():
        with after((day - now.date()).days):
            assert name not in late(make, made)
        with after((day - now.date()).days + 1):
            assert name in late(make, made)


def test_p52_an_outage_over_the_deadline_hides_nothing(make, now):
    made = begun(make)
    with after(40):
        assert late(make, made) == {ACKNOWLEDGE, TRIAGE, ClockName.PROPOSE, ClockName.NEWS}
        make.vault.write(lambda session: commands.meet(session, SYSTEM, made.case, ACKNOWLEDGE))
    with after(400):
        rows = make.vault.read(lambda session: queries.clocks(session, SYSTEM, Held(made.case, made.key)))
        assert {one.name: queries.late(one) for one in rows}[ACKNOWLEDGE]


def test_a_decision_ends_every_clock_but_the_one_for_news(make, now):
    made = begun(make)
    make.vault.write(lambda session: clocks.start_comment(session, SYSTEM, made.case, made.row))
    make.vault.write(lambda session: clocks.decided(session, SYSTEM, made.case))
    assert set(make.vault.read(lambda session: queries.running(session, SYSTEM, made.case))) == {ClockName.NEWS}
    make.vault.write(lambda session: clocks.stop_all(session, SYSTEM, made.case))
    assert make.vault.read(lambda session: queries.running(session, SYSTEM, made.case)) == {}


def test_a_clock_that_is_late_cannot_be_dropped_out_of_the_figures(make, now):
    made = begun(make)
    with after(31):
        make.vault.write(lambda session: clocks.decided(session, SYSTEM, made.case))
        rows = make.vault.read(lambda session: queries.clocks(session, SYSTEM, Held(made.case, made.key)))
        assert {one.name for one in rows if queries.late(one)} >= {ClockName.PROPOSE}


def test_clocks_stand_still_for_a_reason_and_go_on_where_they_stood(make, now):
    made = begun(make)
    make.vault.write(lambda session: clocks.stand_still(session, SYSTEM, made.case, Pause.HOLDER))
    with after(200):
        assert late(make, made) == {ClockName.NEWS}  # news never waits
        assert not make.vault.write(lambda session: clocks.go_on(session, SYSTEM, made.case, Pause.COURT))
        assert make.vault.write(lambda session: clocks.go_on(session, SYSTEM, made.case, Pause.HOLDER))
        rows = make.vault.read(lambda session: queries.running(session, SYSTEM, made.case))
        assert rows[ClockName.DECIDE].due_on == now.date() + timedelta(days=290)
        assert rows[ClockName.DECIDE].paused_days == 200


def test_news_begins_anew_with_every_word(make, now):
    made = begun(make)
    with after(20):
        make.vault.write(lambda session: clocks.told_news(session, SYSTEM, made.case))
        assert make.vault.read(lambda session: queries.running(session, SYSTEM, made.case))[ClockName.NEWS].due_on == now.date() + timedelta(days=50)


def test_every_clock_of_the_list_has_a_length():
    assert set(CLOCKS) == set(ClockName) - {ClockName.ANSWER}
    assert all(bool(length.days) != bool(length.working_days) for length in CLOCKS.values())
