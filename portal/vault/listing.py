"""What lies on an officer's desk: late cases first, then by the day on which something is due."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select, tuple_

from portal.base import clock
from portal.base.access import Actor
from portal.base.database import Session
from portal.vault.desks import ROLE_OF, due_in, states_of
from portal.vault.models import NOTHING_DUE, OVER, Case, CaseKind, CaseMessage, Clock, Officer, Standing, WrappedKey

PAGE = 50
WORKING = (Standing.OWNER, Standing.SECOND, Standing.BROKE_GLASS)
"""Whoever only stands in has a key, but not the case."""

Place = tuple[date, int]


@dataclass(frozen=True)
class Lying:
    """A case on a desk, as far as it can be told without opening it."""

    case_id: int
    kind: CaseKind
    day: date
    standing: Standing
    state: Any
    due_on: date | None
    late: bool
    over: bool
    usable: bool
    """Whether the officer's key opens it at this moment."""
    news: bool
    """The holder has written something that no officer has seen."""


def officer_of(session: Session, viewer: Actor) -> Officer | None:
    """The viewer's own keys, if there are any."""
    return session.scalar(select(Officer).where(Officer.staff_id == viewer.staff_id, Officer.gone_on.is_(None))) if viewer.staff_id else None


def kinds_for(viewer: Actor) -> list[CaseKind]:
    """The kinds of cases that somebody's roles let them work on."""
    return [kind for kind, role in ROLE_OF.items() if viewer.holds_anywhere(role)]


def desk(session: Session, viewer: Actor, officer: Officer, after: Place | None = None) -> tuple[list[Lying], Place | None]:
    """A page of the desk, and where the next one begins."""
    found = select(WrappedKey, Case.kind, Case.day).join(Case, Case.id == WrappedKey.case_id)
    found = found.where(WrappedKey.officer_id == officer.id, WrappedKey.standing.in_(WORKING), Case.kind.in_(kinds_for(viewer)))
    if after is not None:
        found = found.where(tuple_(WrappedKey.desk_on, WrappedKey.case_id) > after)
    rows = session.execute(found.order_by(WrappedKey.desk_on, WrappedKey.case_id).limit(PAGE + 1)).all()
    shown = rows[:PAGE]
    kinds = {key.case_id: kind for key, kind, _day in shown}
    states, dues = states_of(session, viewer, kinds), due_in(session, viewer, kinds)
    hours = _hours(session, [key.case_id for key, _kind, _day in shown])
    last = (shown[-1][0].desk_on, shown[-1][0].case_id) if len(rows) > PAGE else None
    unseen = CaseMessage.case_id.in_(kinds), CaseMessage.officer_id.is_(None), CaseMessage.seen.is_(False)
    news = set(session.scalars(select(CaseMessage.case_id).where(*unseen)))
    lying = [_lying(key, kind, day, states.get(key.case_id), hours.get(key.case_id), dues.get(key.case_id), news=key.case_id in news) for key, kind, day in shown]
    return sorted(lying, key=lambda one: (one.due_on or (OVER if one.over else NOTHING_DUE), one.case_id)), last


def _lying(key: WrappedKey, kind: CaseKind, day: date, state: Any, due_at: datetime | None, planned: date | None, *, news: bool) -> Lying:
    """`planned`: what the room of its kind has planned besides the clocks."""
    due_on = min((one for one in (key.desk_on, planned) if one is not None and one < NOTHING_DUE), default=None)
    late = due_on is not None and (due_on < clock.today() or (due_at is not None and due_at < clock.now()))
    return Lying(key.case_id, kind, day, key.standing or Standing.OWNER, state, due_on, late, key.desk_on == OVER, key.wrapped is not None, news)


def _hours(session: Session, case_ids: Sequence[int]) -> dict[int, datetime]:
    """The running clocks in hours, for cases of one page."""
    waiting = (Clock.case_id.in_(case_ids), Clock.met_on.is_(None), Clock.due_at.is_not(None))
    rows = session.execute(select(Clock.case_id, func.min(Clock.due_at)).where(*waiting).group_by(Clock.case_id))
    return {case_id: due for case_id, due in rows if due is not None}


def place_text(place: Place | None) -> str:
    """Where the next page begins, for a link."""
    return f"{place[0].isoformat()}.{place[1]}" if place else ""


def place_from(text: str) -> Place | None:
    """The reverse; None for anything else."""
    day, _dot, number = text.partition(".")
    try:
        place = (date.fromisoformat(day), int(number))
    except ValueError:
        return None
    return place if 0 <= place[1] < 2**63 else None


@dataclass(frozen=True)
class Counts:
    """How many cases an officer is entrusted with, as numbers alone."""

    open: int = 0
    closed: int = 0
    stand_in: int = 0
    unusable: int = 0
    """Entrusted, but the key has to be wrapped anew by somebody who has one."""


def counts(session: Session, viewer: Actor, officer: Officer) -> Counts:
    """The numbers of one officer."""
    return all_counts(session, viewer, [officer.id]).get(officer.id, Counts())


def all_counts(session: Session, viewer: Actor, officer_ids: Sequence[int]) -> dict[int, Counts]:
    """The numbers of several officers."""
    works = WrappedKey.standing.in_(WORKING)
    opened, closed = func.count().filter(works, WrappedKey.desk_on < OVER), func.count().filter(works, WrappedKey.desk_on == OVER)
    beside, mine = func.count().filter(WrappedKey.standing == Standing.STAND_IN), WrappedKey.officer_id.in_(officer_ids)
    found = session.execute(select(WrappedKey.officer_id, opened, closed, beside).where(mine).group_by(WrappedKey.officer_id)).all()
    # By itself: both are answered by an index alone, without a look at the wrapped keys.
    waits = dict(session.execute(select(WrappedKey.officer_id, func.count()).where(mine, WrappedKey.wrapped.is_(None)).group_by(WrappedKey.officer_id)).all())
    return {one: Counts(mine_open, over, stand_in, waits.get(one, 0)) for one, mine_open, over, stand_in in found if one is not None}
