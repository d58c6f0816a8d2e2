"""What is kept beside keys and cases so that very many are counted and put in order as fast as few: the order of the desks, and which cases nobody can open.

Whoever starts, meets or moves a clock, closes a case or entrusts it need not think of it: the session does. Only whoever
changes keys by one statement for many cases calls `put_in_order` afterwards.
"""

from collections.abc import Collection
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, case, event, func, or_, select, true, update

from portal.base.database import Session
from portal.vault.models import NOTHING_DUE, OVER, Case, Clock, ClockName, Officer, Standing, WrappedKey

NOBODY, WAITS, BESIDE = 1, 2, 3
"""Open cases that no officer at work can open: nobody is entrusted, somebody waits for a new key, somebody only stands in."""
AT_ONCE = 500


@event.listens_for(Session, "after_flush")
def _note_changes(session: Session, _context: Any) -> None:
    things = [*session.new, *session.dirty, *session.deleted]
    changed = {one.case_id for one in things if isinstance(one, Clock | WrappedKey)} | {one.id for one in things if isinstance(one, Case)}
    if changed:
        put_in_order(session.connection(), changed)


def put_in_order(connection: Connection, case_ids: Collection[int]) -> None:
    """Write down anew by when the officers of these cases have something to do, and whether there are any."""
    wanted = sorted(case_ids)
    for start in range(0, len(wanted), AT_ONCE):
        some = wanted[start : start + AT_ONCE]
        _order_desks(connection, some)
        _note_forsaken(connection, Case.__table__.c.id.in_(some))


def look_through_all(connection: Connection) -> None:
    """After a backup was restored: whom each case has by now."""
    _note_forsaken(connection, true())


def _order_desks(connection: Connection, case_ids: Collection[int]) -> None:
    keys, cases, clocks = WrappedKey.__table__, Case.__table__, Clock.__table__
    over = select(cases.c.id).where(cases.c.id == keys.c.case_id, or_(cases.c.closed_on.is_not(None), cases.c.erased_on.is_not(None))).correlate(keys).exists()
    runs = and_(clocks.c.case_id == keys.c.case_id, clocks.c.met_on.is_(None), clocks.c.paused_on.is_(None), clocks.c.name != ClockName.COMMENT)
    due = select(func.min(clocks.c.due_on)).where(runs).correlate(keys).scalar_subquery()
    mine = and_(keys.c.case_id.in_(case_ids), keys.c.officer_id.is_not(None))
    connection.execute(update(keys).where(mine).values(desk_on=case((over, OVER), else_=func.coalesce(due, NOTHING_DUE))))  # type: ignore[arg-type]


def _note_forsaken(connection: Connection, chosen: ColumnElement[bool]) -> None:
    keys, cases, officers = WrappedKey.__table__, Case.__table__, Officer.__table__

    def somebody(*how: ColumnElement[bool]) -> ColumnElement[bool]:
        here = select(keys.c.id).join(officers, officers.c.id == keys.c.officer_id).where(keys.c.case_id == cases.c.id, officers.c.gone_on.is_(None), *how)
        return here.correlate(cases).exists()

    fits, stands_in = keys.c.wrapped.is_not(None), keys.c.standing == Standing.STAND_IN
    fine = or_(cases.c.closed_on.is_not(None), cases.c.erased_on.is_not(None), somebody(fits, ~stands_in))
    found = case((fine, 0), (somebody(fits, stands_in), BESIDE), (somebody(~fits), WAITS), else_=NOBODY)
    connection.execute(update(cases).where(chosen, cases.c.forsaken != found).values(forsaken=found))  # type: ignore[arg-type]
