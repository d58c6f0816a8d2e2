"""What the clock demands of this room."""

from datetime import timedelta

from portal.base.access import SYSTEM
from portal.base.database import Session
from portal.drafts import commands


def erase_over(session: Session) -> None:
    """Drafts whose time is over."""
    commands.erase_over(session, SYSTEM)


JOBS = [("drafts whose time is over", timedelta(hours=1), erase_over)]
