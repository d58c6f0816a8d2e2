"""What protection officers keep: their hours of duty, and the helplines that people in danger see first."""

from typing import Any

from sqlalchemy import delete, select

from portal.base import clock
from portal.base.access import Actor, Permission, command
from portal.base.database import Session
from portal.base.errors import NotFound, Refused
from portal.base.languages import _
from portal.reprisals import duty, queries
from portal.reprisals.models import Duty
from portal.reprisals.rules import require_protection_officer
from portal.vault import commands as vault
from portal.vault.models import Helpline

MOST_HOURS = 100


@command(Permission.HOLD_KEY)
def be_on_duty(session: Session, actor: Actor, weekday: int, from_hour: int, to_hour: int) -> None:
    """Enter hours of one's own duty, in UTC; those over midnight become two. Raises Refused before there is a key."""
    require_protection_officer(actor)
    officer = queries.own_officer(session, actor)
    if officer is None:
        raise Refused(_("You have no key yet."))
    known = {(one.weekday, one.from_hour, one.to_hour) for one in queries.own_duties(session, actor)}
    new = [hours for hours in duty.split(weekday, from_hour, to_hour) if hours not in known]
    if len(known) + len(new) > MOST_HOURS:
        raise Refused(_("These are too many lines. Please take some away first."))
    session.add_all(Duty(officer_id=officer.id, weekday=day, from_hour=start, to_hour=end) for day, start, end in new)
    session.flush()
    if new:
        vault.record(session, actor, officer, "change duty")


@command(Permission.HOLD_KEY)
def be_off_duty(session: Session, actor: Actor, duty_id: int) -> None:
    """Take one's own hours away. Raises NotFound for those of others."""
    require_protection_officer(actor)
    officer = queries.own_officer(session, actor)
    gone = session.execute(delete(Duty).where(Duty.id == duty_id, Duty.officer_id == (officer.id if officer else None)))
    if gone.rowcount != 1:  # type: ignore[attr-defined]
        raise NotFound
    vault.record(session, actor, officer, "change duty")


@command(Permission.HOLD_KEY)
def list_helpline(session: Session, actor: Actor, **columns: Any) -> Helpline:
    """Add a helpline; whoever adds it has checked it. The same name and ways twice are one."""
    require_protection_officer(actor)
    for one in session.scalars(select(Helpline)):
        if (one.name, one.ways) == (columns["name"], columns["ways"]):
            return one
    made = Helpline(**columns, checked_on=clock.today())
    session.add(made)
    session.flush()
    vault.record(session, actor, made, "add helpline")
    return made


@command(Permission.HOLD_KEY)
def change_helpline(session: Session, actor: Actor, one: Helpline, **columns: Any) -> None:
    """Change a helpline; whoever changes it has checked it."""
    require_protection_officer(actor)
    for name, value in columns.items():
        setattr(one, name, value)
    one.checked_on = clock.today()
    session.flush()
    vault.record(session, actor, one, "change helpline")


@command(Permission.HOLD_KEY)
def check_helpline(session: Session, actor: Actor, one: Helpline) -> None:
    """Somebody called, and it answers as it says."""
    require_protection_officer(actor)
    one.checked_on = clock.today()
    session.flush()
    vault.record(session, actor, one, "check helpline")


@command(Permission.HOLD_KEY)
def remove_helpline(session: Session, actor: Actor, one: Helpline) -> None:
    """Take a helpline off the list."""
    require_protection_officer(actor)
    vault.record(session, actor, one, "remove helpline")
    session.delete(one)
    session.flush()
