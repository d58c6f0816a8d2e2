"""Whose roles count in a consultation, and where nobody would be left who may hear an appeal.

What a consultation is, and which appeals are open in it, is known in the rooms above. They tell it through `tell_with`.
"""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, Select, or_, select
from sqlalchemy.orm import joinedload

from portal.base.access import SYSTEM, Actor, Permission, Role, can
from portal.base.database import Session
from portal.base.errors import NotFound
from portal.base.languages import Texts, _
from portal.identity import rules as _rules  # noqa: F401  entered before anybody asks
from portal.identity.models import HeldRole, Staff
from portal.identity.queries.people import JUDGING


@dataclass(frozen=True)
class Place:
    """A consultation as this room needs to know it."""

    id: int
    slug: str
    title: Texts
    host_id: int
    independent: bool


@dataclass(frozen=True)
class Case:
    """An open appeal: where it is, and who may not hear it."""

    id: int
    consultation_id: int
    deciders: frozenset[int]
    organisation_id: int | None
    unit: str


@dataclass(frozen=True)
class Teller:
    """What the rooms above tell: consultations by id (None: all), those that must have a reviewer, and the open appeals."""

    places: Callable[[Session, Actor, Collection[int] | None], Sequence[Place]]
    watched: Callable[[Session, Actor], Sequence[Place]]
    cases: Callable[[Session, Actor], Sequence[Case]]


_tellers: list[Teller] = []
Held = Row[tuple[int, int, str, int | None]]
Gap = tuple[str, int]


def tell_with(*tellers: Teller) -> None:
    """Tell this room of the consultations; the room that knows calls this when it is imported."""
    _tellers[:] = tellers


def places(session: Session, viewer: Actor, ids: Collection[int] | None = None) -> list[Place]:
    """The consultations that the viewer may know of, by title; with `ids` some of them."""
    if ids is not None and not ids:
        return []
    return sorted((place for teller in _tellers for place in teller.places(session, viewer, ids)), key=lambda place: (str(place.title).casefold(), place.id))


def hosts_own(person_organisation: int, role: Role, place: Place) -> bool:
    """Whether a role would not count there: the host's own people, where others moderate."""
    return role in JUDGING and place.independent and place.host_id == person_organisation


def moderators_of(session: Session, viewer: Actor, consultation: Any) -> list[Staff]:
    """Who may moderate a consultation at this moment, by name."""
    return _counting(session, viewer, consultation, Role.MODERATOR)


def reviewers_of(session: Session, viewer: Actor, consultation: Any) -> list[Staff]:
    """Who may hear appeals in a consultation at this moment, by name."""
    return _counting(session, viewer, consultation, Role.REVIEWER)


def _counting(session: Session, viewer: Actor, consultation: Any, role: Role) -> list[Staff]:
    if not can(viewer, Permission.MANAGE_STAFF, consultation):
        raise NotFound
    there = or_(HeldRole.consultation_id.is_(None), HeldRole.consultation_id == consultation.id)
    found = select(Staff).where(Staff.active, Staff.id.in_(select(HeldRole.staff_id).where(HeldRole.role == role, there)))
    if consultation.moderated_independently:
        found = found.where(Staff.organisation_id != consultation.host_id)
    return list(session.scalars(found.options(joinedload(Staff.organisation)).order_by(Staff.name, Staff.id)))


def lent_reviewers(session: Session, viewer: Actor, consultation: Any, *, text: str = "", after: int | None = None, most: int = 50) -> list[Staff]:
    """People of other organisations who may be borrowed to hear appeals here, and do not do so yet; `after` is the last one seen."""
    if not can(viewer, Permission.MANAGE_STAFF, consultation):
        raise NotFound
    here = select(HeldRole.staff_id).where(HeldRole.role == Role.REVIEWER, HeldRole.consultation_id == consultation.id)
    lent = select(Staff).where(Staff.active, Staff.lent, Staff.organisation_id != consultation.host_id, Staff.id.not_in(here))
    return list(session.scalars(_page(session, lent, text, after, most)))


def _page(session: Session, found: Select[Staff], text: str, after: int | None, most: int) -> Select[Staff]:
    """Some of them, by name; whoever is searched for is found in every script, which a database alone cannot."""
    rows = session.execute(found.with_only_columns(Staff.id, Staff.name, Staff.sign_in_name).order_by(Staff.name, Staff.id)).all()
    wanted = text.casefold()
    ids = [one_id for one_id, name, sign_in_name in rows if wanted in name.casefold() or wanted in sign_in_name]
    if after in ids:
        ids = ids[ids.index(after) + 1 :]
    return select(Staff).where(Staff.id.in_(ids[:most])).options(joinedload(Staff.organisation)).order_by(Staff.name, Staff.id)


def gaps(session: Session, viewer: Actor) -> dict[Gap, str]:
    """Where nobody is left, each with its sentence: no administrator, no reviewer where one must be, nobody for an open appeal."""
    if not can(viewer, Permission.STAFF) and viewer is not SYSTEM:
        raise NotFound
    asked = select(HeldRole.role, Staff.id, Staff.organisation_id, Staff.unit, HeldRole.consultation_id).join(Staff, Staff.id == HeldRole.staff_id)
    rows = session.execute(asked.where(Staff.active, HeldRole.role.in_((Role.ADMINISTRATOR, Role.REVIEWER)))).all()
    found: dict[Gap, str] = {}
    if not any(role is Role.ADMINISTRATOR and where is None for role, _id, _organisation, _unit, where in rows):
        found["administrator", 0] = _("Nobody would be left who can look after this portal. Make somebody else an administrator first.")
    reviewers = [row for row in rows if row[0] is Role.REVIEWER]
    found |= dict(_without_reviewer(session, reviewers))
    return found


def _without_reviewer(session: Session, reviewers: Sequence[Any]) -> Iterator[tuple[Gap, str]]:
    watched = {place.id: place for teller in _tellers for place in teller.watched(session, SYSTEM)}
    counting = {place.id: [row for row in reviewers if _counts(row, place)] for place in watched.values()}
    for place in watched.values():
        if not counting[place.id]:
            yield ("reviewer", place.id), _("Nobody would be left to hear appeals in “%(title)s”. Give that part to somebody else first.", title=str(place.title))
    for case in (case for teller in _tellers for case in teller.cases(session, SYSTEM)):
        if case.consultation_id in watched and counting[case.consultation_id] and not any(_may_hear(row, case) for row in counting[case.consultation_id]):
            title = str(watched[case.consultation_id].title)
            yield ("appeal", case.id), _("An appeal waits in “%(title)s”, and nobody would be left who may hear it. Give that part to somebody else first.", title=title)


def _counts(row: Any, place: Place) -> bool:
    _role, _staff_id, organisation_id, _unit, where = row
    return where in (None, place.id) and not hosts_own(organisation_id, Role.REVIEWER, place)


def _may_hear(row: Any, case: Case) -> bool:
    _role, staff_id, organisation_id, unit, _where = row
    return staff_id not in case.deciders and (organisation_id, unit) != (case.organisation_id, case.unit)
