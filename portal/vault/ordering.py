"""The order of the desks: by the day on which something is due. It is kept beside every officer's key, so that a desk with very many cases opens as fast as one with few.

Whoever starts, meets or moves a clock, closes a case or entrusts it need not think of it: the session does.
"""

from typing import Any

from sqlalchemy import Connection, and_, case, event, func, or_, select, update

from portal.base.database import Session
from portal.vault.models import NOTHING_DUE, OVER, Case, Clock, ClockName, WrappedKey


@event.listens_for(Session, "after_flush")
def _note_changes(session: Session, _context: Any) -> None:
    things = [*session.new, *session.dirty, *session.deleted]
    changed = {one.case_id for one in things if isinstance(one, Clock | WrappedKey)} | {one.id for one in things if isinstance(one, Case)}
    if changed:
        put_in_order(session.connection(), changed)


def put_in_order(connection: Connection, case_ids: set[int]) -> None:
    """Write down anew by when the officers of these cases have something to do."""
    keys, cases, clocks = WrappedKey.__table__, Case.__table__, Clock.__table__
    over = select(cases.c.id).where(cases.c.id == keys.c.case_id, or_(cases.c.closed_on.is_not(None), cases.c.erased_on.is_not(None))).correlate(keys).exists()
    runs = and_(clocks.c.case_id == keys.c.case_id, clocks.c.met_on.is_(None), clocks.c.paused_on.is_(None), clocks.c.name != ClockName.COMMENT)
    due = select(func.min(clocks.c.due_on)).where(runs).correlate(keys).scalar_subquery()
    mine = and_(keys.c.case_id.in_(case_ids), keys.c.officer_id.is_not(None))
    connection.execute(update(keys).where(mine).values(desk_on=case((over, OVER), else_=func.coalesce(due, NOTHING_DUE))))  # type: ignore[arg-type]
