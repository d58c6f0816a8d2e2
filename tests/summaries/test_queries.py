"""Who sees which summary, and that reading many costs as many statements as reading one."""

import time
from datetime import timedelta

import pytest
from sqlalchemy import insert

from portal.base import clock
from portal.base.access import NOBODY, Actor, Kind, Role
from portal.base.errors import NotFound
from portal.consultations import queries as consultations
from portal.contributions.models import Contribution, ContributionState
from portal.summaries import queries
from portal.summaries.models import SummaryState

CLOSED = {"opens": timedelta(days=-30), "closes": timedelta(days=-1)}


@pytest.fixture
def public(make, now):
    """A public summary."""
    return make.summary(make.consultation(**CLOSED), state=SummaryState.CHECK_BACK)


def test_a_draft_is_seen_by_the_staff_of_its_consultation_alone(database, make, now):
    summary = make.summary(make.consultation(**CLOSED))
    viewers = [NOBODY, make.actor(Role.MODERATOR, make.consultation()), make.actor(Role.RESPONDER, summary.consultation), make.actor(Role.ADMINISTRATOR), Actor(kind=Kind.SYSTEM)]
    seen = [database.read(lambda session, viewer=viewer: queries.of(session, viewer, summary.consultation) is not None) for viewer in viewers]
    assert seen == [False, False, True, True, True]


def test_points_and_reasons_of_a_draft_stay_inside(database, make, now):
    summary = make.summary(make.consultation(**CLOSED))
    question = make.question(summary.consultation)
    one, other = make.contribution(question), make.contribution(question)
    point = make.point(summary, behind=[one])
    make.no_point(other)
    ids = [one.id, other.id]

    def look(viewer):
        return database.read(
            lambda session: (
                [len(points) for points in queries.points_of(session, viewer, ids).values()],
                list(queries.no_points_of(session, viewer, ids)),
                len(queries.behind(session, viewer, point)),
                queries.counts_behind(session, viewer, [point.id]),
                len(queries.without_point_page(session, viewer, summary.consultation)[0]),
            )
        )

    assert look(NOBODY) == ([0, 0], [], 0, {point.id: 0}, 0)
    assert look(make.actor(Role.MODERATOR, summary.consultation)) == ([1, 0], [other.id], 1, {point.id: 1}, 1)


def test_objections_under_a_number_are_for_its_holder(database, make, public):
    receipt = make.receipt(public.consultation)
    make.objection(public, receipt_id=receipt.id)
    holder = Actor(kind=Kind.RECEIPT, receipt_id=receipt.id)
    assert len(database.read(lambda session: queries.objections_of(session, holder, receipt.id))) == 1
    with pytest.raises(NotFound):
        database.read(lambda session: queries.objections_of(session, NOBODY, receipt.id))
    for read in (lambda session: queries.objections(session, NOBODY, public.consultation), lambda session: queries.objection(session, NOBODY, public.consultation, 1)):
        with pytest.raises(NotFound):
            database.read(read)


def test_the_workspace_is_closed_to_others(database, make, public):
    look = queries.Filter()
    for read in (
        lambda session: queries.mine(session, NOBODY, public.consultation),
        lambda session: queries.my_point(session, NOBODY, public.consultation, 1),
        lambda session: queries.results(session, NOBODY, public.consultation, look),
        lambda session: queries.find_campaigns(session, NOBODY, public.consultation),
        lambda session: queries.tags(session, NOBODY, public.consultation),
    ):
        with pytest.raises(NotFound):
            database.read(read)


def test_hidden_words_are_no_gap_and_count_nowhere(database, make, public):
    question = make.question(public.consultation)
    hidden = make.contribution(question, state=ContributionState.HIDDEN)
    point = make.point(public, behind=[hidden])
    assert database.read(lambda session: queries.gaps(session, NOBODY, public.consultation_id)) == []
    assert database.read(lambda session: queries.behind(session, NOBODY, point)) == []
    assert database.read(lambda session: queries.coverage(session, NOBODY, public.consultation)) == queries.Coverage(0, 0, 0, 0)


def test_reading_three_costs_as_much_as_reading_one(make, public, statements):
    question = make.question(public.consultation)
    moderator = make.actor(Role.MODERATOR, public.consultation)
    holder = Actor(kind=Kind.RECEIPT, receipt_id=make.receipt(public.consultation).id)

    def add():
        one = make.contribution(question, "A tree, please.")
        point = make.point(public, behind=[one], question_id=question.id)
        make.no_point(make.contribution(question))
        make.objection(public, point_id=point.id, receipt_id=holder.receipt_id)
        return one.id, point

    ids, points = zip(*[add()], strict=True)

    def costs(ids, points):
        def workspace(session):
            consultation = consultations.one(session, moderator, public.consultation.slug)
            queries.results(session, moderator, consultation, queries.Filter(words="tree", question=question.number, unplaced=False))
            queries.tags_on(session, moderator, consultation, ids)
            queries.campaigns(session, moderator, consultation)
            queries.alike_point(session, moderator, consultation, points[0])

        reads = [
            lambda session: queries.of(session, NOBODY, public.consultation),
            lambda session: queries.behind(session, NOBODY, points[0]),
            lambda session: queries.points_of(session, NOBODY, ids),
            lambda session: queries.no_points_of(session, NOBODY, ids),
            lambda session: queries.counts_behind(session, NOBODY, [one.id for one in points]),
            lambda session: queries.objections_of(session, holder, holder.receipt_id),
            lambda session: queries.facts(session, NOBODY, public.consultation),
            lambda session: queries.coverage(session, NOBODY, public.consultation),
            workspace,
        ]
        return [statements(read) for read in reads]

    one = costs(ids, points)
    more, further = zip(*[add() for _ in range(2)], strict=True)
    assert costs(ids + more, points + further) == one


def test_the_workspace_stays_usable_with_six_thousand_contributions(database, make, public, capsys):
    question = make.question(public.consultation)
    one = make.contribution(question, "The oak at the gate gives shade to all of us.")
    point, moderator = make.point(public, "Keep the oak at the gate.", behind=[one], question_id=question.id), make.actor(Role.MODERATOR, public.consultation)
    trees = ("oak", "lime", "beech", "pine", "maple", "birch", "willow")

    def words(number):
        if number % 10 == 0:
            return f"Dear council, the oak at the gate gives shade to all of us in summer, please keep it for our children. Yours, citizen {number}"
        return " ".join(f"{trees[(number * step) % 7]} {number * step % 997} path {step}" for step in range(1, 30))

    shared = {
        "consultation_id": question.consultation_id,
        "question_id": question.id,
        "state": ContributionState.PUBLISHED,
        "voice": one.voice,
        "language": "en",
        "html": "<p>…</p>",
        "is_root": True,
        "version": 1,
        "hasty": False,
        "mark": "",
        "shown_name": "",
        "day": clock.today(),
        "state_since": clock.today(),
    }
    rows = [{**shared, "id": 10**6 + number, "number": 10**4 + number, "text": words(number)} for number in range(6000)]
    database.write(lambda session: session.execute(insert(Contribution), rows))
    consultation = database.read(lambda session: consultations.one(session, moderator, public.consultation.slug))
    took = {}
    for name, read in {
        "first page": lambda session: queries.results(session, moderator, consultation, queries.Filter(unplaced=True)),
        "search without a hit": lambda session: queries.results(session, moderator, consultation, queries.Filter(words="nowhere")),
        "coverage": lambda session: queries.coverage(session, moderator, consultation),
        "look alike": lambda session: queries.alike_point(session, moderator, consultation, point),
        "campaigns": lambda session: queries.find_campaigns(session, moderator, consultation),
    }.items():
        began = time.perf_counter()
        found = database.read(read)
        took[name] = time.perf_counter() - began
    assert [len(group) for group in found if group[0].number == 10**4] == [600]
    with capsys.disabled():
        print("\n6,000 contributions:", ", ".join(f"{name} {seconds:.2f} s" for name, seconds in took.items()))
    assert max(took.values()) < 20
