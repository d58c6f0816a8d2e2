"""What the clock demands of this room: that accepted words appear at the hours that are set, or soon after when the portal slept."""

from datetime import timedelta

from portal.base.access import SYSTEM
from portal.base.database import Session
from portal.contributions import commands


def let_appear(session: Session) -> bool:
    """What waits in a consultation, if its hour has come."""
    return commands.catch_up_somewhere(session, SYSTEM)


JOBS = [("words that appear together", timedelta(minutes=1), let_appear)]
