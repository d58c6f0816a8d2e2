"""Staff come, get roles, sign in and out, and leave."""

import re
import unicodedata
from datetime import timedelta
from typing import Any

from sqlalchemy import delete, or_, select, update

from portal.base import clock
from portal.base.access import SYSTEM, Actor, Permission, Role, command
from portal.base.database import Session
from portal.base.errors import NotFound, Refused
from portal.base.languages import Texts, _, language
from portal.base.secrets import keyed_hash, random_token
from portal.base.text import one_line
from portal.identity import rules
from portal.identity.models import IDLE, LONGEST_SESSION, HeldRole, Invitation, Organisation, Staff, StaffSession
from portal.journal import commands as journal

INVITATION_LIFETIME = timedelta(days=7)
IN_ONE_CONSULTATION = (Role.ORGANISER, Role.MODERATOR, Role.REVIEWER, Role.RESPONDER)

__all__ = ["IN_ONE_CONSULTATION", "rules"]


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


@command(Permission.MANAGE_STAFF, on="consultation")
def take_role(session: Session, actor: Actor, consultation: Any, person: Staff, role: Role) -> None:
    """End somebody's role in a consultation, from the next request on."""
    if person.id == actor.staff_id:
        raise Refused(_("You cannot take a role from yourself. Ask somebody else."))
    held = session.scalar(select(HeldRole).where(HeldRole.staff_id == person.id, HeldRole.role == role, HeldRole.consultation_id == consultation.id))
    if held is None:
        raise NotFound
    journal.record(session, actor, held, "take role", old=role)
    session.delete(held)


@command(Permission.MANAGE_STAFF, on="person")
def end_role(session: Session, actor: Actor, person: Staff, role: Role, consultation_id: int | None) -> None:
    """End a role wherever it is held; for administrators and the command line."""
    for held in session.scalars(select(HeldRole).where(HeldRole.staff_id == person.id, HeldRole.role == role)):
        if held.consultation_id == consultation_id:
            journal.record(session, actor, held, "take role", old=role)
            session.delete(held)


@command(Permission.MANAGE_STAFF, on="person")
def remove_staff(session: Session, actor: Actor, person: Staff) -> None:
    """Close an account: no session, no role, no sign-in. The row stays, since decisions bear its name."""
    person.active = False
    session.execute(delete(StaffSession).where(StaffSession.staff_id == person.id))
    session.execute(delete(HeldRole).where(HeldRole.staff_id == person.id))
    journal.record(session, actor, person, "remove")


@command(Permission.MANAGE_STAFF, on="person")
def replace_password(session: Session, actor: Actor, person: Staff, password_hash: str) -> None:
    """Give somebody a new password, when the old one is lost; every session of theirs ends."""
    person.password_hash = password_hash
    session.execute(delete(StaffSession).where(StaffSession.staff_id == person.id))
    journal.record(session, actor, person, "replace password")


@command(Permission.STAFF)
def change_password(session: Session, actor: Actor, password_hash: str) -> None:
    """Change one's own password; all other sessions end, since somebody else may hold them."""
    person = session.get_one(Staff, actor.staff_id)
    person.password_hash = password_hash
    journal.record(session, actor, person, "change password")
    end_other_sessions(session, actor)


@command(Permission.ANYONE)
def begin_session(session: Session, actor: Actor, person: Staff) -> str:
    """Sign somebody in: a new random value for the cookie; the table keeps its keyed hash. Ended sessions are cleared away."""
    now = clock.now()
    _clear_ended(session)
    cookie = random_token()
    session.add(StaffSession(cookie_hash=keyed_hash("staff session", cookie), staff_id=person.id, began_at=now, seen_at=now))
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


@command(Permission.MANAGE_STAFF)
def invite(session: Session, actor: Actor, organisation: Organisation, role: Role, consultation_id: int | None) -> str:
    """Make a link for one new account; returns the secret part, which is not kept."""
    return _invitation(session, actor, organisation.id, role, consultation_id)


@command(Permission.MANAGE_STAFF, on="consultation")
def invite_to(session: Session, actor: Actor, consultation: Any, role: Role, *, organisation_slug: str, new_organisation: str = "") -> str:
    """Invite somebody to one consultation, for an organisation from the list or a new one; returns the link's secret part."""
    if role not in IN_ONE_CONSULTATION:
        raise Refused(_("This role is not given in one consultation."))
    if new_organisation:
        # The right to this consultation's team is enough to name who else takes part in it.
        organisation: Organisation | None = found_organisation(session, SYSTEM, _slug(session, new_organisation), Texts({language(): new_organisation}))
    else:
        organisation = session.scalar(select(Organisation).where(Organisation.slug == organisation_slug))
    if organisation is None:
        raise Refused(_("Choose an organisation."))
    return _invitation(session, actor, organisation.id, role, consultation.id)


def _slug(session: Session, name: str) -> str:
    plain = unicodedata.normalize("NFKD", name.casefold()).encode("ascii", "ignore").decode()
    base = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60] or "organisation"
    taken = set(session.scalars(select(Organisation.slug).where(Organisation.slug.startswith(base, autoescape=True))))
    return base if base not in taken else next(f"{base}-{number}" for number in range(2, len(taken) + 3) if f"{base}-{number}" not in taken)


def _invitation(session: Session, actor: Actor, organisation_id: int, role: Role, consultation_id: int | None) -> str:
    secret = random_token()
    invitation = Invitation(
        link_hash=keyed_hash("invitation", secret), organisation_id=organisation_id, consultation_id=consultation_id, role=role, expires_at=clock.now() + INVITATION_LIFETIME
    )
    session.add(invitation)
    session.flush()
    journal.record(session, actor, invitation, "invite", new=role)
    return secret


@command(Permission.ANYONE)
def accept(session: Session, actor: Actor, secret: str, *, sign_in_name: str, name: str, password_hash: str) -> Staff:
    """Make the account of an invitation, once. Whoever holds the link is the one who was meant."""
    invitation = session.scalar(
        select(Invitation).where(Invitation.link_hash == keyed_hash("invitation", secret), Invitation.used_on.is_(None), Invitation.expires_at > clock.now())
    )
    if invitation is None:
        raise NotFound
    used = session.execute(update(Invitation).where(Invitation.id == invitation.id, Invitation.used_on.is_(None)).values(used_on=clock.today()))
    if used.rowcount != 1:  # type: ignore[attr-defined]
        raise NotFound
    person = add_staff(session, SYSTEM, session.get_one(Organisation, invitation.organisation_id), sign_in_name, name, password_hash)
    give_role(session, SYSTEM, person, invitation.role, invitation.consultation_id)
    return person
