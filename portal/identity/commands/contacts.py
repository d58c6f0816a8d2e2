"""Contact points are written down, changed and taken away (R19, R71)."""

from typing import Any

from sqlalchemy import func, select

from portal.base import clock
from portal.base.access import Actor, Permission, command
from portal.base.database import Session
from portal.base.errors import Refused
from portal.base.languages import _
from portal.identity.models import ContactPoint, Organisation
from portal.journal import commands as journal


@command(Permission.MANAGE_ORGANISATIONS)
def add_contact_point(session: Session, actor: Actor, organisation: Organisation, **columns: Any) -> ContactPoint:
    """Publish whom to ask; it stands last among those of its organisation."""
    last = session.scalar(select(func.max(ContactPoint.position)).where(ContactPoint.organisation_id == organisation.id)) or 0
    point = ContactPoint(organisation_id=organisation.id, position=last + 1, **_checked(columns))
    session.add(point)
    session.flush()
    journal.record(session, actor, point, "add")
    return point


@command(Permission.MANAGE_ORGANISATIONS)
def change_contact_point(session: Session, actor: Actor, point: ContactPoint, **columns: Any) -> None:
    """Change a contact point, or note that it was checked and still holds."""
    for name, value in _checked(columns).items():
        setattr(point, name, value)
    journal.record(session, actor, point, "change")


@command(Permission.MANAGE_ORGANISATIONS)
def remove_contact_point(session: Session, actor: Actor, point: ContactPoint) -> None:
    """Take a contact point off the public page."""
    journal.record(session, actor, point, "remove")
    session.delete(point)


def _checked(columns: dict[str, Any]) -> dict[str, Any]:
    if not any(columns["title"].values()) or not any(columns["ways"].values()):
        raise Refused(_("Say what it is for and how to reach it, in one language at least."))
    if columns["checked_on"] > clock.today():
        raise Refused(_("Nobody can have checked this in the future."))
    return columns
