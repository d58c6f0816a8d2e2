"""What everybody reads: the calendar by month, and how to follow without an account."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from urllib.parse import urlencode

from litestar.response import Response

from portal.base.access import Permission
from portal.base.database import Session
from portal.base.languages import language, local_day
from portal.base.settings import settings
from portal.consultations import calendars, narrowing
from portal.consultations import queries as consultations
from portal.consultations.narrowing import Narrowing
from portal.consultations.timeline import Milestone, still_standing
from portal.plans import queries, when
from portal.web.doors import get
from portal.web.pages import page
from portal.web.visitors import Visit


@dataclass
class Month:
    """What one month brings: moments of consultations, and plans."""

    first: date
    moments: list[tuple[Milestone, Any]] = field(default_factory=list)
    plans: list[Any] = field(default_factory=list)


@get("/calendar", needs=Permission.ANYONE)
def show_calendar(visit: Visit, session: Session) -> Response[bytes]:
    """All that is announced and planned, month by month; to be printed, too."""
    wish = narrowing.asked(visit.query)
    found = [one for one in consultations.with_notices(session, visit.actor) if wish.fits(one.topics, one.region, one.languages)]
    months = _months(visit.now.date(), found, queries.coming(session, visit.actor, wish))
    return page(visit, "plans/calendar.html", keep=not visit.query, months=months, in_words=when.in_words, PlanState=queries.PlanState, **_asked(wish))


@get("/follow", needs=Permission.ANYONE)
def show_ways(visit: Visit, session: Session) -> Response[bytes]:
    """The addresses of feed and calendar for what somebody cares about. Nobody is asked who they are."""
    wish = narrowing.asked(visit.query)
    question = f"?{urlencode(wish.wishes)}" if wish else ""
    addresses = {name: f"{settings().address}/{language()}/{name}{question}" for name in ("feed.atom", "calendar.ics")}
    return page(visit, "plans/follow.html", keep=not visit.query, addresses=addresses, **_asked(wish))


def _asked(wish: Narrowing) -> dict[str, Any]:
    return {"offered": narrowing.offered(), "wishes": wish.wishes}


def _months(today: date, found: Sequence[Any], plans: Sequence[Any]) -> list[Month]:
    """From this month on. A consultation that nobody may know of yet is not among those that were found."""
    this, months = today.replace(day=1), dict[date, Month]()
    for one in found:
        for milestone in still_standing(one):
            first = local_day(milestone.at, one.zone).replace(day=1)
            if milestone.key in calendars.SHOWN and first >= this:
                months.setdefault(first, Month(first)).moments.append((milestone, one))
    for plan in plans:
        first = max(plan.starts_on, this)
        months.setdefault(first, Month(first)).plans.append(plan)
    for month in months.values():
        month.moments.sort(key=lambda pair: (pair[0].at, pair[1].slug))
    return [months[first] for first in sorted(months)]
