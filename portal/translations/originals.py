"""What can be translated: rooms above enter their things here, and this room knows none of them.

    originals.add(Original(kind=Kind.POINT, found=…, waiting=…))

Both functions give what everybody can read at this moment and nothing else, so that nothing else is ever translated,
shown or sent.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, or_, select

from portal.base.access import Actor
from portal.base.database import Session
from portal.translations.models import COLUMNS, Kind, Translation

Place = tuple[date, int]


def fingerprint(words: str) -> str:
    """A sign of a wording: another wording has another one."""
    return sha256(words.encode()).hexdigest()[:32]


@dataclass(frozen=True)
class Words:
    """A text that everybody can read, in the language in which it was written."""

    kind: Kind
    thing_id: int
    consultation_id: int
    day: date
    language: str
    text: str
    html: str
    ground: str
    """What its fingerprint is made of."""
    name: str
    """What people call it, such as: No. 41."""
    path: str
    """Where it stands, without language."""
    known_in: frozenset[str] = field(default_factory=frozenset)
    """The languages in which whoever wrote it has said it already."""
    machine: bool = True
    """Whether a machine may translate it."""

    @property
    def fingerprint(self) -> str:
        """The sign of this wording."""
        return fingerprint(self.ground)

    @property
    def place(self) -> Place:
        """Its place in a list."""
        return self.day, self.thing_id


@dataclass(frozen=True)
class Original:
    """One kind of thing.

    `found(session, ids)`: those that everybody can read now. `waiting(session, consultation_id, language, after, most)`:
    the same, oldest first, as far as they are not known in that language and have no translation into it.
    """

    kind: Kind
    found: Callable[[Session, Sequence[int]], dict[int, Words]]
    waiting: Callable[[Session, int, str, Place | None, int], list[Words]]


ORIGINALS: dict[Kind, Original] = {}
_places: list[Callable[[Session, Actor, str], Any]] = []


def add(original: Original) -> Original:
    """Enter a kind of thing; entering it again changes nothing."""
    ORIGINALS.setdefault(original.kind, original)
    return original


def places_by(lookup: Callable[[Session, Actor, str], Any]) -> Callable[[Session, Actor, str], Any]:
    """Tell how a consultation is found by its address; the room of consultations lies above this one."""
    if lookup not in _places:
        _places.append(lookup)
    return lookup


def place(session: Session, viewer: Actor, slug: str) -> Any:
    """The consultation at an address, as far as the viewer may know of it."""
    return _places[0](session, viewer, slug)


def held(session: Session, kind: Kind, thing_id: int) -> Words | None:
    """The words as everybody can read them now, or None; until this turn is over nobody takes them back or changes them."""
    [key] = Translation.__table__.columns[COLUMNS[kind]].foreign_keys
    session.execute(select(key.column).where(key.column == thing_id).with_for_update())  # for PostgreSQL: whoever withdraws meanwhile comes after us, and erases what we write
    return ORIGINALS[kind].found(session, [thing_id]).get(thing_id)


def untranslated(kind: Kind, own: ColumnElement[int] | Any, language: str) -> ColumnElement[bool]:
    """A truth about rows of a room above: nobody has translated them into this language."""
    return ~exists().where(getattr(Translation, COLUMNS[kind]) == own, Translation.language == language)


def after(day: Any, own: Any, place: Place | None) -> list[ColumnElement[bool]]:
    """What follows a place in a list by day and id."""
    return [] if place is None else [or_(day > place[0], and_(day == place[0], own > place[1]))]
