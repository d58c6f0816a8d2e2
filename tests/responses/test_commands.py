"""Answering, promising, giving news: what is demanded, and that nothing said before is lost."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from portal.base import clock
from portal.base.access import NOBODY, Role
from portal.base.errors import NotAllowed, Refused, WrongMoment
from portal.base.languages import Texts
from portal.consultations.models import Consultation
from portal.notifications.models import Wish
from portal.responses import commands, queries
from portal.responses.models import Commitment, CommitmentState, OfficialResponse, Update, Verdict
from portal.responses.pledges import Pledge
from portal.summaries.models import Point, Summary, SummaryState

pytestmark = pytest.mark.usefixtures("now")


def pledge(days=100, **more):
    facts = {"what": Texts(en="Plant forty trees"), "owner": "Head gardener", "due_on": clock.today() + timedelta(days=days), "measure": Texts(en="Forty trees stand.")}
    return Pledge(**{**facts, **more})


@pytest.fixture
def place(make):
    consultation = make.answerable(2)
    consultation.__dict__["responder"] = make.actor(Role.RESPONDER, consultation)
    return consultation


@pytest.fixture
def answer(database, place):
    def answer(point, verdict=Verdict.PARTLY, reason="There is little water.", actor=None, **more):
        reason = Texts(en=reason) if reason else Texts()
        return database.write(
            lambda session: commands.answer(session, actor or place.responder, session.get(Point, point.id), verdict=verdict, reason=reason, unit="Parks office", **more)
        )

    return answer


@pytest.fixture
def update(database, place):
    def update(commitment, state=CommitmentState.ON_COURSE, text="Ten trees stand.", **more):
        return database.write(
            lambda session: commands.update(session, place.responder, session.get(Commitment, commitment.id), state=state, text=Texts(en=text) if text else Texts(), **more)
        )

    return update


def versions(database, point):
    return database.read(
        lambda session: [
            (one.version, one.verdict) for one in session.scalars(select(OfficialResponse).where(OfficialResponse.point_id == point.id).order_by(OfficialResponse.version))
        ]
    )


def seen(database, place, commitment):
    return database.read(lambda session: queries.commitment(session, NOBODY, place.slug, commitment.number))


def test_p93_not_accepted_needs_a_reason(answer, place, database):
    with pytest.raises(Refused, match="needs a reason"):
        answer(place.points[0], Verdict.NOT_ACCEPTED, reason="")
    assert versions(database, place.points[0]) == []
    assert answer(place.points[0], Verdict.NOT_ACCEPTED).version == 1


def test_p93_accepted_needs_an_owner_and_a_date(answer, place, database):
    point = place.points[0]
    for missing in (None, pledge(owner=" "), pledge(days=0), pledge(what=Texts()), pledge(measure=Texts())):
        with pytest.raises(Refused):
            answer(point, Verdict.ACCEPTED, commitment=missing)
    assert versions(database, point) == []
    answer(point, Verdict.ACCEPTED, commitment=pledge())
    made = database.read(lambda session: session.scalar(select(Commitment)))
    assert (made.point_id, made.number, made.owner, made.due_on, made.state) == (point.id, 1, "Head gardener", pledge().due_on, CommitmentState.NOT_STARTED)


def test_a_changed_answer_is_a_new_version_and_the_old_one_stays(answer, place, database):
    point = place.points[0]
    answer(point, Verdict.NOT_OURS)
    answer(point, Verdict.PARTLY, reason="We have found a way.")
    assert versions(database, point) == [(1, Verdict.NOT_OURS), (2, Verdict.PARTLY)]


def test_an_accepted_point_keeps_its_promise_when_the_answer_changes(answer, place):
    answer(place.points[0], Verdict.ACCEPTED, commitment=pledge())
    assert answer(place.points[0], Verdict.ACCEPTED, reason="Now with a better reason.").version == 2


def test_the_same_answer_sent_twice_is_one_answer_and_one_promise(answer, place, database):
    for _time in range(2):
        answer(place.points[0], Verdict.ACCEPTED, commitment=pledge(), seen=0)
    assert versions(database, place.points[0]) == [(1, Verdict.ACCEPTED)]
    assert database.read(lambda session: session.scalar(select(func.count()).select_from(Commitment))) == 1


def test_two_responders_do_not_write_over_each_other(answer, place, database):
    answer(place.points[0], Verdict.PARTLY, seen=0)
    with pytest.raises(WrongMoment, match="while you wrote"):
        answer(place.points[0], Verdict.NOT_OURS, seen=0)
    assert versions(database, place.points[0]) == [(1, Verdict.PARTLY)]


def test_only_a_responder_of_this_consultation_answers(answer, make, place):
    for actor in (NOBODY, make.actor(Role.MODERATOR, place), make.actor(Role.RESPONDER, make.consultation()), make.actor(Role.ORGANISER, place)):
        with pytest.raises(NotAllowed):
            answer(place.points[0], actor=actor)


def test_answers_wait_for_the_end_of_the_check_back(make, database):
    now = clock.now()
    place = make.answerable(check_back_until=now + timedelta(days=1))
    actor = make.actor(Role.RESPONDER, place)
    with pytest.raises(WrongMoment):
        database.write(lambda session: commands.answer(session, actor, session.get(Point, place.points[0].id), verdict=Verdict.PARTLY, reason=Texts(), unit="Parks"))


def test_answers_wait_for_the_final_summary(answer, place, database):
    def reopen(session):
        session.scalar(select(Summary).where(Summary.consultation_id == place.id)).state = SummaryState.CHECK_BACK

    database.write(reopen)
    with pytest.raises(WrongMoment, match="not final"):
        answer(place.points[0])


def test_the_last_answer_ends_the_waiting(answer, place, database):
    def responded():
        return database.read(lambda session: session.get(Consultation, place.id).responded_at)

    answer(place.points[0])
    assert responded() is None
    answer(place.points[1])
    assert responded() == clock.now()
    answer(place.points[1], Verdict.NOT_OURS)
    assert responded() == clock.now()


def test_those_behind_a_point_are_told_and_nobody_else(answer, place, make, database):
    mine, other = make.contribution(place.question), make.contribution(place.question)
    make.behind(place.points[0], mine)
    for one in (mine, other):
        make.wish(one.receipt)
    answer(place.points[0])
    told = database.read(lambda session: dict(session.execute(select(Wish.receipt_id, Wish.news_since)).all()))
    assert told == {mine.receipt.id: clock.today(), other.receipt.id: None}


def test_promises_are_numbered_one_after_the_other(answer, place, database):
    answer(place.points[0], Verdict.ACCEPTED, commitment=pledge())

    def more(session):
        facts = pledge(what=Texts(en="Water them"))
        return commands.commit(
            session, place.responder, session.get(Point, place.points[0].id), what=facts.what, owner=facts.owner, due_on=facts.due_on, measure=facts.measure
        ).number

    assert [database.write(more), database.write(more)] == [2, 2]


def test_a_promise_belongs_to_an_answer(place, database):
    facts = pledge()
    with pytest.raises(WrongMoment, match="answer the point first"):
        database.write(
            lambda session: commands.commit(
                session, place.responder, session.get(Point, place.points[0].id), what=facts.what, owner=facts.owner, due_on=facts.due_on, measure=facts.measure
            )
        )


def test_news_needs_words_and_dropping_a_reason(update, make, place, database):
    commitment = make.commitment(place.points[0])
    with pytest.raises(Refused, match="Say what is new"):
        update(commitment, text="")
    with pytest.raises(Refused, match="needs a reason"):
        update(commitment, CommitmentState.DROPPED, text="")
    update(commitment, CommitmentState.DROPPED, text="The money is gone.")
    now = seen(database, place, commitment)
    assert (now.state, [str(one.text) for one in now.updates]) == (CommitmentState.DROPPED, ["The money is gone."])


def test_a_day_that_moves_leaves_the_old_one_readable(update, make, place, database):
    commitment = make.commitment(place.points[0])
    later = commitment.due_on + timedelta(days=30)
    update(commitment, due_on=later)
    now = seen(database, place, commitment)
    assert (now.due_on, now.updates[0].old_due_on, queries.first_due_on(now)) == (later, commitment.due_on, commitment.due_on)


def test_nobody_hides_lateness_by_moving_the_day(update, make, place, database):
    commitment = make.commitment(place.points[0], due_on=clock.today() - timedelta(days=40), day=clock.today() - timedelta(days=90))
    update(commitment, due_on=clock.today() + timedelta(days=365))
    now = seen(database, place, commitment)
    assert queries.is_late(now, clock.today())
    assert queries.owed_on(now) == commitment.due_on


def test_nobody_hides_lateness_by_calling_it_done(update, make, place, database):
    commitment = make.commitment(place.points[0], due_on=clock.today() - timedelta(days=40))
    with pytest.raises(Refused, match="keeps its day"):
        update(commitment, CommitmentState.DONE, due_on=clock.today() + timedelta(days=1))
    update(commitment, CommitmentState.DONE)
    now = seen(database, place, commitment)
    assert [label for label, _kind in queries.badges(now, clock.today())] == ["Done", "Was late: 1 month"]
    update(commitment, CommitmentState.ON_COURSE, text="It was not done after all.")
    assert queries.is_late(seen(database, place, commitment), clock.today())


def test_no_day_is_moved_into_the_past(update, make, place):
    with pytest.raises(Refused, match="future"):
        update(make.commitment(place.points[0]), due_on=clock.today())


def test_the_same_news_sent_twice_is_one(update, make, place, database):
    commitment = make.commitment(place.points[0])
    for _time in range(2):
        update(commitment, seen=0)
    assert database.read(lambda session: session.scalar(select(func.count()).select_from(Update))) == 1
    with pytest.raises(WrongMoment, match="while you wrote"):
        update(commitment, text="Something else.", seen=0)


def test_news_of_the_day_that_moves_is_not_doubled_either(update, make, place, database):
    commitment = make.commitment(place.points[0])
    later = commitment.due_on + timedelta(days=30)
    for _time in range(2):
        update(commitment, due_on=later, seen=0)
    assert len(seen(database, place, commitment).updates) == 1


def test_news_is_never_too_late(update, make, place, database):
    def archive(session):
        session.get(Consultation, place.id).archived_at = clock.now()

    database.write(archive)
    assert update(make.commitment(place.points[0])).position == 1
