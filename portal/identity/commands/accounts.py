"""Accounts of staff: made, closed, and their passwords."""

from sqlalchemy import delete, select

from portal.base.access import SYSTEM, Actor, Permission, command
from portal.base.database import Session
from portal.base.errors import Refused
from portal.base.languages import _
from portal.base.text import one_line
from portal.identity.commands import security
from portal.identity.commands.sessions import end_other_sessions
from portal.identity.leaving import somebody_must_stay
from portal.identity.models import HeldRole, Organisation, SecurityEventKind, Staff, StaffSession
from portal.journal import commands as journal


@command(Permission.MANAGE_STAFF)
def add_staff(session: Session, actor: Actor, organisation: Organisation, sign_in_name: str, name: str, password_hash: str, *, unit: str = "") -> Staff:
    """Make an account. The password was hashed before, outside the writers' turn."""
    sign_in_name = one_line(sign_in_name).casefold()
    if session.scalar(select(Staff.id).where(Staff.sign_in_name == sign_in_name)):
        raise Refused(_("There is somebody with this sign-in name already."))
    person = Staff(sign_in_name=sign_in_name, name=one_line(name), password_hash=password_hash, organisation_id=organisation.id)
    person.unit = known_unit(session, SYSTEM, organisation.id, unit)
    session.add(person)
    session.flush()
    journal.record(session, actor, person, "add")
    security.note(session, actor, SecurityEventKind.ACCOUNT_MADE, staff_id=person.id)
    return person


@command(Permission.MANAGE_STAFF, on="person")
def remove_staff(session: Session, actor: Actor, person: Staff) -> None:
    """Close an account: no session, no role, no sign-in. The row stays, since decisions bear its name."""
    if person.id == actor.staff_id:
        raise Refused(_("You cannot close your own account. Ask another administrator."))
    with somebody_must_stay(session):
        person.active = False
        session.execute(delete(StaffSession).where(StaffSession.staff_id == person.id))
        session.execute(delete(HeldRole).where(HeldRole.staff_id == person.id))
    journal.record(session, actor, person, "remove")
    security.note(session, actor, SecurityEventKind.ACCOUNT_CLOSED, staff_id=person.id)


@command(Permission.MANAGE_STAFF, on="person")
def change_person(session: Session, actor: Actor, person: Staff, *, name: str, organisation: Organisation, unit: str) -> None:
    """Change somebody's name, organisation or unit. Past decisions stay those of the unit that made them."""
    unit = known_unit(session, SYSTEM, organisation.id, unit)
    before = (person.name, person.organisation_id, person.unit)
    with somebody_must_stay(session):
        person.name, person.organisation_id, person.unit = one_line(name), organisation.id, unit
    if before[0] != person.name:
        journal.record(session, actor, person, "rename")
    if before[1:] != (person.organisation_id, person.unit):
        journal.record(session, actor, person, "move", old=before[2][:40] or None, new=unit[:40] or None, reason=organisation.slug)


@command(Permission.SYSTEM)
def known_unit(session: Session, actor: Actor, organisation_id: int, typed: str) -> str:
    """A unit as it is written already in its organisation: one unit must not become two by a capital letter."""
    unit = one_line(typed)
    known = session.scalars(select(Staff.unit).where(Staff.organisation_id == organisation_id).distinct().order_by(Staff.unit))
    return next((one for one in known if one.casefold() == unit.casefold()), unit)


@command(Permission.MANAGE_STAFF, on="person")
def replace_password(session: Session, actor: Actor, person: Staff, password_hash: str) -> None:
    """Give somebody a new password, when the old one is lost; every session of theirs ends."""
    person.password_hash = password_hash
    session.execute(delete(StaffSession).where(StaffSession.staff_id == person.id))
    journal.record(session, actor, person, "replace password")
    security.note(session, actor, SecurityEventKind.PASSWORD_CHANGED, staff_id=person.id, detail="administrator")


@command(Permission.STAFF)
def change_password(session: Session, actor: Actor, password_hash: str, *, address: str = "") -> None:
    """Change one's own password; all other sessions end, since somebody else may hold them."""
    person = session.get_one(Staff, actor.staff_id)
    person.password_hash = password_hash
    journal.record(session, actor, person, "change password")
    security.note(session, actor, SecurityEventKind.PASSWORD_CHANGED, staff_id=person.id, address=address)
    end_other_sessions(session, actor, address=address)
