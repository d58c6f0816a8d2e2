"""Reading meetings: whoever sees a consultation sees its meetings."""

from collections.abc import Collection, Sequence

from sqlalchemy import select

from portal.base.access import Actor
from portal.base.database import Session
from portal.base.errors import NotFound
from portal.consultations import queries as consultations
from portal.consultations.models import Consultation
from portal.meetings.models import Meeting, MeetingState

__all__ = ["MeetingState"]

MOST = 500
BIGGEST_NUMBER = 2**31


def of(session: Session, viewer: Actor, consultation: Consultation) -> Sequence[Meeting]:
    """The meetings of a consultation that the viewer was given, in the order of time."""
    return session.scalars(select(Meeting).where(Meeting.consultation_id == consultation.id).order_by(Meeting.starts_at, Meeting.number).limit(MOST)).all()


def of_all(session: Session, viewer: Actor, ids: Collection[int]) -> dict[int, list[Meeting]]:
    """The meetings of several consultations that the viewer was given, by consultation."""
    found: dict[int, list[Meeting]] = {}
    for one in session.scalars(select(Meeting).where(Meeting.consultation_id.in_(ids)).order_by(Meeting.starts_at, Meeting.number)):
        found.setdefault(one.consultation_id, []).append(one)
    return found


def there_are(session: Session, viewer: Actor, consultation: Consultation) -> bool:
    """Whether a consultation has any meeting."""
    return session.scalar(select(Meeting.id).where(Meeting.consultation_id == consultation.id).limit(1)) is not None


def one(session: Session, viewer: Actor, slug: str, number: int) -> tuple[Consultation, Meeting]:
    """A meeting and its consultation. Raises NotFound."""
    consultation = consultations.one(session, viewer, slug)
    if not 0 < number < BIGGEST_NUMBER:
        raise NotFound
    found = session.scalar(select(Meeting).where(Meeting.consultation_id == consultation.id, Meeting.number == number))
    if found is None:
        raise NotFound
    return consultation, found
