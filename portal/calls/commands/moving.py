"""The way of a call: checked by somebody else, sent, followed, closed."""

from collections import Counter

from sqlalchemy import func, select

from portal.base import clock
from portal.base.access import Actor, Permission, command
from portal.base.database import Session
from portal.base.errors import Refused, WrongMoment
from portal.base.languages import Texts, _
from portal.calls import letters
from portal.calls.models import ActionKind, Call, CallList, CallState, CallUpdate, Naming, Note, NoteKind, Outcome, Sending
from portal.calls.states import CALL
from portal.figures.suppression import suppressed
from portal.journal import commands as journal

OUT = (CallState.SENT, CallState.OUTCOME)


@command(Permission.LEAD_CALLS, on="call")
def check(session: Session, actor: Actor, call: Call, *, harm: str, naming: Naming, sources_seen: bool, partners_agreed: bool) -> None:
    """A second person looked at sources and safety. Raises Refused for whoever proposed or wrote it."""
    if actor.staff_id is None or actor.staff_id in (call.proposed_by, call.written_by):
        raise Refused(_("You proposed or wrote this call. Somebody else must check it."))
    if not harm.strip():
        raise Refused(_("Say who could be harmed, and how that is avoided."))
    if not call.sources or not sources_seen:
        raise Refused(_("Look at each source first. A call without a source cannot be checked."))
    if call.public and not partners_agreed:
        raise Refused(_("A call is public only when the lead and the partners in the place agree."))
    call.harm, call.naming, call.checked_by, call.checked_on = harm.strip(), naming, actor.staff_id, clock.today()
    CALL.move(session, call, CallState.CHECKED, actor)


@command(Permission.LEAD_CALLS, on="call")
def send(session: Session, actor: Actor, call: Call) -> None:
    """Send it to its lists: the letters follow one by one. Sent twice it goes out once."""
    if call.state is CallState.SENT:
        return
    if session.scalar(select(CallList.id).where(CallList.call_id == call.id).limit(1)) is None:
        raise Refused(_("Choose the lists that it goes to first."))
    call.sent_on = clock.today()
    CALL.move(session, call, CallState.SENT, actor)
    session.add(Sending(call_id=call.id, number=0))


@command(Permission.LEAD_CALLS, on="call")
def decline_call(session: Session, actor: Actor, call: Call, reason: str) -> None:
    """Do not send it; whoever proposed it can read why."""
    call.reason = reason.strip()
    CALL.move(session, call, CallState.DECLINED, actor, reason)


@command(Permission.LEAD_CALLS, on="call")
def withdraw_call(session: Session, actor: Actor, call: Call, reason: str) -> None:
    """Take it back. If it was out, its page is gone, and letters that have not left do not leave."""
    call.reason = reason.strip()
    CALL.move(session, call, CallState.WITHDRAWN, actor, reason)
    letters.take_back(session, call.id)


@command(Permission.LEAD_CALLS, on="call")
def update(session: Session, actor: Actor, call: Call, text: Texts, *, by_letter: bool) -> CallUpdate:
    """News of a call, on its page and, if wished, by letter."""
    if call.state not in OUT:
        raise WrongMoment(_("There is news only of a call that was sent and is not closed."))
    if not any(text.values()):
        raise Refused(_("Write some words."))
    last = session.scalar(select(CallUpdate).where(CallUpdate.call_id == call.id).order_by(CallUpdate.number.desc()).limit(1))
    if last is not None and last.text == text and last.day == clock.today():
        return last  # the same form came twice
    made = _news(session, call, text, by_letter=by_letter)
    journal.record(session, actor, call, "give news")
    return made


def _news(session: Session, call: Call, text: Texts, *, by_letter: bool) -> CallUpdate:
    highest = session.scalar(select(func.max(CallUpdate.number)).where(CallUpdate.call_id == call.id)) or 0
    made = CallUpdate(call_id=call.id, number=highest + 1, text=text)
    session.add(made)
    if by_letter:
        session.add(Sending(call_id=call.id, number=made.number))
    session.flush()
    return made


@command(Permission.LEAD_CALLS, on="call")
def record_outcome(session: Session, actor: Actor, call: Call, outcome: Outcome, text: Texts, *, by_letter: bool) -> None:
    """What became of it, for everybody who may read the call."""
    if not any(text.values()):
        raise Refused(_("Write some words."))
    call.outcome, call.outcome_text = outcome, text
    CALL.move(session, call, CallState.OUTCOME, actor)
    _news(session, call, text, by_letter=by_letter)


@command(Permission.LEAD_CALLS, on="call")
def close(session: Session, actor: Actor, call: Call) -> None:
    """Nothing more is told. What members did is counted now, once, in numbers in which nobody stands out."""
    done = Counter(session.scalars(select(Note.action).where(Note.call_id == call.id, Note.kind == NoteKind.ACTION)))
    call.counted = suppressed({kind.value: done[kind] for kind in ActionKind if done[kind]})
    CALL.move(session, call, CallState.CLOSED, actor)
