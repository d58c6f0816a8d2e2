"""What people chose to tell about themselves: taken in without a name, and counted once it is over."""

from collections import Counter

from sqlalchemy import delete, select

from portal.base import clock
from portal.base.access import Actor, Permission, command
from portal.base.database import Session
from portal.base.errors import Refused
from portal.base.languages import _
from portal.consultations.choices import REGIONS, SECTORS
from portal.consultations.models import Consultation, ConsultationState, SelfDescription, SelfDescriptionCount
from portal.figures import suppression


@command(Permission.ANYONE)
def describe_oneself(session: Session, actor: Actor, consultation: Consultation, region: str, sector: str) -> None:
    """Count what somebody chose to tell. The row knows the consultation and nothing else; silence leaves no row."""
    if (region and region not in REGIONS) or (sector and sector not in SECTORS):
        raise Refused(_("Please choose from the list, or leave it out."))
    if region or sector:
        session.add(SelfDescription(consultation_id=consultation.id, region=region, sector=sector))


@command(Permission.SYSTEM)
def fold_self_descriptions(session: Session, actor: Actor) -> None:
    """When nobody can speak any more, what people told about themselves becomes counts in which nobody stands out; the rows go."""
    told = select(Consultation).where(Consultation.id.in_(select(SelfDescription.consultation_id)))
    for consultation in session.scalars(told.where(Consultation.state != ConsultationState.SUSPENDED)).all():
        over = consultation.closes_at + consultation.grace <= clock.now()
        if over or consultation.state is ConsultationState.CANCELLED:
            _fold(session, consultation)


def _fold(session: Session, consultation: Consultation) -> None:
    rows = session.scalars(select(SelfDescription).where(SelfDescription.consultation_id == consultation.id)).all()
    known = {(one.asked, one.answer): one for one in session.scalars(select(SelfDescriptionCount).where(SelfDescriptionCount.consultation_id == consultation.id))}
    for asked, choices in (("region", REGIONS), ("sector", SECTORS)):
        given = Counter(getattr(row, asked) for row in rows)
        answers = {answer: given[answer] for answer in choices}  # in the order of the list, not of the counts
        for answer, people in suppression.suppressed(answers).items():
            if (asked, answer) in known:  # it had closed before and was given more time
                known[asked, answer].people += people
            else:
                session.add(SelfDescriptionCount(consultation_id=consultation.id, asked=asked, answer=answer, people=people))
    session.execute(delete(SelfDescription).where(SelfDescription.consultation_id == consultation.id), execution_options={"synchronize_session": False})
