"""After an outage shortly before the end there is more time, and everybody can read why."""

from datetime import timedelta

import pytest

from portal.base import clock
from portal.base.access import NOBODY, SYSTEM
from portal.base.database import Session
from portal.base.errors import NotAllowed
from portal.consultations import commands
from portal.consultations.jobs import JOBS, beat
from portal.consultations.models import Consultation, ConsultationState, Notice, NoticeKind
from portal.journal.models import Entry

HOUR = timedelta(hours=1)
pytestmark = pytest.mark.usefixtures("now")


@pytest.fixture
def away(database, now):
    """The portal lives, is away for a while, and lives again."""

    def go(lasting):
        database.write(beat)
        with clock.frozen(now + lasting):
            database.write(beat)

    return go


def closing(database, one):
    return database.read(lambda session: session.get(Consultation, one.id).closes_at)


def notices(database, one):
    return database.read(lambda session: session.query(Notice).filter_by(consultation_id=one.id).all())


def test_p89_lost_time_is_given_back_in_whole_hours_and_announced(make, database, now, away):
    one = make.consultation(closes=20 * HOUR)
    away(3 * HOUR + timedelta(minutes=20))
    assert closing(database, one) - one.closes_at == 4 * HOUR
    [notice] = notices(database, one)
    assert notice.kind is NoticeKind.EXTENDED
    assert notice.reason["en"] == "The portal could not be reached shortly before the end. This time is given back, in hours: 4."
    assert set(notice.reason) == {"en", "ar"}
    assert [(line.deed, line.by) for line in database.read(lambda session: session.query(Entry).filter_by(deed="extend").all())] == [("extend", SYSTEM.kind.value)]


def test_p89_also_when_it_should_have_closed_meanwhile(make, database, now, away, visitor):
    one = make.consultation(closes=2 * HOUR)
    away(5 * HOUR)
    assert closing(database, one) == one.closes_at + 5 * HOUR
    with clock.frozen(now + 5 * HOUR):
        page = visitor.get(f"/en/consultations/{one.slug}")
        assert "The portal could not be reached shortly before the end." in page.main


@pytest.mark.parametrize(
    ("facts", "lasting"),
    [
        ({"closes": 20 * HOUR}, timedelta(minutes=59)),
        ({"closes": 60 * HOUR}, 5 * HOUR),
        ({"closes": -HOUR}, 5 * HOUR),
        ({"closes": 20 * HOUR, "state": ConsultationState.SUSPENDED}, 5 * HOUR),
        ({"closes": 20 * HOUR, "state": ConsultationState.CANCELLED}, 5 * HOUR),
    ],
    ids=["short", "long before the end", "closed before", "suspended", "cancelled"],
)
def test_p89_nothing_is_prolonged_where_nothing_was_lost(make, database, away, facts, lasting):
    one = make.consultation(**facts)
    away(lasting)
    assert closing(database, one) == one.closes_at
    assert notices(database, one) == []


@pytest.mark.parametrize(
    ("closes", "lasting", "later"),
    [(60, 20, 68), (20, 19, 39), (2, 5, 7), (30, 200, 230), (100, 200, 248)],
    ids=["partly before the last hours", "until just before the end", "over the end", "for days, since the last hours", "for days, since long before"],
)
def test_p89_what_was_lost_of_the_last_48_hours_counts(make, database, now, away, closes, lasting, later):
    """Hours from the beginning: after the outage, or after the end that was planned, as many are left as were lost."""
    one = make.consultation(closes=closes * HOUR, response_due_at=now + 999 * HOUR)
    away(lasting * HOUR)
    assert closing(database, one) == now + later * HOUR


def test_p89_a_second_worker_gives_nothing_back_twice(make, database, now, away):
    one = make.consultation(closes=20 * HOUR)
    away(5 * HOUR)
    with clock.frozen(now + 5 * HOUR + timedelta(minutes=1)):
        database.write(beat)
    assert closing(database, one) == one.closes_at + 5 * HOUR


def test_p89_it_stays_before_the_day_on_which_answers_are_due(make, database, now, away):
    one = make.consultation(closes=20 * HOUR, response_due_at=now + 23 * HOUR)
    away(9 * HOUR)
    assert closing(database, one) == now + 22 * HOUR


def test_the_portal_gives_a_sign_of_life_every_minute_and_changes_no_public_page_by_it(database):
    assert [every for name, every, _job in JOBS if name == "sign of life"] == [timedelta(minutes=1)]
    database.write(beat)
    before = database.edition()
    database.write(beat)
    assert database.edition() == before


def test_only_the_portal_itself_gives_it(database):
    def job(session: Session) -> None:
        commands.beat(session, NOBODY)

    with pytest.raises(NotAllowed):
        database.write(job)
