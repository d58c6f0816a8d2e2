"""Public numbers of calls: random, so that gaps do not tell how many calls are for members only."""

import secrets

from sqlalchemy import select

from portal.base.database import Session
from portal.calls.models import Call

FIRST, LAST = 10_000, 999_999


def fresh_number(session: Session) -> int:
    """A number that no call has."""
    while True:
        number = FIRST + secrets.randbelow(LAST - FIRST + 1)
        if session.scalar(select(Call.id).where(Call.number == number)) is None:
            return number
