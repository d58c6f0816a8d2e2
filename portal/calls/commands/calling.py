"""Writing a call: words in each language, what people can do, who leads, to which lists it goes."""

from datetime import date
from typing import Any

from sqlalchemy import delete, func, select

from portal.base import clock
from portal.base.access import Actor, Permission, command
from portal.base.database import Session
from portal.base.errors import Refused, WrongMoment
from portal.base.languages import Texts, _
from portal.base.secrets import keyed_hash
from portal.calls.models import Call, CallList, CallState, Note, NoteKind, Step
from portal.calls.numbers import fresh_number
from portal.calls.sealing import NAME, opened
from portal.calls.states import CALL
from portal.journal import commands as journal
from portal.web.tokens import Token

BEFORE_SENDING = (CallState.PROPOSED, CallState.CHECKED)
MOST_STEPS = 12


@command(Permission.LEAD_CALLS)
def draft(session: Session, actor: Actor, *, token: Token | None = None, lists: list[int], **columns: Any) -> Call:
    """Propose a call; somebody else checks it. The same form sent twice proposes it once."""
    name = keyed_hash("form", token.name) if token is not None else None
    before = session.scalar(select(Call).where(Call.token_hash == name)) if name is not None else None
    if before is not None:
        return before
    made = Call(number=fresh_number(session), token_hash=name, proposed_by=actor.staff_id, written_by=actor.staff_id, **columns)
    CALL.begin(session, made, actor, "propose call")
    _put_lists(session, made, lists)
    return made


@command(Permission.LEAD_CALLS, on="call")
def change_call(session: Session, actor: Actor, call: Call, *, lists: list[int], **columns: Any) -> None:
    """Other words; whoever writes them is not the one to check them. What was checked must be checked again."""
    _before_sending(session, actor, call)
    for name, value in columns.items():
        setattr(call, name, value)
    _put_lists(session, call, lists)
    session.flush()


def _before_sending(session: Session, actor: Actor, call: Call) -> None:
    if call.state not in BEFORE_SENDING:
        raise WrongMoment(_("This call was sent. Its words stay; write news instead."))
    if call.state is CallState.CHECKED:
        call.checked_by = call.checked_on = None
        CALL.move(session, call, CallState.PROPOSED, actor)
    else:
        journal.record(session, actor, call, "edit")
    call.written_by = actor.staff_id


def _put_lists(session: Session, call: Call, lists: list[int]) -> None:
    session.execute(delete(CallList).where(CallList.call_id == call.id), execution_options={"synchronize_session": False})
    session.add_all(CallList(call_id=call.id, list_id=one) for one in dict.fromkeys(lists))


@command(Permission.LEAD_CALLS, on="call")
def put_step(session: Session, actor: Actor, call: Call, what: Texts, until: date) -> Step:
    """One more thing that people can do, with the day until which it helps."""
    if until < clock.today():
        raise Refused(_("This day has passed."))
    number, highest = session.execute(select(func.count(Step.id), func.max(Step.number)).where(Step.call_id == call.id)).one()
    if number >= MOST_STEPS:
        raise Refused(_("These are enough. Remove one first."))
    _before_sending(session, actor, call)
    made = Step(call_id=call.id, number=(highest or 0) + 1, what=what, until=until)
    session.add(made)
    session.flush()
    return made


@command(Permission.LEAD_CALLS, on="call")
def take_step(session: Session, actor: Actor, call: Call, number: int) -> None:
    """One thing less to do."""
    _before_sending(session, actor, call)
    session.execute(delete(Step).where(Step.call_id == call.id, Step.number == number))


@command(Permission.LEAD_CALLS, on="call")
def name_lead(session: Session, actor: Actor, call: Call, note: Note) -> None:
    """Accept the offer of a member to take the lead; a name is shown only where they gave one for it."""
    if note.kind is not NoteKind.LEAD or note.call_id != call.id or note.member_id is None:
        raise WrongMoment(_("This offer is not there any more."))
    call.lead, call.lead_member_id = opened(NAME, note.sealed_name), note.member_id
    session.flush()
    journal.record(session, actor, call, "name lead")
