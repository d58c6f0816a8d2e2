"""What rooms enter at import: how to count a kind of figure, its words for people, and the consultations there are.

This room knows none of the rooms above it. Kinds without a function here are published by whoever has them
(`commands.publish`): complaints and reprisals come out of the vault on their days.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from portal.base.database import Session
from portal.base.languages import Lazy, Named, Texts
from portal.figures.days import Span
from portal.figures.measures import Measure

Count = Callable[[Session, Span], Mapping[str, Measure]]


@dataclass(frozen=True)
class Place:
    """A public consultation, as figures need it: since when it is public, and on which day its work was over."""

    slug: str
    title: Texts
    since: date
    until: date | None


@dataclass(frozen=True)
class Table:
    """The words of one measure: what it tells, what its first column holds, the name of each answer, and where an answer leads."""

    name: str
    title: Lazy
    heading: Lazy | str = ""
    words: Callable[[str], str] = str
    link: Callable[[str], str] = field(default=lambda _answer: "")


@dataclass
class Kind:
    """A kind of figures: its title, and its tables in the order in which they are shown."""

    name: str
    title: Lazy
    tables: Sequence[Table]
    count: Count | None = None


KINDS: dict[str, Kind] = {}
ORDER = ("participation", "coverage", "ratings", "moderation", "barriers", "complaints", "reprisals")
"""In which order kinds stand on a page; others follow."""
_places: list[Callable[[Session, str], list[Place]]] = []


def add(kind: str, count: Count | None, title: Lazy, tables: Sequence[Table]) -> None:
    """Enter a kind of figures. The function is asked on publication days, within the job's transaction."""
    KINDS[kind] = Kind(kind, title, tables, count)


def kinds() -> list[Kind]:
    """All kinds in the order of pages."""
    return sorted(KINDS.values(), key=lambda kind: (ORDER.index(kind.name) if kind.name in ORDER else len(ORDER), kind.name))


def places_from(function: Callable[[Session, str], list[Place]]) -> None:
    """Enter the function that knows the public consultations, those of private rooms left out; with a public name, that one."""
    _places[:] = [function]


def places(session: Session, slug: str = "") -> list[Place]:
    """The public consultations, or one of them by its public name."""
    return _places[0](session, slug) if _places else []


def named(kind: type[Named], rest: Mapping[str, Lazy] | None = None) -> Callable[[str], str]:
    """The words of an enumeration that people read."""
    known: dict[str, Any] = {str(member): member.said for member in kind} | dict(rest or {})
    return lambda answer: str(known.get(answer, answer))


def listed(words: Mapping[str, Lazy]) -> Callable[[str], str]:
    """The words of a list."""
    return lambda answer: str(words.get(answer, answer))
