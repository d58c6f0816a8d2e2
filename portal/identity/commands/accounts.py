"""Accounts of staff: made, closed, and their passwords."""

from sqlalchemy import delete, select

from portal.base.access import Actor, Permission, command
from portal.base.database import Session
from portal.base.errors import Refused
from portal.base.languages import _
from portal.base.text import one_line
from portal.identity.commands.sessions import end_other_sessions
from portal.identity.models import HeldRole, Organisation, Staff, StaffSession
from portal.journal import commands as journal


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
