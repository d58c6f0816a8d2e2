"""What the clock demands of complaints: calling people about what is late, and closing what nobody asks for any more."""

from sqlalchemy import select

from portal.base import clock
from portal.base.access import Actor, Permission, Role, command
from portal.base.database import Session
from portal.complaints import clocks
from portal.complaints.models import Complaint, ComplaintState
from portal.complaints.states import COMPLAINT
from portal.vault import commands as vault
from portal.vault import outside
from portal.vault.models import Case, Clock, Officer, Standing, WrappedKey

AT_ONCE = 100
S = ComplaintState


@command(Permission.SYSTEM)
def call_for_late(session: Session, actor: Actor) -> bool:
    """Call the owner, whoever stands in, and the administrators: once for each clock that has run over (p52). True: there are more."""
    waiting = (Clock.met_on.is_(None), Clock.alerted_on.is_(None), Clock.due_on < clock.today(), Clock.paused_on.is_(None), Clock.name.in_(clocks.CLOCKS))
    found = session.scalars(select(Clock).where(*waiting).order_by(Clock.due_on).limit(AT_ONCE)).all()
    cases = {case.id: case for case in session.scalars(select(Case).where(Case.id.in_({late.case_id for late in found})))} if found else {}
    rows = [(late, cases[late.case_id]) for late in found]
    if not rows:
        return False
    officers = _officers_of(session, [case.id for _late, case in rows])
    administrators = set(outside.trusted(Role.ADMINISTRATOR))
    for late, case in rows:
        late.alerted_on = clock.today()
        if case.closed_on is None and case.erased_on is None:
            supervisors = administrators if late.name in clocks.OURS else set()
            vault.call(session, actor, sorted(officers.get(case.id, set()) | supervisors), f"late {late.id} {late.due_on}")
    return len(rows) == AT_ONCE


def _officers_of(session: Session, case_ids: list[int]) -> dict[int, set[int]]:
    """The staff who own these cases, or stand in for them."""
    found: dict[int, set[int]] = {}
    rows = select(WrappedKey.case_id, Officer.staff_id).join(Officer, Officer.id == WrappedKey.officer_id).where(WrappedKey.case_id.in_(case_ids), Officer.gone_on.is_(None))
    for case_id, staff_id in session.execute(rows.where(WrappedKey.standing.in_((Standing.OWNER, Standing.SECOND, Standing.STAND_IN)))):
        found.setdefault(case_id, set()).add(staff_id)
    return found


@command(Permission.SYSTEM)
def close_what_is_over(session: Session, actor: Actor) -> bool:
    """Close what was decided, declined or passed on 184 days ago, when nobody has asked for a second stage. True: there are more."""
    before = clock.today() - clocks.ASK_AGAIN
    rows = session.execute(
        select(Complaint, Case)
        .join(Case, Case.id == Complaint.case_id)
        .where(Complaint.state.in_((S.DECIDED, S.DECLINED, S.REFERRED)), Complaint.state_since < before)
        .order_by(Complaint.state_since, Complaint.id)
        .limit(AT_ONCE)
    ).all()
    for complaint, case in rows:
        COMPLAINT.move(session, complaint, S.CLOSED, actor)
        clocks.stop_all(session, actor, case)
        case.closed_on, case.erase_on = clock.today(), clock.today() + clocks.KEPT
        vault.mark_news(session, actor, case)
    session.flush()
    return len(rows) == AT_ONCE
