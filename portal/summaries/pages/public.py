"""The summary for everybody: the asks, who stands behind them, and the form to say what is wrong."""

import asyncio
import re
from datetime import date
from typing import Any

from litestar.response import Response

from portal.base import clock
from portal.base.access import Permission
from portal.base.database import Database, Session
from portal.base.errors import Refused
from portal.base.languages import _, language_name
from portal.consultations import queries as consultations
from portal.consultations.phases import Activity, allows, phase_at, require
from portal.contributions import queries as contributions
from portal.contributions.pages.reading import translation_choice, wants_translations
from portal.contributions.translating import told as contributions_told
from portal.figures import charts
from portal.figures import queries as figures
from portal.receipts import tickets
from portal.receipts.commands import brake
from portal.summaries import commands, queries
from portal.summaries.forms import ObjectionForm
from portal.summaries.queries import ObjectionKind
from portal.summaries.translating import original_of, told
from portal.web.doors import get, post
from portal.web.pages import page
from portal.web.visitors import Visit

KEY = re.compile(r"(\d{4}-\d{2}-\d{2})\.(\d{1,19})", re.ASCII)


def key_of(visit_text: str) -> tuple[date, int] | None:
    """The place in a list that an address names; None for the beginning and for nonsense."""
    found = KEY.fullmatch(visit_text)
    try:
        return (date.fromisoformat(found[1]), min(int(found[2]), 2**63 - 1)) if found else None
    except ValueError:
        return None


def key_text(key: tuple[date, int] | None) -> str:
    """The same as a text for an address; empty when there is no more."""
    return f"{key[0].isoformat()}.{key[1]}" if key else ""


def _name_of(tag: str) -> str:
    return language_name(tag) if tag else _("Another language")


@get("/consultations/{slug:str}/summary", needs=Permission.ANYONE)
def show_summary(visit: Visit, session: Session, slug: str) -> Response[bytes]:
    """The numbered asks by question, and the facts of participation."""
    consultation = consultations.one(session, visit.actor, slug)
    summary = queries.open_one(session, visit.actor, consultation)
    by_question = [(question, [one for one in summary.points if one.question_id == question.id]) for question in consultation.questions]
    rest = [one for one in summary.points if one.question_id is None]
    facts = queries.facts(session, visit.actor, consultation)
    return page(
        visit,
        "summaries/summary.html",
        consultation=consultation,
        summary=summary,
        by_question=[(question, points) for question, points in by_question if points],
        rest=rest,
        behind=queries.counts_behind(session, visit.actor, [one.id for one in summary.points]),
        facts=facts,
        spoken=charts.of_things("languages", _("Languages of the contributions"), _("Language"), [(_name_of(tag), count) for tag, count in facts.languages]),
        numbers=figures.number(session, visit.actor, "participation", "numbers", slug),
        coverage=queries.coverage(session, visit.actor, consultation),
        answered=[one for one in summary.objections if one.state is not queries.ObjectionState.OPEN],
        waiting=any(one.state is queries.ObjectionState.OPEN for one in summary.objections),
        checking=allows(phase_at(consultation, clock.now()), Activity.CHECK_BACK),
    )


@get("/consultations/{slug:str}/summary/points/{number:int}", needs=Permission.ANYONE)
def show_point(visit: Visit, session: Session, slug: str, number: int) -> Response[bytes]:
    """A point with the contributions behind it, in their own languages."""
    consultation = consultations.one(session, visit.actor, slug)
    point = queries.point(session, visit.actor, consultation, number)
    behind, further = queries.behind_page(session, visit.actor, point, key_of(visit.query.get("after", "")))
    others = queries.points_of(session, visit.actor, [one.id for one in behind])
    count = queries.counts_behind(session, visit.actor, [point.id])[point.id]
    first = wants_translations(visit)
    return page(
        visit,
        "summaries/point.html",
        consultation=consultation,
        point=point,
        behind=behind,
        others=others,
        supports=contributions.supports_of(session, visit.actor, [one.id for one in behind]),
        count=count,
        after=key_text(further),
        own=told(session, visit.actor, [point], visit.language).get(point.id),
        point_language=original_of(point.title, point.body)[0],
        translations=contributions_told(session, visit.actor, behind, visit.language, first=first),
        **translation_choice(visit, f"/consultations/{slug}/summary/points/{number}", after=key_text(key_of(visit.query.get("after", "")))),
    )


@get("/consultations/{slug:str}/summary/others", needs=Permission.ANYONE)
def show_others(visit: Visit, session: Session, slug: str) -> Response[bytes]:
    """Contributions without a separate point, each with the reason."""
    consultation = consultations.one(session, visit.actor, slug)
    queries.open_one(session, visit.actor, consultation)
    found, further = queries.without_point_page(session, visit.actor, consultation, key_of(visit.query.get("after", "")))
    reasons = queries.no_points_of(session, visit.actor, [one.id for one in found])
    return page(
        visit,
        "summaries/others.html",
        consultation=consultation,
        found=found,
        reasons=reasons,
        supports=contributions.supports_of(session, visit.actor, [one.id for one in found]),
        after=key_text(further),
    )


@get("/consultations/{slug:str}/summary/object", needs=Permission.OBJECT)
def show_objecting(visit: Visit, session: Session, slug: str) -> Response[bytes]:
    """The form to say what was misread or missed."""
    consultation, _summary, form = _objecting(visit, session, slug)
    require(consultation, Activity.CHECK_BACK)
    return page(visit, "summaries/object.html", consultation=consultation, form=form, faults=[], ticket="")


@post("/consultations/{slug:str}/summary/object", needs=Permission.OBJECT)
async def send_objection(visit: Visit, database: Database, slug: str) -> Response[bytes]:
    """Take the objection; whoever types a number waits while many numbers are tried."""
    if visit.form.get("code", "").strip():
        await asyncio.sleep(brake.wait())
    return await database.writing(lambda session: _take(visit, session, slug))


def _take(visit: Visit, session: Session, slug: str) -> Response[bytes]:
    consultation, summary, form = _objecting(visit, session, slug)
    facts: dict[str, Any] = {"consultation": consultation, "form": form, "ticket": visit.form.get("ticket", "")}
    if not form.validate():
        return page(visit, "summaries/object.html", status=422, faults=form.faults(), **facts)
    point = next((one for one in summary.points if str(one.number) == form.point.data), None)
    try:
        objected = commands.object_to(
            session,
            visit.actor,
            summary,
            token=visit.token,
            kind=ObjectionKind(form.kind.data),
            text=form.text.data,
            language=form.language.data,
            point=point,
            code=form.code.data or "",
        )
    except Refused as refused:
        form.blame("code" if form.code.data else "text", refused.sentence)
        return page(visit, "summaries/object.html", status=422, faults=form.faults(), **facts)
    return page(visit, "summaries/objected.html", consultation=consultation, objected=objected, ticket=tickets.issue(objected.receipt))


def _objecting(visit: Visit, session: Session, slug: str) -> tuple[queries.Consultation, queries.Summary, ObjectionForm]:
    consultation = consultations.one(session, visit.actor, slug)
    summary = queries.open_one(session, visit.actor, consultation)
    points = [(str(one.number), _("No. %(number)s: %(title)s", number=one.number, title=str(one.title))) for one in summary.points]
    sent = visit.form if visit.method == "POST" else None
    form = ObjectionForm(
        sent, points=points, languages=consultation.languages, longest=consultation.longest, data={"point": visit.query.get("point", ""), "language": visit.language}
    )
    return consultation, summary, form
