"""What the holder of a report does: allow and take back, change what was told, take words out, be heard of."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import func, select

from portal.base import clock
from portal.base.access import Actor, Permission, command
from portal.base.database import Session
from portal.base.errors import NotFound, Refused, WrongMoment
from portal.base.languages import _
from portal.reprisals import queries
from portal.reprisals.emptying import empty
from portal.reprisals.keeping import end_of
from portal.reprisals.models import Consent, PlanStep, ProtectiveAction, Reprisal, ReprisalState, StepState
from portal.reprisals.states import REPRISAL, STEP
from portal.vault import commands as vault
from portal.vault import queries as cases
from portal.vault.holding import Held
from portal.vault.models import Case
from portal.vault.queries import Said

MOST_TRACES = 50


@command(Permission.ANYONE)
def note_sign(session: Session, actor: Actor, case: Case) -> None:
    """The holder was here, or said something: a sign of life, by its day. One that rests is kept longer for it, and the officers are called."""
    row = session.scalar(select(Reprisal).where(Reprisal.case_id == case.id))
    if row is None or row.last_sign == clock.today():
        return
    row.last_sign = clock.today()
    if row.state is ReprisalState.DORMANT:
        case.erase_on, case.warned_on = max(case.erase_on or clock.today(), end_of(session, case)), None
        vault.call(session, actor, queries.staff_of(session, actor, case), f"sign of life:{case.id}:{clock.today()}")
    session.flush()


@command(Permission.FOLLOW_CASE, on="held")
def allow(session: Session, actor: Actor, held: Held, action: ProtectiveAction, conditions: str = "") -> None:
    """Allow one kind of action. Steps that waited for it are planned again."""
    _lock(session, held)
    if queries.allowed(session, actor, held, action) and not conditions:
        return
    _decide(session, actor, held, action, given=True, conditions=conditions)
    _move_steps(session, actor, held, action, StepState.WAITS_FOR_CONSENT, StepState.PLANNED)


@command(Permission.FOLLOW_CASE, on="held")
def take_back(session: Session, actor: Actor, held: Held, action: ProtectiveAction) -> None:
    """Take a consent back. It holds from this moment: what was planned with it waits, and cannot be carried out."""
    _lock(session, held)
    if not queries.allowed(session, actor, held, action):
        return
    _decide(session, actor, held, action, given=False)
    _move_steps(session, actor, held, action, StepState.PLANNED, StepState.WAITS_FOR_CONSENT)


def _lock(session: Session, held: Held) -> None:
    """From here on nobody carries out a step of this case, until this is done."""
    session.execute(select(Case.id).where(Case.id == held.case.id).with_for_update())


def _decide(session: Session, actor: Actor, held: Held, action: ProtectiveAction, *, given: bool, conditions: str = "") -> None:
    number = (session.scalar(select(func.max(Consent.number)).where(Consent.case_id == held.case.id)) or 0) + 1
    sealed = held.seal(conditions) if conditions else None
    session.add(Consent(case_id=held.case.id, number=number, action=action, given=given, sealed=sealed))
    session.flush()
    vault.call(session, actor, queries.staff_of(session, actor, held.case), f"consent:{held.case.id}:{number}", urgent=not given)


def _move_steps(session: Session, actor: Actor, held: Held, action: ProtectiveAction, origin: StepState, to: StepState) -> None:
    for step in session.scalars(select(PlanStep).where(PlanStep.case_id == held.case.id, PlanStep.action == action, PlanStep.state == origin)).all():
        STEP.move(session, step, to, actor)


@command(Permission.FOLLOW_CASE, on="held")
def change_contact(session: Session, actor: Actor, held: Held, contact: str) -> None:
    """Say anew which contact is safe; nothing means this page alone."""
    _change(session, actor, held, contact=contact)


@command(Permission.FOLLOW_CASE, on="held")
def add_traces(session: Session, actor: Actor, held: Held, numbers: Iterable[str]) -> None:
    """Name further numbers of contributions whose public traces are to be hidden, if hiding is allowed. Raises Refused."""
    known = (cases.facts(session, actor, held) or {}).get("traces", [])
    traces = list(dict.fromkeys([*known, *numbers]))
    if len(traces) > MOST_TRACES:
        raise Refused(_("These are more than %(most)s numbers. Please write the others in a message.", most=MOST_TRACES))
    _change(session, actor, held, traces=traces)


def _change(session: Session, actor: Actor, held: Held, **told: Any) -> None:
    facts = cases.facts(session, actor, held) or {}
    if all(facts.get(name, type(value)()) == value for name, value in told.items()):
        return
    held.case.sealed = held.seal(facts | told)
    session.flush()
    vault.call(session, actor, queries.staff_of(session, actor, held.case), f"told anew:{held.case.id}:{clock.today()}")


@command(Permission.FOLLOW_CASE, on="held")
def take_words_out(session: Session, actor: Actor, held: Held, number: int) -> None:
    """Delete a message, one's own or an answer, with its files. Raises NotFound."""
    said = next((one for one in cases.messages(session, actor, held) if one.number == number), None)
    vault.delete_message(session, actor, held, number)
    vault.delete_files(session, actor, held, _files_of(said))


@command(Permission.FOLLOW_CASE, on="held")
def take_first_words_out(session: Session, actor: Actor, held: Held) -> None:
    """Delete what was written first with the files that came along, and keep the rest of the case. Which contact is safe, which traces to hide, and who may not read it, stay."""
    facts = cases.facts(session, actor, held)
    if not facts or not facts.get("text"):
        raise NotFound
    kept = {name: facts[name] for name in ("language", "place", "contact", "traces") if name in facts}
    held.case.sealed = held.seal({"text": "", **kept})
    later = {number for said in cases.messages(session, actor, held) for number in _files_of(said)}
    vault.delete_files(session, actor, held, [row.number for row, _about in cases.files(session, actor, held) if row.from_holder and row.number not in later])


def _files_of(said: Said | None) -> list[int]:
    return list(said.facts.get("files", [])) if said is not None and said.facts else []


@command(Permission.FOLLOW_CASE, on="held")
def open_again(session: Session, actor: Actor, held: Held) -> None:
    """It has begun anew, or was not over. The case is kept as long as it is open."""
    row = queries.report(session, actor, held)
    if row.state is not ReprisalState.CLOSED:
        raise WrongMoment(_("It is open already."))
    REPRISAL.move(session, row, ReprisalState.URGENT_CHECK, actor)
    held.case.closed_on = held.case.erase_on = held.case.warned_on = None
    session.flush()
    vault.call(session, actor, queries.staff_of(session, actor, held.case), f"open again:{held.case.id}:{clock.today()}", urgent=True)


@command(Permission.FOLLOW_CASE, on="held")
def withdraw(session: Session, actor: Actor, held: Held) -> None:
    """Take the report back. What stays is that there was one, and when; the words themselves are destroyed by the vault."""
    row = queries.report(session, actor, held)
    REPRISAL.move(session, row, ReprisalState.WITHDRAWN, actor)
    row.danger = row.incident = row.actor_type = row.owner_id = None
    row.urgent = row.for_another = False
    row.region = ""
    empty(session, held.case.id)
    session.flush()
