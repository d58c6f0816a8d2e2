"""What the clock demands of this room."""

from datetime import timedelta

from portal.base.access import SYSTEM
from portal.base.database import Session
from portal.reprisals.commands import moved, office, reminding


def remind(session: Session) -> None:
    """Call officers for what is due and what is late."""
    reminding.call_for_late_answers(session, SYSTEM)
    reminding.call_for_what_is_due(session, SYSTEM)


def settle_erased(session: Session) -> bool:
    """Reports whose case was erased say so."""
    return office.settle_erased(session, SYSTEM)


def forget_origins(session: Session) -> None:
    """Nothing ties a moved report to where it came from."""
    moved.forget_origins(session, SYSTEM)


JOBS = [
    ("reports that are due", timedelta(minutes=5), remind),
    ("reports that were erased", timedelta(minutes=5), settle_erased),
    ("origins of moved reports", timedelta(hours=1), forget_origins),
]
