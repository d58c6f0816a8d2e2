"""What can be found: rooms enter their things here, and this room knows none of them.

    sources.add(Source(kind="document", label=_l("Documents"), every=…, told=…, seen=…, shown=…, watched=(…)))

`every` and `told` say what is in the index, `seen` and `shown` what this viewer may find at this moment.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select

from portal.base.access import Actor
from portal.base.database import Base, Session
from portal.base.languages import Lazy, Texts

TITLE = 3
"""How often a word of a title counts."""


@dataclass(frozen=True)
class Retold:
    """That words are a translation: its mark as every page shows it, the language of the original, and what people call that."""

    mark: Any
    original: str
    name: str


@dataclass(frozen=True)
class Words:
    """A text of a thing in one language, how much its words count, and whose translation it is if it is one."""

    text: str
    language: str
    weight: int = 1
    retold: Retold | None = None


@dataclass(frozen=True)
class Told:
    """All words of a thing, for the index."""

    thing_id: int
    day: date
    words: Sequence[Words]


@dataclass(frozen=True)
class Shown:
    """A thing as a result: its address without language, its name (or `named`, made of this portal's words), its texts, where it stands."""

    path: str
    title: Texts = field(default_factory=Texts)
    named: str = ""
    texts: Sequence[Words] = ()
    where: Texts = field(default_factory=Texts)
    day: date | None = None


@dataclass(frozen=True)
class Watched:
    """A change that can change what is found: of these columns, in rows of this table. `key` is the column with the thing's id.

    Where one row stands for several things, `things` gives their ids from the values of `key`.
    `when_new` tells whether a new row is found already; most contributions begin unread, and their moves are watched.
    """

    table: type[Base]
    key: Any
    columns: frozenset[str]
    things: Callable[[Sequence[int]], Select[Any]] | None = None
    when_new: Callable[[Any], bool] = lambda _row: True


@dataclass(frozen=True)
class Source:
    """One kind of thing.

    `every()`: a select of the ids of all that belongs in the index. `told(session, ids)`: their words; what does not
    belong there, or is gone, is left out. `seen(viewer)`: a select whose first column is the id, of what the viewer may
    find now; `consultation` is its column with the consultation's id, where there is one. `shown(session, viewer, ids)`:
    the same things as results, by id, in a constant number of statements.
    """

    kind: str
    label: Lazy
    every: Callable[[], Select[Any]]
    told: Callable[[Session, Sequence[int]], Iterable[Told]]
    seen: Callable[[Actor], Select[Any]]
    shown: Callable[[Session, Actor, Sequence[int]], dict[int, Shown]]
    watched: tuple[Watched, ...]
    consultation: ColumnElement[int] | Any = None


SOURCES: dict[str, Source] = {}
WATCHED: dict[type[Base], list[tuple[str, Watched]]] = {}


def add(source: Source) -> Source:
    """Enter a kind of thing; entering it again changes nothing."""
    if source.kind not in SOURCES:
        SOURCES[source.kind] = source
        for one in source.watched:
            WATCHED.setdefault(one.table, []).append((source.kind, one))
    return source


def of_texts(texts: Texts | None, weight: int = 1) -> list[Words]:
    """What staff wrote in several languages, as words for the index and for a result."""
    return [Words(said, tag, weight) for tag, said in (texts or {}).items() if said]
