"""What a member does on the page behind the number: wishes, leaving, telling, proposing."""

from datetime import date

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError

from portal.base import clock
from portal.base.access import NOBODY, Actor, Permission, command
from portal.base.database import Session
from portal.base.errors import Refused, WrongMoment
from portal.base.languages import Texts, _
from portal.base.secrets import keyed_hash
from portal.calls.forgetting import forget
from portal.calls.models import ActionKind, Call, CallList, CallState, ContactList, Member, Membership, Note, NoteKind
from portal.calls.numbers import fresh_number
from portal.calls.sealing import NAME, WORDS, closed
from portal.calls.states import CALL
from portal.web.tokens import Token

AT_WORK = (CallState.SENT, CallState.OUTCOME)


def _me(session: Session, actor: Actor) -> Member:
    return session.get_one(Member, actor.member_id)


@command(Permission.TAKE_PART_IN_CALLS)
def wish(session: Session, actor: Actor, *, language: str, neutral: bool) -> None:
    """In which language letters come, and whether their subject says what they are about."""
    member = _me(session, actor)
    member.language, member.neutral = language, neutral


@command(Permission.TAKE_PART_IN_CALLS)
def leave_all(session: Session, actor: Actor) -> None:
    """Off all lists: address, number and words are erased at once."""
    member = _me(session, actor)
    forget(session, member.address_hash, member.sealed_address)


@command(Permission.TAKE_PART_IN_CALLS)
def leave_list(session: Session, actor: Actor, list_id: int) -> bool:
    """Off one list. True: it was the last one, and everything is erased."""
    session.execute(delete(Membership).where(Membership.member_id == actor.member_id, Membership.list_id == list_id), execution_options={"synchronize_session": False})
    if session.scalar(select(Membership.id).where(Membership.member_id == actor.member_id).limit(1)) is not None:
        return False
    member = _me(session, actor)
    forget(session, member.address_hash, member.sealed_address)
    return True


@command(Permission.TAKE_PART_IN_CALLS)
def tell(
    session: Session,
    actor: Actor,
    kind: NoteKind,
    *,
    token: Token,
    language: str,
    call: Call | None = None,
    contact_list: ContactList | None = None,
    text: str = "",
    name: str = "",
    action: ActionKind | None = None,
    day: date | None = None,
) -> Note:
    """Say what was done, what one offers, knows or proposes. Without text an action is counted and nothing more. Once for each form."""
    if (before := session.scalar(select(Note).where(Note.token_hash == keyed_hash("form", token.name)))) is not None:
        return before
    _check_told(kind, call, text, day)
    note = Note(
        member_id=actor.member_id,
        call_id=call.id if call else None,
        list_id=contact_list.id if contact_list else None,
        token_hash=keyed_hash("form", token.name),
        kind=kind,
        day=day or clock.today(),
        language=language,
        sealed_text=closed(WORDS, text.strip()),
    )
    note.action, note.sealed_name = (action if kind is NoteKind.ACTION else None), (closed(NAME, name.strip()) if kind is NoteKind.LEAD else None)
    return _once(session, note)


def _check_told(kind: NoteKind, call: Call | None, text: str, day: date | None) -> None:
    if call is not None and call.state not in AT_WORK:
        raise WrongMoment(_("This call is closed."))
    if kind is not NoteKind.ACTION and not text.strip():
        raise Refused(_("Write some words."))
    if day is not None and day > clock.today():
        raise Refused(_("This day has not come yet."))


def _once(session: Session, note: Note) -> Note:
    try:
        with session.begin_nested():
            session.add(note)
    except IntegrityError:  # the same form came twice at the same moment
        return session.scalars(select(Note).where(Note.token_hash == note.token_hash)).one()
    return note


@command(Permission.TAKE_PART_IN_CALLS)
def propose(session: Session, actor: Actor, contact_list: ContactList, *, token: Token, language: str, title: str, happens: str, sources: list[list[str]]) -> Call:
    """A call from the field, in the member's own language. It is a proposal until a chair has checked and sent it."""
    name = keyed_hash("form", token.name)
    if (before := session.scalar(select(Call).where(Call.token_hash == name))) is not None:
        return before
    if not title.strip() or not happens.strip():
        raise Refused(_("Write some words."))
    made = Call(
        number=fresh_number(session),
        token_hash=name,
        member_id=actor.member_id,
        title=Texts({language: title.strip()}),
        happens=Texts({language: happens.strip()}),
        sources=sources,
    )
    CALL.begin(session, made, NOBODY, "propose call")  # the record knows no member, not even as one
    session.add(CallList(call_id=made.id, list_id=contact_list.id))
    return made
