"""Finding help: every filter is a row of bits, so the number of entries makes no difference. Nothing of a search is kept."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import ColumnElement, Select, and_, case, false, func, or_, select, tuple_
from sqlalchemy.orm import joinedload

from portal.base.access import Actor, Permission, can
from portal.base.database import Session
from portal.base.errors import NotFound
from portal.base.secrets import keyed_hash
from portal.directory import bits as table
from portal.directory import hours as opening
from portal.directory import rules as _rules  # noqa: F401  entered before anybody asks
from portal.directory.bits import ALL, SPEEDS, WITHIN, WORLD, Bits
from portal.directory.facts import REGION_NAMES, faults
from portal.directory.models import SAFETY, SEES, Audience, Costs, DirectoryEntry, DirectorySuggestion, EntryState, HelpKind, HelpTheme, Safety, SuggestionKind, WayKind, WhyOut
from portal.web.tokens import Token

__all__ = [
    "REGION_NAMES",
    "SAFETY",
    "SEES",
    "SPEEDS",
    "WITHIN",
    "WORLD",
    "Audience",
    "Costs",
    "DirectoryEntry",
    "EntryState",
    "Found",
    "HelpKind",
    "HelpTheme",
    "Place",
    "Safety",
    "SuggestionKind",
    "WayKind",
    "WhyOut",
    "Wish",
    "faults",
    "find",
]

PAGE = 20
MOST_ON_PAPER = 60
BIGGEST_NUMBER = 2**31
Place = tuple[str, int]
"""Where a page of results ended: class of the first-answer time, number."""


@dataclass(frozen=True)
class Wish:
    """What somebody looks for. An empty one asks for everything."""

    kind: str = ""
    theme: str = ""
    region: str = ""
    audience: str = ""
    language: str = ""
    within: str = ""
    open: str = ""

    def chosen(self) -> dict[str, str]:
        """The filters that are set."""
        return {name: value for name, value in vars(self).items() if value}

    def without(self, name: str) -> "Wish":
        """The same with one filter less."""
        return replace(self, **{name: ""})


@dataclass(frozen=True)
class Found:
    """A page of results, how many there are in all, where the next page begins, and what each filter less would give."""

    entries: Sequence[DirectoryEntry]
    total: int
    next: Place | None
    looser: Sequence[tuple[str, int]]
    languages: Sequence[str]


def visible_to(viewer: Actor) -> Select[DirectoryEntry]:
    """Entries that are shown; for editors every entry."""
    found = select(DirectoryEntry)
    return found if can(viewer, Permission.EDIT_DIRECTORY) else found.where(DirectoryEntry.state == EntryState.SHOWN)


def find(session: Session, viewer: Actor, wish: Wish, now: datetime, after: Place | None = None, most: int = PAGE) -> Found:
    """A page of what fits, the fastest answer first: two statements, whatever is asked for."""
    known = table.read(session)
    fitting = _fitting(known, wish, now)
    places = _places(known, fitting, after, most + 1)
    numbers = [number for _speed, number in places[:most]]
    rows = {one.number: one for one in session.scalars(visible_to(viewer).where(DirectoryEntry.number.in_(numbers), DirectoryEntry.state == EntryState.SHOWN))}
    looser = [] if fitting else [(name, _fitting(known, wish.without(name), now).bit_count()) for name in wish.chosen()]
    languages = sorted({value for facet, value in known if facet == "language"})
    return Found([rows[number] for number in numbers if number in rows], fitting.bit_count(), places[most - 1] if len(places) > most else None, looser, languages)


def _fitting(known: Bits, wish: Wish, now: datetime) -> int:
    """The bits of all that fits."""
    found = known.get(ALL, 0)
    for facet, value in wish.chosen().items():
        found &= _having(known, facet, value, now)
    return found


def _having(known: Bits, facet: str, value: str, now: datetime) -> int:
    """The bits of all that fits one filter. What is for everybody, or for the whole world, fits always."""
    if facet == "open":
        return table.joined(known, [place for place in known if place[0] == "hours" and _is_open(place[1], now)])
    if facet == "within":
        return table.joined(known, [("speed", str(most)) for most in WITHIN if most <= int(value)])
    wider = {"region": WORLD, "audience": Audience.EVERYBODY.value}.get(facet)
    return table.joined(known, [(facet, value), *([(facet, wider)] if wider else [])])


def _is_open(value: str, now: datetime) -> bool:
    zone, _blank, hours = value.partition(" ")
    return opening.is_open(hours, zone, now)


def _places(known: Bits, fitting: int, after: Place | None, most: int) -> list[Place]:
    """The first so many places after one."""
    found: list[Place] = []
    begun = after is None
    for speed in SPEEDS:
        here = after is not None and speed == after[0]
        begun = begun or here
        if not begun:
            continue
        for number in table.numbers(fitting & known.get(("speed", speed), 0), after[1] if here and after else 0):
            found.append((speed, number))
            if len(found) == most:
                return found
    return found


def by_number(session: Session, viewer: Actor, number: int) -> DirectoryEntry:
    """One entry for everybody; one that was taken out tells why and no more. Raises NotFound."""
    found = session.scalar(select(DirectoryEntry).where(DirectoryEntry.number == number, DirectoryEntry.state != EntryState.DRAFT)) if number < BIGGEST_NUMBER else None
    if found is None:
        raise NotFound
    return found


def every_shown(session: Session, viewer: Actor) -> Sequence[DirectoryEntry]:
    """All entries that are shown, for those who take the list along."""
    return session.scalars(select(DirectoryEntry).where(DirectoryEntry.state == EntryState.SHOWN).order_by(DirectoryEntry.number)).all()


def is_stale(entry: DirectoryEntry, today: date) -> bool:
    """Whether nobody has looked at it for longer than was meant."""
    return entry.review_due_on < today


def entry(session: Session, viewer: Actor, entry_id: int) -> DirectoryEntry:
    """One entry for editors. Raises NotFound."""
    found = session.scalar(visible_to(viewer).where(DirectoryEntry.id == entry_id))
    if found is None or not can(viewer, Permission.EDIT_DIRECTORY):
        raise NotFound
    return found


def every(session: Session, viewer: Actor) -> Sequence[DirectoryEntry]:
    """All entries for editors, by number: what is exported."""
    return session.scalars(visible_to(viewer).order_by(DirectoryEntry.number)).all()


def by_key(session: Session, viewer: Actor, keys: Sequence[str]) -> Mapping[str, DirectoryEntry]:
    """The entries that have these keys."""
    found: dict[str, DirectoryEntry] = {}
    for start in range(0, len(keys), 500):
        found |= {one.key: one for one in session.scalars(visible_to(viewer).where(DirectoryEntry.key.in_(keys[start : start + 500])))}
    return found


def listed(session: Session, viewer: Actor, state: EntryState, after: int = 0, named: str = "") -> tuple[Sequence[DirectoryEntry], int | None]:
    """A page of the entries in one state, and after which number the next one begins; `named` is a part of the name, or the number."""
    found = visible_to(viewer).where(DirectoryEntry.state == state, DirectoryEntry.number > after)
    if named:
        number = int(named) if named.isascii() and named.isdigit() and int(named) < BIGGEST_NUMBER else 0
        found = found.where(or_(DirectoryEntry.name.icontains(named, autoescape=True), DirectoryEntry.number == number))
    rows = session.scalars(found.order_by(DirectoryEntry.number).limit(PAGE + 1)).all()
    return rows[:PAGE], rows[PAGE - 1].number if len(rows) > PAGE else None


def due(session: Session, viewer: Actor, today: date, after: tuple[date, int] | None = None) -> tuple[Sequence[DirectoryEntry], tuple[date, int] | None]:
    """A page of what is to be looked at again by today, the longest overdue first."""
    key = tuple_(DirectoryEntry.review_due_on, DirectoryEntry.number)
    late: ColumnElement[bool] = and_(DirectoryEntry.state == EntryState.SHOWN, DirectoryEntry.review_due_on <= today)
    found = visible_to(viewer).where(late if after is None else and_(late, key > after))
    rows = session.scalars(found.order_by(DirectoryEntry.review_due_on, DirectoryEntry.number).limit(PAGE + 1)).all()
    return rows[:PAGE], (rows[PAGE - 1].review_due_on, rows[PAGE - 1].number) if len(rows) > PAGE else None


def _heard_by(viewer: Actor) -> Select[DirectorySuggestion]:
    found = select(DirectorySuggestion).options(joinedload(DirectorySuggestion.entry))
    return found if can(viewer, Permission.EDIT_DIRECTORY) else found.where(false())


Turn = tuple[int, date, int]
"""Where a page of suggestions ended."""


def suggestions(session: Session, viewer: Actor, after: Turn | None = None) -> tuple[Sequence[DirectorySuggestion], Turn | None]:
    """A page of what people suggest; what may put somebody in danger first, then the oldest."""
    rank = case((DirectorySuggestion.kind == SuggestionKind.UNSAFE, 0), else_=1)
    key = tuple_(rank, DirectorySuggestion.day, DirectorySuggestion.id)
    found = _heard_by(viewer) if after is None else _heard_by(viewer).where(key > after)
    rows = session.scalars(found.order_by(rank, DirectorySuggestion.day, DirectorySuggestion.id).limit(PAGE + 1)).all()
    last = rows[PAGE - 1] if len(rows) > PAGE else None
    return rows[:PAGE], (int(last.kind is not SuggestionKind.UNSAFE), last.day, last.id) if last else None


def suggestion(session: Session, viewer: Actor, suggestion_id: int) -> DirectorySuggestion:
    """One suggestion. Raises NotFound."""
    found = session.scalar(_heard_by(viewer).where(DirectorySuggestion.id == suggestion_id))
    if found is None:
        raise NotFound
    return found


def suggested(session: Session, viewer: Actor, token: Token) -> bool:
    """Whether a form has brought a suggestion already."""
    return session.scalar(select(DirectorySuggestion.id).where(DirectorySuggestion.token_hash == keyed_hash("form", token.name))) is not None


def waiting(session: Session, viewer: Actor, today: date) -> tuple[int, int]:
    """How many suggestions and how many entries wait for an editor."""
    heard = session.scalar(select(func.count()).select_from(_heard_by(viewer).subquery())) or 0
    late = select(func.count()).select_from(visible_to(viewer).where(DirectoryEntry.state == EntryState.SHOWN, DirectoryEntry.review_due_on <= today).subquery())
    return heard, (session.scalar(late) or 0) if can(viewer, Permission.EDIT_DIRECTORY) else 0
