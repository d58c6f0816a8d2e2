"""What the clock demands of this room."""

from datetime import timedelta

from portal.base.access import SYSTEM
from portal.base.database import Session
from portal.notifications import commands


def write_digests(session: Session) -> bool:
    """The daily letters; several workers may try, one letter per address and day is written."""
    return commands.write_digests(session, SYSTEM)


def clean_up(session: Session) -> None:
    """Erase what has had its time."""
    commands.clean_up(session, SYSTEM)


JOBS = [
    ("daily letters", timedelta(minutes=1), write_digests),
    ("old letters and wishes", timedelta(hours=1), clean_up),
]
