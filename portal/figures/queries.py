"""Reading what was published. Everybody may read all of it; a consultation that is not public any more is not shown."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import Select, select

from portal.base import clock
from portal.base.access import Actor
from portal.base.database import Session
from portal.base.errors import NotFound
from portal.base.languages import _
from portal.figures import charts, days, sources
from portal.figures.charts import Chart
from portal.figures.days import SO_FAR
from portal.figures.models import PublishedDecision, PublishedFigures
from portal.figures.sources import KINDS, Kind, Place

__all__ = ["SO_FAR", "Line", "Overview", "Report", "decision", "decisions", "number", "of_kind", "of_place", "of_year", "overview", "periods", "word"]

PAGE = 25
BIGGEST_NUMBER = 2**31
KEY_FIGURES = "key-figures"
Cells = tuple[str, ...]


@dataclass(frozen=True)
class Line:
    """A figure that is no table of its own: its name, and what is told in words and as a bare value."""

    label: str
    said: str
    bare: str


@dataclass(frozen=True)
class Report:
    """One kind of figures for one period, ready for a page or a file."""

    kind: str
    title: str
    scope: str
    period: str
    published_on: date
    lines: list[Line] = field(default_factory=list)
    charts: list[Chart] = field(default_factory=list)

    @property
    def anchor(self) -> str:
        """Its name on a page that may hold several years of a kind."""
        return self.kind if self.period == SO_FAR else f"{self.kind}-{self.period}"

    def table(self, name: str) -> list[Cells]:
        """A table for a spreadsheet, with its heads. Raises NotFound."""
        if name == KEY_FIGURES and self.lines:
            return [(_("What"), _("Number")), *((line.label, line.bare) for line in self.lines)]
        chart = next((one for one in self.charts if one.name == f"{self.anchor}-{name}"), None)
        if chart is None:
            raise NotFound
        rows = [(bar.label, str(bar.number), "" if bar.percent is None else str(bar.percent)) for bar in chart.bars]
        return [(chart.heading, _("Number"), _("Share")), *rows, *([(_("All"), chart.total, "")] if chart.total else [])]


@dataclass(frozen=True)
class Overview:
    """What there is to read, and when more will come."""

    years: list[str]
    places: list[Place]
    next_month: date
    next_year: date


def overview(session: Session, viewer: Actor) -> Overview:
    """Every year and every public consultation of which there are figures."""
    rows = session.execute(select(PublishedFigures.scope, PublishedFigures.period).distinct()).all()
    scopes = {scope for scope, _period in rows}
    today = clock.today()
    years = sorted({period for scope, period in rows if not scope and days.is_year(period)}, reverse=True)
    return Overview(years, [place for place in sources.places(session) if place.slug in scopes], days.month_after(today), days.next_year_day(today))


def of_year(session: Session, viewer: Actor, year: int) -> list[Report]:
    """All figures of the portal for a year. Raises NotFound while there are none."""
    return _some(session, _of("", str(year)))


def of_place(session: Session, viewer: Actor, slug: str) -> tuple[Place, list[Report]]:
    """All figures of a public consultation: so far, and what is told of it by the year. Raises NotFound."""
    place = next(iter(sources.places(session, slug)), None) if slug.isprintable() else None
    if place is None:
        raise NotFound
    return place, _some(session, select(PublishedFigures).where(PublishedFigures.scope == slug))


def of_kind(session: Session, viewer: Actor, kind: str, scope: str = "", period: str = SO_FAR) -> Report | None:
    """One kind of figures; None while they are not published."""
    possible = kind in KINDS and days.is_period(period) and scope.isprintable()
    row = session.scalar(_of(scope, period).where(PublishedFigures.kind == kind)) if possible else None
    return None if row is None or (scope and not sources.places(session, scope)) else _report(KINDS[kind], row)


def number(session: Session, viewer: Actor, kind: str, table: str, scope: str) -> str:
    """One published number of a consultation in words; empty while nothing is published."""
    told = session.scalar(_of(scope, SO_FAR).where(PublishedFigures.kind == kind).with_only_columns(PublishedFigures.told))
    return charts.few(told[table]["number"]) if told and table in told else ""


def periods(session: Session, viewer: Actor, kind: str) -> list[str]:
    """The periods for which a kind of figures of the whole portal is published, the newest first; "so far" is the newest."""
    found = session.scalars(select(PublishedFigures.period).where(PublishedFigures.kind == kind, PublishedFigures.scope == ""))
    return sorted(found, reverse=True)


def decisions(session: Session, viewer: Actor, after: int = 0) -> tuple[list[PublishedDecision], int | None]:
    """A page of decisions without names, the highest number first, and after which number the next page begins."""
    wanted = _shown().order_by(PublishedDecision.number.desc())
    if after:
        wanted = wanted.where(PublishedDecision.number < after)
    rows = list(session.scalars(wanted.limit(PAGE + 1)))
    return rows[:PAGE], rows[PAGE - 1].number if len(rows) > PAGE else None


def decision(session: Session, viewer: Actor, number: int) -> PublishedDecision:
    """One decision. Raises NotFound, also before its publication day."""
    found = session.scalar(_shown().where(PublishedDecision.number == number)) if number < BIGGEST_NUMBER else None
    if found is None:
        raise NotFound
    return found


def word(kind: str, table: str, answer: str) -> str:
    """An answer of a table in words."""
    known = next((one for one in KINDS[kind].tables if one.name == table), None) if kind in KINDS else None
    return known.words(answer) if known else answer


def _shown() -> Select[PublishedDecision]:
    return select(PublishedDecision).where(PublishedDecision.shown_from <= clock.today())


def _of(scope: str, period: str) -> Select[PublishedFigures]:
    return select(PublishedFigures).where(PublishedFigures.scope == scope, PublishedFigures.period == period)


def _some(session: Session, wanted: Select[PublishedFigures]) -> list[Report]:
    """In the order of kinds, the newest period of each first."""
    rows = session.scalars(wanted.order_by(PublishedFigures.period.desc())).all()
    if not rows:
        raise NotFound
    return [_report(kind, row) for kind in sources.kinds() for row in rows if row.kind == kind.name]


def _report(kind: Kind, row: PublishedFigures) -> Report:
    report = Report(kind.name, str(kind.title), row.scope, row.period, row.published_on)
    for table in kind.tables:
        told = row.told.get(table.name)
        if told is not None and told["form"] == "shares" and told["rows"]:
            report.charts.append(charts.of_shares(report.anchor, table, told))
        elif told is not None:
            report.lines.extend(_lines(table, told))
    return report


def _lines(table: sources.Table, told: dict[str, Any]) -> Iterator[Line]:
    """What is told without a drawing: one line, or one for each of several shares."""
    title = str(table.title)
    if told["form"] in ("total", "shares"):  # shares without rows: there were too few for any
        number = told["number"] if told["form"] == "total" else None
        yield Line(title, charts.few(number), _bare(number))
    elif told["form"] == "rate":
        yield Line(title, charts.share(told), _percent(told))
    elif told["form"] == "rates":
        for name, one in told["rows"]:
            yield Line(_("%(what)s: %(which)s", what=title, which=table.words(name)), charts.share(one), _percent(one))
    else:
        yield Line(_("%(what)s: half took at most", what=title), charts.days(told["median"]), _bare(told["median"]))
        yield Line(_("%(what)s: 9 of 10 took at most", what=title), charts.days(told["ninetieth"]), _bare(told["ninetieth"]))


def _bare(number: int | None) -> str:
    return "" if number is None else str(number)


def _percent(told: dict[str, Any]) -> str:
    sign = {"": "", "least": "≥ ", "most": "≤ "}[told["bound"]]
    return "" if told["percent"] is None else f"{sign}{told['percent']} %"
