"""What the clock demands of this room."""

from datetime import timedelta

from portal.base.access import SYSTEM
from portal.base.database import Session
from portal.complaints.commands import settling, timely


def call_for_late(session: Session) -> bool:
    """People are called about what is late."""
    return timely.call_for_late(session, SYSTEM)


def close_what_is_over(session: Session) -> bool:
    """What was decided half a year ago is closed."""
    return timely.close_what_is_over(session, SYSTEM)


def settle_erased(session: Session) -> bool:
    """What was erased says so."""
    return settling.settle_erased(session, SYSTEM)


JOBS = [
    ("late clocks of complaints", timedelta(hours=1), call_for_late),
    ("complaints that are over", timedelta(hours=6), close_what_is_over),
    ("complaints that were erased", timedelta(hours=1), settle_erased),
]
