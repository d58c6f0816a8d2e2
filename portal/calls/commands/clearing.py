"""What has had its time is erased: requests without an answer, and what members wrote about calls that are long closed."""

from datetime import timedelta

from sqlalchemy import delete, or_, select, update

from portal.base import clock
from portal.base.access import Actor, Permission, command
from portal.base.database import Session
from portal.calls.commands.joining import UNCONFIRMED
from portal.calls.models import Call, CallState, JoinRequest, Note

UNANSWERED = timedelta(days=30)
WORDS_KEPT = timedelta(days=184)  # six months, whatever months they are
OVER = (CallState.CLOSED, CallState.WITHDRAWN)


@command(Permission.SYSTEM)
def erase_old_requests(session: Session, actor: Actor) -> None:
    """Nobody confirmed it within three days, or no chair answered it within thirty."""
    today = clock.today()
    forgotten = JoinRequest.confirmed_on.is_(None) & (JoinRequest.asked_on < today - UNCONFIRMED)
    unanswered = JoinRequest.asked_on < today - UNANSWERED
    session.execute(delete(JoinRequest).where(or_(forgotten, unanswered)), execution_options={"synchronize_session": False})


@command(Permission.SYSTEM)
def erase_old_words(session: Session, actor: Actor) -> None:
    """Six months after a call was closed, or after they were written where they belong to no call. Counts stay."""
    long_ago = clock.today() - WORDS_KEPT
    closed = select(Call.id).where(Call.state.in_(OVER), Call.state_since < long_ago)
    old = or_(Note.call_id.in_(closed), Note.call_id.is_(None) & (Note.day < long_ago))
    told = or_(Note.sealed_text.is_not(None), Note.member_id.is_not(None))
    session.execute(update(Note).where(old, told).values(sealed_text=None, sealed_name=None, member_id=None), execution_options={"synchronize_session": False})
