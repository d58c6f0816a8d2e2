"""Lateness and silence are computed; reading costs the same for one as for many."""

from datetime import date, timedelta

import pytest

from portal.base.access import NOBODY
from portal.base.errors import NotFound
from portal.responses import lateness, queries
from portal.responses.models import Commitment, CommitmentState, Update, Verdict

TODAY = date(2027, 5, 3)


def promise(due=date(2027, 6, 1), state=CommitmentState.ON_COURSE, day=TODAY, updates=(), since=TODAY):
    return Commitment(due_on=due, state=state, day=day, updates=list(updates), state_since=since)


@pytest.mark.parametrize(
    ("due", "state", "late"),
    [
        (date(2027, 5, 2), CommitmentState.NOT_STARTED, True),
        (date(2027, 5, 2), CommitmentState.ON_COURSE, True),
        (date(2027, 5, 3), CommitmentState.ON_COURSE, False),
        (date(2027, 5, 2), CommitmentState.DONE, False),
        (date(2027, 5, 2), CommitmentState.DROPPED, False),
    ],
)
def test_a_promise_is_late_from_the_day_after(due, state, late):
    assert queries.is_late(promise(due, state), TODAY) is late


def test_a_day_moved_in_time_counts_anew():
    moved = promise(date(2027, 6, 1), updates=[Update(day=date(2027, 4, 1), old_due_on=date(2027, 4, 2), state=CommitmentState.ON_COURSE)])
    assert not queries.is_late(moved, TODAY)


def test_a_day_moved_too_late_stays_missed():
    moved = promise(date(2027, 6, 1), updates=[Update(day=date(2027, 4, 3), old_due_on=date(2027, 4, 2), state=CommitmentState.ON_COURSE)])
    assert queries.is_late(moved, TODAY)


@pytest.mark.parametrize(("days", "silent"), [(182, False), (183, True)])
def test_p95_half_a_year_without_news_is_told(days, silent):
    assert queries.has_no_news(promise(day=TODAY - timedelta(days=days)), TODAY) is silent


def test_p95_news_breaks_the_silence_and_an_end_does_too():
    old = TODAY - timedelta(days=400)
    assert not queries.has_no_news(promise(day=old, updates=[Update(day=TODAY - timedelta(days=9), state=CommitmentState.ON_COURSE)]), TODAY)
    assert not queries.has_no_news(promise(day=old, state=CommitmentState.DONE), TODAY)
    assert queries.has_no_news(promise(day=old), TODAY)


@pytest.mark.parametrize(
    ("start", "end", "said"),
    [
        (date(2027, 1, 31), date(2027, 2, 28), "28 days"),
        (date(2027, 1, 1), date(2027, 1, 2), "1 day"),
        (date(2026, 12, 3), date(2027, 2, 3), "2 months"),
        (date(2026, 12, 4), date(2027, 2, 3), "1 month"),
    ],
)
def test_spans_are_whole_months_or_days(start, end, said):
    assert lateness.span(start, end) == said


def test_answers_are_late_once_they_were_due(make, now):
    place = make.answerable(2, response_due_at=now - timedelta(minutes=1))
    assert queries.answers_late(place, True, now)
    assert not queries.answers_late(place, False, now)
    assert not queries.answers_late(place, True, now - timedelta(minutes=2))


def test_a_summary_that_never_came_makes_the_answers_late_too(make, database, now):
    place = make.consultation(closes=timedelta(days=-2), response_due_at=now - timedelta(days=1))
    assert database.read(lambda session: queries.overview(session, NOBODY, place).late_answers(now))


def test_the_overview_costs_the_same_for_one_point_and_for_many(make, statements, now):
    costs = []
    for points in (1, 3):
        place = make.answerable(points)
        for point in place.points:
            make.answer(point)
            make.news(make.commitment(point))
        costs.append(statements(lambda session, place=place: queries.overview(session, NOBODY, place)))
    assert costs[0] == costs[1]


def test_an_unannounced_consultation_keeps_its_promises_to_itself(make, database, now):
    place = make.answerable(announced_at=now + timedelta(days=1))
    made = make.commitment(place.points[0])
    make.answer(place.points[0])
    assert database.read(lambda session: (queries.answers_of(session, NOBODY, [place.points[0].id]), queries.commitments_of(session, NOBODY, [place.points[0].id]))) == ({}, {})
    with pytest.raises(NotFound):
        database.read(lambda session: queries.commitment(session, NOBODY, place.slug, made.number))


def test_answers_come_newest_last_and_promises_with_their_news(make, database, now):
    place = make.answerable()
    point = place.points[0]
    make.answer(point, Verdict.PARTLY, version=2)
    make.answer(point, Verdict.NOT_OURS, version=1)
    make.news(make.commitment(point))
    answers, promises = database.read(lambda session: (queries.answers_of(session, NOBODY, [point.id]), queries.commitments_of(session, NOBODY, [point.id])))
    assert [one.verdict for one in answers[point.id]] == [Verdict.NOT_OURS, Verdict.PARTLY]
    assert [str(one.updates[0].text) for one in promises[point.id]] == ["Ten trees stand."]


def test_a_number_that_no_database_holds_is_not_found(make, database, now):
    place = make.answerable()
    with pytest.raises(NotFound):
        database.read(lambda session: queries.commitment(session, NOBODY, place.slug, 10**20))
