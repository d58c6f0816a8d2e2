"""What the clock demands of this room."""

from datetime import timedelta

from portal.base.access import SYSTEM
from portal.base.database import Session
from portal.identity import commands


def clear_ended_sessions(session: Session) -> None:
    """Sessions of staff that have ended."""
    commands.clear_ended_sessions(session, SYSTEM)


def clear_old_events(session: Session) -> None:
    """Lines of the security log that are older than 90 days."""
    commands.clear_old_events(session, SYSTEM)


def clear_ended_provider_sign_ins(session: Session) -> None:
    """Sign-ins that nobody came back from."""
    commands.clear_ended_provider_sign_ins(session, SYSTEM)


JOBS = [
    ("ended sessions", timedelta(hours=1), clear_ended_sessions),
    ("old security events", timedelta(hours=1), clear_old_events),
    ("ended sign-ins at services", timedelta(hours=1), clear_ended_provider_sign_ins),
]
