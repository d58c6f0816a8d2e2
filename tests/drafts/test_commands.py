"""Keeping and letting go: for how long, and by whom."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from portal.base import clock
from portal.base.access import NOBODY, SYSTEM
from portal.base.errors import NotAllowed, Refused
from portal.drafts import commands, jobs, sealing
from portal.drafts.models import Draft
from portal.web import tokens

TODAY = date(2027, 5, 3)
pytestmark = pytest.mark.usefixtures("now")


def token():
    return tokens.read(tokens.issue())


def keep(database, one=None, until=date(2028, 1, 1), **fields):
    return database.write(lambda session: commands.keep(session, NOBODY, one or token(), "contribution", fields or {"text": "Words."}, until=until))


def rows(database):
    return database.read(lambda session: session.scalars(select(Draft).order_by(Draft.ends_on)).all())


@pytest.mark.parametrize(("until", "kept"), [(date(2028, 1, 1), date(2027, 5, 17)), (date(2027, 5, 17), date(2027, 5, 17)), (date(2027, 5, 5), date(2027, 5, 5))])
def test_it_is_kept_for_two_weeks_and_never_longer_than_said(database, until, kept):
    assert keep(database, until=until).ends_on == kept
    assert [one.ends_on for one in rows(database)] == [kept]


def test_it_opens_with_its_number_alone(database):
    form = token()
    kept = keep(database, form, text="Words.", voice="name")
    opened = database.read(lambda session: commands.open_with(session, NOBODY, kept.code))
    assert (opened.kind, dict(opened.fields), opened.name) == ("contribution", {"text": "Words.", "voice": "name"}, form.name)
    with pytest.raises(Refused):
        database.read(lambda session: commands.open_with(session, NOBODY, sealing.for_form(token())))


def test_too_much_is_refused(database):
    with pytest.raises(Refused):
        keep(database, text="x" * 200_001)
    assert rows(database) == []


def test_the_clock_erases_what_is_over_and_nothing_else(database):
    keep(database, until=TODAY)
    keep(database, until=TODAY + timedelta(days=1))
    with clock.frozen(clock.now() + timedelta(days=1)):
        database.write(jobs.erase_over)
    assert [one.ends_on for one in rows(database)] == [TODAY + timedelta(days=1)]


def test_sending_the_form_erases_its_draft_and_no_other(database):
    one, other = token(), token()
    keep(database, one)
    left = keep(database, other)
    database.write(lambda session: commands.erase_sent(session, NOBODY, one))
    assert [row.code_hash for row in rows(database)] == [sealing.lookup_hash(left.code)]


def test_only_the_portal_itself_clears_up(database):
    with pytest.raises(NotAllowed):
        database.write(lambda session: commands.erase_over(session, NOBODY))
    database.write(lambda session: commands.erase_over(session, SYSTEM))


def test_drafts_of_like_length_are_told_apart_by_nothing(database):
    keep(database, text="Short.")
    keep(database, text="A little longer than that, with a name.")
    assert len({len(one.sealed) for one in rows(database)}) == 1
