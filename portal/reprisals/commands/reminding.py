"""Calling officers when a look or a step of the plan is due, or a first answer is late. What for is never said in a letter."""

from sqlalchemy import select, update

from portal.base import clock
from portal.base.access import Actor, Permission, Role, command
from portal.base.database import Session
from portal.reprisals import queries
from portal.reprisals.models import FollowUp, PlanStep, Reprisal, ReprisalState, StepState
from portal.vault import commands as vault
from portal.vault import outside
from portal.vault.models import Case, CaseKind, Clock, ClockName

OVER = (ReprisalState.WITHDRAWN, ReprisalState.ERASED)
AT_ONCE = 200
"""Enough for a day: what is due stays due, and everybody is called once for each."""


@command(Permission.SYSTEM)
def call_for_what_is_due(session: Session, actor: Actor) -> None:
    """Looks and steps whose day has come: everybody who is entrusted with the case, once for each day that was set."""
    today = clock.today()
    alive = Reprisal.case_id == Case.id, Reprisal.state.not_in(OVER), Case.erased_on.is_(None)
    looks = select(Case, FollowUp.id, FollowUp.due_on).join(FollowUp, FollowUp.case_id == Case.id).join(Reprisal, alive[0])
    steps = select(Case, PlanStep.id, PlanStep.due_on).join(PlanStep, PlanStep.case_id == Case.id).join(Reprisal, alive[0])
    due = [
        *session.execute(looks.where(*alive, FollowUp.done_on.is_(None), FollowUp.due_on <= today).order_by(FollowUp.due_on.desc()).limit(AT_ONCE)),
        *session.execute(steps.where(*alive, PlanStep.state == StepState.PLANNED, PlanStep.due_on <= today).order_by(PlanStep.due_on.desc()).limit(AT_ONCE)),
    ]
    for case, own, day in due:
        vault.call(session, actor, queries.staff_of(session, actor, case), f"due:{own}:{day}")


@command(Permission.SYSTEM)
def call_for_late_answers(session: Session, actor: Actor) -> None:
    """A first answer is late: the officers are called at once, and with them those who see to it that every case has somebody."""
    waits = Clock.name == ClockName.ANSWER, Clock.met_on.is_(None), Clock.alerted_on.is_(None), Clock.due_at < clock.now()
    late = session.execute(select(Clock.id, Case).join(Case, Case.id == Clock.case_id).where(*waits, Case.kind == CaseKind.REPRISAL, Case.erased_on.is_(None)).limit(AT_ONCE)).all()
    for clock_id, case in late:
        called = {*queries.staff_of(session, actor, case), *outside.trusted(Role.ADMINISTRATOR)}
        vault.call(session, actor, sorted(called), f"late:{clock_id}", urgent=True)
        session.execute(update(Clock).where(Clock.id == clock_id).values(alerted_on=clock.today()))
