"""Which two protection officers hear a report: nobody of the organisation that asks, then those who can answer best."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import func, select

from portal.base import clock
from portal.base.access import Actor, Role
from portal.base.database import Session
from portal.reprisals import duty
from portal.reprisals.models import Reprisal, ReprisalState
from portal.reprisals.queries import duties
from portal.vault import outside
from portal.vault.models import Officer, WrappedKey
from portal.vault.outside import Concerned
from portal.vault.queries import Colleague, colleagues

AT_ONCE = 2
REST = (ReprisalState.CLOSED, ReprisalState.WITHDRAWN, ReprisalState.ERASED)


def present(session: Session, viewer: Actor) -> list[Colleague]:
    """The protection officers with keys who are not away."""
    today = clock.today()
    return [one for one in colleagues(session, viewer, Role.PROTECTION_OFFICER) if one.officer.away_until is None or one.officer.away_until < today]


def officers_for(session: Session, viewer: Actor, *, place: str = "", region: str = "", language: str = "", urgent: bool = False) -> list[Officer]:
    """The two who hear a report, or the one, or nobody. Nobody is on the staff of the host of the consultation that was named.

    Whoever moderates there comes last; then count duty in danger, language, region, and how much they have to do.
    """
    concerned = outside.concerned(place)
    found = [one for one in present(session, viewer) if concerned.host is None or one.person.organisation_id != concerned.host]
    rank = _rank(session, viewer, found, concerned, region, language, urgent)
    return [one.officer for one in sorted(found, key=rank)[:AT_ONCE]]


def _rank(session: Session, viewer: Actor, found: list[Colleague], concerned: Concerned, region: str, language: str, urgent: bool) -> Callable[[Colleague], tuple[Any, ...]]:
    ids = [one.officer.id for one in found]
    hours = duties(session, viewer, ids)
    moment = clock.now()
    loads = _loads(session, ids)

    def rank(one: Colleague) -> tuple[Any, ...]:
        officer = one.officer
        off_duty = urgent and not duty.is_on_duty([row for row in hours if row.officer_id == officer.id], moment)
        near = one.person.organisation_id in concerned.organisations
        return near, off_duty, language not in officer.languages, region not in officer.regions, loads.get(officer.id, 0), officer.id

    return rank


def _loads(session: Session, ids: list[int]) -> dict[int, int]:
    """How many reports each works on."""
    rows = session.execute(
        select(WrappedKey.officer_id, func.count(func.distinct(WrappedKey.case_id)))
        .join(Reprisal, Reprisal.case_id == WrappedKey.case_id)
        .where(WrappedKey.officer_id.in_(ids), Reprisal.state.not_in(REST))
        .group_by(WrappedKey.officer_id)
    )
    return {officer_id: number for officer_id, number in rows if officer_id is not None}
