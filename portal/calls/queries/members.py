"""What a member may see: the own page, the calls of the own lists, and what others on the lists told; and what the chair reads of it."""

from dataclasses import dataclass

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import selectinload

from portal.base.access import Actor, Permission, can
from portal.base.database import Session
from portal.base.errors import NotFound
from portal.calls.models import Call, CallList, ContactList, Member, Membership, Note, NoteKind
from portal.calls.queries.calls import BIGGEST_NUMBER, OUT
from portal.calls.sealing import NAME, WORDS, opened


@dataclass(frozen=True)
class Told:
    """A note with its words, opened for whoever may read them."""

    note: Note
    text: str
    name: str = ""


def member(session: Session, viewer: Actor) -> Member:
    """The member who is asking, with their lists. Raises NotFound."""
    standing = Membership.list_id.in_(select(ContactList.id).where(ContactList.ended_on.is_(None)))
    wanted = select(Member).where(Member.id == viewer.member_id).options(selectinload(Member.memberships.and_(standing)).joinedload(Membership.contact_list))
    mine = session.scalar(wanted) if viewer.member_id is not None else None
    if mine is None:
        raise NotFound
    return mine


def _of_lists(viewer: Actor) -> Select[Call]:
    """Calls that were sent to a list on which the viewer is."""
    lists = select(Membership.list_id).where(Membership.member_id == viewer.member_id)
    return select(Call).where(Call.state.in_(OUT), Call.id.in_(select(CallList.call_id).where(CallList.list_id.in_(lists))))


def calls_of_member(session: Session, viewer: Actor) -> list[Call]:
    """The calls of the own lists, the newest day first."""
    return list(session.scalars(_of_lists(viewer).order_by(Call.sent_on.desc(), Call.id).limit(100))) if viewer.member_id is not None else []


def call_of_member(session: Session, viewer: Actor, number: int) -> Call:
    """One call of the own lists, also one for members only. Raises NotFound."""
    wanted = _of_lists(viewer).where(Call.number == min(number, BIGGEST_NUMBER - 1))
    call = session.scalar(wanted.options(selectinload(Call.steps), selectinload(Call.updates))) if viewer.member_id is not None else None
    if call is None:
        raise NotFound
    return call


def told_by_members(session: Session, viewer: Actor, call: Call) -> list[Told]:
    """What members did about a call and let the others read, without names."""
    notes = select(Note).where(Note.call_id == call.id, Note.kind == NoteKind.ACTION, Note.sealed_text.is_not(None))
    return [Told(one, opened(WORDS, one.sealed_text)) for one in session.scalars(notes.order_by(Note.day.desc(), Note.id))] if viewer.member_id is not None else []


def own_notes(session: Session, viewer: Actor) -> list[Told]:
    """What the viewer told, the newest day first."""
    notes = select(Note).where(Note.member_id == viewer.member_id).order_by(Note.day.desc(), Note.id)
    return [Told(one, opened(WORDS, one.sealed_text), opened(NAME, one.sealed_name)) for one in session.scalars(notes)] if viewer.member_id is not None else []


def own_proposals(session: Session, viewer: Actor) -> list[Call]:
    """The calls that the viewer proposed, with what became of them."""
    return list(session.scalars(select(Call).where(Call.member_id == viewer.member_id).order_by(Call.state_since.desc(), Call.id))) if viewer.member_id is not None else []


def notes_for_staff(session: Session, viewer: Actor, call: Call) -> list[Told]:
    """All that members told about a call, for the chair; who they are is not told."""
    return _read(session, viewer, select(Note).where(Note.call_id == call.id))


def notes_of_list(session: Session, viewer: Actor, list_id: int) -> list[Told]:
    """What members told a list apart from any call."""
    return _read(session, viewer, select(Note).where(Note.list_id == list_id, Note.call_id.is_(None)))


def _read(session: Session, viewer: Actor, notes: Select[Note]) -> list[Told]:
    if not can(viewer, Permission.LEAD_CALLS):
        return []
    with_words = notes.where(or_(Note.sealed_text.is_not(None), Note.kind == NoteKind.ACTION))
    return [Told(one, opened(WORDS, one.sealed_text), opened(NAME, one.sealed_name)) for one in session.scalars(with_words.order_by(Note.day.desc(), Note.id).limit(200))]
