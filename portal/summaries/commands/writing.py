"""The summary and its points. In the check-back points are still mended, but their numbers stay: people speak about them."""

from sqlalchemy import func, select

from portal.base.access import Actor, Kind, Permission, command
from portal.base.database import Session
from portal.base.errors import Refused, WrongMoment
from portal.base.languages import Texts, _
from portal.consultations.models import Consultation, Question
from portal.consultations.phases import Activity, require
from portal.journal import commands as journal
from portal.summaries.models import Point, Summary, SummaryState
from portal.summaries.states import SUMMARY


@command(Permission.SUMMARISE, on="consultation")
def begin(session: Session, actor: Actor, consultation: Consultation) -> Summary:
    """Begin the summary of a consultation; whoever is second finds the one that was begun."""
    known = session.scalar(select(Summary).where(Summary.consultation_id == consultation.id))
    if known is not None:
        return known
    if actor.kind is not Kind.SYSTEM:
        require(consultation, Activity.SUMMARISE)
    summary = Summary(consultation_id=consultation.id)
    SUMMARY.begin(session, summary, actor, "begin")
    return summary


@command(Permission.SUMMARISE, on="summary")
def introduce(session: Session, actor: Actor, summary: Summary, intro: Texts) -> None:
    """Write the words that stand before the points."""
    _not_final(summary)
    summary.intro = intro
    journal.record(session, actor, summary, "introduce")


@command(Permission.SUMMARISE, on="summary")
def add_point(session: Session, actor: Actor, summary: Summary, title: Texts, body: Texts, question: Question | None = None) -> Point:
    """Add a key ask; it gets the next number."""
    _not_final(summary)
    _check_words(summary, title, question)
    number = (session.scalar(select(func.max(Point.number)).where(Point.summary_id == summary.id)) or 0) + 1
    point = Point(consultation_id=summary.consultation_id, summary_id=summary.id, question_id=question.id if question else None, number=number, title=title, body=body)
    session.add(point)
    session.flush()
    journal.record(session, actor, point, "add")
    return point


@command(Permission.SUMMARISE, on="point")
def edit_point(session: Session, actor: Actor, point: Point, title: Texts, body: Texts, question: Question | None = None) -> None:
    """Word a point anew. In the check-back each wording counts as a version."""
    summary = _summary_of(session, point)
    _not_final(summary)
    _check_words(summary, title, question)
    point.title, point.body, point.question_id = title, body, question.id if question else None
    if summary.state is SummaryState.CHECK_BACK:
        point.version += 1
    session.flush()
    journal.record(session, actor, point, "edit")


@command(Permission.SUMMARISE, on="point")
def move_point(session: Session, actor: Actor, point: Point, up: bool) -> None:
    """Change places with the point before or after; at the end of the list nothing happens."""
    _only_draft(_summary_of(session, point))
    beside = Point.number < point.number if up else Point.number > point.number
    order = Point.number.desc() if up else Point.number
    other = session.scalar(select(Point).where(Point.summary_id == point.summary_id, beside).order_by(order).limit(1))
    if other is None:
        return
    mine, theirs = point.number, other.number
    point.number = 0  # two points may not have one number, not even for a moment
    session.flush()
    other.number = mine
    session.flush()
    point.number = theirs
    session.flush()
    journal.record(session, actor, point, "move", old=str(mine), new=str(theirs))


@command(Permission.SUMMARISE, on="point")
def delete_point(session: Session, actor: Actor, point: Point) -> None:
    """Take a point out of a draft. Those behind it have no place any more, and the others close ranks."""
    _only_draft(_summary_of(session, point))
    journal.record(session, actor, point, "delete", old=str(point.number))
    number, summary_id = point.number, point.summary_id
    session.delete(point)
    session.flush()
    for later in session.scalars(select(Point).where(Point.summary_id == summary_id, Point.number > number).order_by(Point.number)).all():
        later.number -= 1
        session.flush()


def _summary_of(session: Session, point: Point) -> Summary:
    return session.scalars(select(Summary).where(Summary.id == point.summary_id)).one()


def _not_final(summary: Summary) -> None:
    if summary.state is SummaryState.FINAL:
        raise WrongMoment(_("This summary is final. It cannot be changed any more."))


def _only_draft(summary: Summary) -> None:
    if summary.state is not SummaryState.DRAFT:
        raise WrongMoment(_("The summary is public now. Its points keep their numbers."))


def _check_words(summary: Summary, title: Texts, question: Question | None) -> None:
    if not any(words.strip() for words in title.values()):
        raise Refused(_("Write the ask in one sentence."))
    if question is not None and question.consultation_id != summary.consultation_id:
        raise Refused(_("This question belongs to another consultation."))
