"""Entering, changing and cancelling meetings, and saying what came of them."""

from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from portal.base import clock
from portal.base.access import Actor, Permission, command
from portal.base.database import Session
from portal.base.errors import Refused, WrongMoment
from portal.base.languages import Texts, _
from portal.consultations import rules as _rules  # noqa: F401  entered before anybody asks
from portal.consultations.models import Consultation
from portal.journal import commands as journal
from portal.meetings.models import Meeting, MeetingState
from portal.meetings.states import MEETING

TOLD = ("notes", "transcript", "recording", "captions")
"""What came of a meeting."""


@command(Permission.MANAGE_CONSULTATION, on="consultation")
def enter(session: Session, actor: Actor, consultation: Consultation, *, starts_at: datetime, ends_at: datetime, **facts: Any) -> Meeting:
    """A new meeting; its number is the next one here."""
    _in_order(starts_at, ends_at)
    last = session.scalar(select(func.max(Meeting.number)).where(Meeting.consultation_id == consultation.id))
    meeting = Meeting(consultation_id=consultation.id, number=(last or 0) + 1, zone=consultation.zone, starts_at=starts_at, ends_at=ends_at, **facts)
    MEETING.begin(session, meeting, actor, "add")
    return meeting


@command(Permission.MANAGE_CONSULTATION, on="meeting")
def change(session: Session, actor: Actor, meeting: Meeting, *, starts_at: datetime, ends_at: datetime, **facts: Any) -> bool:
    """Another place, time or word; whether anything is other than before. A cancelled meeting stays as it was."""
    if meeting.state is MeetingState.CANCELLED:
        raise WrongMoment(_("This meeting is cancelled. Enter a new one."))
    _in_order(starts_at, ends_at)
    return _put(session, actor, meeting, "change", {"starts_at": starts_at, "ends_at": ends_at, **facts})


@command(Permission.MANAGE_CONSULTATION, on="meeting")
def cancel(session: Session, actor: Actor, meeting: Meeting, reason: Texts) -> None:
    """It does not take place; the reason is public."""
    if not any(reason.values()):
        raise Refused(_("A decision needs a reason."))
    MEETING.move(session, meeting, MeetingState.CANCELLED, actor, next(text for text in reason.values() if text))
    meeting.reason, meeting.version = reason, meeting.version + 1


@command(Permission.MANAGE_CONSULTATION, on="meeting")
def tell(session: Session, actor: Actor, meeting: Meeting, **told: Any) -> bool:
    """What came of it: notes, transcript, recording, captions. Who tells this says that it took place."""
    if meeting.state is MeetingState.CANCELLED:
        raise WrongMoment(_("This meeting is cancelled. Enter a new one."))
    if clock.now() < meeting.starts_at:
        raise WrongMoment(_("This meeting has not begun yet."))
    if meeting.state is MeetingState.PLANNED:
        MEETING.move(session, meeting, MeetingState.HELD, actor)
    return _put(session, actor, meeting, "tell of meeting", {name: told[name] for name in TOLD if name in told})


def _put(session: Session, actor: Actor, meeting: Meeting, deed: str, facts: dict[str, Any]) -> bool:
    other = {name: value for name, value in facts.items() if getattr(meeting, name) != value}
    if not other:
        return False
    for name, value in other.items():
        setattr(meeting, name, value)
    meeting.version += 1
    journal.record(session, actor, meeting, deed)
    return True


def _in_order(starts_at: datetime, ends_at: datetime) -> None:
    if ends_at <= starts_at:
        raise Refused(_("It must end after it starts."))
