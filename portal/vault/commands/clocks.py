"""Starting, stopping and pausing the clocks of a case. Whether one is late is computed where it is shown (`vault.queries.late`)."""

from datetime import date, datetime, timedelta

from sqlalchemy import select

from portal.base import clock
from portal.base.access import Actor, Permission, command
from portal.base.database import Session
from portal.base.holidays import working_day_after
from portal.vault.models import Case, Clock, ClockName
from portal.vault.queries import late


@command(Permission.ANYONE)
def start(session: Session, actor: Actor, case: Case, name: ClockName, *, days: int = 0, working_days: int = 0, country: str = "") -> Clock:
    """Start a clock today, in days or in working days of a country. A running clock of this name goes on as it is."""
    running = _running(session, case, name)
    if running is not None:
        return running
    today = clock.today()
    due = working_day_after(today, working_days, country) if working_days else today + timedelta(days=days)
    made = Clock(case_id=case.id, name=name, started_on=today, due_on=due)
    session.add(made)
    session.flush()
    return made


@command(Permission.ANYONE)
def start_hours(session: Session, actor: Actor, case: Case, name: ClockName, due_at: datetime) -> Clock:
    """Start a clock that counts hours; its end is a full hour, so that it tells no minute."""
    full = due_at.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
    made = Clock(case_id=case.id, name=name, started_on=clock.today(), due_on=full.date(), due_at=full)
    session.add(made)
    session.flush()
    return made


@command(Permission.ANYONE)
def meet(session: Session, actor: Actor, case: Case, name: ClockName) -> None:
    """What the clock waited for has happened. One in hours forgets its hour; whether it was in time stays."""
    running = _running(session, case, name)
    if running is None:
        return
    if running.paused_on is not None:
        _go_on(running)
    running.met_on = clock.today()
    if running.due_at is not None and clock.now() > running.due_at and running.due_on >= running.met_on:
        running.due_on = running.met_on - timedelta(days=1)
    running.due_at = None
    session.flush()


@command(Permission.ANYONE)
def pause(session: Session, actor: Actor, case: Case, name: ClockName, why: str) -> None:
    """The clock stands still, for a reason that both sides see."""
    running = _running(session, case, name)
    if running is not None and running.paused_on is None:
        running.paused_on, running.pause = clock.today(), why
        session.flush()


@command(Permission.ANYONE)
def resume(session: Session, actor: Actor, case: Case, name: ClockName) -> None:
    """The clock goes on; its end moves by the days on which it stood still."""
    running = _running(session, case, name)
    if running is not None and running.paused_on is not None:
        _go_on(running)
        session.flush()


@command(Permission.ANYONE)
def extend_clock(session: Session, actor: Actor, case: Case, name: ClockName, due_on: date) -> None:
    """Move the end of a running clock; the reason is a message to the holder, written by the caller."""
    running = _running(session, case, name)
    if running is not None:
        running.due_on, running.alerted_on = due_on, None
        session.flush()


@command(Permission.ANYONE)
def drop_clock(session: Session, actor: Actor, case: Case, name: ClockName) -> None:
    """The clock has nothing to wait for any more. It goes as if it had never run; one that is late stays, and stays late."""
    running = _running(session, case, name)
    if running is None:
        return
    if late(running):
        meet(session, actor, case, name)
        return
    session.delete(running)
    session.flush()


def _running(session: Session, case: Case, name: ClockName) -> Clock | None:
    return session.scalar(select(Clock).where(Clock.case_id == case.id, Clock.name == name, Clock.met_on.is_(None)).order_by(Clock.started_on, Clock.id).limit(1))


def _go_on(running: Clock) -> None:
    if running.paused_on is not None:
        stood = (clock.today() - running.paused_on).days
        running.due_on += timedelta(days=stood)
        running.paused_days += stood
    running.paused_on, running.pause = None, ""
