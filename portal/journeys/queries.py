"""Putting together what became of somebody's words, and of everybody's. All facts are the other rooms'; this one only joins them."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select
from sqlalchemy.orm import joinedload

from portal.base import clock
from portal.base.access import Actor, Kind
from portal.base.database import Session
from portal.base.errors import NotFound
from portal.base.languages import _, format_day
from portal.consultations import timeline
from portal.consultations.choices import REGIONS, SECTORS
from portal.consultations.models import Consultation, ConsultationState, Question, SelfDescriptionCount
from portal.consultations.phases import Phase, phase_at
from portal.contributions import queries as contributions
from portal.contributions.commands import UNTIL_THE_SUMMARY
from portal.contributions.models import PUBLIC, UNSEEN, WAITING, Contribution, ContributionState, CoSignature
from portal.figures import charts
from portal.figures.charts import Chart
from portal.moderation import queries as moderation
from portal.moderation.models import RESTRICTIONS, Appeal, AppealState, Decision, Flag, FlagState
from portal.moderation.queries import CONTESTABLE_FOR
from portal.receipts import codes
from portal.receipts.models import Receipt
from portal.responses import queries as responses
from portal.responses.models import Commitment, CommitmentState, OfficialResponse
from portal.summaries import queries as summaries
from portal.summaries.models import NoPoint, Objection, ObjectionState, Point, PointLink

PAGE = 25
GONE = (ContributionState.WITHDRAWN, ContributionState.ERASED)
AFTERWARDS = timedelta(days=30)  # a number still opens its page for so long after everything is over (protection F8)
AT_ONCE = 500


@dataclass(frozen=True)
class Led:
    """What followed from points: their answers and promises."""

    answers: dict[int, list[OfficialResponse]]
    commitments: dict[int, list[Commitment]]


@dataclass(frozen=True)
class Way:
    """One contribution and everything that came of it, for its holder."""

    contribution: Contribution
    decisions: list[Any]
    messages: list[Any]
    points: list[Point]
    no_point: NoPoint | None
    may_edit: bool
    may_withdraw: bool

    @property
    def is_public(self) -> bool:
        """Whether everybody can read the words."""
        return is_public(self.contribution)

    @property
    def has_new_messages(self) -> bool:
        """Whether a moderator wrote something that was not on this page before."""
        return any(one.from_staff and not one.seen for one in self.messages)

    @property
    def asked(self) -> bool:
        """Whether a moderator waits for an answer."""
        return bool(self.messages) and self.messages[-1].from_staff


@dataclass(frozen=True)
class Journey:
    """All that belongs to one number."""

    consultation: Consultation
    ways: list[Way]
    led: Led
    flags: Sequence[Any]
    objections: Sequence[Any]
    supports: dict[int, list[CoSignature]]
    next: str = field(default="")


def is_worth_slowing(typed: str) -> bool:
    """Whether what was typed could be a number at all: a slip of the finger tells a guesser nothing and waits for nothing."""
    return codes.is_whole(codes.typed(typed))


def journey(session: Session, viewer: Actor, now: datetime) -> Journey:
    """What became of the words under the number that the viewer holds. Raises NotFound for everybody who holds none."""
    if viewer.kind is not Kind.RECEIPT or viewer.receipt_id is None:
        raise NotFound
    receipt = session.get_one(Receipt, viewer.receipt_id)
    place = session.scalar(select(Consultation).where(Consultation.id == receipt.consultation_id).options(joinedload(Consultation.host)))
    if place is None:
        raise NotFound
    ways = _ways(session, viewer, phase_at(place, now))
    led = _led(session, viewer, [point for way in ways for point in way.points])
    flags, objections = moderation.flags_of(session, viewer, receipt.id), summaries.objections_of(session, viewer, receipt.id)
    supports = contributions.supports_of(session, viewer, [way.contribution.id for way in ways])
    by = next((contributions.appears_by(session, viewer, place) for way in ways if way.contribution.state is ContributionState.ACCEPTED), None)
    return Journey(place, ways, led, flags, objections, supports, next_step(place, ways, now, by))


def _ways(session: Session, viewer: Actor, phase: Phase) -> list[Way]:
    own = contributions.of_receipt(session, viewer, viewer.receipt_id or 0)
    ids = [one.id for one in own]
    decisions, messages = moderation.decisions_on(session, viewer, ids), moderation.messages_on(session, viewer, ids)
    points, reasons = summaries.points_of(session, viewer, ids), summaries.no_points_of(session, viewer, ids)
    return [
        Way(
            one,
            list(decisions.get(one.id, [])),
            list(messages.get(one.id, [])),
            list(points.get(one.id, [])),
            reasons.get(one.id),
            may_edit=one.state in WAITING,
            may_withdraw=one.state not in GONE and phase in UNTIL_THE_SUMMARY,
        )
        for one in own
    ]


def _led(session: Session, viewer: Actor, points: Collection[Point]) -> Led:
    ids = {point.id for point in points}
    return Led(responses.answers_of(session, viewer, ids), responses.commitments_of(session, viewer, ids))


def is_public(contribution: Contribution) -> bool:
    """Whether everybody can read the words."""
    return contribution.state in PUBLIC


def appeal_until(decision: Decision) -> date:
    """The last day on which a decision can be contested."""
    return decision.day + CONTESTABLE_FOR


def can_be_contested(decision: Decision, today: date, *, of_own_words: bool = True) -> bool:
    """Whether the way to an appeal is open: for what restricts one's own words, or for a report that was not followed."""
    contested = any(appeal.state is not AppealState.WITHDRAWN for appeal in decision.appeals)
    return (decision.action in RESTRICTIONS or not of_own_words) and not contested and today <= appeal_until(decision)


def next_step(place: Consultation, ways: Sequence[Way], now: datetime, by: date | None) -> str:
    """What comes next and when, in words: first what the holder can do, then what the portal owes. `by`: the day by which accepted words appear."""
    steps = []
    if any(way.asked for way in ways):
        steps.append(_("A moderator has asked you something. You can answer below."))
    if any(way.contribution.state is ContributionState.RECEIVED for way in ways):
        steps.append(_("A moderator reads what waits, the oldest day first. The decision and its reason appear here."))
    if by is not None:
        steps.append(_("What is accepted appears together with others: on %(day)s at the latest.", day=format_day(by)))
    steps.append(timeline.coming(place, now))
    return " ".join(steps)


@dataclass(frozen=True)
class Reach:
    """How far the contributions of a consultation came."""

    published: int
    with_point: int
    with_reason: int
    answered: int
    promised: int

    def chart(self) -> Chart:
        """Contributions that everybody can count on the pages of the trace."""
        rows = [
            (_("Ended in a point of the summary"), self.with_point),
            (_("Have a reason why they have no point of their own"), self.with_reason),
            (_("Were answered"), self.answered),
            (_("Led to a promise"), self.promised),
        ]
        return charts.of_things("reach", _("How far the contributions came"), _("What happened"), rows, self.published)


def reach(session: Session, viewer: Actor, place: Consultation) -> Reach:
    """How many published contributions ended in a point, were answered, and led to a promise."""
    covered = summaries.coverage(session, viewer, place)
    answered = linked_to(responses.visible_to(viewer).with_only_columns(OfficialResponse.point_id))
    promised = linked_to(responses.commitments_visible_to(viewer).with_only_columns(Commitment.point_id))
    wanted = _published(place).with_only_columns(func.count().filter(answered), func.count().filter(promised))
    answers, promises = session.execute(wanted).one()
    return Reach(covered.published, covered.with_point, covered.with_reason, answers, promises)


def told(session: Session, viewer: Actor, place: Consultation) -> list[Chart]:
    """What people told about themselves, in counts in which nobody stands out; nothing before the consultation has closed."""
    rows = session.scalars(select(SelfDescriptionCount).where(SelfDescriptionCount.consultation_id == place.id).order_by(SelfDescriptionCount.people.desc())).all()
    asked = (("region", _("Where they are from"), REGIONS), ("sector", _("As whom they spoke"), SECTORS))
    answers = [(name, title, [(str(names.get(row.answer, _("All other answers"))), row.people) for row in rows if row.asked == name]) for name, title, names in asked]
    return [charts.of_people(name, title, _("Answer"), lines) for name, title, lines in answers if lines]


def linked_to(points: Select[Any]) -> Any:
    """Whether a contribution stands behind one of these points."""
    return exists().where(PointLink.contribution_id == Contribution.id, PointLink.point_id.in_(points))


def _published(place: Consultation) -> Select[Contribution]:
    return select(Contribution).where(Contribution.consultation_id == place.id, Contribution.state.in_(PUBLIC))


@dataclass(frozen=True)
class Stretch:
    """One page of contributions with their ways; `next` is the number after which the next page begins."""

    contributions: list[Contribution]
    points: dict[int, list[Point]]
    reasons: dict[int, NoPoint]
    supports: dict[int, list[CoSignature]]
    led: Led
    next: int | None


def of_question(session: Session, viewer: Actor, question: Question, after: int = 0) -> Stretch:
    """A page of what was said on a question, by number, and where it led."""
    return _stretch(session, viewer, _published(question.consultation).where(Contribution.question_id == question.id), after)


def behind_point(session: Session, viewer: Actor, point: Point, place: Consultation, after: int = 0) -> Stretch:
    """A page of the contributions behind a point, by number."""
    linked = select(PointLink.contribution_id).where(PointLink.point_id == point.id)
    return _stretch(session, viewer, _published(place).where(Contribution.id.in_(linked)), after)


def _stretch(session: Session, viewer: Actor, wanted: Select[Contribution], after: int) -> Stretch:
    found = list(session.scalars(wanted.where(Contribution.number > after).options(joinedload(Contribution.question)).order_by(Contribution.number).limit(PAGE + 1)))
    shown = found[:PAGE]
    ids = [one.id for one in shown]
    points = summaries.points_of(session, viewer, ids)
    led = _led(session, viewer, [point for some in points.values() for point in some])
    return Stretch(
        shown, points, summaries.no_points_of(session, viewer, ids), contributions.supports_of(session, viewer, ids), led, shown[-1].number if len(found) > PAGE else None
    )


def way_of(session: Session, viewer: Actor, slug: str, number: int) -> tuple[Contribution, Stretch]:
    """One contribution that everybody may know of, and where it led. Raises NotFound."""
    one = contributions.one(session, viewer, slug, number)
    points = summaries.points_of(session, viewer, [one.id])
    supports = contributions.supports_of(session, viewer, [one.id])
    return one, Stretch([one], points, summaries.no_points_of(session, viewer, [one.id]), supports, _led(session, viewer, points.get(one.id, [])), None)


def all_promises(session: Session, viewer: Actor, place: Consultation) -> list[Commitment]:
    """Every promise of a consultation in the order of their numbers."""
    wanted = responses.commitments_visible_to(viewer).where(Commitment.consultation_id == place.id)
    return list(session.scalars(wanted.options(joinedload(Commitment.point)).order_by(Commitment.number)))


def numbers_that_are_over(session: Session, viewer: Actor) -> list[int]:
    """Some receipts, for the clock alone: their consultation ended thirty days ago, and nothing under them is open or was until lately."""
    if viewer.kind is not Kind.SYSTEM:
        return []
    since = clock.now() - AFTERWARDS
    cancelled = and_(Consultation.state == ConsultationState.CANCELLED, Consultation.state_since < since.date())
    over = select(Receipt.id).join(Consultation, Consultation.id == Receipt.consultation_id).where(or_(Consultation.archived_at < since, cancelled))
    return list(session.scalars(over.where(Receipt.code_hash.is_not(None), *(~one for one in _still_open(since.date()))).limit(AT_ONCE)))


def _still_open(since: date) -> Iterator[ColumnElement[bool]]:
    """Whatever a holder could still hear, or contest."""
    own = Contribution.receipt_id == Receipt.id
    contestable = since - CONTESTABLE_FOR
    yield exists().where(own, or_(Contribution.state.in_(UNSEEN), Contribution.state_since > since))
    yield exists().where(own, Decision.contribution_id == Contribution.id, Decision.action.in_(RESTRICTIONS), Decision.day > contestable)
    yield exists().where(Appeal.receipt_id == Receipt.id, or_(Appeal.state == AppealState.OPEN, Appeal.state_since > since))
    yield exists().where(Flag.receipt_id == Receipt.id, or_(Flag.state == FlagState.OPEN, Flag.state_since > contestable))
    yield exists().where(Objection.receipt_id == Receipt.id, or_(Objection.state == ObjectionState.OPEN, Objection.state_since > since))
    promised = Commitment.state.in_((CommitmentState.NOT_STARTED, CommitmentState.ON_COURSE))
    yield exists().where(own, PointLink.contribution_id == Contribution.id, Commitment.point_id == PointLink.point_id, or_(promised, Commitment.state_since > since))
