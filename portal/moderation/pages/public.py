"""For everybody: the log and figures of a consultation, and reporting a contribution."""

from litestar.response import Response

from portal.base.access import Permission
from portal.base.database import Session
from portal.base.errors import NotFound, Refused
from portal.base.languages import language
from portal.consultations import queries as consultations
from portal.contributions import queries as contributions
from portal.contributions.pages.reading import place_from, place_text
from portal.figures import queries as figures
from portal.moderation import commands, queries
from portal.moderation.forms import ReportForm
from portal.moderation.queries import PUBLIC
from portal.web.doors import get, post
from portal.web.pages import page
from portal.web.visitors import Visit

REPORT = "/consultations/{slug:str}/contributions/{number:int}/report"


@get("/consultations/{slug:str}/moderation", needs=Permission.ANYONE)
def show_log(visit: Visit, session: Session, slug: str) -> Response[bytes]:
    """Every decision without the words it is about, and the figures."""
    consultation = consultations.one(session, visit.actor, slug)
    after = place_from(visit.query.get("after", ""))
    decisions, further = queries.log(session, visit.actor, consultation, after)
    here = f"/consultations/{slug}/moderation"
    return page(
        visit,
        "moderation/log.html",
        consultation=consultation,
        decisions=decisions,
        figures=figures.of_kind(session, visit.actor, "moderation", slug),
        first=visit.url(here) if after else "",
        later=visit.url(here, after=place_text(further)) if further else "",
    )


@get(REPORT, needs=Permission.FLAG)
def show_report(visit: Visit, session: Session, slug: str, number: int) -> Response[bytes]:
    """The form of a report."""
    return _report(visit, session, slug, number, None)


def _report(visit: Visit, session: Session, slug: str, number: int, form: ReportForm | None) -> Response[bytes]:
    words = contributions.one(session, visit.actor, slug, number)
    if words.state not in PUBLIC:
        raise NotFound
    form = form or ReportForm(rules=queries.policy_on(session, visit.actor, visit.now.date()).rules)
    return page(visit, "moderation/report.html", status=422 if form.faults() else 200, faults=form.faults(), words=words, consultation=words.consultation, form=form)


@post(REPORT, needs=Permission.FLAG)
def report(visit: Visit, session: Session, slug: str, number: int) -> Response[bytes]:
    """Take the report, and show the number under which its outcome can be seen."""
    words = contributions.one(session, visit.actor, slug, number)
    form = ReportForm(visit.form, rules=queries.policy_on(session, visit.actor, visit.now.date()).rules)
    if not form.validate():
        return _report(visit, session, slug, number, form)
    try:
        made = commands.flag(session, visit.actor, words, token=visit.token, category=form.category.data, text=form.text.data, language=language(), code=form.code.data or "")
    except Refused as fault:
        form.blame("code" if (form.code.data or "").strip() else "text", fault.sentence)
        return _report(visit, session, slug, number, form)
    return page(visit, "moderation/reported.html", words=words, consultation=words.consultation, code=made.code)
