"""Who a member of staff is, by cookie or by name."""

from collections.abc import Sequence

from sqlalchemy import select, update
from sqlalchemy.orm import joinedload

from portal.base import clock
from portal.base.access import Actor, Kind
from portal.base.database import Session
from portal.base.secrets import keyed_hash
from portal.base.settings import settings
from portal.identity.models import IDLE, LONGEST_SESSION, HeldRole, Organisation, Staff, StaffSession
from portal.web.visitors import Visit


def cookie_name() -> str:
    """The name of the staff cookie; with https the browser itself holds it to this host (RFC 6265bis)."""
    return "__Host-staff" if settings().secure else "staff"


def staff_of(session: Session, visit: Visit) -> Actor | None:
    """The member of staff whose session the cookie opens, with the roles held at this moment."""
    cookie = visit.cookies.get(cookie_name())
    if not cookie:
        return None
    now = clock.now()
    found = session.execute(
        select(StaffSession, Staff).join(Staff, Staff.id == StaffSession.staff_id).where(StaffSession.cookie_hash == keyed_hash("staff session", cookie), Staff.active)
    ).one_or_none()
    if found is None:
        return None
    signed_in, person = found
    if now - signed_in.seen_at > IDLE or now - signed_in.began_at > LONGEST_SESSION:
        return None
    if visit.method == "POST" and (now - signed_in.seen_at).total_seconds() > 60:
        session.execute(update(StaffSession).where(StaffSession.id == signed_in.id).values(seen_at=now))
    roles = session.execute(select(HeldRole.role, HeldRole.consultation_id).where(HeldRole.staff_id == person.id)).all()
    return actor_for(person, roles=[(role, where) for role, where in roles], session_id=str(signed_in.id))


def actor_for(person: Staff, *, roles: Sequence[tuple[object, int | None]], session_id: str = "") -> Actor:
    """A person as the one who is asking."""
    return Actor(kind=Kind.STAFF, staff_id=person.id, organisation_id=person.organisation_id, name=person.name, session_id=session_id, roles=frozenset(roles))  # type: ignore[arg-type]


def by_sign_in_name(session: Session, viewer: Actor, name: str) -> Staff | None:
    """The account with this sign-in name, for checking its password."""
    return session.scalar(select(Staff).options(joinedload(Staff.organisation)).where(Staff.sign_in_name == name.strip().casefold(), Staff.active))


def organisation(session: Session, viewer: Actor, slug: str) -> Organisation | None:
    """An organisation by its slug."""
    return session.scalar(select(Organisation).where(Organisation.slug == slug))
