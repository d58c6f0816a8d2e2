"""Who could be let into a report, who is in it, and what waits for a second person."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from portal.base import clock
from portal.base.access import Actor, Permission, Role, can
from portal.base.database import Session
from portal.reprisals.models import BreakGlass
from portal.vault import outside, queries
from portal.vault.holding import Opened
from portal.vault.models import Case, Officer, Standing, WrappedKey
from portal.vault.queries import Colleague

OPEN = BreakGlass.agreed_on.is_(None) & BreakGlass.refused_on.is_(None)


@dataclass(frozen=True)
class Asked:
    """A request as an administrator sees it: who asks for whom, and nothing of the case."""

    asked_id: int
    day: date
    by: str
    third: str


def inside(session: Session, viewer: Actor, case: Case) -> set[int]:
    """The officers who have any part in a case."""
    return set(session.scalars(select(WrappedKey.officer_id).where(WrappedKey.case_id == case.id, WrappedKey.officer_id.is_not(None))).all()) - {None}  # type: ignore[return-value]


def others(session: Session, viewer: Actor, case: Case, officer_id: int) -> list[Officer]:
    """The other officers of a case who can decide today: entrusted with it, trained, not away, and their key opens it."""
    people = outside.trusted(Role.PROTECTION_OFFICER)
    rows = [officer for officer, standing, usable in queries.entrusted(session, viewer, case) if standing is Standing.OWNER and usable and officer.id != officer_id]
    return [one for one in rows if one.staff_id in people and one.gone_on is None and (one.away_until is None or one.away_until < clock.today())]


def thirds(session: Session, viewer: Actor, opened: Opened) -> list[Colleague]:
    """Protection officers with keys who are not in the case, and not of the organisation that the report is about."""
    known = inside(session, viewer, opened.case)
    facts = queries.facts(session, viewer, opened) or {}
    host = outside.concerned(str(facts.get("place", ""))).host
    here = queries.colleagues(session, viewer, Role.PROTECTION_OFFICER)
    return [one for one in here if one.officer.id not in known and (host is None or one.person.organisation_id != host) and _is_here(one.officer)]


def _is_here(officer: Officer) -> bool:
    return officer.away_until is None or officer.away_until < clock.today()


def for_overseers(session: Session, viewer: Actor) -> Sequence[Asked]:
    """What waits for an administrator: requests in cases that have no second officer."""
    if not can(viewer, Permission.OVERSEE_VAULT):
        return []
    people = outside.trusted()
    rows = session.execute(
        select(BreakGlass, Case).join(Case, Case.id == BreakGlass.case_id).where(OPEN, Case.erased_on.is_(None)).order_by(BreakGlass.asked_on, BreakGlass.id)
    ).all()
    mine = [asked for asked, case in rows if not others(session, viewer, case, asked.asked_by)]
    officers = {one.id: one.staff_id for one in session.scalars(select(Officer).where(Officer.id.in_({id_ for asked in mine for id_ in (asked.asked_by, asked.for_officer_id)})))}

    def name(officer_id: int) -> str:
        person = people.get(officers.get(officer_id, 0))
        return person.name if person else ""

    return [Asked(one.id, one.asked_on, name(one.asked_by), name(one.for_officer_id)) for one in mine]
