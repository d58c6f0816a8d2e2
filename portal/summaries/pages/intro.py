"""The words before the points."""

from typing import Any

from litestar.response import Response

from portal.base.database import Session
from portal.base.errors import NotFound
from portal.base.languages import language_name
from portal.consultations import queries as consultations
from portal.policies.hints import hint
from portal.summaries import commands, queries
from portal.summaries.forms import intro_form
from portal.summaries.pages.workspace import NEEDS
from portal.web.doors import get, post
from portal.web.editing import changed_meanwhile, fingerprint
from portal.web.pages import page, redirect
from portal.web.visitors import Visit


@get("/staff/{slug:str}/summary/intro", needs=NEEDS)
def show_intro(visit: Visit, session: Session, slug: str) -> Response[bytes]:
    """The words before the points."""
    consultation = consultations.one(session, visit.actor, slug)
    summary = queries.mine(session, visit.actor, consultation)
    if summary is None:
        raise NotFound
    return page(visit, "summaries/intro.html", consultation=consultation, form=intro_form(None, consultation.languages, summary.intro), faults=[], found=[], **_beside(summary))


@post("/staff/{slug:str}/summary/intro", needs=NEEDS)
def save_intro(visit: Visit, session: Session, slug: str) -> Response[bytes]:
    """Keep the words before the points."""
    consultation = consultations.one(session, visit.actor, slug)
    summary, form = queries.mine(session, visit.actor, consultation), intro_form(visit.form, consultation.languages)
    if summary is None:
        raise NotFound
    other = changed_meanwhile(visit, summary.intro)
    found = hint(visit, session, form.texts("intro")) if form.validate() and not other else []
    if other or found or form.faults():
        status, facts = 409 if other else 422, _beside(summary, shown=other)
        return page(visit, "summaries/intro.html", status=status, consultation=consultation, form=form, faults=form.faults(), found=found, **facts)
    commands.introduce(session, visit.actor, summary, form.texts("intro"))
    return redirect(visit.url(f"/staff/{slug}/summary", done="saved"))


def _beside(summary: queries.Summary, *, shown: bool = False) -> dict[str, Any]:
    """What the form was built on; the other editor's words, if they came meanwhile."""
    return {"ground": fingerprint(summary.intro), "meanwhile": [(language_name(tag), text) for tag, text in summary.intro.items()] if shown else []}
