"""Staff come, get roles, sign in and out, and leave."""

from datetime import timedelta

from sqlalchemy import delete, select

from portal.base import clock
from portal.base.access import Actor, Permission, Role, command
from portal.base.database import Session
from portal.base.errors import Refused
from portal.base.languages import Texts, _
from portal.base.secrets import keyed_hash, random_token
from portal.base.text import one_line
from portal.identity import passwords, rules
from portal.identity.models import HeldRole, Invitation, Organisation, Staff, StaffSession
from portal.journal import commands as journal

INVITATION_LIFETIME = timedelta(days=7)

__all__ = ["rules"]


@command(Permission.MANAGE_STAFF)
def found_organisation(session: Session, actor: Actor, slug: str, name: Texts) -> Organisation:
    """Enter an organisation, or find the one with this slug."""
    known = session.scalar(select(Organisation).where(Organisation.slug == slug))
    if known is not None:
        return known
    organisation = Organisation(slug=slug, name=name, contact=Texts())
    session.add(organisation)
    session.flush()
    journal.record(session, actor, organisation, "found")
    return organisation


@command(Permission.MANAGE_STAFF)
def add_staff(session: Session, actor: Actor, organisation: Organisation, sign_in_name: str, name: str, password_hash: str) -> Staff:
    """Make an account. The password was hashed before, outside the writers' turn."""
    sign_in_name = one_line(sign_in_name).casefold()
    if session.scalar(select(Staff.id).where(Staff.sign_in_name == sign_in_name)):
        raise Refused(_("There is somebody with this sign-in name already."))
    person = Staff(sign_in_name=sign_in_name, name=one_line(name), password_hash=password_hash, organisation_id=organisation.id)
    session.add(person)
    session.flush()
    journal.record(session, actor, person, "add")
    return person


@command(Permission.MANAGE_STAFF)
def give_role(session: Session, actor: Actor, person: Staff, role: Role, consultation_id: int | None) -> HeldRole:
    """Trust somebody with a role, in one consultation or (None) everywhere. It counts from the next request."""
    asked = select(HeldRole).where(HeldRole.staff_id == person.id, HeldRole.role == role)
    asked = asked.where(HeldRole.consultation_id.is_(None) if consultation_id is None else HeldRole.consultation_id == consultation_id)
    held = session.scalar(asked)
    if held is None:
        held = HeldRole(staff_id=person.id, role=role, consultation_id=consultation_id)
        session.add(held)
        session.flush()
        journal.record(session, actor, held, "give role", new=role)
    return held


@command(Permission.ANYONE)
def begin_session(session: Session, actor: Actor, person: Staff) -> str:
    """Sign somebody in: a new random value for the cookie; the table keeps its keyed hash."""
    cookie = random_token()
    session.add(StaffSession(cookie_hash=keyed_hash("staff session", cookie), staff_id=person.id, began_at=clock.now(), seen_at=clock.now()))
    return cookie


@command(Permission.STAFF)
def end_session(session: Session, actor: Actor) -> None:
    """Sign out: the session is dead on the server."""
    session.execute(delete(StaffSession).where(StaffSession.id == int(actor.session_id)))


@command(Permission.MANAGE_STAFF)
def invite(session: Session, actor: Actor, organisation: Organisation, role: Role, consultation_id: int | None) -> str:
    """Make a link for one new account; returns the secret part, which is not kept."""
    secret = random_token()
    invitation = Invitation(
        link_hash=keyed_hash("invitation", secret), organisation_id=organisation.id, consultation_id=consultation_id, role=role, expires_at=clock.now() + INVITATION_LIFETIME
    )
    session.add(invitation)
    session.flush()
    journal.record(session, actor, invitation, "invite", new=role)
    return secret
