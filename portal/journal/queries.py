"""Reading the record."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Select, select

from portal.base.access import Actor, Role
from portal.base.database import Session
from portal.journal.models import Entry


def visible_to(viewer: Actor) -> Select[Entry]:
    """Administrators see all lines; other staff those of their consultations; nobody else any."""
    lines = select(Entry)
    if viewer.holds(Role.ADMINISTRATOR):
        return lines
    return lines.where(Entry.consultation_id.in_([where for _role, where in viewer.roles if where is not None]))


def history(session: Session, viewer: Actor, thing: Any) -> Sequence[Entry]:
    """The lines of one thing, oldest day first."""
    mine = visible_to(viewer).where(Entry.thing == thing.__tablename__, Entry.thing_id == thing.id)
    return session.scalars(mine.order_by(Entry.day, Entry.at, Entry.id)).all()
