"""Reading answers and promises. Whoever may see the consultation sees all of them, with every earlier version."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Select, case, func, select, tuple_
from sqlalchemy.orm import joinedload, selectinload

from portal.base.access import Actor
from portal.base.database import Session
from portal.base.errors import NotFound
from portal.base.languages import _
from portal.consultations import queries as consultations
from portal.consultations.models import Consultation
from portal.figures import charts
from portal.figures.charts import Chart
from portal.responses.lateness import FINISHED, answers_late, badges, first_due_on, has_no_news, is_late, owed_on, span
from portal.responses.models import Commitment, CommitmentState, OfficialResponse, Verdict
from portal.summaries.models import Point, Summary, SummaryState

__all__ = ["CommitmentState", "Verdict", "answers_late", "badges", "first_due_on", "has_no_news", "is_late", "owed_on", "span"]

BIGGEST_NUMBER = 2**31


@dataclass(frozen=True)
class Overview:
    """All points of a final summary with what was answered and promised."""

    consultation: Consultation
    final: bool
    points: list[Point]
    answers: dict[int, list[OfficialResponse]]
    commitments: dict[int, list[Commitment]]

    @property
    def open_points(self) -> list[Point]:
        """The points that nobody has answered yet."""
        return [point for point in self.points if not self.answers.get(point.id)]

    @property
    def every_commitment(self) -> list[Commitment]:
        """All promises in the order of their numbers."""
        return sorted((one for some in self.commitments.values() for one in some), key=lambda one: one.number)

    def chart(self) -> Chart:
        """How many points got which verdict, and how many wait: points, that everybody can count below it."""
        latest = [versions[-1].verdict for versions in self.answers.values() if versions]
        rows = [*((verdict.label, latest.count(verdict)) for verdict in Verdict), (_("No answer yet"), len(self.open_points))]
        return charts.of_things("verdicts", _("How the points were answered"), _("Answer"), rows)

    def late_answers(self, now: datetime) -> bool:
        """Whether answers are overdue."""
        return answers_late(self.consultation, not self.final or bool(self.open_points), now)

    def late_commitments(self, today: date) -> list[Commitment]:
        """The promises that are late, the longest first."""
        return sorted((one for one in self.every_commitment if is_late(one, today)), key=lambda one: (owed_on(one), one.number))


def visible_to(viewer: Actor) -> Select[OfficialResponse]:
    """The answers in every consultation that the viewer may see."""
    return select(OfficialResponse).where(OfficialResponse.consultation_id.in_(_seen(viewer)))


def commitments_visible_to(viewer: Actor) -> Select[Commitment]:
    """The promises in every consultation that the viewer may see, with their updates."""
    return select(Commitment).where(Commitment.consultation_id.in_(_seen(viewer))).options(selectinload(Commitment.updates))


def _seen(viewer: Actor) -> Select[int]:
    return consultations.visible_to(viewer).with_only_columns(Consultation.id)


def overview(session: Session, viewer: Actor, consultation: Consultation) -> Overview:
    """Where the answers of a consultation stand. Points of a summary that is not final are nobody's to answer yet."""
    points = list(session.scalars(_final_points(viewer, consultation.id).order_by(Point.number)))
    final = bool(points) or session.scalar(select(Summary.id).where(Summary.consultation_id == consultation.id, Summary.state == SummaryState.FINAL)) is not None
    ids = [point.id for point in points]
    return Overview(consultation, final, points, answers_of(session, viewer, ids), commitments_of(session, viewer, ids))


def _final_points(viewer: Actor, consultation_id: int) -> Select[Point]:
    final = Point.summary.has(Summary.state == SummaryState.FINAL)
    return select(Point).where(Point.consultation_id == consultation_id, Point.consultation_id.in_(_seen(viewer)), final).options(joinedload(Point.question))


PAGE = 50
Place = tuple[int, int]
"""Where a page ends: answered (or finished) or not, and the number."""


@dataclass(frozen=True)
class Desk:
    """A page of the points and a page of the promises of a consultation; what waits stands first."""

    final: bool
    waiting: int
    total: int
    points: list[Point]
    next_point: Place | None
    answers: dict[int, list[OfficialResponse]]
    commitments: list[Commitment]
    next_commitment: Place | None


def desk(session: Session, viewer: Actor, consultation: Consultation, after: Place | None = None, after_promise: Place | None = None) -> Desk:
    """What somebody who answers has before them."""
    answered = case((select(OfficialResponse.id).where(OfficialResponse.point_id == Point.id).exists(), 1), else_=0)
    every = _final_points(viewer, consultation.id)
    waiting, total = session.execute(every.with_only_columns(func.count(Point.id).filter(answered == 0), func.count(Point.id))).one()
    some = every.add_columns(answered) if after is None else every.add_columns(answered).where(tuple_(answered, Point.number) > after)
    points = session.execute(some.order_by(answered, Point.number).limit(PAGE + 1)).all()
    finished = case((Commitment.state.in_(FINISHED), 1), else_=0)
    promises = commitments_visible_to(viewer).where(Commitment.consultation_id == consultation.id)
    if after_promise is not None:
        promises = promises.where(tuple_(finished, Commitment.number) > after_promise)
    made = list(session.scalars(promises.order_by(finished, Commitment.number).limit(PAGE + 1)))
    return Desk(
        session.scalar(select(Summary.id).where(Summary.consultation_id == consultation.id, Summary.state == SummaryState.FINAL)) is not None,
        waiting,
        total,
        [one for one, _answered in points[:PAGE]],
        (points[PAGE - 1][1], points[PAGE - 1][0].number) if len(points) > PAGE else None,
        answers_of(session, viewer, [one.id for one, _answered in points[:PAGE]]),
        made[:PAGE],
        (int(made[PAGE - 1].state in FINISHED), made[PAGE - 1].number) if len(made) > PAGE else None,
    )


def next_open(session: Session, viewer: Actor, consultation: Consultation, number: int) -> Point | None:
    """The next point without an answer after this one; after the last, the first of them."""
    answered = select(OfficialResponse.id).where(OfficialResponse.point_id == Point.id).exists()
    waiting = _final_points(viewer, consultation.id).where(~answered, Point.number != number)
    return session.scalar(waiting.order_by(Point.number < number, Point.number).limit(1))


def point(session: Session, viewer: Actor, consultation: Consultation, number: int) -> Point:
    """A point that can be answered. Raises NotFound."""
    _check(number)
    found = session.scalar(_final_points(viewer, consultation.id).where(Point.number == number))
    if found is None:
        raise NotFound
    return found


def answers_of(session: Session, viewer: Actor, point_ids: Collection[int]) -> dict[int, list[OfficialResponse]]:
    """The answers by point, every version, newest last; points without one are left out."""
    found: dict[int, list[OfficialResponse]] = defaultdict(list)
    for answer in session.scalars(visible_to(viewer).where(OfficialResponse.point_id.in_(point_ids)).order_by(OfficialResponse.version)):
        found[answer.point_id].append(answer)
    return dict(found)


def commitments_of(session: Session, viewer: Actor, point_ids: Collection[int]) -> dict[int, list[Commitment]]:
    """The promises by point, in the order of their numbers, with their updates."""
    found: dict[int, list[Commitment]] = defaultdict(list)
    for commitment in session.scalars(commitments_visible_to(viewer).where(Commitment.point_id.in_(point_ids)).order_by(Commitment.number)):
        found[commitment.point_id].append(commitment)
    return dict(found)


def commitment(session: Session, viewer: Actor, slug: str, number: int) -> Commitment:
    """One promise with its point and updates. Raises NotFound."""
    _check(number)
    here = consultations.visible_to(viewer).where(Consultation.slug == slug).with_only_columns(Consultation.id)
    wanted = commitments_visible_to(viewer).where(Commitment.number == number, Commitment.consultation_id.in_(here))
    found = session.scalar(wanted.options(joinedload(Commitment.point).joinedload(Point.question)))
    if found is None:
        raise NotFound
    return found


def next_states(commitment: Commitment) -> list[CommitmentState]:
    """Where a promise can stand after an update: where it is, or one step on."""
    steps = {
        CommitmentState.NOT_STARTED: list(CommitmentState),
        CommitmentState.ON_COURSE: [CommitmentState.ON_COURSE, CommitmentState.DONE, CommitmentState.DROPPED],
        CommitmentState.DONE: [CommitmentState.DONE, CommitmentState.ON_COURSE],
        CommitmentState.DROPPED: [CommitmentState.DROPPED, CommitmentState.ON_COURSE],
    }
    return steps[commitment.state]


def _check(number: int) -> None:
    if not 0 < number < BIGGEST_NUMBER:
        raise NotFound
