"""The security log of staff: who came in, who was refused, what changed about signing in. Kept for 90 days.

It is the written exception to "no address": the doors through which staff sign in tell theirs, no other door does.
"""

from datetime import timedelta

from sqlalchemy import delete, func, select

from portal.base import clock
from portal.base.access import Actor, Permission, command
from portal.base.database import Session
from portal.identity.models import SecurityEvent, SecurityEventKind

KEPT = timedelta(days=90)
MOST_REFUSALS = 1000  # an hour: a machine that tries passwords must not fill the disk
REFUSALS = (SecurityEventKind.REFUSED, SecurityEventKind.SECOND_REFUSED)
TOO_MANY = "more are not listed"


@command(Permission.ANYONE)
def note(session: Session, actor: Actor, kind: SecurityEventKind, *, staff_id: int | None = None, address: str = "", detail: str = "") -> None:
    """Write a line. `detail` is a word of ours (see portal.identity.queries.security), never what somebody typed."""
    if kind in REFUSALS:
        refused = session.scalar(select(func.count()).where(SecurityEvent.at > clock.now() - timedelta(hours=1), SecurityEvent.kind.in_(REFUSALS))) or 0
        if refused >= MOST_REFUSALS:
            return
        if refused == MOST_REFUSALS - 1:
            detail = TOO_MANY
    session.add(SecurityEvent(at=clock.now(), kind=kind, staff_id=staff_id, address=address, detail=detail))


@command(Permission.SYSTEM)
def clear_old_events(session: Session, actor: Actor) -> None:
    """After 90 days nothing of it is left."""
    session.execute(delete(SecurityEvent).where(SecurityEvent.at <= clock.now() - KEPT))


@command(Permission.ANYONE)
def note_refusal(session: Session, actor: Actor, staff_id: int | None, *, address: str = "") -> None:
    """Name and password did not fit. The name that was typed is not written down: it may be a password in the wrong field."""
    note(session, actor, SecurityEventKind.REFUSED, staff_id=staff_id, address=address, detail="" if staff_id else "unknown name")
