"""Putting the summary to check-back, answering objections, and making it final."""

from datetime import timedelta
from typing import Any

from litestar.response import Response

from portal.base import clock
from portal.base.access import Permission
from portal.base.database import Session
from portal.base.errors import NotFound, Refused, WrongMoment
from portal.consultations import queries as consultations
from portal.consultations.phases import phase_at
from portal.summaries import alike, commands, queries
from portal.summaries.forms import CheckBackForm, answer_form
from portal.summaries.pages.workspace import NEEDS, done
from portal.web.doors import get, post
from portal.web.pages import page, redirect
from portal.web.visitors import Visit


@get("/staff/{slug:str}/summary/check-back", needs=NEEDS)
def show_check_back(visit: Visit, session: Session, slug: str) -> Response[bytes]:
    """What is still missing, and the buttons that make the summary public and final."""
    return _check_back(visit, session, slug, None)


def _check_back(visit: Visit, session: Session, slug: str, form: CheckBackForm | None, *, sentence: str = "") -> Response[bytes]:
    """The page; without a form that was sent it proposes as many days as were announced."""
    consultation = consultations.one(session, visit.actor, slug)
    form = form or CheckBackForm(None, data={"days": consultation.check_back_days})
    summary = queries.mine(session, visit.actor, consultation)
    if summary is None:
        raise NotFound
    missing = queries.gaps(session, visit.actor, consultation.id)
    faults = [("main", sentence)] if sentence else form.faults()
    return page(
        visit,
        "summaries/check_back.html",
        status=422 if faults else 200,
        consultation=consultation,
        summary=summary,
        phase=phase_at(consultation, clock.now()),
        coverage=queries.coverage(session, visit.actor, consultation),
        missing=alike.numbers(missing),
        waiting=queries.waiting(session, visit.actor, consultation),
        open_objections=queries.open_objections(session, visit.actor, consultation),
        until=queries.late_objections_until(consultation),
        form=form,
        faults=faults,
        done=done(visit.query.get("done", "")),
    )


@post("/staff/{slug:str}/summary/check-back", needs=NEEDS)
def begin_check_back(visit: Visit, session: Session, slug: str) -> Response[bytes]:
    """Show the summary to everybody, for so many days."""
    form = CheckBackForm(visit.form)
    summary = _summary(visit, session, slug)
    if not form.validate():
        return _check_back(visit, session, slug, form)
    until = clock.now().replace(second=0, microsecond=0) + timedelta(days=form.days.data)
    try:
        commands.put_to_check_back(session, visit.actor, summary, until)
    except (Refused, WrongMoment) as refused:
        return _check_back(visit, session, slug, form, sentence=refused.sentence)
    return redirect(visit.url(f"/staff/{slug}/summary/check-back", done="public"))


@post("/staff/{slug:str}/summary/finish", needs=NEEDS)
def finish_summary(visit: Visit, session: Session, slug: str) -> Response[bytes]:
    """Make the summary final."""
    summary = _summary(visit, session, slug)
    try:
        commands.finish(session, visit.actor, summary)
    except (Refused, WrongMoment) as refused:
        return _check_back(visit, session, slug, None, sentence=refused.sentence)
    return redirect(visit.url(f"/staff/{slug}/summary/check-back", done="final"))


def _summary(visit: Visit, session: Session, slug: str) -> queries.Summary:
    summary = queries.mine(session, visit.actor, consultations.one(session, visit.actor, slug))
    if summary is None:
        raise NotFound
    return summary


@get("/staff/{slug:str}/objections", needs=Permission.ANSWER_OBJECTION)
def show_objections(visit: Visit, session: Session, slug: str) -> Response[bytes]:
    """Objections, those that wait first, a page at a time."""
    consultation = consultations.one(session, visit.actor, slug)
    some, further = queries.objection_page(session, visit.actor, consultation, _place(visit.query.get("after", "")))
    later = visit.url(f"/staff/{slug}/objections", after=f"{further[0]}.{further[1]}") if further else ""
    return page(visit, "summaries/objections.html", consultation=consultation, objections=some, later=later, done=done(visit.query.get("done", "")))


@get("/staff/{slug:str}/objections/{number:int}", needs=Permission.ANSWER_OBJECTION)
def show_objection(visit: Visit, session: Session, slug: str, number: int) -> Response[bytes]:
    """One objection with the form to answer it."""
    consultation = consultations.one(session, visit.actor, slug)
    return _objection(visit, consultation, queries.objection(session, visit.actor, consultation, number), answer_form(None, consultation.languages))


def _objection(visit: Visit, consultation: Any, objection: queries.Objection, form: Any) -> Response[bytes]:
    faults = form.faults()
    waits = objection.state is queries.ObjectionState.OPEN
    return page(visit, "summaries/objection.html", status=422 if faults else 200, consultation=consultation, objection=objection, waits=waits, form=form, faults=faults)


@post("/staff/{slug:str}/objections/{number:int}", needs=Permission.ANSWER_OBJECTION)
def answer_objection(visit: Visit, session: Session, slug: str, number: int) -> Response[bytes]:
    """Answer an objection."""
    consultation = consultations.one(session, visit.actor, slug)
    objection, form = queries.objection(session, visit.actor, consultation, number), answer_form(visit.form, consultation.languages)
    if form.validate():
        try:
            commands.answer_objection(session, visit.actor, objection, accepted=form.verdict.data == "accepted", answer=form.texts("answer"), shown=form.shown.data == "yes")
            return redirect(visit.url(f"/staff/{slug}/objections", done="answered"))
        except Refused as refused:
            form.blame(form.own("answer"), refused.sentence)
    return _objection(visit, consultation, objection, form)


def _place(text: str) -> tuple[int, int] | None:
    """Where a page of objections begins; None for anything else."""
    answered, _dot, number = text.partition(".")
    return (int(answered), int(number)) if answered in ("0", "1") and number.isascii() and number.isdigit() and len(number) < 10 else None  # noqa: PLR2004 - more digits fit no column
