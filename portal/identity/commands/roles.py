"""Roles are given, lent, taken and given back; they count from the next request on."""

from datetime import date, timedelta
from typing import Any

from sqlalchemy import Select, select

from portal.base import clock
from portal.base.access import IN_ONE_CONSULTATION, NEEDS_TRAINING, SYSTEM, Actor, Permission, Role, command
from portal.base.database import Session
from portal.base.errors import NotFound, Refused
from portal.base.languages import _
from portal.identity.commands import security
from portal.identity.leaving import somebody_must_stay
from portal.identity.models import HeldRole, SecurityEventKind, Staff
from portal.identity.queries.standing import hosts_own, places
from portal.journal import commands as journal

LONGEST_TRAINING = timedelta(days=5 * 366)


@command(Permission.MANAGE_STAFF)
def give_role(session: Session, actor: Actor, person: Staff, role: Role, consultation_id: int | None, trained_until: date | None = None) -> HeldRole:
    """Trust somebody with a role, in one consultation or (None) everywhere. It counts from the next request."""
    return _give(session, actor, person, role, consultation_id, trained_until)


@command(Permission.MANAGE_STAFF, on="consultation")
def give_role_in(session: Session, actor: Actor, consultation: Any, person: Staff, role: Role) -> HeldRole:
    """Trust somebody who is here already with a role in one consultation."""
    return _give(session, actor, person, role, consultation.id)


@command(Permission.MANAGE_STAFF, on="consultation")
def borrow(session: Session, actor: Actor, consultation: Any, person: Staff) -> HeldRole:
    """Have somebody whom another organisation lends hear the appeals of one consultation."""
    if not person.lent or person.organisation_id == consultation.host_id:
        raise Refused(_("This person is not lent as a reviewer."))
    return _give(session, actor, person, Role.REVIEWER, consultation.id)


def _give(session: Session, actor: Actor, person: Staff, role: Role, consultation_id: int | None, trained_until: date | None = None) -> HeldRole:
    if not person.active:
        raise Refused(_("This account is closed."))
    held = session.scalar(_held(person, role, consultation_id))
    if held is not None:
        held.by_provider_id = None  # given by hand from now on: no sign-in service takes it back
        return held
    check_role(session, SYSTEM, role, consultation_id, person.organisation_id)
    held = HeldRole(staff_id=person.id, role=role, consultation_id=consultation_id, trained_until=_checked(role, trained_until))
    session.add(held)
    session.flush()
    journal.record(session, actor, held, "give role", new=role)
    security.note(session, actor, SecurityEventKind.ROLE_CHANGED, staff_id=person.id, detail=f"given {role}")
    return held


@command(Permission.SYSTEM)
def check_role(session: Session, actor: Actor, role: Role, consultation_id: int | None, organisation_id: int) -> None:
    """Refuse a role that nobody can have there, or that would not count for people of this organisation."""
    if consultation_id is None:
        return
    if role not in IN_ONE_CONSULTATION:
        raise Refused(_("This role is not given in one consultation."))
    if any(hosts_own(organisation_id, role, place) for place in places(session, SYSTEM, [consultation_id])):
        raise Refused(_("This consultation is moderated independently. People of its host can neither moderate it nor hear its appeals."))


def _held(person: Staff, role: Role, consultation_id: int | None) -> Select[HeldRole]:
    asked = select(HeldRole).where(HeldRole.staff_id == person.id, HeldRole.role == role)
    return asked.where(HeldRole.consultation_id.is_(None) if consultation_id is None else HeldRole.consultation_id == consultation_id)


@command(Permission.MANAGE_STAFF, on="consultation")
def take_role(session: Session, actor: Actor, consultation: Any, person: Staff, role: Role) -> None:
    """End somebody's role in a consultation, from the next request on."""
    if person.id == actor.staff_id:
        raise Refused(_("You cannot take a role from yourself. Ask somebody else."))
    if not _take(session, actor, person, role, consultation.id):
        raise NotFound


@command(Permission.MANAGE_STAFF, on="person")
def end_role(session: Session, actor: Actor, person: Staff, role: Role, consultation_id: int | None) -> None:
    """End a role wherever it is held; for administrators and the command line."""
    _take(session, actor, person, role, consultation_id)


@command(Permission.STAFF)
def give_back(session: Session, actor: Actor, consultation: Any) -> None:
    """A reviewer leaves a consultation, unless appeals there would have nobody left."""
    if not _take(session, actor, session.get_one(Staff, actor.staff_id), Role.REVIEWER, consultation.id):
        raise NotFound


def _take(session: Session, actor: Actor, person: Staff, role: Role, consultation_id: int | None) -> bool:
    with somebody_must_stay(session):
        held = session.scalar(_held(person, role, consultation_id))
        if held is not None:
            journal.record(session, actor, held, "take role", old=role)
            security.note(session, actor, SecurityEventKind.ROLE_CHANGED, staff_id=person.id, detail=f"ended {role}")
            session.delete(held)
    return held is not None


@command(Permission.MANAGE_STAFF, on="person")
def lend(session: Session, actor: Actor, person: Staff, on: bool) -> None:
    """Let other organisations borrow somebody as a reviewer, or no longer. What was borrowed before goes on."""
    if person.lent != on:
        person.lent = on
        journal.record(session, actor, person, "lend" if on else "lend no longer")


@command(Permission.MANAGE_STAFF, on="held")
def note_training(session: Session, actor: Actor, held: HeldRole, until: date | None) -> None:
    """Note until when a training is current; without one the role does not count (R54)."""
    before, held.trained_until = held.trained_until, _checked(held.role, until)
    if before != until:
        journal.record(session, actor, held, "note training", old=before.isoformat() if before else None, new=until.isoformat() if until else None)


def _checked(role: Role, until: date | None) -> date | None:
    if until is not None and role not in NEEDS_TRAINING:
        raise Refused(_("This role needs no training date."))
    if until is not None and until > clock.today() + LONGEST_TRAINING:
        raise Refused(_("A training is current for five years at most. Look at the year again."))
    return until
