"""Reading what was corrected after a consultation was public. Whoever may read the consultation may read this."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import or_, select

from portal.base.access import Actor
from portal.base.database import Session
from portal.consultations.models import Consultation, Correction, Question


def of(session: Session, viewer: Actor, consultation: Consultation) -> Sequence[Correction]:
    """All corrections of a consultation, the newest first."""
    return session.scalars(select(Correction).where(Correction.consultation_id == consultation.id).order_by(Correction.number.desc())).all()


def since(session: Session, viewer: Actor, question: Question, day: date) -> Correction | None:
    """The last correction of a question since a day: words that were written then may answer an earlier wording."""
    names = [f"question {question.number} {column}" for column in ("title", "body")]
    found = select(Correction).where(Correction.consultation_id == question.consultation_id, Correction.day >= day, or_(*(Correction.part == name for name in names)))
    return session.scalar(found.order_by(Correction.number.desc()).limit(1))
