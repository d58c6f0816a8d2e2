"""The desk of those who answer: what waits, the oldest due day first, and the answer in every language."""

from datetime import date
from typing import Any

from litestar.response import Response

from portal.barriers import commands, forms, queries
from portal.barriers.queries import BarrierState
from portal.base.access import Permission
from portal.base.database import Session
from portal.base.errors import Refused, WrongMoment
from portal.base.languages import _, language_name
from portal.base.settings import settings
from portal.policies.hints import hint
from portal.web.doors import get, post
from portal.web.editing import changed_meanwhile, fingerprint
from portal.web.pages import page, redirect
from portal.web.visitors import Visit

NEEDS = Permission.ANSWER_BARRIER


@get("/staff/barriers", needs=NEEDS)
def show_desk(visit: Visit, session: Session) -> Response[bytes]:
    """Reports by the day until which they are due."""
    closed = visit.query.get("which") == "closed"
    reports, further = queries.listed(session, visit.actor, closed=closed, after=_after(visit.query.get("after", "")))
    later = visit.url("/staff/barriers", which="closed" if closed else "", after=f"{further[0].isoformat()}.{further[1]}") if further else ""
    done = _("The answer is public now.") if visit.query.get("done") else ""
    return page(visit, "barriers/desk.html", reports=reports, closed=closed, later=later, late=lambda one: queries.is_late(one, visit.now.date()), done=done)


@get("/staff/barriers/{report_id:int}", needs=NEEDS)
def show_report(visit: Visit, session: Session, report_id: int) -> Response[bytes]:
    """One report and the form of the answer."""
    report = queries.mine(session, visit.actor, report_id)
    planned = report.state is BarrierState.PLANNED
    form = forms.answer_form(
        settings().languages,
        barrier=report.barrier,
        adaptation=report.adaptation,
        state=None if report.number is None else report.state.value,
        until=report.due_on.isoformat() if planned else "",
    )
    return _show(visit, report, form)


@post("/staff/barriers/{report_id:int}", needs=NEEDS)
def answer(visit: Visit, session: Session, report_id: int) -> Response[bytes]:
    """Answer, say that it is done, or mend the words."""
    report = queries.mine(session, visit.actor, report_id)
    form = forms.answer_form(settings().languages, visit.form)
    texts = form.texts("barrier"), form.texts("adaptation")
    if changed_meanwhile(visit, *_ground(report)):
        if (report.barrier, report.adaptation, report.state.value) == (*texts, form.state.data):  # the same form came twice
            return redirect(visit.url("/staff/barriers", done="answered"))
        return _show(visit, report, form, meanwhile=True)
    valid = form.validate()
    if not (form.needed_everywhere({"barrier": _("The barrier"), "adaptation": _("The answer")}) and valid):
        return _show(visit, report, form)
    if found := hint(visit, session, *texts):
        return _show(visit, report, form, found=found)
    try:
        commands.answer(session, visit.actor, report, state=BarrierState(form.state.data), barrier=texts[0], adaptation=texts[1], until=form.until.day)
    except (Refused, WrongMoment) as fault:
        form.blame("state", fault.sentence)
        return _show(visit, report, form)
    return redirect(visit.url("/staff/barriers", done="answered"))


def _ground(report: Any) -> tuple[Any, ...]:
    return report.state.value, report.barrier, report.adaptation, report.due_on


def _show(visit: Visit, report: Any, form: Any, *, meanwhile: bool = False, found: Any = ()) -> Response[bytes]:
    faults = form.faults()
    other = [(report.state.label, "")] if meanwhile else []
    other += [(language_name(tag), f"{report.barrier.get(tag, '')}\n{report.adaptation.get(tag, '')}") for tag in form.languages] if meanwhile else []
    return page(
        visit,
        "barriers/answer.html",
        status=409 if meanwhile else 422 if faults or found else 200,
        report=report,
        form=form,
        faults=faults,
        found=found,
        ground=fingerprint(*_ground(report)),
        meanwhile=other,
        late=queries.is_late(report, visit.now.date()),
        today=visit.now.date(),
    )


def _after(text: str) -> queries.Place | None:
    day, _dot, number = text.partition(".")
    try:
        return (date.fromisoformat(day), int(number)) if number.isascii() and number.isdigit() and len(number) < 20 else None  # noqa: PLR2004  more fits no column
    except ValueError:
        return None
