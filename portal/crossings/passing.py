"""The command line passes all cases of an officer on, or erases one: what the two rooms have to say about it."""

from sqlalchemy import delete, select, update

from portal.base import clock
from portal.base.access import SYSTEM, Role
from portal.base.database import Session
from portal.complaints import clocks, routing
from portal.complaints import queries as complaints
from portal.complaints.models import Complaint, ComplaintState, PublishableDecision
from portal.reprisals.emptying import empty
from portal.reprisals.models import Reprisal, ReprisalState
from portal.vault import outside
from portal.vault import queries as vault
from portal.vault.holding import Opened
from portal.vault.models import Case, CaseKind, Officer, Standing


def may_take(session: Session, opened: Opened, taker: Officer) -> bool:
    """Whether somebody may have a case: not concerned in it, trusted, trained. Whoever was let in by two people cannot pass that on."""
    if opened.standing is Standing.BROKE_GLASS:
        return False
    if opened.case.kind is CaseKind.COMPLAINT:
        complaint = session.scalars(select(Complaint).where(Complaint.case_id == opened.case.id)).one()
        number = complaints.number_of(session, SYSTEM, opened)
        offered = routing.may_take(session, SYSTEM, complaint, number=number, language=opened.case.language)
        return taker.id in {one.officer_id for one in offered}
    person = outside.trusted(Role.PROTECTION_OFFICER).get(taker.staff_id)
    concerned = outside.concerned(str((vault.facts(session, SYSTEM, opened) or {}).get("place") or ""))
    return person is not None and (concerned.host is None or person.organisation_id != concerned.host)


def note_owner(session: Session, case: Case, giver: Officer, taker: Officer) -> None:
    """Whoever owned it does so no more."""
    for table in (Complaint, Reprisal):
        session.execute(update(table).where(table.case_id == case.id, table.owner_id == giver.id).values(owner_id=taker.id))


def note_erased(session: Session, case: Case) -> None:
    """An operator has erased a case, in whatever state it was: what its room keeps goes with it, and the row that stays says so."""
    session.execute(update(Complaint).where(Complaint.case_id == case.id).values(state=ComplaintState.ERASED, state_since=clock.today(), distrusted=[], region=""))
    session.execute(update(Reprisal).where(Reprisal.case_id == case.id).values(state=ReprisalState.ERASED, state_since=clock.today()))
    session.execute(delete(PublishableDecision).where(PublishableDecision.case_id == case.id, PublishableDecision.carried_on.is_(None)))
    empty(session, case.id)
    clocks.stop_all(session, SYSTEM, case)
