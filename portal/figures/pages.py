"""The transparency pages: by year, by consultation, complaints, decisions without names; and each table as a file."""

import csv
import io
from collections.abc import Sequence

from litestar.response import Response

from portal.base.access import Permission
from portal.base.database import Session
from portal.base.errors import NotFound
from portal.base.languages import format_month
from portal.base.text import to_html
from portal.figures import kinds as _kinds  # noqa: F401  enters the kinds that come out of the vault
from portal.figures import queries
from portal.figures.queries import SO_FAR
from portal.web.doors import get
from portal.web.pages import document, page
from portal.web.visitors import Visit

COMPLAINTS = "complaints"


@get("/transparency", needs=Permission.ANYONE)
def show_overview(visit: Visit, session: Session) -> Response[bytes]:
    """What there is, how it is counted, and when more comes."""
    return page(visit, "figures/overview.html", found=queries.overview(session, visit.actor))


@get("/transparency/{year:int}", needs=Permission.ANYONE)
def show_year(visit: Visit, session: Session, year: int) -> Response[bytes]:
    """All figures of a year."""
    return page(visit, "figures/year.html", year=year, reports=queries.of_year(session, visit.actor, year))


@get("/transparency/consultations/{slug:str}", needs=Permission.ANYONE)
def show_consultation(visit: Visit, session: Session, slug: str) -> Response[bytes]:
    """All figures of a consultation so far."""
    place, reports = queries.of_place(session, visit.actor, slug)
    return page(visit, "figures/consultation.html", place=place, reports=reports)


@get("/transparency/complaints", needs=Permission.ANYONE)
def show_complaints(visit: Visit, session: Session) -> Response[bytes]:
    """The register of complaints: about what, with which finding, and how much of it in time."""
    periods = queries.periods(session, visit.actor, COMPLAINTS)
    wanted = visit.query.get("period", "")
    shown = wanted if wanted in periods else next(iter(periods), SO_FAR)
    report = queries.of_kind(session, visit.actor, COMPLAINTS, period=shown)
    return page(visit, "figures/complaints.html", report=report, periods=periods, shown=shown)


@get("/transparency/decisions", needs=Permission.ANYONE)
def show_decisions(visit: Visit, session: Session) -> Response[bytes]:
    """Decisions on complaints without names, the newest first."""
    found, further = queries.decisions(session, visit.actor, visit.number("after", 0))
    return page(
        visit, "figures/decisions.html", decisions=found, later=visit.url("/transparency/decisions", after=further) if further else "", word=queries.word, month=format_month
    )


@get("/transparency/decisions/{number:int}", needs=Permission.ANYONE)
def show_decision(visit: Visit, session: Session, number: int) -> Response[bytes]:
    """One of them."""
    decision = queries.decision(session, visit.actor, number)
    reading = decision.text.for_reader()
    return page(visit, "figures/decision.html", decision=decision, reading=reading, html=to_html(reading.text), word=queries.word, month=format_month)


@get("/transparency/tables/{kind:str}/{table:str}", needs=Permission.ANYONE)
def give_table(visit: Visit, session: Session, kind: str, table: str) -> Response[bytes]:
    """One table for a spreadsheet."""
    scope, period = visit.query.get("scope", ""), visit.query.get("period", SO_FAR)
    report = queries.of_kind(session, visit.actor, kind, scope, period)
    if report is None:
        raise NotFound
    return document(_sheet(report.table(table)), "text/csv; charset=utf-8", name=f"{'-'.join(filter(None, (kind, table, scope, period))).replace(' ', '-')}.csv")


def _sheet(rows: Sequence[Sequence[str]]) -> bytes:
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    return ("\ufeff" + out.getvalue()).encode()
