"""What the clock demands of complaints: calling people about what is late, and closing what nobody asks for any more."""

from sqlalchemy import ColumnElement, exists, or_, select

from portal.base import clock
from portal.base.access import Actor, Permission, Role, command
from portal.base.database import Session
from portal.complaints import clocks
from portal.complaints.models import Category, Complaint, ComplaintState
from portal.complaints.states import moves_of
from portal.vault import commands as vault
from portal.vault import outside
from portal.vault.models import Case, Clock, ClockName, Officer, Standing, WrappedKey

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
    """Close what was decided, declined or passed on 184 days ago, when nobody has asked for a second stage; and answered questions. True: there are more."""
    decided = Complaint.state.in_((S.DECIDED, S.DECLINED, S.REFERRED)), Complaint.state_since < clock.today() - clocks.ASK_AGAIN
    return any([_close(session, actor, *decided), _close(session, actor, *_answered_long_ago())])


def _answered_long_ago() -> tuple[ColumnElement[bool], ...]:
    """Questions to the help desk to which nobody has come back: an answer closes nothing by itself, and nothing is kept for ever."""
    before = clock.today() - clocks.KEPT
    since = exists().where(Clock.case_id == Complaint.case_id, Clock.name == ClockName.HELP, or_(Clock.met_on.is_(None), Clock.met_on >= before))
    return Complaint.state == S.ACKNOWLEDGED, Complaint.state_since < before, Complaint.category == Category.HELP, ~since


def _close(session: Session, actor: Actor, *which: ColumnElement[bool]) -> bool:
    found = select(Complaint, Case).join(Case, Case.id == Complaint.case_id).where(*which)
    rows = session.execute(found.order_by(Complaint.state_since, Complaint.id).limit(AT_ONCE)).all()
    for complaint, case in rows:
        moves_of(complaint).move(session, complaint, S.CLOSED, actor)
        clocks.close(session, actor, case, complaint)
        vault.mark_news(session, actor, case)
    session.flush()
    return len(rows) == AT_ONCE
