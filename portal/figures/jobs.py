"""What the clock demands of this room."""

from datetime import timedelta

from portal.base.access import SYSTEM
from portal.base.database import Session
from portal.figures import commands


def publish_figures(session: Session) -> bool:
    """The figures whose day has come, one consultation or year at a time."""
    return commands.publish_what_is_due(session, SYSTEM)


JOBS = [("public figures", timedelta(hours=1), publish_figures)]
