"""What stands sealed beside a case goes with it."""

from sqlalchemy import update

from portal.base.database import Session
from portal.reprisals.models import BreakGlass, Consent, FollowUp, PlanStep


def empty(session: Session, case_id: int) -> None:
    """Take away what is sealed in plan, consents, follow-ups and broken glass. The rows stay, and count."""
    for table, nothing in ((PlanStep, b""), (BreakGlass, b""), (Consent, None), (FollowUp, None)):
        session.execute(update(table).where(table.case_id == case_id).values(sealed=nothing))
