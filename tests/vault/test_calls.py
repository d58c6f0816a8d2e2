"""Calls to the desk: once for one reason, nothing in the clear that ties somebody to a case, and forgotten after a while."""

from datetime import timedelta

from sqlalchemy import select

from portal.base import clock
from portal.base.access import SYSTEM
from portal.vault import commands, jobs
from portal.vault.models import Notice


def calls(make):
    return make.vault.read(lambda session: session.scalars(select(Notice)).all())


def test_a_call_is_made_once_and_does_not_name_the_case(make, now):
    made = make.complaint(make.officer())
    for _ in range(2):
        make.vault.write(lambda session: commands.call(session, SYSTEM, [77], f"complaint:{made.case.id}"))
    [row] = calls(make)
    assert (row.staff_id, row.day) == (77, now.date())
    assert str(made.case.id) not in row.once


def test_a_call_that_was_carried_is_forgotten_after_fourteen_days_and_one_that_waits_is_not(make, now):
    make.vault.write(lambda session: commands.call(session, SYSTEM, [77, 78], "a reason"))
    make.vault.write(lambda session: setattr(session.scalars(select(Notice).where(Notice.staff_id == 77)).one(), "carried_on", now.date()))
    for days, left in ((14, [77, 78]), (15, [78])):
        with clock.frozen(now + timedelta(days=days)):
            make.vault.write(jobs.forget_calls)
        assert sorted(row.staff_id for row in calls(make)) == left
