"""What the page of promises says of cases, and no other test keeps: kept for ninety days with a notice, dead numbers, nothing kept unheard."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from portal.base import clock
from portal.base.access import Actor, Kind, Role
from portal.base.errors import Refused
from portal.complaints.clocks import KEPT
from portal.vault import commands, holding
from portal.vault.commands.retention import WARNED, keep_longer
from portal.vault.jobs import JOBS
from portal.vault.models import Case, Notice, WrappedKey
from portal.web import tokens
from tests.complaints.filing import TEXT
from tests.conftest import NOON

pytestmark = pytest.mark.usefixtures("now")
DAY = timedelta(days=1)
HOLDER = Actor(kind=Kind.HOLDER)


@pytest.fixture
def closed(make):
    """A complaint that was closed today."""
    made = make.complaint(make.officer())

    def close(session):
        case = session.get_one(Case, made.case.id)
        case.closed_on, case.erase_on = clock.today(), clock.today() + KEPT

    make.vault.write(close)
    return made


def day(make, number):
    """The clock's work on a later day."""
    with clock.frozen(NOON + number * DAY):
        for _name, _every, job in JOBS[:2]:
            make.vault.write(job)


def erased(make, made):
    return make.vault.read(lambda session: session.get_one(Case, made.case.id).erased_on is not None)


def test_p220_a_closed_case_is_kept_for_ninety_days_and_both_sides_are_told_two_weeks_before(make, closed):
    assert (KEPT, WARNED) == (90 * DAY, 14 * DAY)
    day(make, 75)
    assert make.vault.read(lambda session: session.scalars(select(Notice)).all()) == []
    day(make, 76)
    assert len(make.vault.read(lambda session: session.scalars(select(Notice)).all())) == 1
    assert make.vault.read(lambda session: session.get_one(Case, closed.case.id).warned_on) == NOON.date() + 76 * DAY
    day(make, 89)
    assert not erased(make, closed)
    day(make, 90)
    assert erased(make, closed)
    assert make.vault.read(lambda session: session.scalars(select(WrappedKey)).all()) == []


def test_p220_nothing_is_erased_without_the_notice_however_long_the_portal_stood_still(make, closed):
    day(make, 300)
    assert not erased(make, closed)
    day(make, 313)
    assert not erased(make, closed)
    day(make, 314)
    assert erased(make, closed)


def test_p220_whoever_holds_the_number_asks_for_more_time(make, closed):
    def ask(session):
        keep_longer(session, HOLDER, holding.opened_by(session, closed.code), 200)

    make.vault.write(ask)
    day(make, 90)
    day(make, 104)
    assert not erased(make, closed)
    day(make, 186)
    day(make, 200)
    assert erased(make, closed)


def test_p223_the_number_of_before_opens_nothing(make):
    made = make.complaint(make.officer())

    def renew(session):
        return commands.renew_number(session, HOLDER, holding.opened_by(session, made.code), tokens.read(tokens.issue()))

    new = make.vault.write(renew)
    assert make.vault.read(lambda session: holding.opened_by(session, new)).case.id == made.case.id
    with pytest.raises(Refused, match="nothing under this number"):
        make.vault.read(lambda session: holding.opened_by(session, made.code))


@pytest.mark.parametrize("role", [None, Role.PROTECTION_OFFICER])
def test_p224_what_nobody_could_open_is_not_kept(visitor, make, vault, role):
    """Without a focal point the words stay on the page, and no row of them is anywhere."""
    if role is not None:
        make.officer(role)
    visitor.get("/en/write/1")
    page = visitor.press("Continue", status=503, category="process", text=TEXT)
    assert "So nothing was kept." in page.main
    assert TEXT in page.text
    assert vault.read(lambda session: session.scalars(select(Case)).all()) == []
