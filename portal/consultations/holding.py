"""The things that a consultation holds in order: the next place, and a new thing in it."""

from typing import TypeVar

from sqlalchemy import func, select

from portal.base.access import Actor
from portal.base.database import Session
from portal.consultations.models import Consultation, Document, EasyIdea, Question, Term, Theme
from portal.journal import commands as journal

Holding = Theme | Question | Document | Term | EasyIdea
T = TypeVar("T", bound=Holding)


def next_place(session: Session, consultation: Consultation, kind: type[Holding]) -> int:
    """The place behind the last; whoever asks is alone with it."""
    session.execute(select(Consultation.id).where(Consultation.id == consultation.id).with_for_update())
    column = Theme.position if kind is Theme else kind.number  # type: ignore[union-attr]
    return (session.scalar(select(func.max(column)).where(kind.consultation_id == consultation.id)) or 0) + 1


def put(session: Session, actor: Actor, thing: T) -> T:
    """Write something new down, in the record too."""
    session.add(thing)
    session.flush()
    journal.record(session, actor, thing, "add")
    return thing
