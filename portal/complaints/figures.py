"""What the public figures count of complaints. Raw counts leave this room towards `portal.figures` alone, which tells what may be told."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import case as either
from sqlalchemy import func, or_, select

from portal.base import clock
from portal.base.access import Actor, Permission, can
from portal.base.database import Session
from portal.base.errors import NotAllowed
from portal.base.languages import Lazy, Named, _l
from portal.complaints.clocks import OURS
from portal.complaints.models import Category, Complaint, ComplaintRating, ComplaintState, Finding, Remedy
from portal.figures.measures import Measure, Rate, Rates, Shares, Total
from portal.vault.models import Case, Clock, ClockName

GOOD = 4
PORTAL = ""


class Outcome(Named):
    """What became of a complaint, as the register names it."""

    JUSTIFIED = "justified", Finding.JUSTIFIED.said
    PARTLY = "partly", Finding.PARTLY.said
    NOT_JUSTIFIED = "not justified", Finding.NOT_JUSTIFIED.said
    NOT_FOUND_OUT = "not found out", Finding.NOT_FOUND_OUT.said
    REFERRED = "referred", _l("Passed on, with consent")
    DECLINED = "declined", _l("Not taken up, with the reason")
    WITHDRAWN = "withdrawn", _l("Withdrawn")
    OPEN = "open", _l("Not decided yet")


COMPLAINTS = {one.value: one.said for one in Category if one is not Category.HELP}
"""A question to the help desk is no complaint, and is counted apart."""
WORDS: dict[str, type[Named] | Mapping[str, Lazy]] = {"categories": COMPLAINTS, "outcomes": Outcome, "remedies": Remedy, "in time": ClockName}
"""Which words the answers of each table have, for `portal.figures.kinds.speak`."""
_ENDS = {ComplaintState.REFERRED: Outcome.REFERRED, ComplaintState.DECLINED: Outcome.DECLINED, ComplaintState.WITHDRAWN: Outcome.WITHDRAWN}


def counted(session: Session, viewer: Actor, year: int) -> dict[str, dict[str, Measure]]:
    """The complaints that came in a year: for the whole portal ("") and for each consultation by its public name, table by table."""
    if not can(viewer, Permission.SYSTEM):
        raise NotAllowed
    kept: dict[str, dict[str, Counter[Any]]] = defaultdict(lambda: defaultdict(Counter))
    for place, category, outcome, remedy, count in _complaints(session, year):
        for scope in {PORTAL, place}:
            mine = kept[scope]
            mine["categories"][category.value] += count
            mine["outcomes"][outcome.value] += count
            mine["remedies"][remedy.value if remedy else ""] += count
    for place, stars, count in _ratings(session, year):
        for scope in {PORTAL, place}:
            kept[scope]["ratings"][stars] += count
    for place, name, late, count in _clocks(session, year):
        for scope in {PORTAL, place}:
            kept[scope]["clocks"][name, late] += count
    helped = _help(session, year)
    kept[PORTAL]  # a year without any is told as one
    return {scope: {**_measures(mine), **(helped if scope == PORTAL else {})} for scope, mine in kept.items()}


def _measures(mine: dict[str, Counter[Any]]) -> dict[str, Measure]:
    clocks, rated = mine["clocks"], mine["ratings"]
    return {
        "received": Total(sum(mine["categories"].values())),
        "categories": Shares({one: mine["categories"][one] for one in COMPLAINTS}),
        "outcomes": Shares({one.value: mine["outcomes"][one.value] for one in Outcome}),
        "remedies": Shares({one.value: mine["remedies"][one.value] for one in Remedy}, whole=False),
        "in time": Rates({name.value: Rate(clocks[name, False], clocks[name, False] + clocks[name, True]) for name in OURS if name is not ClockName.HELP}),
        "satisfied": Rate(sum(count for stars, count in rated.items() if stars >= GOOD), sum(rated.values())),
    }


_IS_COMPLAINT = Complaint.category != Category.HELP


def _in(year: int) -> tuple[Any, ...]:
    return Case.day >= date(year, 1, 1), Case.day < date(year + 1, 1, 1)


def _complaints(session: Session, year: int) -> list[tuple[str, Category, Outcome, Remedy | None, int]]:
    columns = (Complaint.place, Complaint.category, Complaint.state, Complaint.finding, Complaint.remedy, Complaint.referral_arrived_on.is_not(None))
    rows = session.execute(select(*columns, func.count()).join(Case, Case.id == Complaint.case_id).where(*_in(year), _IS_COMPLAINT).group_by(*columns))
    return [(place, category, _outcome(state, finding, passed_on), remedy, count) for place, category, state, finding, remedy, passed_on, count in rows]


def _ratings(session: Session, year: int) -> list[tuple[str, int, int]]:
    rows = session.execute(
        select(ComplaintRating.place, ComplaintRating.stars, func.count()).where(ComplaintRating.year == year).group_by(ComplaintRating.place, ComplaintRating.stars)
    )
    return [(place, stars, count) for place, stars, count in rows]


def _help(session: Session, year: int) -> dict[str, Measure]:
    """Questions to the help desk: how many, and how many of the answers came in time."""
    asked = session.scalar(select(func.count()).select_from(Complaint).join(Case, Case.id == Complaint.case_id).where(*_in(year), ~_IS_COMPLAINT))
    rows = {late: count for _place, _name, late, count in _clocks(session, year, helps=True)}
    return {"help": Total(asked or 0), "help in time": Rate(rows.get(False, 0), sum(rows.values()))}


def _outcome(state: ComplaintState, finding: Finding | None, passed_on: bool) -> Outcome:
    if finding is not None:
        return Outcome(finding.value)
    if state in (ComplaintState.CLOSED, ComplaintState.ERASED):
        return Outcome.REFERRED if passed_on else Outcome.DECLINED
    return _ENDS.get(state, Outcome.OPEN)


def _clocks(session: Session, year: int, *, helps: bool = False) -> list[tuple[str, ClockName, bool, int]]:
    """Clocks that were met or have run over: what nobody has done anything about is late as well (p52)."""
    end = func.coalesce(Clock.met_on, Clock.paused_on, Case.closed_on, Case.erased_on, clock.today())
    late = either((end > Clock.due_on, 1), else_=0)
    found = select(Complaint.place, Clock.name, late, func.count()).join(Case, Case.id == Complaint.case_id).join(Clock, Clock.case_id == Case.id)
    found = found.where(*_in(year), ~_IS_COMPLAINT if helps else _IS_COMPLAINT, Clock.name.in_(OURS), or_(Clock.met_on.is_not(None), end > Clock.due_on))
    return [(place, name, bool(is_late), count) for place, name, is_late, count in session.execute(found.group_by(Complaint.place, Clock.name, late))]
