"""What a receipt holder may know of their own wish, and what the worker looks for."""

from typing import Any

from sqlalchemy import Select, or_, select

from portal.base import clock
from portal.base.access import Actor
from portal.base.database import Session
from portal.notifications.models import Letter, Wish


def wished(session: Session, viewer: Actor) -> str:
    """Whether letters were asked for under the receipt that is held: nothing, `asked` (not confirmed yet) or `confirmed`."""
    if viewer.receipt_id is None:
        return ""
    days = session.scalars(select(Wish.confirmed_on).where(Wish.receipt_id == viewer.receipt_id)).all()
    return "confirmed" if any(days) else "asked" if days else ""


def due(letters: Select[Any]) -> Select[Any]:
    """Those that should leave now and that no worker has claimed."""
    now = clock.now()
    return letters.where(Letter.sealed.is_not(None), Letter.due_at <= now, or_(Letter.claimed_until.is_(None), Letter.claimed_until <= now))


def some_are_due(session: Session, viewer: Actor) -> bool:
    """Whether the worker has anything to do; asked every few seconds, and costs no writer's turn."""
    return session.scalar(due(select(Letter.id)).limit(1)) is not None
