"""What the clock demands of this room."""

from datetime import timedelta

from sqlalchemy import or_, select

from portal.base import clock
from portal.base.access import SYSTEM
from portal.base.database import Session
from portal.consultations import commands
from portal.consultations.models import Consultation, ConsultationState
from portal.notifications import commands as letters
from portal.receipts.models import Receipt

LETTERS_AFTER_END = timedelta(days=30)


def end_letters(session: Session) -> None:
    """Thirty days after a consultation was archived or cancelled its participants' addresses are erased."""
    before = clock.now() - LETTERS_AFTER_END
    cancelled = (Consultation.state == ConsultationState.CANCELLED) & (Consultation.state_since < before.date())
    ended = select(Receipt.id).join(Consultation, Consultation.id == Receipt.consultation_id).where(or_(Consultation.archived_at < before, cancelled))
    letters.end_of_receipts(session, SYSTEM, ended)


def fold_self_descriptions(session: Session) -> None:
    """What people told about themselves becomes counts."""
    commands.fold_self_descriptions(session, SYSTEM)


def beat(session: Session) -> None:
    """The portal lives; what it was away for shortly before an end is given back."""
    commands.beat(session, SYSTEM)


JOBS = [
    ("sign of life", timedelta(minutes=1), beat),
    ("letters of ended consultations", timedelta(hours=6), end_letters),
    ("self-descriptions", timedelta(hours=1), fold_self_descriptions),
]
