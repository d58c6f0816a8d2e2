"""Who a member of staff is, by cookie or by name."""

from collections.abc import Callable, Collection, Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import joinedload

from portal.base import clock
from portal.base.access import NEEDS_TRAINING, NOBODY, Actor, Kind, Permission, Role, can
from portal.base.database import Session
from portal.base.errors import NotFound
from portal.base.secrets import keyed_hash
from portal.base.settings import settings
from portal.identity.models import IDLE, LONGEST_SESSION, UNFINISHED, HeldRole, Invitation, Staff, StaffSession
from portal.web.visitors import Visit

SEEN_AGAIN = timedelta(minutes=1)  # more often it is not written down
JUDGING = (Role.MODERATOR, Role.REVIEWER)
"""Roles that the host's own people cannot hold where a consultation is moderated independently."""


def cookie_name() -> str:
    """The name of the staff cookie; with https the browser itself holds it to this host (RFC 6265bis)."""
    return "__Host-staff" if settings().secure else "staff"


def staff_of(session: Session, visit: Visit) -> Actor | None:
    """The member of staff whose session the cookie opens, with the roles held at this moment.

    Without a second factor: nobody, but with the session's id, so that no form is sent in another's stead meanwhile.
    """
    found = session_of(session, visit)
    if found is None:
        return None
    signed_in, person = found
    if signed_in.second_at is None:
        return Actor(session_id=str(signed_in.id))
    now, seen = clock.now(), signed_in.seen_at
    if now - seen > SEEN_AGAIN:
        # Reading is being here, too; a page that is read saves nothing, so it is noted down after it was given out.
        visit.afterwards, seen = (lambda later: later.execute(update(StaffSession).where(StaffSession.id == signed_in.id).values(seen_at=now))), now
    visit.secret, visit.proven_at = visit.cookies[cookie_name()], signed_in.second_at
    visit.until = min(seen + IDLE, signed_in.began_at + LONGEST_SESSION)
    return actor_of(session, NOBODY, person, session_id=str(signed_in.id))


def session_of(session: Session, visit: Visit) -> tuple[StaffSession, Staff] | None:
    """The living session that the cookie opens and whose it is, with or without a second factor."""
    cookie = visit.cookies.get(cookie_name())
    if not cookie:
        return None
    now = clock.now()
    found = session.execute(
        select(StaffSession, Staff).join(Staff, Staff.id == StaffSession.staff_id).where(StaffSession.cookie_hash == keyed_hash("staff session", cookie), Staff.active)
    ).one_or_none()
    if found is None or now - found[0].seen_at > IDLE or now - found[0].began_at > LONGEST_SESSION:
        return None
    if found[0].second_at is None and now - found[0].began_at > UNFINISHED:
        return None
    return found[0], found[1]


def actor_of(session: Session, viewer: Actor, person: Staff, *, session_id: str = "") -> Actor:
    """A person with the roles that count at this moment: trained for where a training is needed, and not the host's own where others moderate."""
    today = clock.today()
    held = session.execute(select(HeldRole.role, HeldRole.consultation_id, HeldRole.trained_until).where(HeldRole.staff_id == person.id)).all()
    roles = [(role, where) for role, where, until in held if role not in NEEDS_TRAINING or (until is not None and until >= today)]
    judging = any(role in JUDGING for role, _where in roles)
    independent = [where for ask in _independent for where in ask(session, NOBODY, person.organisation_id)] if judging else []
    return actor_for(person, roles=roles, session_id=session_id, barred=[(role, where) for role in JUDGING for where in independent])


def actor_for(person: Staff, *, roles: Sequence[tuple[object, int | None]], session_id: str = "", barred: Sequence[tuple[Role, int]] = ()) -> Actor:
    """A person as the one who is asking."""
    return Actor(
        kind=Kind.STAFF,
        staff_id=person.id,
        organisation_id=person.organisation_id,
        unit=person.unit,
        name=person.name,
        session_id=session_id,
        roles=frozenset(roles),  # type: ignore[arg-type]
        barred=frozenset(barred),
    )


_independent: list[Callable[[Session, Actor, int], Collection[int]]] = []


def bar_the_hosts_own_in(*questions: Callable[[Session, Actor, int], Collection[int]]) -> None:
    """Tell this room which consultations an organisation hosts and has others moderate; `app.py` names who knows."""
    _independent[:] = questions


def by_sign_in_name(session: Session, viewer: Actor, name: str) -> Staff | None:
    """The account with this sign-in name, for checking its password."""
    return session.scalar(select(Staff).options(joinedload(Staff.organisation)).where(Staff.sign_in_name == name.strip().casefold(), Staff.active))


def password_of(session: Session, viewer: Actor, name: str) -> tuple[int | None, str | None]:
    """Id and password hash of an account, to be compared outside the reader's thread; two times None for an unknown name."""
    person = by_sign_in_name(session, viewer, name)
    return (person.id, person.password_hash) if person else (None, None)


def myself(session: Session, viewer: Actor) -> Staff:
    """The viewer's own account."""
    return session.scalars(select(Staff).options(joinedload(Staff.organisation)).where(Staff.id == viewer.staff_id)).one()


def sessions_of(session: Session, viewer: Actor) -> Sequence[StaffSession]:
    """The viewer's own open sessions, the newest first."""
    now = clock.now()
    mine = select(StaffSession).where(StaffSession.staff_id == viewer.staff_id, StaffSession.began_at > now - LONGEST_SESSION, StaffSession.seen_at > now - IDLE)
    return session.scalars(mine.order_by(StaffSession.began_at.desc(), StaffSession.id)).all()


def invitation(session: Session, viewer: Actor, secret: str) -> Invitation | None:
    """The invitation behind a link, while it can be used."""
    open_ones = select(Invitation).where(Invitation.used_on.is_(None), Invitation.expires_at > clock.now())
    return session.scalar(open_ones.where(Invitation.link_hash == keyed_hash("invitation", secret)))


def team(session: Session, viewer: Actor, consultation: Any) -> list[tuple[Staff, Role]]:
    """Who has which role in a consultation, for those who manage its staff."""
    if not can(viewer, Permission.MANAGE_STAFF, consultation):
        raise NotFound
    found = session.execute(
        select(Staff, HeldRole.role)
        .join(HeldRole, HeldRole.staff_id == Staff.id)
        .options(joinedload(Staff.organisation))
        .where(HeldRole.consultation_id == consultation.id, Staff.active)
        .order_by(Staff.name, Staff.id)
    )
    return [(person, role) for person, role in found]


def everybody(session: Session, viewer: Actor) -> list[tuple[Staff, list[tuple[Role, int | None]]]]:
    """All accounts with their roles, for administrators and the command line."""
    if not can(viewer, Permission.MANAGE_STAFF):
        raise NotFound
    people = session.scalars(select(Staff).options(joinedload(Staff.organisation)).order_by(Staff.sign_in_name)).all()
    roles: dict[int, list[tuple[Role, int | None]]] = {}
    for held in session.scalars(select(HeldRole).order_by(HeldRole.role)):
        roles.setdefault(held.staff_id, []).append((held.role, held.consultation_id))
    return [(person, roles.get(person.id, [])) for person in people]


def account(session: Session, viewer: Actor, staff_id: int) -> Staff:
    """An account that is in use, for a command that checks its own right. Raises NotFound."""
    person = session.scalar(select(Staff).where(Staff.id == staff_id, Staff.active))
    if person is None:
        raise NotFound
    return person
