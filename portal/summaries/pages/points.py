"""The points of the summary: adding, wording, ordering, and who stands behind them."""

from typing import Any

from litestar.response import Response

from portal.base.database import Session
from portal.base.errors import NotFound, Refused
from portal.base.languages import _, language_name
from portal.consultations import queries as consultations
from portal.policies.hints import hint
from portal.summaries import commands, queries
from portal.summaries.forms import point_form
from portal.summaries.pages.public import key_of, key_text
from portal.summaries.pages.workspace import NEEDS, done
from portal.web.doors import get, post
from portal.web.editing import changed_meanwhile, fingerprint
from portal.web.pages import page, redirect
from portal.web.visitors import Visit


def _opened(visit: Visit, session: Session, slug: str) -> tuple[Any, queries.Summary]:
    consultation = consultations.one(session, visit.actor, slug)
    summary = queries.mine(session, visit.actor, consultation)
    if summary is None:
        raise NotFound
    return consultation, summary


def _form(visit: Visit, consultation: Any, point: queries.Point | None = None) -> Any:
    sent = visit.form if visit.method == "POST" else None
    questions = [(str(one.number), _("Question %(number)s: %(title)s", number=one.number, title=str(one.title))) for one in consultation.questions]
    if point is None:
        return point_form(sent, consultation.languages, questions)
    return point_form(sent, consultation.languages, questions, title=point.title, body=point.body, question=str(point.question.number) if point.question else "")


def _question(consultation: Any, form: Any) -> queries.Question | None:
    return next((one for one in consultation.questions if str(one.number) == form.question.data), None)


@get("/staff/{slug:str}/summary/points", needs=NEEDS)
def show_points(visit: Visit, session: Session, slug: str) -> Response[bytes]:
    """All points in their order."""
    consultation, summary = _opened(visit, session, slug)
    counts = queries.counts_behind(session, visit.actor, [one.id for one in summary.points])
    return page(visit, "summaries/points.html", consultation=consultation, summary=summary, counts=counts, done=done(visit.query.get("done", "")))


@get("/staff/{slug:str}/summary/points/new", needs=NEEDS)
def show_new_point(visit: Visit, session: Session, slug: str) -> Response[bytes]:
    """The form of a new point."""
    consultation, _summary = _opened(visit, session, slug)
    return page(visit, "summaries/point_new.html", consultation=consultation, form=_form(visit, consultation), faults=[], found=[])


@post("/staff/{slug:str}/summary/points/new", needs=NEEDS)
def add_point(visit: Visit, session: Session, slug: str) -> Response[bytes]:
    """Add a point at the end of the list."""
    consultation, summary = _opened(visit, session, slug)
    form = _form(visit, consultation)
    found = _hint(visit, session, form)
    try:
        if not (form.faults() or found):
            point = commands.add_point(session, visit.actor, summary, form.texts("title"), form.texts("body"), _question(consultation, form))
            return redirect(visit.url(f"/staff/{slug}/summary/points/{point.number}", done="saved"))
    except Refused as refused:
        form.blame(form.own("title"), refused.sentence)
    return page(visit, "summaries/point_new.html", status=422, consultation=consultation, form=form, faults=form.faults(), found=found)


@get("/staff/{slug:str}/summary/points/{number:int}", needs=NEEDS)
def show_my_point(visit: Visit, session: Session, slug: str, number: int) -> Response[bytes]:
    """A point with its words, who stands behind it, and who says something similar."""
    consultation = consultations.one(session, visit.actor, slug)
    point = queries.my_point(session, visit.actor, consultation, number)
    return _point(visit, session, consultation, point, _form(visit, consultation, point))


def _point(visit: Visit, session: Session, consultation: Any, point: queries.Point, form: Any, *, fault: str = "", found: Any = (), meanwhile: bool = False) -> Response[bytes]:
    behind, further = queries.behind_page(session, visit.actor, point, key_of(visit.query.get("after", "")))
    faults = [("behind", fault)] if fault else form.faults()
    similar = queries.alike_point(session, visit.actor, consultation, point) if visit.method == "GET" else []
    shown = queries.points_of(session, visit.actor, [one.id for one, _likeness in similar])
    return page(
        visit,
        "summaries/point_edit.html",
        status=409 if meanwhile else 422 if faults or found else 200,
        found=found,
        ground=fingerprint(*_ground(point)),
        meanwhile=[(language_name(tag), f"{text}\n{point.body.get(tag, '')}") for tag, text in point.title.items()] if meanwhile else [],
        consultation=consultation,
        point=point,
        form=form,
        faults=faults,
        behind=behind,
        after=key_text(further),
        count=queries.counts_behind(session, visit.actor, [point.id])[point.id],
        similar=[(one, likeness) for one, likeness in similar if point.id not in {other.id for other in shown[one.id]}],
        done=done(visit.query.get("done", "")),
    )


@post("/staff/{slug:str}/summary/points/{number:int}", needs=NEEDS)
def save_point(visit: Visit, session: Session, slug: str, number: int) -> Response[bytes]:
    """Word a point anew."""
    consultation = consultations.one(session, visit.actor, slug)
    point = queries.my_point(session, visit.actor, consultation, number)
    form = _form(visit, consultation, point)
    if changed_meanwhile(visit, *_ground(point)):
        return _point(visit, session, consultation, point, form, meanwhile=True)
    found = _hint(visit, session, form)
    try:
        if not (form.faults() or found):
            commands.edit_point(session, visit.actor, point, form.texts("title"), form.texts("body"), _question(consultation, form))
            return redirect(visit.url(f"/staff/{slug}/summary/points/{number}", done="saved"))
    except Refused as refused:
        form.blame(form.own("title"), refused.sentence)
    return _point(visit, session, consultation, point, form, found=found)


def _ground(point: queries.Point) -> tuple[Any, ...]:
    return point.title, point.body, point.question.number if point.question else ""


def _hint(visit: Visit, session: Session, form: Any) -> list[Any]:
    """Careful words in a whole form; of one with faults the faults are told first."""
    return hint(visit, session, form.texts("title"), form.texts("body")) if form.validate() else []


@post("/staff/{slug:str}/summary/points/{number:int}/links", needs=NEEDS)
def change_links(visit: Visit, session: Session, slug: str, number: int) -> Response[bytes]:
    """Put the ticked contributions behind the point, or take them away."""
    consultation = consultations.one(session, visit.actor, slug)
    point = queries.my_point(session, visit.actor, consultation, number)
    ticked = queries.chosen(session, visit.actor, consultation, visit.form.getall("chosen", []))
    taking = "do-unlink" in visit.form
    try:
        (commands.unlink if taking else commands.link)(session, visit.actor, point, ticked)
    except Refused as refused:
        form = point_form(None, consultation.languages, [], title=point.title, body=point.body)
        form.question.choices = _form(visit, consultation, point).question.choices
        return _point(visit, session, consultation, point, form, fault=refused.sentence)
    return redirect(visit.url(f"/staff/{slug}/summary/points/{number}", done="unlinked" if taking else "linked"))


@post("/staff/{slug:str}/summary/points/{number:int}/move", needs=NEEDS)
def move_point(visit: Visit, session: Session, slug: str, number: int) -> Response[bytes]:
    """Move a point up or down."""
    consultation = consultations.one(session, visit.actor, slug)
    commands.move_point(session, visit.actor, queries.my_point(session, visit.actor, consultation, number), visit.form.get("way", "") == "up")
    return redirect(visit.url(f"/staff/{slug}/summary/points", done="moved"))


@post("/staff/{slug:str}/summary/points/{number:int}/delete", needs=NEEDS)
def delete_point(visit: Visit, session: Session, slug: str, number: int) -> Response[bytes]:
    """Delete a point of a draft."""
    consultation = consultations.one(session, visit.actor, slug)
    commands.delete_point(session, visit.actor, queries.my_point(session, visit.actor, consultation, number))
    return redirect(visit.url(f"/staff/{slug}/summary/points", done="deleted"))
