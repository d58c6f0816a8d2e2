"""What whoever oversees the vault may know: who has keys and who does not, how much lies with whom, and what lies with nobody. Numbers, never cases."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import case, func, select

from portal.base import clock
from portal.base.access import Actor, Permission, Role, can
from portal.base.database import Session
from portal.base.errors import NotFound
from portal.base.languages import Lazy, _, _l
from portal.vault import outside
from portal.vault.deeds import said
from portal.vault.listing import Counts, all_counts
from portal.vault.models import Case, CaseKind, Officer, VaultEntry
from portal.vault.ordering import BESIDE, NOBODY, WAITS

OFFICE = (Role.FOCAL_POINT, Role.PROTECTION_OFFICER)
PAGE = 100


@dataclass(frozen=True)
class Row:
    """Somebody who holds keys, or should make some."""

    officer: Officer | None
    name: str
    organisation: str
    roles: tuple[Role, ...]
    state: Lazy
    good: bool
    counts: Counts


def officers(session: Session, viewer: Actor) -> list[Row]:
    """Everybody who holds keys or may hold some, those who need something first."""
    _only_overseers(viewer)
    rows = {one.staff_id: one for one in session.scalars(select(Officer))}
    trusted = {one: person for one, person in outside.trusted().items() if set(person.roles) & set(OFFICE)}
    people = outside.known([*rows, *trusted])
    counts = all_counts(session, viewer, [one.id for one in rows.values()])
    found = []
    for staff_id in {*rows, *trusted}:
        officer, person = rows.get(staff_id), people.get(staff_id)
        if officer is not None and officer.gone_on is not None and staff_id not in trusted:
            continue
        state, good = _state(officer, trusted=staff_id in trusted)
        roles = tuple(role for role in OFFICE if staff_id in trusted and role in trusted[staff_id].roles)
        mine = counts.get(officer.id, Counts()) if officer else Counts()
        found.append(Row(officer, person.name if person else _("Unknown"), person.organisation if person else "", roles, state, good, mine))
    return sorted(found, key=lambda row: (row.good, row.name))


def _state(officer: Officer | None, *, trusted: bool) -> tuple[Lazy, bool]:
    if officer is None or officer.gone_on is not None:
        return _l("Has no key yet"), False
    if not trusted:
        return _l("Role or training is over"), False
    if officer.away_until is not None and officer.away_until >= clock.today():
        return _l("Away"), True
    return _l("Can be entrusted"), True


def one_officer(session: Session, viewer: Actor, officer_id: int) -> Row:
    """One of them, while there are keys. Raises NotFound."""
    found = next((row for row in officers(session, viewer) if row.officer is not None and row.officer.id == officer_id and row.officer.gone_on is None), None)
    if found is None:
        raise NotFound
    return found


@dataclass(frozen=True)
class Forsaken:
    """Cases that are open and that no officer at work can open at this moment."""

    none_at_all: int
    """Nobody is entrusted with a key that fits; a hand-over cannot help, only whoever holds the number."""
    waiting: int
    """Somebody is entrusted and waits for the key to be wrapped anew."""
    beside: int
    """Whoever stands in has a key and must take it over."""


def forsaken(session: Session, viewer: Actor) -> Forsaken:
    """How many open cases have nobody. An index leads straight to them."""
    _only_overseers(viewer)
    rows = session.execute(select(Case.forsaken, func.count()).where(Case.forsaken != 0).group_by(Case.forsaken))
    counts = {how: count for how, count in rows}  # noqa: C416  rows are no pairs to mypy
    return Forsaken(counts.get(NOBODY, 0), counts.get(WAITS, 0), counts.get(BESIDE, 0))


@dataclass(frozen=True)
class Line:
    """One line of the record: who did what on a day, how often. It leads to no case."""

    day: date
    person: str
    deed: str
    about: str
    times: int


def lines(session: Session, viewer: Actor, before: date | None = None) -> tuple[list[Line], date | None]:
    """The record of officers, administrators and the clock, day by day, the newest first; and before which day the next page begins.

    What holders did is not in it. Of work on reports it tells only that there was some.
    """
    _only_overseers(viewer)
    deed = case((Case.kind == CaseKind.REPRISAL, "work on report"), else_=VaultEntry.deed)
    about = case((VaultEntry.case_id.is_(None), VaultEntry.new_state), else_=None)
    found = (
        select(VaultEntry.day, VaultEntry.staff_id, deed, about, func.count())
        .outerjoin(Case, Case.id == VaultEntry.case_id)
        .where(VaultEntry.by.in_(("staff", "the portal itself")))
    )
    days = select(VaultEntry.day).distinct().order_by(VaultEntry.day.desc()).limit(PAGE + 1)
    shown = session.scalars(days.where(VaultEntry.day < before) if before else days).all()
    if not shown:
        return [], None
    rows = session.execute(
        found.where(VaultEntry.day.between(shown[:PAGE][-1], shown[0]))
        .group_by(VaultEntry.day, VaultEntry.staff_id, deed, about)
        .order_by(VaultEntry.day.desc(), VaultEntry.staff_id, deed)
    ).all()
    named = {int(about) for _day, _staff, _deed, about, _times in rows if about and about.isdigit()}
    people = outside.known({staff_id for _day, staff_id, *_more in rows if staff_id} | named)
    told = [Line(day, _name(people, staff_id), said(deed), _name(people, int(about)) if about and about.isdigit() else "", times) for day, staff_id, deed, about, times in rows]
    return told, shown[PAGE - 1] if len(shown) > PAGE else None


def _name(people: Mapping[int, outside.Known], staff_id: int | None) -> str:
    if staff_id is None:
        return _("The portal itself")
    return people[staff_id].name if staff_id in people else _("Unknown")


def _only_overseers(viewer: Actor) -> None:
    if not can(viewer, Permission.OVERSEE_VAULT):
        raise NotFound
