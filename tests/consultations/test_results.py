"""What comes after the closing: checking, answers; and what people tell of themselves."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from portal.base import clock
from portal.base.access import NOBODY, SYSTEM, Role
from portal.base.errors import Refused, WrongMoment
from portal.base.languages import Texts
from portal.consultations import commands, queries
from portal.consultations.models import Consultation, Notice, SelfDescription
from portal.consultations.phases import Phase, phase_at
from portal.journal.models import Entry
from portal.responses import rules as rules_of_responses
from portal.summaries import rules as rules_of_summaries

BECAUSE = Texts(en="A storm.", ar="عاصفة")
DAY = timedelta(days=1)
ROOMS_ABOVE = (rules_of_responses, rules_of_summaries)  # they grant what two commands of this room need


@pytest.fixture
def park(make, now):
    return make.consultation()


@pytest.fixture
def organiser(make, park):
    return make.actor(Role.ORGANISER, park)


@pytest.fixture
def do(database):
    """Run a command on a consultation as somebody."""

    def do(command, actor, park, *args, **more):
        return database.write(lambda session: command(session, actor, session.get(Consultation, park.id), *args, **more))

    return do


def seen(database, park):
    return database.read(lambda session: queries.one(session, SYSTEM, park.slug))


def lines(database, park):
    return database.read(lambda session: session.execute(select(Entry.deed, Entry.old_state, Entry.new_state, Entry.reason).where(Entry.thing_id == park.id)).all())


@pytest.fixture
def moderator(make):
    """Somebody who writes summaries."""
    return lambda park: make.actor(Role.MODERATOR, park)


def test_the_check_back_begins_once_after_closing(database, make, moderator, do, now):
    park = make.consultation(closes=-DAY)
    actor = moderator(park)
    with pytest.raises(Refused):
        do(commands.begin_check_back, actor, park, now)
    do(commands.begin_check_back, actor, park, now + 14 * DAY)
    after = seen(database, park)
    assert (phase_at(after, now), after.check_back_from, after.check_back_until) == (Phase.CHECK_BACK, now, now + 14 * DAY)
    with pytest.raises(WrongMoment):
        do(commands.begin_check_back, actor, park, now + 15 * DAY)


def test_the_check_back_cannot_begin_while_people_still_write(park, moderator, do, now):
    with pytest.raises(WrongMoment):
        do(commands.begin_check_back, moderator(park), park, now + 14 * DAY)


def test_answered_is_noted_once_and_followed_for_two_years(database, make, do, now):
    park = make.consultation(closes=timedelta(days=-20), check_back_from=now - 10 * DAY, check_back_until=now - DAY)
    actor = make.actor(Role.RESPONDER, park)
    do(commands.note_responded, actor, park)
    with clock.frozen(now + DAY):
        do(commands.note_responded, actor, park)
    after = seen(database, park)
    assert (after.responded_at, after.archived_at) == (now, now + timedelta(days=730))
    assert [phase_at(after, now + timedelta(days=days)) for days in (0, 30, 730)] == [Phase.RESPONDED, Phase.TRACKING, Phase.ARCHIVED]


def test_answered_comes_after_the_check_back(park, make, do):
    with pytest.raises(WrongMoment):
        do(commands.note_responded, make.actor(Role.RESPONDER, park), park)


def test_what_somebody_tells_of_themselves_hangs_on_the_consultation_alone(database, park, do):
    do(commands.describe_oneself, NOBODY, park, "oceania", "media")
    do(commands.describe_oneself, NOBODY, park, "", "")
    [row] = database.read(lambda session: session.scalars(select(SelfDescription)).all())
    assert (row.consultation_id, row.region, row.sector) == (park.id, "oceania", "media")
    assert set(SelfDescription.__table__.columns.keys()) == {"id", "consultation_id", "region", "sector"}
    assert lines(database, park) == []


@pytest.mark.parametrize(("region", "sector"), [("atlantis", ""), ("", "spies")])
def test_what_is_not_on_the_list_is_refused(park, do, region, sector):
    with pytest.raises(Refused):
        do(commands.describe_oneself, NOBODY, park, region, sector)


def test_notices_are_counted_per_consultation(database, make, park, organiser, do):
    make.notice(make.consultation(), number=7)
    do(commands.suspend, organiser, park, BECAUSE)
    assert database.read(lambda session: session.scalars(select(Notice.number).where(Notice.consultation_id == park.id)).all()) == [1]
