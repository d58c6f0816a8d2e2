"""When a number opens nothing any more: thirty days after everything under it is over, and never before."""

from datetime import date, timedelta
from types import SimpleNamespace

import pytest

from portal.base import clock
from portal.base.access import NOBODY, Role
from portal.consultations.models import ConsultationState
from portal.contributions.models import ContributionState
from portal.journeys import jobs, queries
from portal.moderation.models import Action, Appeal, AppealState, Decision, Flag, FlagState
from portal.receipts.models import Receipt
from portal.responses.models import CommitmentState
from portal.summaries.models import ObjectionState

DAY = timedelta(days=1)
LONG_AGO = date(2024, 5, 1)


@pytest.fixture
def place(make, now):
    """A consultation that was archived forty days ago, with answers."""
    return make.answerable(1, archived_at=now - 40 * DAY)


def spoken(make, place, **more):
    """Somebody whose words were published long ago."""
    return make.contribution(place.question, **{"state_since": LONG_AGO, "day": LONG_AGO, **more})


def forgotten(database, receipt):
    for _name, _every, job in jobs.JOBS:
        database.write(job)
    return database.read(lambda session: session.get(Receipt, receipt.id)).code_hash is None


def test_p207_a_number_is_forgotten_thirty_days_after_its_consultation_was_archived(make, database, place, now):
    words = spoken(make, place)
    with clock.frozen(now - 11 * DAY):
        assert forgotten(database, words.receipt) is False
    assert forgotten(database, words.receipt) is True


def test_a_forgotten_number_opens_nothing(make, database, place, visitor):
    words = spoken(make, place)
    assert forgotten(database, words.receipt)
    visitor.get("/en/track")
    visitor.press("Show what became of it", code=words.receipt.code, status=422)


def test_several_numbers_are_forgotten_at_once(make, database, place):
    assert [forgotten(database, spoken(make, place).receipt) for _one in range(3)] == [True] * 3


@pytest.mark.parametrize(("more", "gone"), [({"state": ConsultationState.CANCELLED, "state_since": LONG_AGO}, True), ({"state": ConsultationState.CANCELLED}, False), ({}, False)])
def test_a_cancelled_consultation_ends_too_and_a_running_one_does_not(make, database, more, gone, now):
    question = make.question(make.consultation(**more))
    assert forgotten(database, make.contribution(question, state_since=LONG_AGO, day=LONG_AGO).receipt) is gone


@pytest.mark.parametrize("more", [{"state": ContributionState.RECEIVED}, {"state": ContributionState.HELD}, {"state_since": date(2027, 4, 20)}], ids=str)
def test_words_that_wait_or_were_decided_on_lately_keep_their_number(make, database, place, more):
    assert forgotten(database, spoken(make, place, **more).receipt) is False


def decision(make, words, day, action=Action.REDACT):
    return make.save(Decision(consultation_id=words.consultation_id, contribution_id=words.id, version=1, action=action, facts="So it is.", day=day))


@pytest.mark.parametrize(("days", "gone"), [(200, False), (220, True)])
def test_a_decision_that_can_be_contested_keeps_the_number_and_thirty_days_more(make, database, place, now, days, gone):
    words = spoken(make, place)
    decision(make, words, now.date() - days * DAY)
    assert forgotten(database, words.receipt) is gone


@pytest.mark.parametrize(("state", "gone"), [(AppealState.OPEN, False), (AppealState.UPHELD, True)])
def test_an_open_appeal_keeps_the_number(make, database, place, state, gone):
    words = spoken(make, place)
    made = decision(make, words, LONG_AGO)
    facts = {"consultation_id": words.consultation_id, "decision_id": made.id, "receipt_id": words.receipt_id, "text": "No.", "language": "en"}
    make.save(Appeal(**facts, state=state, state_since=LONG_AGO, day=LONG_AGO, due_on=LONG_AGO))
    assert forgotten(database, words.receipt) is gone


@pytest.mark.parametrize(("state", "gone"), [(FlagState.OPEN, False), (FlagState.KEPT, True)])
def test_an_open_report_keeps_the_number(make, database, place, state, gone):
    words, reporter = spoken(make, place), make.receipt(place)
    facts = {"consultation_id": place.id, "contribution_id": words.id, "receipt_id": reporter.id, "category": "insult", "language": "en"}
    make.save(Flag(**facts, state=state, state_since=LONG_AGO, day=LONG_AGO))
    assert forgotten(database, reporter) is gone


@pytest.mark.parametrize(("state", "gone"), [(ObjectionState.OPEN, False), (ObjectionState.ACCEPTED, True)])
def test_an_open_objection_keeps_the_number(make, database, place, state, gone):
    objector = make.receipt(place)
    make.objection(SimpleNamespace(consultation_id=place.id, id=place.points[0].summary_id), receipt_id=objector.id, state=state, state_since=LONG_AGO)
    assert forgotten(database, objector) is gone


@pytest.mark.parametrize(
    ("state", "gone"), [(CommitmentState.ON_COURSE, False), (CommitmentState.NOT_STARTED, False), (CommitmentState.DONE, True), (CommitmentState.DROPPED, True)]
)
def test_an_open_promise_keeps_the_number(make, database, place, state, gone):
    words = spoken(make, place)
    make.behind(place.points[0], words)
    make.commitment(place.points[0], state=state, state_since=LONG_AGO)
    assert forgotten(database, words.receipt) is gone


def test_only_the_clock_asks_which_numbers_are_over(make, database, place):
    spoken(make, place)
    for viewer in (NOBODY, make.actor(Role.ADMINISTRATOR)):
        assert database.read(lambda session, viewer=viewer: queries.numbers_that_are_over(session, viewer)) == []
