"""What the clock demands of this room."""

from datetime import timedelta

from portal.base.access import SYSTEM
from portal.base.database import Session
from portal.identity import commands


def clear_ended_sessions(session: Session) -> None:
    """Sessions of staff that have ended."""
    commands.clear_ended_sessions(session, SYSTEM)


JOBS = [("ended sessions", timedelta(hours=1), clear_ended_sessions)]
