"""Writing the record."""

from typing import Any

from portal.base import clock
from portal.base.access import Actor, Permission, command, consultation_of
from portal.base.database import Session
from portal.journal.models import Entry


@command(Permission.ANYONE)
def record(session: Session, actor: Actor, thing: Any, deed: str, *, old: str | None = None, new: str | None = None, reason: str = "") -> Entry:
    """Write one line. What a participant typed is never a reason here; it stays in its own row."""
    entry = Entry(
        day=clock.today(),
        at=clock.now() if actor.is_staff else None,
        by=actor.kind.value,
        staff_id=actor.staff_id,
        consultation_id=consultation_of(thing),
        thing=thing.__tablename__,
        thing_id=thing.id,
        deed=deed,
        old_state=old,
        new_state=new,
        reason=reason,
    )
    session.add(entry)
    return entry
