"""Time that the portal itself took from people is given back: after an outage shortly before the end a consultation stays open for longer."""

from datetime import datetime, timedelta

from sqlalchemy import select, update

from portal.base import clock
from portal.base.access import Actor, Permission, command
from portal.base.database import Session
from portal.base.languages import Texts, _, speaking
from portal.base.settings import settings
from portal.consultations.deciding import announce, stamp, this_minute
from portal.consultations.models import Consultation, ConsultationState, NoticeKind, Pulse
from portal.consultations.phases import EXTENDABLE, phase_at
from portal.journal import commands as journal

NOTICED = timedelta(hours=1)
"""A shorter outage takes nothing from anybody that the time after closing does not give back (`Consultation.grace`)."""
LAST_HOURS = timedelta(hours=48)
HOUR = timedelta(hours=1)


@command(Permission.SYSTEM)
def beat(session: Session, actor: Actor) -> None:
    """Note that the portal lives. If it did not for long, whatever was about to close gets the time back."""
    pulse, now = session.get(Pulse, 1), clock.now()
    if pulse is None:
        session.add(Pulse(id=1, at=now))
        return
    last = pulse.at
    session.execute(update(Pulse).values(at=now))
    if now - last > NOTICED:
        for consultation in session.scalars(_about_to_close(last, now)):
            _give_back(session, actor, consultation, last, now)


def _about_to_close(last: datetime, now: datetime):  # type: ignore[no-untyped-def]  # noqa: ANN202 - a statement
    """Open at some moment of the outage, and near their end by now."""
    return (
        select(Consultation)
        .where(Consultation.state == ConsultationState.PUBLIC, Consultation.opens_at < now, Consultation.closes_at > last, Consultation.closes_at < now + LAST_HOURS)
        .order_by(Consultation.id)
    )


def _give_back(session: Session, actor: Actor, consultation: Consultation, last: datetime, now: datetime) -> None:
    """What was lost of the last hours, in whole hours from now or from the end; never past the day on which answers are due: that is a promise too."""
    before = consultation.closes_at
    hours = -(-(min(now, before) - max(last, before - LAST_HOURS)) // HOUR)
    after = max(this_minute(), before) + hours * HOUR
    if consultation.response_due_at is not None:
        after = min(after, consultation.response_due_at - HOUR)
    if after <= max(now, before) or phase_at(consultation, now) not in EXTENDABLE:
        return
    consultation.closes_at = after
    reason = _reason(consultation, hours)
    journal.record(session, actor, consultation, "extend", old=stamp(before), new=stamp(after), reason=str(reason))
    announce(session, consultation, NoticeKind.EXTENDED, reason, before=stamp(before), after=stamp(after))


def _reason(consultation: Consultation, hours: int) -> Texts:
    """The same sentence in every language in which the portal speaks."""
    said = Texts()
    for tag in [tag for tag in consultation.languages if tag in settings().languages] or [settings().languages[0]]:
        with speaking(tag):
            said[tag] = _("The portal could not be reached shortly before the end. This time is given back, in hours: %(hours)s.", hours=hours)
    return said
