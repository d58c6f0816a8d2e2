"""What the clock demands of this room."""

from datetime import timedelta

from portal.base.access import SYSTEM
from portal.base.database import Session
from portal.journeys import counting as _counting  # noqa: F401  enters what the public figures count
from portal.journeys import queries
from portal.receipts import commands as receipts


def forget_numbers(session: Session) -> bool:
    """Numbers under which everything has been over for thirty days. True: there are more of them."""
    over = queries.numbers_that_are_over(session, SYSTEM)
    receipts.forget(session, SYSTEM, over)
    return len(over) == queries.AT_ONCE


JOBS = [("numbers that are over", timedelta(hours=6), forget_numbers)]
