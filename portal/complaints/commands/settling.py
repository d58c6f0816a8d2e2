"""The vault has erased a case whose time was over: the complaint says so, and what stood beside it goes too."""

from sqlalchemy import delete, func, select

from portal.base.access import Actor, Permission, command
from portal.base.database import Session
from portal.complaints import clocks
from portal.complaints.models import Complaint, ComplaintState, PublishableDecision
from portal.complaints.states import moves_of
from portal.vault.models import Case
from portal.vault.queries import newly_erased

AT_ONCE = 100


@command(Permission.SYSTEM)
def settle_erased(session: Session, actor: Actor) -> bool:
    """Note what was erased. What was published stays public; what was not is gone. True: there are more."""
    # `lower` keeps planners from walking through all closed complaints: the few that were erased lead to theirs.
    closed = func.lower(Complaint.state) == ComplaintState.CLOSED.value
    erased = select(Complaint, Case).join(Case, Case.id == Complaint.case_id).where(Complaint.case_id.in_(select(Case.id).where(newly_erased())), closed)
    rows = session.execute(erased.limit(AT_ONCE)).all()
    for complaint, case in rows:
        moves_of(complaint).move(session, complaint, ComplaintState.ERASED, actor)
        clocks.stop_all(session, actor, case)
        complaint.distrusted, complaint.region = [], ""
        session.execute(delete(PublishableDecision).where(PublishableDecision.case_id == case.id, PublishableDecision.carried_on.is_(None)))
    session.flush()
    return len(rows) == AT_ONCE
