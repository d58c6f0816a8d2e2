"""A draft becomes public."""

from sqlalchemy import func, select

from portal.base import clock
from portal.base.access import Actor, Kind, Permission, command
from portal.base.database import Session
from portal.base.errors import Refused
from portal.base.languages import _
from portal.consultations.deciding import check_timeline, this_minute
from portal.consultations.models import Consultation, ConsultationState, Question
from portal.consultations.states import CONSULTATION


@command(Permission.MANAGE_CONSULTATION, on="consultation")
def publish(session: Session, actor: Actor, consultation: Consultation) -> None:
    """Make a draft public. It counts as announced from this moment, never from an earlier one."""
    if not session.scalar(select(func.count()).select_from(Question).where(Question.consultation_id == consultation.id)):
        raise Refused(_("A consultation needs at least one question."))
    if actor.kind is not Kind.SYSTEM and consultation.announced_at < clock.now():
        consultation.announced_at = this_minute()
    check_timeline(consultation)
    CONSULTATION.move(session, consultation, ConsultationState.PUBLIC, actor)
