"""Reports and messages, by the words that they are about: the longest wait first, a page at a time."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any, Generic, TypeVar

from sqlalchemy import and_, case, func, or_, select, tuple_

from portal.base.access import Actor, Role
from portal.base.database import Session
from portal.base.errors import NotFound
from portal.consultations.models import Consultation
from portal.contributions.models import Contribution
from portal.moderation.models import Flag, FlagState, Message

PAGE = 20
"""Words are shown in full here, or nearly; fifty of them would weigh too much for a slow line."""
OF_EACH = 10
"""So many reports or messages of one contribution; the rest is counted."""

T = TypeVar("T")
Place = tuple[int, date, int]
"""Where a page ends: whether it still waits (0) or not (1), the day, the contribution."""


@dataclass(frozen=True)
class Group(Generic[T]):
    """Words, and some of what came about them."""

    words: Contribution
    number: int
    shown: list[T]


def flag_groups(session: Session, viewer: Actor, consultation: Consultation, after: Place | None = None) -> tuple[list[Group[Flag]], Place | None]:
    """Open reports by contribution, those first that wait longest. More reports do not come sooner."""
    _only_for(viewer, consultation)
    waiting = and_(Flag.consultation_id == consultation.id, Flag.state == FlagState.OPEN)
    since = func.min(Flag.day)
    found = select(Flag.contribution_id, since, func.count()).where(waiting).group_by(Flag.contribution_id)
    if after is not None:
        found = found.having(tuple_(since, Flag.contribution_id) > after[1:])
    rows = session.execute(found.order_by(since, Flag.contribution_id).limit(PAGE + 1)).all()
    further = (0, rows[PAGE - 1][1], rows[PAGE - 1][0]) if len(rows) > PAGE else None
    return _groups(session, Flag, [(own, number) for own, _since, number in rows[:PAGE]], waiting, (Flag.day, Flag.id)), further


def threads(session: Session, viewer: Actor, consultation: Consultation, after: Place | None = None) -> tuple[list[Group[Message]], Place | None]:
    """Contributions with messages: those first on which an answer of the author waits, the oldest first."""
    _only_for(viewer, consultation)
    here = Message.consultation_id == consultation.id
    settled = func.min(case((or_(Message.from_staff, Message.seen), 1), else_=0))
    last = func.max(Message.day)
    found = select(Message.contribution_id, settled, last, func.count()).where(here).group_by(Message.contribution_id)
    if after is not None:
        found = found.having(tuple_(settled, last, Message.contribution_id) > after)
    rows = session.execute(found.order_by(settled, last, Message.contribution_id).limit(PAGE + 1)).all()
    further = (rows[PAGE - 1][1], rows[PAGE - 1][2], rows[PAGE - 1][0]) if len(rows) > PAGE else None
    return _groups(session, Message, [(own, number) for own, _settled, _last, number in rows[:PAGE]], here, (Message.position.desc(),)), further


def _groups(session: Session, table: Any, counted: list[tuple[int, int]], which: Any, order: tuple[Any, ...]) -> list[Group[Any]]:
    """The words in the order of the list, and of each the first few of what came: two statements."""
    ids = [own for own, _number in counted]
    words = {one.id: one for one in session.scalars(select(Contribution).where(Contribution.id.in_(ids)))}
    place = func.row_number().over(partition_by=table.contribution_id, order_by=order).label("place")
    few = select(table.id, place).where(which, table.contribution_id.in_(ids)).subquery()
    shown: dict[int, list[Any]] = defaultdict(list)
    for row in session.scalars(select(table).join(few, few.c.id == table.id).where(few.c.place <= OF_EACH).order_by(few.c.place)):
        shown[row.contribution_id].append(row)
    return [Group(words[own], number, shown[own]) for own, number in counted]


def _only_for(viewer: Actor, consultation: Consultation) -> None:
    if not viewer.holds(Role.MODERATOR, consultation.id):
        raise NotFound


def place_text(place: Place) -> str:
    """A place as it stands in an address."""
    return f"{place[0]}.{place[1].isoformat()}.{place[2]}"


def place_from(text: str) -> Place | None:
    """The place from an address; None for anything else."""
    parts = text.split(".")
    try:
        settled, day, own = parts
        place = (int(settled), date.fromisoformat(day), int(own))
    except ValueError:
        return None
    return place if place[0] in (0, 1) and 0 <= place[2] < 2**63 else None
