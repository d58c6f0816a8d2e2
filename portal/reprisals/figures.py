"""What is counted of reports, for one figure a year. What may be told of it is decided by the room `figures`, and never here."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, func, select

from portal.base.access import Actor, Kind
from portal.base.database import Session
from portal.base.errors import NotFound
from portal.base.regions import REGIONS
from portal.figures.measures import Measure, Rate, Shares, Total
from portal.reprisals.models import ActorType, IncidentKind, Reprisal
from portal.vault import queries
from portal.vault.models import Case, Clock, ClockName

KIND = "reprisals"


def counted(session: Session, viewer: Actor, year: int) -> dict[str, Measure]:
    """The reports of one year, also those that were withdrawn or erased since; for the portal's clock alone.

    The answers stand by themselves, without their sum: a sum could be compared with the number of reports.
    """
    if viewer.kind is not Kind.SYSTEM:
        raise NotFound
    arrived = and_(Case.day >= date(year, 1, 1), Case.day < date(year + 1, 1, 1), Reprisal.case_id == Case.id)
    clocks = session.scalars(select(Clock).join(Case, Case.id == Clock.case_id).join(Reprisal, arrived).where(Clock.name == ClockName.ANSWER)).all()
    ended = [one for one in clocks if one.met_on is not None or queries.late(one)]
    return {
        "received": Total(session.scalar(select(func.count()).select_from(Reprisal).join(Case, arrived)) or 0),
        "incidents": _shares(session, arrived, Reprisal.incident, IncidentKind),
        "actors": _shares(session, arrived, Reprisal.actor_type, ActorType),
        "regions": _shares(session, arrived, Reprisal.region, REGIONS),
        "in time": Rate(sum(not queries.late(one) for one in ended), len(ended)),
    }


def _shares(session: Session, arrived: ColumnElement[bool], column: Any, answers: Iterable[str]) -> Shares:
    rows = session.execute(select(column, func.count()).select_from(Reprisal).join(Case, arrived).group_by(column))
    counts = {str(answer): number for answer, number in rows if answer}
    return Shares({str(answer): counts.get(str(answer), 0) for answer in answers}, whole=False)
