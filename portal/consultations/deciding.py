"""What all decisions about a consultation have in common: a public reason, moments in their order, a notice. Commands alone call this."""

from datetime import UTC, datetime

from sqlalchemy import func, select

from portal.base import clock
from portal.base.access import Actor
from portal.base.database import Session
from portal.base.errors import Refused
from portal.base.languages import Texts, _, language_name
from portal.consultations.models import Consultation, ConsultationState, Notice, NoticeKind
from portal.notifications import commands as notifications
from portal.receipts.models import Receipt

AT_ONCE = 500


def announce(session: Session, consultation: Consultation, kind: NoticeKind, reason: Texts, *, before: str = "", after: str = "") -> Notice:
    """A decision in its place, with its public reason."""
    number = (session.scalar(select(func.max(Notice.number)).where(Notice.consultation_id == consultation.id)) or 0) + 1
    notice = Notice(consultation_id=consultation.id, number=number, kind=kind, day=clock.today(), reason=reason, before=before, after=after)
    session.add(notice)
    session.flush()
    return notice


def tell_all(session: Session, actor: Actor, consultation: Consultation) -> None:
    """Tell all who spoke here, some at a time: a database takes only so many values in one statement."""
    holders = session.scalars(select(Receipt.id).where(Receipt.consultation_id == consultation.id)).all()
    for start in range(0, len(holders), AT_ONCE):
        notifications.tell(session, actor, holders[start : start + AT_ONCE])


def check_reason(consultation: Consultation, reason: Texts) -> None:
    """The reason must stand in every language of the consultation."""
    missing = [language_name(tag) for tag in consultation.languages if not reason.get(tag, "").strip()]
    if missing:
        raise Refused(_("The reason is missing in: %(languages)s.", languages=", ".join(missing)))


def check_whole(consultation: Consultation, *texts: Texts) -> None:
    """What is public is not half there."""
    lacking = [tag for tag in consultation.languages if any(not text.get(tag, "").strip() for text in texts)]
    if consultation.state is not ConsultationState.DRAFT and lacking:
        raise Refused(_("The text is missing in: %(languages)s.", languages=", ".join(language_name(tag) for tag in lacking)))


def check_timeline(consultation: Consultation, *, announced_at: datetime | None = None) -> None:
    """The moments must come in their order; a draft that is announced at once has no moment of announcement yet."""
    if consultation.opens_at < (announced_at or consultation.announced_at):
        raise Refused(_("It must be announced before it opens."))
    if consultation.closes_at <= consultation.opens_at:
        raise Refused(_("It must open before it closes."))
    if consultation.response_due_at is not None and consultation.response_due_at <= consultation.closes_at:
        raise Refused(_("It must close before the answers are due."))


def this_minute() -> datetime:
    """Now; all moments are whole minutes."""
    return clock.now().replace(second=0, microsecond=0)


def stamp(moment: datetime) -> str:
    """A moment as the record keeps it."""
    return moment.astimezone(UTC).isoformat(timespec="minutes")
