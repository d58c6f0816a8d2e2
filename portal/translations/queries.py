"""Reading translations: beside their originals for everybody, and what waits for those who translate."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, case, func, select

from portal.base import clock
from portal.base.access import Actor, Permission, Role, can
from portal.base.access import Kind as Who
from portal.base.database import Session
from portal.base.errors import NotFound
from portal.base.languages import _, direction, format_day
from portal.translations import originals
from portal.translations import rules as _rules  # noqa: F401  entered before anybody asks
from portal.translations.models import COLUMNS, Errand, Kind, Origin, Translation
from portal.translations.originals import Place, Words

__all__ = ["Kind", "Origin"]

PAGE = 25
MOST_DUE = 20


@dataclass(frozen=True)
class Shown:
    """A translation as everybody reads it: the words, and how far to trust them."""

    outdated: bool
    id: int
    language: str
    html: str
    origin: Origin
    engine: str
    day: date
    checked_as: str | None
    checked_on: date | None

    @property
    def direction(self) -> str:
        """The way these words run."""
        return direction(self.language)

    @property
    def by_machine(self) -> bool:
        """Whether nobody has touched what the machine gave."""
        return self.origin is Origin.MACHINE

    @property
    def checker(self) -> str:
        """The role of whoever checked it; empty when nobody has."""
        return Role(self.checked_as).label if self.checked_as else ""

    @property
    def mark(self) -> str:
        """Who translated, on which day, and who has checked it: one sentence or two, the same wherever it stands."""
        on = {"day": format_day(self.day)}
        if self.by_machine:
            made = _("Translated by a machine (%(engine)s), %(day)s.", engine=self.engine, **on)
        elif self.engine:
            made = _("Translated by a machine (%(engine)s), corrected by a person, %(day)s.", engine=self.engine, **on)
        else:
            made = _("Translated by a person, %(day)s.", **on)
        checked = _("Checked: %(role)s, %(day)s.", role=self.checker, day=format_day(self.checked_on)) if self.checked_on else _("Nobody has checked it.")
        return " ".join([made, checked, *([_("The original has changed since.")] if self.outdated else [])])


_COLUMNS = (
    Translation.id,
    Translation.language,
    Translation.html,
    Translation.origin,
    Translation.engine,
    Translation.day,
    Translation.checked_as,
    Translation.checked_on,
)


def shown(session: Session, viewer: Actor, kind: Kind, grounds: Mapping[int, str], language: str) -> dict[int, Shown]:
    """The translations into a language, by the ids of things that the viewer was given; `grounds` is what their fingerprints are made of.

    Words of people are never shown in a translation of an earlier wording: something may have been left out since. Words
    of staff are, and the mark says so.
    """
    return dict(_as_read(session, kind, grounds, Translation.language == language)) if grounds else {}


def of_things(session: Session, viewer: Actor, kind: Kind, thing_ids: Sequence[int]) -> dict[int, list[tuple[Words, Shown]]]:
    """The same in every language, each with its original, for the search: nothing whose original is out of sight, and none that its author made needless."""
    own = getattr(Translation, COLUMNS[kind])
    known = session.scalars(select(own).where(own.in_(thing_ids)).distinct()).all()
    originals_of = originals.ORIGINALS[kind].found(session, known) if known else {}
    found: dict[int, list[tuple[Words, Shown]]] = {}
    for thing_id, one in _as_read(session, kind, {own: words.ground for own, words in originals_of.items()}, Translation.id.is_not(None)):
        words = originals_of[thing_id]
        if one.language not in {words.language, *words.known_in}:
            found.setdefault(thing_id, []).append((words, one))
    return found


def _as_read(session: Session, kind: Kind, grounds: Mapping[int, str], wanted: ColumnElement[bool]) -> Iterator[tuple[int, Shown]]:
    own = getattr(Translation, COLUMNS[kind])
    rows = select(own, Translation.fingerprint, *_COLUMNS).where(own.in_(grounds), wanted).order_by(own, Translation.language)
    for thing_id, sign, *facts in session.execute(rows):
        outdated = sign != originals.fingerprint(grounds[thing_id])
        if not (outdated and kind is Kind.CONTRIBUTION):
            yield thing_id, Shown(outdated, *facts)


def one(session: Session, viewer: Actor, consultation_id: int, kind: Kind, thing_id: int) -> Words:
    """A text that everybody can read, for those who may translate there. Raises NotFound."""
    words = originals.ORIGINALS[kind].found(session, [thing_id]).get(thing_id) if kind in originals.ORIGINALS else None
    if words is None or words.consultation_id != consultation_id or not can(viewer, Permission.TRANSLATE, words):
        raise NotFound
    return words


def of_words(session: Session, viewer: Actor, words: Words, language: str) -> Translation | None:
    """The translation of a text, for those who work on it."""
    return session.scalar(select(Translation).where(getattr(Translation, COLUMNS[words.kind]) == words.thing_id, Translation.language == language))


def next_one(session: Session, viewer: Actor, words: Words, language: str) -> Words | None:
    """What waits for a translation into the same language after this text, or before it if there is nothing after it."""
    for after in (words.place, None):
        found = originals.ORIGINALS[words.kind].waiting(session, words.consultation_id, language, after, 2)
        if other := next((one for one in found if one.thing_id != words.thing_id), None):
            return other
    return None


def waiting(session: Session, viewer: Actor, consultation_id: int, kind: Kind, language: str, after: Place | None = None) -> tuple[list[Words], Place | None]:
    """A page of what nobody has translated into a language yet, the oldest day first, and where the next page begins."""
    found = originals.ORIGINALS[kind].waiting(session, consultation_id, language, after, PAGE + 1) if kind in originals.ORIGINALS else []
    return found[:PAGE], found[PAGE - 1].place if len(found) > PAGE else None


@dataclass(frozen=True)
class ToLookAt:
    """A translation that waits for a second pair of eyes."""

    words: Words
    id: int
    by_id: int | None
    by_machine: bool
    outdated: bool


def to_look_at(session: Session, viewer: Actor, consultation_id: int, language: str) -> tuple[list[ToLookAt], int]:
    """Translations that nobody has checked, or whose original changed since, and how many there are: first what the viewer may check, the oldest first; one page of them."""
    found: list[ToLookAt] = []
    total = 0
    for kind, column in COLUMNS.items():
        own = getattr(Translation, column)
        wanted = [Translation.consultation_id == consultation_id, Translation.language == language, own.is_not(None)]
        if kind is Kind.CONTRIBUTION:  # words of people never stand beside an old translation, and there may be thousands of them
            wanted.append(Translation.checked_on.is_(None))
        rows, many = _first_to_look_at(session, viewer, own, wanted, PAGE if kind is Kind.CONTRIBUTION else None)
        words = originals.ORIGINALS[kind].found(session, [row[0] for row in rows]) if rows and kind in originals.ORIGINALS else {}
        here = [
            ToLookAt(words[thing_id], row_id, by_id, origin is Origin.MACHINE, sign != words[thing_id].fingerprint)
            for thing_id, row_id, by_id, origin, sign, checked_on in rows
            if thing_id in words and (checked_on is None or sign != words[thing_id].fingerprint)
        ]
        found, total = found + here, total + (many if kind is Kind.CONTRIBUTION else len(here))
    return sorted(found, key=lambda one: one.by_id is not None and one.by_id == viewer.staff_id)[:PAGE], total


def _first_to_look_at(session: Session, viewer: Actor, own: Any, wanted: list[ColumnElement[bool]], most: int | None) -> tuple[Sequence[Any], int]:
    """Rows and how many there are. One's own stand last: a page full of what one may not check would hide the rest."""
    columns = [own, Translation.id, Translation.by_id, Translation.origin, Translation.fingerprint, Translation.checked_on]
    mine = case((Translation.by_id == viewer.staff_id, 1), else_=0)
    rows = session.execute(select(*columns).where(*wanted).order_by(mine, Translation.day, Translation.id).limit(most)).all()
    many = len(rows) if most is None or len(rows) < most else session.scalar(select(func.count()).select_from(Translation).where(*wanted)) or 0
    return rows, many


@dataclass(frozen=True)
class Errands:
    """How the machine's work stands in one consultation."""

    waiting: int
    given_up: int
    faults: tuple[str, ...]


def errands(session: Session, viewer: Actor, consultation_id: int) -> Errands:
    """What was asked of the machine and is not done, with the words for why it failed."""
    rows = session.execute(select(Errand.given_up, Errand.fault, func.count()).where(Errand.consultation_id == consultation_id).group_by(Errand.given_up, Errand.fault)).all()
    left = sum(count for given_up, _fault, count in rows if not given_up)
    return Errands(left, sum(count for given_up, _fault, count in rows if given_up), tuple(sorted({fault for _given_up, fault, _count in rows if fault})))


def is_asked(session: Session, viewer: Actor, words: Words, language: str) -> Errand | None:
    """What was asked of the machine for one text."""
    return session.scalar(select(Errand).where(getattr(Errand, COLUMNS[words.kind]) == words.thing_id, Errand.language == language))


def _is_due() -> ColumnElement[bool]:
    return (Errand.due_at <= clock.now()) & ~Errand.given_up


def due(session: Session, viewer: Actor) -> list[int]:
    """The errands that the machine should be asked now; for the worker alone."""
    if viewer.kind is not Who.SYSTEM:
        raise NotFound
    return list(session.scalars(select(Errand.id).where(_is_due()).order_by(Errand.due_at, Errand.id).limit(MOST_DUE)))
