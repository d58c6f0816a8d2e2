"""What the clock demands of this room."""

from datetime import timedelta

from portal.base.access import SYSTEM
from portal.base.database import Session
from portal.pseudonyms import commands


def forget_unused(session: Session) -> None:
    """Pseudonyms that nobody has opened for twenty-four months are deleted."""
    commands.forget_unused(session, SYSTEM)


def seal_anew(session: Session) -> None:
    """Once a day no wallet looks more lately used than another."""
    commands.seal_anew(session, SYSTEM)


JOBS = [("unused made-up names", timedelta(hours=24), forget_unused), ("wallets sealed anew", timedelta(hours=24), seal_anew)]
