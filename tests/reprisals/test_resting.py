"""A report that rests is not kept for ever: its holder is told, may keep it, wakes it by a sign of life; and no look is struck out by erasing."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from portal.base import clock
from portal.reprisals import jobs
from portal.reprisals.commands import holder, office, plan
from portal.reprisals.models import FollowUp, Reprisal, ReprisalState
from portal.vault import commands as vault
from portal.vault import jobs as vault_jobs
from portal.vault.holding import HOLDER
from portal.vault.models import Case, CaseWish, Notice, WrappedKey
from tests.conftest import NOON
from tests.reprisals.reports import by_holder, by_officer, open_page, planned
from tests.visitor import Visitor

S = ReprisalState
DAY = timedelta(days=1)


def after(days):
    return clock.frozen(NOON + timedelta(days=days))


def nightly(make):
    for job in (vault_jobs.warn, vault_jobs.erase, jobs.settle_erased):
        while make.vault.write(job):
            pass


def case_of(make):
    return make.vault.read(lambda session: session.scalars(select(Case)).one())


def state(make):
    return make.vault.read(lambda session: session.scalars(select(Reprisal.state)).one())


def called(make):
    return sorted(make.vault.read(lambda session: session.scalars(select(Notice.staff_id)).all()))


@pytest.fixture
def resting(make, made, officers, now):
    """Without a sign of life for thirty days; it has rested since then."""
    with after(30):
        by_officer(make, made, officers[0], office.let_rest, "Nothing was agreed.", language="en")
    return made


def test_p220_it_is_erased_ninety_days_later_and_both_sides_are_told_two_weeks_before(make, resting, officers):
    make.vault.write(lambda session: session.add(CaseWish(case_id=resting.case.id, sealed_address=b"x", link_hash=b"x", language="en", confirmed_on=clock.today())))
    assert (case_of(make).erase_on, case_of(make).closed_on) == ((NOON + 120 * DAY).date(), None)
    with after(105):
        nightly(make)
        assert (case_of(make).warned_on, called(make)) == (None, [])
    with after(106):
        nightly(make)
        assert case_of(make).warned_on == clock.today()
        assert called(make) == sorted(one.person.id for one in officers)
        assert make.vault.read(lambda session: session.scalars(select(CaseWish.news_on)).one()) == clock.today()
    with after(119):
        nightly(make)
        assert state(make) is S.DORMANT
    with after(120):
        nightly(make)
        assert (state(make), case_of(make).erased_on) == (S.ERASED, clock.today())
        assert make.vault.read(lambda session: session.scalars(select(WrappedKey)).all()) == []


def test_a_sign_of_life_gives_it_time_and_calls_the_officers_once_a_day(make, resting, officers):
    with after(110):
        nightly(make)
        before = called(make)
        for _time in range(2):
            make.vault.write(lambda session: holder.note_sign(session, HOLDER, session.get_one(Case, resting.case.id)))
        assert (case_of(make).erase_on, case_of(make).warned_on) == (clock.today() + 90 * DAY, None)
        assert called(make) == sorted([*before, *(one.person.id for one in officers)])
        assert state(make) is S.DORMANT


def test_a_sign_of_life_in_an_open_report_changes_no_day(make, made, officers, now):
    with after(3):
        make.vault.write(lambda session: holder.note_sign(session, HOLDER, session.get_one(Case, made.case.id)))
    assert (case_of(make).erase_on, called(make)) == (None, [])


def test_the_holder_may_keep_it_longer_and_it_is_never_kept_for_less(make, resting):
    with after(40):
        by_holder(make, resting, vault.keep_longer, 366)
        by_holder(make, resting, vault.keep_longer, 1)
        assert case_of(make).erase_on == clock.today() + 366 * DAY
    with after(45):
        make.vault.write(lambda session: holder.note_sign(session, HOLDER, session.get_one(Case, resting.case.id)))
    assert case_of(make).erase_on == (NOON + 406 * DAY).date()


def test_woken_it_is_kept_as_long_as_it_is_open(make, resting, officers):
    with after(108):
        nightly(make)
        by_officer(make, resting, officers[0], office.agree_contact, "On this page.", language="en")
        assert (state(make), case_of(make).erase_on, case_of(make).warned_on) == (S.CONTACT_AGREED, None, None)
    with after(400):
        nightly(make)
        assert case_of(make).erased_on is None


def test_p68_no_look_is_struck_out_by_erasing_before_its_day(make, made, officers, now):
    planned(make, made, officers[0])
    with after(80):
        by_officer(make, made, officers[0], plan.move_follow_up, 90, (NOON + 165 * DAY).date(), "She asked for it.")
        by_officer(make, made, officers[0], office.settle, "We agreed.", agreed=True, language="en")
        assert case_of(make).erase_on == clock.today() + 90 * DAY
        by_officer(make, made, officers[0], plan.move_follow_up, 30, clock.today() + 90 * DAY, "She is away.")
        assert case_of(make).erase_on == clock.today() + 91 * DAY
    with after(90):
        by_officer(make, made, officers[0], plan.move_follow_up, 30, clock.today() + 60 * DAY, "She is back.")
        assert case_of(make).erase_on == (NOON + 171 * DAY).date()
    assert make.vault.read(lambda session: len(session.scalars(select(FollowUp)).all())) == 3


def test_closed_with_a_late_look_to_come_it_waits_for_that_look(make, made, officers, now):
    planned(make, made, officers[0])
    with after(20):
        by_officer(make, made, officers[0], plan.move_follow_up, 90, clock.today() + 90 * DAY, "She asked for it.")
    with after(10):
        by_officer(make, made, officers[0], office.settle, "We agreed.", agreed=True, language="en")
        assert case_of(make).erase_on == (NOON + 111 * DAY).date()


@pytest.mark.once
def test_both_sides_see_the_day(make, visitor, portal, resting, officers):
    with after(40):
        officer = Visitor(portal)
        make.unlock(officer, officers[0])
        assert "Erased on August 31, 2027, unless the person wants it otherwise." in officer.get(f"/en/staff/desk/{resting.case.id}").main
        officer.leave()
        page = open_page(visitor, resting)
        assert "We have not heard from you for a while. Write to us, and we go on." in page.main
        assert "It will be erased on September 10, 2027. You can move that day below." in page.main
        assert "It is kept longer now." in visitor.press("Keep it longer", days="366").main
