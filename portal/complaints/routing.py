"""Who works on a complaint: somebody who is not concerned in the matter, whom the complainant trusts, and who has time.

The choice itself is made on plain data, by functions that read no table; those below them gather the data.
"""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import IntEnum

from sqlalchemy import func, select

from portal.base import clock
from portal.base.access import Actor, Role
from portal.base.database import Session
from portal.complaints.models import Category, Complaint, ComplaintState, Route
from portal.vault import outside, queries
from portal.vault.models import Officer
from portal.vault.outside import Concerned

AGAINST_AN_ORGANISATION = frozenset({Category.HOST, Category.STAFF, Category.MODERATION, Category.PROCESS})
"""Here nobody of the host, nor of whoever moderates, is far enough away."""
REST = (ComplaintState.CLOSED, ComplaintState.WITHDRAWN, ComplaintState.ERASED)
OPEN = tuple(state for state in ComplaintState if state not in REST)
NO_ROUTE = 4
SHORTEST_NAME = 3

Unit = tuple[int, str]


class Stage(IntEnum):
    """A complaint is heard once, and once more by somebody else."""

    FIRST = 1
    SECOND = 2


@dataclass(frozen=True)
class Candidate:
    """An officer with keys and current training, as far as the choice needs to know."""

    officer_id: int
    staff_id: int
    unit: Unit
    """Organisation and unit; an empty unit means that the organisation is not divided, or that nobody knows."""
    away: bool = False
    regions: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    open_cases: int = 0


@dataclass(frozen=True)
class Matter:
    """What a complaint is about, as far as the choice needs to know."""

    category: Category
    region: str = ""
    language: str = ""
    concerned: Concerned = field(default_factory=Concerned)
    distrusted: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Way:
    """A line of the routes: empty means any."""

    officer_id: int
    category: Category | None = None
    region: str = ""


@dataclass(frozen=True)
class Choice:
    """An officer as the form offers them."""

    officer_id: int
    label: str


@dataclass(frozen=True)
class Assigned:
    """Who works on it, and who stands in; None where there is nobody."""

    owner: Officer | None
    stand_in: Officer | None
    named: tuple[int, ...] = ()
    """Officers whom the complaint names. They must not get it later either."""


def same_unit(one: Unit, other: Unit) -> bool:
    """Whether two people may work next door to each other. Where a unit is not known, they do."""
    return one[0] == other[0] and (one[1] == other[1] or not one[1] or not other[1])


def is_concerned(one: Candidate, matter: Matter) -> bool:
    """The conflict check: who decided in the matter, their unit, and against an organisation all of its people."""
    if one.staff_id in matter.concerned.people or any(same_unit(one.unit, unit) for unit in matter.concerned.units):
        return True
    if matter.category not in AGAINST_AN_ORGANISATION:
        return False
    return one.unit[0] in matter.concerned.organisations or one.unit[0] in {organisation for organisation, _unit in matter.concerned.units}


def entitled(candidates: Iterable[Candidate], matter: Matter) -> list[Candidate]:
    """Those who may get it at all: here, trusted, and not concerned."""
    return [one for one in candidates if not one.away and one.officer_id not in matter.distrusted and not is_concerned(one, matter)]


def ranked(candidates: Collection[Candidate], matter: Matter, ways: Collection[Way], *, apart_from: Collection[Unit] = ()) -> list[Candidate]:
    """Those who may get it, the best first: by the routes, by region and language, by how much they have to do.

    Whoever works in one of the units `apart_from` comes after everybody else.
    """

    def place(one: Candidate) -> tuple[bool, int, bool, bool, int, int]:
        near = any(same_unit(one.unit, unit) for unit in apart_from)
        away_from_here = matter.region not in one.regions
        return near, _route(one, matter, ways), away_from_here, matter.language not in one.languages, one.open_cases, one.officer_id

    return sorted(entitled(candidates, matter), key=place)


def _route(one: Candidate, matter: Matter, ways: Collection[Way]) -> int:
    """How well a line of the routes names somebody: 0 both category and region, then category, region, anything, no line at all."""
    fits = [way for way in ways if way.officer_id == one.officer_id and way.category in (None, matter.category) and way.region in ("", matter.region)]
    return min((2 * (way.category is None) + (not way.region) for way in fits), default=NO_ROUTE)


def named_in(names: Mapping[int, str], text: str) -> tuple[frozenset[int], frozenset[int]]:
    """Whose whole name, and of whose name a part, stands in a text that names persons."""
    told = " ".join(text.casefold().split())
    whole = {one for one, name in names.items() if name.strip() and " ".join(name.casefold().split()) in told}
    words = set(re.findall(r"\w+", told))
    part = {one for one, name in names.items() if any(len(word) >= SHORTEST_NAME and word in words for word in re.findall(r"\w+", name.casefold()))}
    return frozenset(whole), frozenset(part | whole)


def choices(session: Session, viewer: Actor, *, category: Category, place: str, number: int | None, region: str, language: str, named: str = "") -> list[Choice]:
    """Whom the complainant may choose: nobody who is concerned or named, the best first."""
    people = {one.officer.id: one.person for one in queries.colleagues(session, viewer, Role.FOCAL_POINT)}
    candidates = _candidates(session, viewer)
    matter = _without_named(candidates, Matter(category, region, language, outside.concerned(place, number)), people, named)
    return [Choice(one.officer_id, _label(people[one.officer_id])) for one in ranked(candidates, matter, _ways(session))]


def _without_named(candidates: Collection[Candidate], matter: Matter, people: Mapping[int, outside.Trusted], named: str) -> Matter:
    """Nobody hears a complaint that names them. A part of a name counts as well, unless nobody else is left: namesakes are many."""
    if not named.strip():
        return matter
    whole, part = named_in({one: person.name for one, person in people.items()}, named)
    careful = replace(matter, distrusted=matter.distrusted | part)
    return careful if entitled(candidates, careful) else replace(matter, distrusted=matter.distrusted | whole)


def assign(
    session: Session,
    actor: Actor,
    *,
    category: Category,
    place: str,
    number: int | None,
    region: str,
    language: str = "",
    named: str = "",
    chosen: int | None = None,
    distrusted: Collection[int] = (),
) -> Assigned:
    """Who gets a complaint, and who stands in. A chosen one who is concerned, named, away or distrusted does not get it.

    Whoever is not trusted is left out, and their unit comes last: that moves a complaint up one level.
    """
    candidates, people = _candidates(session, actor), {one.officer.id: one.person for one in queries.colleagues(session, actor, Role.FOCAL_POINT)}
    doubted = [one.unit for one in candidates if one.officer_id in distrusted]
    matter = _without_named(candidates, Matter(category, region, language, outside.concerned(place, number), frozenset(distrusted)), people, named)
    found = ranked(candidates, matter, _ways(session), apart_from=doubted)
    out = tuple(sorted(matter.distrusted - set(distrusted)))
    owner = next((one for one in found if one.officer_id == chosen), found[0] if found else None)
    if owner is None:
        return Assigned(None, None, out)
    others = ranked([one for one in candidates if one.officer_id != owner.officer_id], matter, _ways(session), apart_from=[*doubted, owner.unit])
    return Assigned(session.get(Officer, owner.officer_id), session.get(Officer, others[0].officer_id) if others else None, out)


def second(session: Session, actor: Actor, complaint: Complaint, *, number: int | None, language: str = "") -> Officer | None:
    """Who hears it once more: never whoever decided first, nor anybody of their organisation's unit."""
    found = for_second(session, actor, complaint, number=number, language=language)
    return session.get(Officer, found[0].officer_id) if found else None


def for_second(session: Session, actor: Actor, complaint: Complaint, *, number: int | None, language: str = "") -> list[Choice]:
    """Who may hear the second stage, the best first."""
    return _offered(session, actor, complaint, Stage.SECOND, number, language)


def may_take(session: Session, viewer: Actor, complaint: Complaint, *, number: int | None, language: str = "") -> list[Choice]:
    """To whom a complaint may go instead of its owner, the best first: handed over, or because the owner is not trusted.

    At the second stage nobody of the first stage may have it.
    """
    return _offered(session, viewer, complaint, Stage(complaint.stage), number, language)


def _offered(session: Session, viewer: Actor, complaint: Complaint, stage: Stage, number: int | None, language: str) -> list[Choice]:
    people = {one.officer.id: one.person for one in queries.colleagues(session, viewer, Role.FOCAL_POINT)}
    first = complaint.decided_by or (complaint.owner_id if complaint.stage == Stage.FIRST else None)
    candidates = _candidates(session, viewer)
    barred = [unit_of(complaint.decided_unit), *(one.unit for one in candidates if one.officer_id == first)] if stage is Stage.SECOND else []
    matter = Matter(complaint.category, complaint.region, language, outside.concerned(complaint.place, number), frozenset(complaint.distrusted))
    out = {complaint.owner_id, first if stage is Stage.SECOND else None}
    left = [one for one in candidates if one.officer_id not in out and not any(unit and same_unit(one.unit, unit) for unit in barred)]
    doubted = [one.unit for one in candidates if one.officer_id in matter.distrusted]
    return [Choice(one.officer_id, _label(people[one.officer_id])) for one in ranked(left, matter, _ways(session), apart_from=doubted)]


def concerns(session: Session, viewer: Actor, complaint: Complaint, officer_id: int, *, number: int | None) -> bool:
    """Whether an officer is concerned in the matter by now: somebody may have decided in it after it was given to them."""
    matter = Matter(complaint.category, concerned=outside.concerned(complaint.place, number))
    return any(is_concerned(one, matter) for one in _candidates(session, viewer) if one.officer_id == officer_id)


def unit_text(unit: Unit) -> str:
    """Organisation and unit as one column holds them."""
    return f"{unit[0]}:{unit[1]}"[:160]


def unit_of(text: str) -> Unit | None:
    """The reverse; None for an empty column."""
    organisation, _colon, unit = text.partition(":")
    return (int(organisation), unit) if organisation.isdigit() else None


def _label(person: outside.Trusted) -> str:
    return ", ".join(part for part in (person.name, person.organisation, person.unit) if part)


def _candidates(session: Session, viewer: Actor) -> list[Candidate]:
    colleagues = queries.colleagues(session, viewer, Role.FOCAL_POINT)
    busy = _open_cases(session, [one.officer.id for one in colleagues])
    today = clock.today()
    return [
        Candidate(
            one.officer.id,
            one.person.staff_id,
            (one.person.organisation_id, one.person.unit),
            one.officer.away_until is not None and one.officer.away_until >= today,
            tuple(one.officer.regions),
            tuple(one.officer.languages),
            busy.get(one.officer.id, 0),
        )
        for one in colleagues
    ]


def _open_cases(session: Session, officers: Sequence[int]) -> dict[int, int]:
    found = session.execute(
        select(Complaint.owner_id, func.count()).where(Complaint.owner_id.in_(officers), Complaint.state.in_(OPEN)).group_by(Complaint.owner_id),
    )
    return {owner: count for owner, count in found if owner is not None}


def _ways(session: Session) -> list[Way]:
    return [Way(one.officer_id, one.category, one.region) for one in session.scalars(select(Route))]
