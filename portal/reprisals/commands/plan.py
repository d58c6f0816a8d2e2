"""The plan: every step with its owner, its risk and a consent of its own; and the looks after 7, 30 and 90 days, which nobody deletes."""

from datetime import date, timedelta
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import undefer

from portal.base import clock
from portal.base.access import Actor, Permission, command
from portal.base.database import Session
from portal.base.errors import NotFound, Refused, WrongMoment
from portal.base.languages import _
from portal.reprisals import queries
from portal.reprisals.models import FollowUp, PlanStep, ProtectiveAction, Reprisal, StepState
from portal.reprisals.models import ReprisalState as State
from portal.reprisals.states import REPRISAL, STEP
from portal.vault import commands as vault
from portal.vault import queries as cases
from portal.vault.holding import Opened
from portal.vault.models import Case

AFTER_DAYS = (7, 30, 90)
FURTHEST = timedelta(days=90)
"""A look that is put off for longer would as well be deleted."""
PLANNING = (State.CONTACT_AGREED, State.PLANNED, State.ACTING, State.FOLLOW_UP)
DOING = (State.PLANNED, State.ACTING, State.FOLLOW_UP, State.DORMANT)


@command(Permission.HANDLE_REPRISAL, on="opened")
def add_step(
    session: Session, actor: Actor, opened: Opened, *, action: ProtectiveAction, what: str, risk: str, due_on: date | None, owner_id: int | None = None, number: int = 0
) -> PlanStep:
    """A step of the plan. Without the holder's consent to its kind of action it waits; what could go wrong must be said first.

    `number` is the one that the form was made for: the same form sent twice adds one step.
    """
    report = _locked(session, actor, opened)
    if report.state not in PLANNING:
        raise WrongMoment(_("A plan can be made once it is agreed how to stay in contact, and while the report does not rest."))
    if not what.strip() or not risk.strip():
        raise Refused(_("Say what is to be done, and what could go wrong."))
    facts = {"what": what.strip(), "risk": risk.strip()}
    if number and (known := _same(session, opened, number, action, facts)) is not None:
        return known
    last = session.scalar(select(func.max(PlanStep.number)).where(PlanStep.case_id == opened.case.id)) or 0
    step = PlanStep(case_id=opened.case.id, number=last + 1, action=action, owner_id=_of_the_case(session, actor, opened, owner_id), due_on=due_on, sealed=opened.seal(facts))
    allowed = queries.allowed(session, actor, opened, action)
    STEP.begin(session, step, actor, "plan step", StepState.PLANNED if allowed else StepState.WAITS_FOR_CONSENT)
    if report.state is State.CONTACT_AGREED:
        REPRISAL.move(session, report, State.PLANNED, actor)
    begin_follow_ups(session, actor, opened)
    vault.mark_news(session, actor, opened.case)
    return step


@command(Permission.HANDLE_REPRISAL, on="opened")
def carry_out(session: Session, actor: Actor, opened: Opened, number: int, outcome: str) -> None:
    """Note that a step was carried out. Without consent at this very moment there is nothing to note: it may not be done (p66)."""
    report, step = _locked(session, actor, opened), _step(session, opened, number)
    if step.state is StepState.DONE:
        return
    if report.state not in DOING:
        raise WrongMoment(_("Steps are carried out once there is a plan, and while the report is open."))
    if not queries.allowed(session, actor, opened, step.action):
        raise Refused(_("The person has not allowed this: %(action)s. Nothing of it may be done.", action=step.action.label))
    if not outcome.strip():
        raise Refused(_("Say what was done and what came of it."))
    STEP.move(session, step, StepState.DONE, actor)
    step.sealed = opened.seal({**opened.read(step.sealed), "outcome": outcome.strip()})
    if report.state is State.PLANNED:
        REPRISAL.move(session, report, State.ACTING, actor)
    vault.mark_news(session, actor, opened.case)


@command(Permission.HANDLE_REPRISAL, on="opened")
def drop_step(session: Session, actor: Actor, opened: Opened, number: int, reason: str) -> None:
    """A step is not done after all. It stays in the plan with its reason."""
    _locked(session, actor, opened)
    step = _step(session, opened, number)
    if step.state is StepState.DROPPED:
        return
    if not reason.strip():
        raise Refused(_("Say why the step is dropped."))
    STEP.move(session, step, StepState.DROPPED, actor)
    step.sealed = opened.seal({**opened.read(step.sealed), "reason": reason.strip()})
    vault.mark_news(session, actor, opened.case)


@command(Permission.HANDLE_REPRISAL, on="opened")
def begin_follow_ups(session: Session, actor: Actor, opened: Opened) -> None:
    """The looks after 7, 30 and 90 days, from the day on which contact was agreed. Those that are there stay as they are."""
    known = set(session.scalars(select(FollowUp.after_days).where(FollowUp.case_id == opened.case.id)))
    for days in AFTER_DAYS:
        if days not in known:
            session.add(FollowUp(case_id=opened.case.id, after_days=days, due_on=clock.today() + timedelta(days=days)))
    session.flush()


@command(Permission.HANDLE_REPRISAL, on="opened")
def do_follow_up(session: Session, actor: Actor, opened: Opened, after_days: int, found: str) -> None:
    """Somebody looked how the person is, and says what they found."""
    look = _follow_up(session, opened, after_days)
    if look.done_on is not None:
        return
    if not found.strip():
        raise Refused(_("Say what you found."))
    look.done_on = clock.today()
    look.sealed = opened.seal({**_noted(opened, look), "found": found.strip()})
    vault.record(session, actor, look, "do follow-up")
    vault.mark_news(session, actor, opened.case)


@command(Permission.HANDLE_REPRISAL, on="opened")
def move_follow_up(session: Session, actor: Actor, opened: Opened, after_days: int, due_on: date, reason: str) -> None:
    """Another day for a look, with a reason; the days before stay readable. Nothing takes a look out of the plan."""
    look = _follow_up(session, opened, after_days)
    if look.done_on is not None:
        raise WrongMoment(_("This look is done already."))
    if not reason.strip():
        raise Refused(_("Say why the day is moved."))
    if not clock.today() <= due_on <= clock.today() + FURTHEST:
        raise Refused(_("Choose a day within the next %(days)s days.", days=FURTHEST.days))
    if due_on == look.due_on:
        return
    noted = _noted(opened, look)
    noted["moved"] = [*noted.get("moved", []), {"from": look.due_on.isoformat(), "reason": reason.strip()}]
    look.sealed, look.due_on, look.moved = opened.seal(noted), due_on, look.moved + 1
    if (end := opened.case.erase_on) is not None and end <= due_on:  # a look is not struck out by erasing what it is about
        opened.case.erase_on, opened.case.warned_on = due_on + timedelta(days=1), None
    vault.record(session, actor, look, "move follow-up")
    vault.mark_news(session, actor, opened.case)


def _locked(session: Session, actor: Actor, opened: Opened) -> Reprisal:
    """The report, held until this is done: nobody takes a consent back, and nobody else adds a step, in between."""
    session.execute(select(Case.id).where(Case.id == opened.case.id).with_for_update())
    return queries.report(session, actor, opened)


def _step(session: Session, opened: Opened, number: int) -> PlanStep:
    found = session.scalar(select(PlanStep).where(PlanStep.case_id == opened.case.id, PlanStep.number == number).options(undefer(PlanStep.sealed)))
    if found is None:
        raise NotFound
    return found


def _same(session: Session, opened: Opened, number: int, action: ProtectiveAction, facts: dict[str, str]) -> PlanStep | None:
    there = PlanStep.case_id == opened.case.id, PlanStep.number == number, PlanStep.action == action
    known = session.scalar(select(PlanStep).where(*there).options(undefer(PlanStep.sealed)))
    return known if known is not None and {**opened.read(known.sealed), **facts} == opened.read(known.sealed) else None


def _of_the_case(session: Session, actor: Actor, opened: Opened, owner_id: int | None) -> int:
    """Who does a step: an officer of the case, or whoever plans it."""
    known = {officer.id for officer, _standing, _usable in cases.entrusted(session, actor, opened.case)}
    return owner_id if owner_id in known else opened.officer.id


def _follow_up(session: Session, opened: Opened, after_days: int) -> FollowUp:
    mine = FollowUp.case_id == opened.case.id, FollowUp.after_days == after_days
    found = session.scalar(select(FollowUp).where(*mine).options(undefer(FollowUp.sealed)).with_for_update())
    if found is None:
        raise NotFound
    return found


def _noted(opened: Opened, look: FollowUp) -> dict[str, Any]:
    return dict(opened.read(look.sealed)) if look.sealed else {}
