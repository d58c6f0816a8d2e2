"""Reading the record: the lines of one thing, and a search through all that somebody may see."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select

from portal.base.access import Actor, Kind, Role
from portal.base.database import Session
from portal.journal.models import Entry

PAGE = 50
_EPOCH, _TICK = datetime(1970, 1, 1, tzinfo=UTC), timedelta(microseconds=1)
Place = tuple[date, datetime | None, int]
"""Where a page ends: the day, the minute that only staff's lines have, and the line."""


@dataclass(frozen=True)
class Search:
    """What somebody looks for in the record; what is empty is not asked for."""

    people: Select[int] | None = None
    consultation_id: int | None = None
    deed: str = ""
    thing: str = ""
    words: str = ""
    since: date | None = None
    until: date | None = None
    hidden: dict[str, Select[int]] = field(default_factory=dict)
    """By kind of thing: of these the viewer must learn nothing, such as appeals against decisions of their own."""


def visible_to(viewer: Actor) -> Select[Entry]:
    """Administrators see all lines; other staff those of their consultations; nobody else any."""
    lines = select(Entry)
    if viewer.kind is Kind.SYSTEM or viewer.holds(Role.ADMINISTRATOR):
        return lines
    return lines.where(Entry.consultation_id.in_([where for _role, where in viewer.roles if where is not None]))


def history(session: Session, viewer: Actor, thing: Any) -> Sequence[Entry]:
    """The lines of one thing, oldest day first."""
    mine = visible_to(viewer).where(Entry.thing == thing.__tablename__, Entry.thing_id == thing.id)
    return session.scalars(mine.order_by(Entry.day, Entry.at, Entry.id)).all()


def found(session: Session, viewer: Actor, search: Search, after: Place | None = None, most: int = PAGE) -> tuple[list[Entry], Place | None]:
    """The lines that a search finds, the newest day first, and where the next page begins.

    Within a day staff's lines stand by their minute; participants' lines follow, in no order that tells anything.
    """
    wanted = _wanted(viewer, search)
    if after is not None:
        wanted = wanted.where(_beyond(after))
    rows = list(session.scalars(wanted.order_by(Entry.day.desc(), Entry.at.desc().nulls_last(), Entry.id.desc()).limit(most + 1)))
    last = rows[most - 1] if len(rows) > most else None
    return rows[:most], (last.day, last.at, last.id) if last else None


def count(session: Session, viewer: Actor, search: Search, most: int) -> int:
    """How many lines a search finds; beyond `most` nobody counts on."""
    counted = _wanted(viewer, search).with_only_columns(Entry.id).limit(most + 1).subquery()
    return session.scalar(select(func.count()).select_from(counted)) or 0


def kinds(session: Session, viewer: Actor, search: Search) -> Collection[tuple[str, str]]:
    """Which deeds on which things a search could look for."""
    return [(thing, deed) for thing, deed in session.execute(_wanted(viewer, search).with_only_columns(Entry.thing, Entry.deed).distinct())]


def place_text(place: Place) -> str:
    """A place as it stands in an address."""
    day, at, own = place
    return f"{day}.{(at - _EPOCH) // _TICK if at else ''}.{own}"


def place_from(text: str) -> Place | None:
    """The place from an address; None for anything else."""
    parts = text.split(".")
    try:
        day, at, own = parts
        moment = _EPOCH + int(at) * _TICK if at else None
        place = (date.fromisoformat(day), moment, int(own))
    except (ValueError, OverflowError):
        return None
    return place if abs(place[2]) < 2**63 else None


def _wanted(viewer: Actor, search: Search) -> Select[Entry]:
    lines = visible_to(viewer)
    if search.people is not None:
        lines = lines.where(Entry.staff_id.in_(search.people))
    if search.consultation_id is not None:
        lines = lines.where(Entry.consultation_id == search.consultation_id)
    if search.deed:
        lines = lines.where(Entry.deed == search.deed)
    if search.thing:
        lines = lines.where(Entry.thing == search.thing)
    if search.words:
        lines = lines.where(Entry.reason.icontains(search.words, autoescape=True))
    if search.since is not None:
        lines = lines.where(Entry.day >= search.since)
    if search.until is not None:
        lines = lines.where(Entry.day <= search.until)
    for thing, secret in search.hidden.items():
        lines = lines.where(or_(Entry.thing != thing, Entry.thing_id.not_in(secret)))
    return lines


def _beyond(after: Place) -> ColumnElement[bool]:
    day, at, own = after
    if at is None:
        return or_(Entry.day < day, and_(Entry.day == day, Entry.at.is_(None), Entry.id < own))
    later_that_day = or_(Entry.at < at, Entry.at.is_(None), and_(Entry.at == at, Entry.id < own))
    return or_(Entry.day < day, and_(Entry.day == day, later_that_day))
