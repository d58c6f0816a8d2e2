"""What a helper sees: the questions and meetings to choose from, and what they entered today. Never a text, never a number to follow up with."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from portal.base import clock
from portal.base.access import Actor, Permission, can
from portal.base.database import Session
from portal.base.errors import NotFound
from portal.base.secrets import Unsealable, from_text, seal, to_text, unseal
from portal.consultations import queries as consultations
from portal.consultations.models import Consultation, Question
from portal.contributions.models import PUBLIC, UNSEEN, Channel, Contribution
from portal.contributions.queries import entered_by
from portal.meetings import queries as meetings
from portal.meetings.models import Meeting, MeetingState

__all__ = ["Channel"]

SHOWN = 100
UNDO = "entry for somebody"
UNDONE_WITHIN = 20 * 3600  # seconds


@dataclass(frozen=True)
class Entered:
    """One entry of today: its question and way, its public number if it has one, and whether it still waits."""

    question: int
    channel: Channel
    language: str
    number: int | None
    waits: bool
    is_public: bool


def consultation(session: Session, viewer: Actor, slug: str) -> Consultation:
    """The consultation, for its helpers; for others there is none."""
    found = consultations.one(session, viewer, slug)
    if not can(viewer, Permission.ASSIST, found):
        raise NotFound
    return found


def question(session: Session, viewer: Actor, slug: str, number: int) -> Question:
    """A question of it, for its helpers."""
    found = consultations.question(session, viewer, slug, number)
    if not can(viewer, Permission.ASSIST, found):
        raise NotFound
    return found


def begun_meetings(session: Session, viewer: Actor, place: Consultation) -> list[Meeting]:
    """Meetings at which something can have been said."""
    return [one for one in meetings.of(session, viewer, place) if one.state is not MeetingState.CANCELLED and one.starts_at <= clock.now()]


def answerable(session: Session, viewer: Actor, place: Consultation, numbers: Iterable[int]) -> dict[int, Contribution]:
    """Public words here by their numbers, so far as there are such: somebody replies to them."""
    rows = select(Contribution).where(Contribution.consultation_id == place.id, Contribution.number.in_(set(numbers)), Contribution.state.in_(PUBLIC))
    return {one.number: one for one in session.scalars(rows.options(joinedload(Contribution.question))) if one.number is not None}


def entered_today(session: Session, viewer: Actor, place: Consultation) -> tuple[Sequence[Entered], int]:
    """What the viewer entered today, the last ones of many, and how many there are in all."""
    mine = (Contribution.consultation_id == place.id, Contribution.day == clock.today(), Contribution.channel != Channel.ONLINE, entered_by(viewer))
    columns = (Question.number.label("question"), Contribution.channel, Contribution.language, Contribution.number, Contribution.state)
    rows = session.execute(select(*columns).join(Question, Question.id == Contribution.question_id).where(*mine).order_by(Contribution.id).limit(SHOWN))
    total = session.scalar(select(func.count()).select_from(Contribution).where(*mine)) or 0
    return [Entered(row.question, row.channel, row.language, row.number, row.state in UNSEEN, row.state in PUBLIC) for row in rows], total


def undo_sign(contribution: Contribution) -> str:
    """What the page after an entry carries, so that this visit can take it back."""
    return to_text(seal(UNDO, f"{contribution.id} {int(clock.now().timestamp()) + UNDONE_WITHIN}"))


def to_undo(session: Session, viewer: Actor, place: Consultation, sign: str) -> Contribution:
    """The entry that a sign names, if the viewer made it here. Raises NotFound."""
    try:
        own, until = unseal(UNDO, from_text(sign)).split()
    except (Unsealable, ValueError):
        raise NotFound from None
    found = session.scalar(select(Contribution).where(Contribution.id == int(own), Contribution.consultation_id == place.id, entered_by(viewer)))
    if found is None or int(until) < clock.now().timestamp():
        raise NotFound
    return found
