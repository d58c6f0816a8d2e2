"""What the clock demands of this room."""

from datetime import timedelta

from portal.barriers import commands
from portal.barriers import counting as _counting  # noqa: F401  enters what the public figures count
from portal.base.access import SYSTEM
from portal.base.database import Session


def erase_old_words(session: Session) -> bool:
    """What was typed in reports that have been closed for six months."""
    return commands.erase_old_words(session, SYSTEM)


JOBS = [("words of closed barrier reports", timedelta(hours=6), erase_old_words)]
