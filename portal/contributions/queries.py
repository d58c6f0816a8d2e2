"""Reading contributions. Whatever was ever public keeps its place: as words, or as a neutral mark."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Integer, Row, Select, bindparam, case, false, func, or_, select
from sqlalchemy.orm import aliased, contains_eager, joinedload

from portal.base import clock
from portal.base.access import Actor, Kind, Role
from portal.base.database import Session
from portal.base.errors import NotFound
from portal.consultations import queries as consultations
from portal.consultations.models import Consultation, Question
from portal.consultations.phases import Phase, phase_at
from portal.contributions import windows
from portal.contributions.models import MARKED, PUBLIC, UNSEEN, WAITING, Channel, Contribution, ContributionState, CoSignature, Version, Voice, Window
from portal.identity.models import Organisation
from portal.journal.models import Entry
from portal.meetings.models import Meeting
from portal.receipts import codes
from portal.receipts.models import Receipt

__all__ = ["MARKED", "PUBLIC", "UNSEEN", "WAITING", "Channel", "ContributionState", "Voice"]

PAGE = 25
INLINE = 3  # replies that are shown below the words they answer; the rest has a page of its own
BIGGEST_NUMBER = 2**31
Place = tuple[date, int]
Rows = Select[*tuple[Any, ...]]

_Parent = aliased(Contribution, name="parent")
_SHOWN = (
    Contribution.id,
    Contribution.number,
    Contribution.state,
    Contribution.day,
    Contribution.shown_name,
    Contribution.voice,
    Contribution.language,
    Contribution.html,
    Contribution.mark,
    Contribution.replies,
    Contribution.root_id,
    Contribution.version,
    Contribution.confirmed_id,
    Contribution.confirmed_until,
    Contribution.supports,
    Contribution.channel,
)


def visible_to(viewer: Actor) -> Select[Any]:
    """Public words for everybody, all words for the staff of their consultation, their own for the holder of the number."""
    words = select(Contribution)
    if viewer.kind is Kind.SYSTEM or viewer.sees_all_words:
        return words
    seen: list[ColumnElement[bool]] = [Contribution.number.is_not(None)]
    if viewer.receipt_id is not None:
        seen.append(Contribution.receipt_id == viewer.receipt_id)
    if viewer.is_staff:
        seen.append(Contribution.consultation_id.in_(reads_what_waits_in(viewer)))
    return words.where(or_(*seen))


def reads_what_waits_in(viewer: Actor) -> set[int]:
    """The consultations whose waiting words somebody may read. Who helps others to write, or translates, reads what is public."""
    return {where for role, where in viewer.roles if where is not None and role not in (Role.HELPER, Role.TRANSLATOR)}


@dataclass(frozen=True)
class Thread:
    """One page of a thread: the tops with their first replies, and the places where the neighbouring pages begin."""

    tops: Sequence[Row[Any]]
    replies: dict[int, list[Row[Any]]]
    next: Place | None


def thread(session: Session, viewer: Actor, question: Question, *, after: Place | None = None, newest: bool = False) -> Thread:
    """A page of what was said on a question, by day; `after` is the place of the last one on the page before."""
    tops = _page(session, _TOPS, question.id, after, newest=newest)
    return Thread(tops[:PAGE], _first_replies(session, [top.id for top in tops[:PAGE] if top.replies]), _next(tops))


def replies_to(session: Session, viewer: Actor, top: Contribution, *, after: Place | None = None) -> Thread:
    """A page of the replies below one contribution, oldest day first."""
    found = _page(session, _REPLIES, top.id, after, newest=False)
    return Thread(found[:PAGE], {}, _next(found))


def at_meeting(session: Session, viewer: Actor, meeting: Meeting, *, after: Place | None = None) -> Thread:
    """A page of what was said at a meeting of a consultation that the viewer was given, oldest day first."""
    found = _page(session, _AT_MEETING, meeting.id, after, newest=False)
    return Thread(found[:PAGE], {}, _next(found))


def _page(session: Session, rows: Rows, below: int, after: Place | None, *, newest: bool) -> Sequence[Row[Any]]:
    """The rest of the day that the page before ended in, then the days after it.

    Two statements, because SQLite finds `(day, id) > (…)` by the day alone and would read a very full day from its morning.
    """
    if after is None:
        return session.execute(_part(rows, _Part.ALL, newest), {"below": below, "most": PAGE + 1}).all()
    day, own = after
    found = [*session.execute(_part(rows, _Part.SAME_DAY, newest), {"below": below, "most": PAGE + 1, "day": day, "own": own})]
    if len(found) <= PAGE:
        found += session.execute(_part(rows, _Part.LATER_DAYS, newest), {"below": below, "most": PAGE + 1 - len(found), "day": day})
    return found


class _Part(Enum):
    ALL = 0
    SAME_DAY = 1
    LATER_DAYS = 2


@lru_cache(maxsize=16)
def _part(rows: Rows, part: _Part, newest: bool) -> Rows:
    """A statement, built once: building it took longer than running it."""
    day, own = Contribution.day, Contribution.id
    if part is _Part.SAME_DAY:
        rows = rows.where(day == bindparam("day"), own < bindparam("own") if newest else own > bindparam("own"))
    elif part is _Part.LATER_DAYS:
        rows = rows.where(day < bindparam("day") if newest else day > bindparam("day"))
    return rows.order_by(*((day.desc(), own.desc()) if newest else (day, own))).limit(bindparam("most", type_=Integer()))


def _next(rows: Sequence[Row[Any]]) -> Place | None:
    return (rows[PAGE - 1].day, rows[PAGE - 1].id) if len(rows) > PAGE else None


def _with_parent() -> Rows:
    name = case((_Parent.state.in_(PUBLIC), _Parent.shown_name), else_="")  # a name goes out of sight with the words
    confirmed = (_Parent.confirmed_id.label("parent_confirmed_id"), _Parent.confirmed_until.label("parent_confirmed_until"))
    return select(*_SHOWN, _Parent.number.label("parent_number"), name.label("parent_name"), *confirmed).outerjoin(_Parent, _Parent.id == Contribution.reply_to_id)


_TOPS: Rows = select(*_SHOWN).where(Contribution.question_id == bindparam("below"), Contribution.is_root, Contribution.number.is_not(None))
_REPLIES: Rows = _with_parent().where(Contribution.root_id == bindparam("below"), Contribution.number.is_not(None))

_AT_MEETING: Rows = _with_parent().where(Contribution.meeting_id == bindparam("below"), Contribution.number.is_not(None))


def _first_replies(session: Session, tops: list[int]) -> dict[int, list[Row[Any]]]:
    if not tops:
        return {}
    place = func.row_number().over(partition_by=Contribution.root_id, order_by=(Contribution.day, Contribution.id))
    numbered = select(Contribution.id, place.label("place")).where(Contribution.root_id.in_(tops), Contribution.number.is_not(None)).subquery()
    rows = _with_parent().join(numbered, numbered.c.id == Contribution.id).where(numbered.c.place <= INLINE)
    found: dict[int, list[Row[Any]]] = {}
    for row in session.execute(rows.order_by(Contribution.day, Contribution.id)):
        found.setdefault(row.root_id, []).append(row)
    return found


def one(session: Session, viewer: Actor, slug: str, number: int) -> Contribution:
    """A contribution that is or was public, by its number; its question, consultation and what it answers are loaded."""
    if not 0 < number < BIGGEST_NUMBER:
        raise NotFound
    seen = consultations.visible_to(viewer).where(Consultation.slug == slug).with_only_columns(Consultation.id)
    found = session.scalar(_whole(visible_to(viewer).where(Contribution.number == number, Contribution.consultation_id.in_(seen))))
    if found is None:
        raise NotFound
    return found  # type: ignore[no-any-return]


def for_staff(session: Session, viewer: Actor, contribution_id: int) -> Contribution:
    """Any contribution of a consultation in which the viewer has a role, with all its versions."""
    if not (viewer.is_staff or viewer.kind is Kind.SYSTEM):
        raise NotFound
    known = consultations.visible_to(viewer).with_only_columns(Consultation.id)
    found = session.scalar(_whole(visible_to(viewer).where(Contribution.id == contribution_id, Contribution.consultation_id.in_(known))))
    everywhere = viewer.kind is Kind.SYSTEM or viewer.sees_all_words
    if found is None or not (everywhere or found.consultation_id in reads_what_waits_in(viewer)):
        raise NotFound
    return found  # type: ignore[no-any-return]


def of_holder(session: Session, viewer: Actor, contribution_id: int) -> Contribution:
    """One of the viewer's own contributions. Raises NotFound for everybody else's."""
    if viewer.receipt_id is None:
        raise NotFound
    found = session.scalar(_whole(select(Contribution).where(Contribution.id == contribution_id, Contribution.receipt_id == viewer.receipt_id)))
    if found is None:
        raise NotFound
    return found  # type: ignore[no-any-return]


def of_receipt(session: Session, viewer: Actor, receipt_id: int) -> list[Contribution]:
    """Everything under a number, for its holder alone, oldest day first."""
    if viewer.receipt_id != receipt_id:
        return []
    own = select(Contribution).where(Contribution.receipt_id == receipt_id)
    return list(session.scalars(_whole(own).order_by(Contribution.day, Contribution.id)).unique())


def _whole(words: Select[Any]) -> Select[Any]:
    return (
        words.join(Contribution.question)
        .join(Contribution.consultation)
        .options(
            contains_eager(Contribution.question),
            contains_eager(Contribution.consultation).joinedload(Consultation.host),
            joinedload(Contribution.reply_to),
            joinedload(Contribution.meeting),
        )
    )


def accepted_by(session: Session, viewer: Actor, contribution: Contribution, place: Consultation) -> date | None:
    """The day by which words appear that are accepted; None for all others."""
    return appears_by(session, viewer, place) if contribution.state is ContributionState.ACCEPTED else None


def appears_by(session: Session, viewer: Actor, consultation: Consultation) -> date | None:
    """The day by which what is accepted in a consultation appears; None while it is suspended, since then nothing appears by the clock."""
    now = clock.now()
    if phase_at(consultation, now) is Phase.SUSPENDED:
        return None
    done = session.scalar(select(Window.done).where(Window.consultation_id == consultation.id)) or now
    return max(windows.daily_after(consultation.zone, done), now).astimezone(ZoneInfo(consultation.zone)).date()


def entered_by(viewer: Actor) -> ColumnElement[bool]:
    """A truth about contributions: the viewer brought them in, for oneself or for somebody else. The record knows; no table of words does."""
    deed = (Entry.thing == Contribution.__tablename__, Entry.thing_id == Contribution.id, Entry.deed == "submit")
    return select(Entry.id).where(*deed, Entry.staff_id == viewer.staff_id).correlate(Contribution).exists() if viewer.staff_id is not None else false()


def was_entered_by(session: Session, viewer: Actor, contribution_id: int) -> bool:
    """Whether the viewer brought these words in: nobody decides on them then."""
    return session.scalar(select(Contribution.id).where(Contribution.id == contribution_id, entered_by(viewer))) is not None


def has_receipt(session: Session, viewer: Actor, code: str) -> bool:
    """Whether a number exists, for whoever holds the very form that it was made from."""
    return session.scalar(select(Receipt.id).where(Receipt.code_hash == codes.lookup_hash(code))) is not None


def versions(session: Session, viewer: Actor, contribution: Contribution) -> list[Version]:
    """All wordings of a contribution, for its holder and for staff of its consultation."""
    mine = viewer.receipt_id is not None and viewer.receipt_id == contribution.receipt_id
    if not mine and not viewer.is_staff:
        return []
    return list(session.scalars(select(Version).where(Version.contribution_id == contribution.id).order_by(Version.number)))


def supports_of(session: Session, viewer: Actor, contribution_ids: Collection[int]) -> dict[int, list[CoSignature]]:
    """The organisations that stand behind words that everybody can read, in the order of their addresses: the same for all."""
    found: dict[int, list[CoSignature]] = {one: [] for one in contribution_ids}
    rows = session.scalars(
        select(CoSignature)
        .join(CoSignature.organisation)
        .join(Contribution, Contribution.id == CoSignature.contribution_id)
        .where(CoSignature.contribution_id.in_(contribution_ids), Contribution.state.in_(PUBLIC))
        .options(contains_eager(CoSignature.organisation))
        .order_by(Organisation.slug)
    )
    for one in rows:
        found[one.contribution_id].append(one)
    return found


def supports_it(session: Session, viewer: Actor, contribution: Contribution, speaking: Organisation) -> bool:
    """Whether an organisation that has proven itself stands behind these words."""
    return session.scalar(select(CoSignature.id).where(CoSignature.contribution_id == contribution.id, CoSignature.organisation_id == speaking.id)) is not None
