"""How long a report is kept that is closed or rests, unless its holder wants it otherwise (protection F8)."""

from datetime import date, timedelta

from sqlalchemy import func, select

from portal.base import clock
from portal.base.database import Session
from portal.reprisals.models import FollowUp
from portal.vault.models import Case

KEPT = timedelta(days=90)


def end_of(session: Session, case: Case) -> date:
    """The day of erasure: in ninety days, and never before a look that is still to come."""
    last = session.scalar(select(func.max(FollowUp.due_on)).where(FollowUp.case_id == case.id, FollowUp.done_on.is_(None)))
    return max(clock.today() + KEPT, last + timedelta(days=1)) if last else clock.today() + KEPT
