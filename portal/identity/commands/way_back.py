"""Somebody who has lost the password comes back: by a link that an administrator makes, and nobody else learns the new one."""

from sqlalchemy import delete

from portal.base.access import Actor, Permission, command
from portal.base.database import Session
from portal.base.errors import NotFound, Refused
from portal.base.languages import _
from portal.identity import way_back
from portal.identity.commands import security
from portal.identity.models import SecurityEventKind, Staff, StaffSession
from portal.identity.queries.way_back import behind_way_back
from portal.journal import commands as journal


@command(Permission.MANAGE_STAFF, on="person")
def offer_way_back(session: Session, actor: Actor, person: Staff) -> str:
    """Make a link with which somebody sets a new password; returns its secret part, which is not kept."""
    if not person.active:
        raise Refused(_("This account is closed. The name stays, since decisions bear it."))
    journal.record(session, actor, person, "offer way back")
    return way_back.key_for(person)


@command(Permission.ANYONE)
def come_back(session: Session, actor: Actor, key: str, password_hash: str, *, address: str = "") -> Staff:
    """Set a new password by the link, once; every session of theirs ends. The second factor is asked for as ever."""
    person = behind_way_back(session, actor, key)
    if person is None:
        raise NotFound
    person.password_hash = password_hash
    session.execute(delete(StaffSession).where(StaffSession.staff_id == person.id))
    journal.record(session, actor, person, "replace password")
    security.note(session, actor, SecurityEventKind.PASSWORD_CHANGED, staff_id=person.id, address=address, detail="link")
    return person
