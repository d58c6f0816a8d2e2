"""Staff sign in and out; what has ended leaves nothing."""

from sqlalchemy import delete, or_

from portal.base import clock
from portal.base.access import Actor, Permission, command
from portal.base.database import Session
from portal.base.errors import NotFound
from portal.base.secrets import keyed_hash, random_token
from portal.base.settings import settings
from portal.identity.models import IDLE, LONGEST_SESSION, Staff, StaffSession


@command(Permission.ANYONE)
def begin_session(session: Session, actor: Actor, person: Staff, *, proven: bool = False) -> str:
    """Sign somebody in: a new random value for the cookie; the table keeps its keyed hash. Ended sessions are cleared away.

    Until a second factor is `proven` the session opens nothing but the page that asks for it.
    """
    now = clock.now()
    _clear_ended(session)
    cookie = random_token()
    second_at = now if proven or not settings().second_factor else None
    session.add(StaffSession(cookie_hash=keyed_hash("staff session", cookie), staff_id=person.id, began_at=now, seen_at=now, second_at=second_at))
    return cookie


def _clear_ended(session: Session) -> None:
    now = clock.now()
    session.execute(delete(StaffSession).where(or_(StaffSession.began_at < now - LONGEST_SESSION, StaffSession.seen_at < now - IDLE)))


@command(Permission.SYSTEM)
def clear_ended_sessions(session: Session, actor: Actor) -> None:
    """Sessions that have ended by themselves leave nothing."""
    _clear_ended(session)


@command(Permission.STAFF)
def end_session(session: Session, actor: Actor) -> None:
    """Sign out: the session is dead on the server."""
    session.execute(delete(StaffSession).where(StaffSession.id == int(actor.session_id)))


@command(Permission.STAFF)
def end_one_session(session: Session, actor: Actor, session_id: int) -> None:
    """End another of one's own sessions, such as on a lost telephone."""
    ended = session.execute(delete(StaffSession).where(StaffSession.id == session_id, StaffSession.staff_id == actor.staff_id))
    if ended.rowcount != 1:  # type: ignore[attr-defined]
        raise NotFound


@command(Permission.STAFF)
def end_other_sessions(session: Session, actor: Actor) -> None:
    """End all of one's sessions but the present one."""
    session.execute(delete(StaffSession).where(StaffSession.staff_id == actor.staff_id, StaffSession.id != int(actor.session_id)))
