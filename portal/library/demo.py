"""What the demo shows of the library: all that comes with the portal, read by everybody."""

from portal.base.access import Actor
from portal.base.database import Session
from portal.library import commands


def demo(session: Session, actor: Actor) -> None:
    """Once more changes nothing."""
    commands.adopt_starters(session, actor, shown=True)
