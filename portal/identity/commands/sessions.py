"""Staff sign in and out; what has ended leaves nothing."""

from sqlalchemy import and_, delete, or_, select, update

from portal.base import clock
from portal.base.access import Actor, Permission, command
from portal.base.database import Session
from portal.base.errors import NotFound
from portal.base.secrets import keyed_hash, random_token
from portal.base.settings import settings
from portal.identity.commands import security
from portal.identity.models import IDLE, LONGEST_SESSION, UNFINISHED, SecurityEventKind, Staff, StaffSession

MOST_SESSIONS = 10  # of one person; the one that was longest without a sign of life makes room


@command(Permission.ANYONE)
def begin_session(
    session: Session, actor: Actor, person: Staff, *, proven: bool = False, how: str = "password", address: str = "", provider_id: int | None = None, provider_session: str = ""
) -> str:
    """Sign somebody in: a new random value for the cookie; the table keeps its keyed hash. Ended sessions are cleared away.

    Until a second factor is `proven` the session opens nothing but the page that asks for it.
    """
    now = clock.now()
    _clear_ended(session)
    _make_room(session, person.id)
    let_in = proven or not settings().second_factor
    cookie = random_token()
    session.add(
        StaffSession(
            cookie_hash=keyed_hash("staff session", cookie),
            staff_id=person.id,
            began_at=now,
            seen_at=now,
            second_at=now if let_in else None,
            provider_id=provider_id,
            provider_session=provider_session,
        )
    )
    if let_in:
        security.note(session, actor, SecurityEventKind.SIGNED_IN, staff_id=person.id, address=address, detail=how)
    return cookie


@command(Permission.STAFF)
def let_in(session: Session, actor: Actor, *, how: str, address: str = "") -> str:
    """The second factor fits: a new session in place of the one that waited, so that nothing of before opens a staff room."""
    waiting = session.get(StaffSession, int(actor.session_id))
    if waiting is None:
        raise NotFound
    person = session.get_one(Staff, waiting.staff_id)
    provider_id, provider_session = waiting.provider_id, waiting.provider_session
    session.delete(waiting)
    session.flush()
    return begin_session(session, actor, person, proven=True, how=how, address=address, provider_id=provider_id, provider_session=provider_session)


@command(Permission.STAFF)
def renew_session(session: Session, actor: Actor) -> str:
    """A new value for the cookie, after somebody has shown a password once more (ASVS 7.2.4)."""
    cookie = random_token()
    session.execute(update(StaffSession).where(StaffSession.id == int(actor.session_id)).values(cookie_hash=keyed_hash("staff session", cookie)))
    return cookie


def _make_room(session: Session, staff_id: int) -> None:
    kept = select(StaffSession.id).where(StaffSession.staff_id == staff_id).order_by(StaffSession.seen_at.desc(), StaffSession.id).limit(MOST_SESSIONS - 1)
    session.execute(delete(StaffSession).where(StaffSession.staff_id == staff_id, StaffSession.id.not_in(session.scalars(kept).all())))


def _clear_ended(session: Session) -> None:
    now = clock.now()
    waited = and_(StaffSession.second_at.is_(None), StaffSession.began_at < now - UNFINISHED)
    session.execute(delete(StaffSession).where(or_(StaffSession.began_at < now - LONGEST_SESSION, StaffSession.seen_at < now - IDLE, waited)))


@command(Permission.SYSTEM)
def clear_ended_sessions(session: Session, actor: Actor) -> None:
    """Sessions that have ended by themselves leave nothing."""
    _clear_ended(session)


@command(Permission.ANYONE)
def forget_session(session: Session, actor: Actor, session_id: str) -> None:
    """End the session that this browser brought along, also one that waits for its second factor."""
    session.execute(delete(StaffSession).where(StaffSession.id == int(session_id)))


@command(Permission.STAFF)
def end_session(session: Session, actor: Actor, *, address: str = "") -> None:
    """Sign out: the session is dead on the server."""
    session.execute(delete(StaffSession).where(StaffSession.id == int(actor.session_id)))
    security.note(session, actor, SecurityEventKind.SIGNED_OUT, staff_id=actor.staff_id, address=address)


@command(Permission.STAFF)
def stay(session: Session, actor: Actor) -> None:
    """A sign of life: the hour begins anew."""
    signed_in = session.get(StaffSession, int(actor.session_id))
    if signed_in is None:
        raise NotFound
    signed_in.seen_at = clock.now()


@command(Permission.STAFF)
def end_one_session(session: Session, actor: Actor, session_id: int, *, address: str = "") -> None:
    """End another of one's own sessions, such as on a lost telephone."""
    ended = session.execute(delete(StaffSession).where(StaffSession.id == session_id, StaffSession.staff_id == actor.staff_id))
    if ended.rowcount != 1:  # type: ignore[attr-defined]
        raise NotFound
    security.note(session, actor, SecurityEventKind.SESSIONS_ENDED, staff_id=actor.staff_id, address=address)


@command(Permission.STAFF)
def end_other_sessions(session: Session, actor: Actor, *, address: str = "") -> None:
    """End all of one's sessions but the present one."""
    ended = session.execute(delete(StaffSession).where(StaffSession.staff_id == actor.staff_id, StaffSession.id != int(actor.session_id)))
    if ended.rowcount:  # type: ignore[attr-defined]
        security.note(session, actor, SecurityEventKind.SESSIONS_ENDED, staff_id=actor.staff_id, address=address)


@command(Permission.MANAGE_STAFF, on="person")
def end_sessions_of(session: Session, actor: Actor, person: Staff) -> None:
    """End every session of one person, as administrators may."""
    session.execute(delete(StaffSession).where(StaffSession.staff_id == person.id))
    security.note(session, actor, SecurityEventKind.SESSIONS_ENDED, staff_id=person.id, detail="administrator")


@command(Permission.SYSTEM)
def end_all_sessions(session: Session, actor: Actor) -> None:
    """End every session of everybody, when something is amiss."""
    session.execute(delete(StaffSession))
    security.note(session, actor, SecurityEventKind.SESSIONS_ENDED, detail="everybody")
