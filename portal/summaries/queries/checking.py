"""Reading objections: their holder and the staff see them at once, everybody else when they are answered."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import case, func, select, tuple_
from sqlalchemy.orm import joinedload

from portal.base.access import Actor, Permission, can
from portal.base.database import Session
from portal.base.errors import NotFound
from portal.base.secrets import keyed_hash
from portal.consultations.models import Consultation
from portal.consultations.phases import Activity, grace_until
from portal.summaries.models import Objection, ObjectionState
from portal.web.tokens import Token


def objections(session: Session, viewer: Actor, consultation: Consultation) -> Sequence[Objection]:
    """All objections of a consultation for those who answer them."""
    if not can(viewer, Permission.ANSWER_OBJECTION, consultation):
        raise NotFound
    wanted = select(Objection).where(Objection.consultation_id == consultation.id)
    return session.scalars(wanted.options(joinedload(Objection.point)).order_by(Objection.number)).all()


PAGE = 50


def objection_page(session: Session, viewer: Actor, consultation: Consultation, after: tuple[int, int] | None = None) -> tuple[list[Objection], tuple[int, int] | None]:
    """A page of objections for those who answer them, those that wait first, and where the next begins: answered or not, number."""
    if not can(viewer, Permission.ANSWER_OBJECTION, consultation):
        raise NotFound
    answered = case((Objection.state == ObjectionState.OPEN, 0), else_=1)
    wanted = select(Objection).where(Objection.consultation_id == consultation.id)
    if after is not None:
        wanted = wanted.where(tuple_(answered, Objection.number) > after)
    rows = list(session.scalars(wanted.options(joinedload(Objection.point)).order_by(answered, Objection.number).limit(PAGE + 1)))
    last = rows[PAGE - 1] if len(rows) > PAGE else None
    return rows[:PAGE], (int(last.state is not ObjectionState.OPEN), last.number) if last else None


def open_objections(session: Session, viewer: Actor, consultation: Consultation) -> int:
    """How many objections wait for an answer."""
    waiting = select(func.count()).where(Objection.consultation_id == consultation.id, Objection.state == ObjectionState.OPEN)
    return session.scalar(waiting) or 0


def objection(session: Session, viewer: Actor, consultation: Consultation, number: int) -> Objection:
    """One objection for those who answer it. Raises NotFound."""
    if not can(viewer, Permission.ANSWER_OBJECTION, consultation):
        raise NotFound
    wanted = select(Objection).where(Objection.consultation_id == consultation.id, Objection.number == number)
    found = session.scalar(wanted.options(joinedload(Objection.point)))
    if found is None:
        raise NotFound
    return found


def objections_of(session: Session, viewer: Actor, receipt_id: int) -> list[Objection]:
    """The objections under a receipt, for its holder alone."""
    if viewer.receipt_id != receipt_id:
        raise NotFound
    return list(session.scalars(select(Objection).where(Objection.receipt_id == receipt_id).options(joinedload(Objection.point)).order_by(Objection.number)))


def objection_of_form(session: Session, viewer: Actor, token: Token) -> Objection | None:
    """What an earlier sending of the same form made."""
    return session.scalar(select(Objection).where(Objection.token_hash == keyed_hash("form", token.name)))


def late_objections_until(consultation: Consultation) -> datetime | None:
    """Until when somebody who opened the form in time may still object: the summary cannot be final before."""
    return grace_until(consultation, Activity.CHECK_BACK)
