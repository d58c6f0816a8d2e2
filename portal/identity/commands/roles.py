"""Roles are given and taken; they count from the next request on."""

from typing import Any

from sqlalchemy import select

from portal.base.access import Actor, Permission, Role, command
from portal.base.database import Session
from portal.base.errors import NotFound, Refused
from portal.base.languages import _
from portal.identity.models import HeldRole, Staff
from portal.journal import commands as journal


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
