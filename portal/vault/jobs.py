"""What the clock demands of this room."""

from datetime import timedelta

from portal.base.access import SYSTEM
from portal.base.database import Session, wipe_traces
from portal.vault import commands


def warn(session: Session) -> bool:
    """Both sides hear two weeks before a closed case is erased."""
    return commands.warn(session, SYSTEM)


def erase(session: Session) -> bool:
    """Closed cases whose time is over are erased."""
    return commands.erase_closed(session, SYSTEM)


def forget_unlockings(session: Session) -> None:
    """What was unlocked for a while is locked."""
    commands.forget_unlockings(session, SYSTEM)


def forget_calls(session: Session) -> None:
    """Calls to the desk that were carried are forgotten."""
    commands.forget_calls(session, SYSTEM)


def leave_who_left(session: Session) -> None:
    """The keys of closed accounts are destroyed."""
    commands.leave_who_left(session, SYSTEM)


JOBS = [
    ("cases to be erased soon", timedelta(hours=6), warn),
    ("cases whose time is over", timedelta(hours=6), erase),
    ("keys that were unlocked", timedelta(minutes=5), forget_unlockings),
    ("calls that were carried", timedelta(hours=6), forget_calls),
    ("keys of closed accounts", timedelta(minutes=1), leave_who_left),
    ("traces of what was erased in the vault", timedelta(hours=1), wipe_traces),
]
