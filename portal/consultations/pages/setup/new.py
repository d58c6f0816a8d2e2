"""A new consultation: a title, languages and a place to begin with; everything else is on the list of tasks."""

from typing import Any

from litestar.response import Response

from portal.base.access import Permission
from portal.base.database import Session
from portal.base.errors import NotFound, Refused
from portal.base.languages import Texts
from portal.consultations import commands, queries
from portal.consultations.forms.contents import TextsForm
from portal.consultations.forms.sheets import address_for, copy_form, in_order, new_form
from portal.consultations.pages.setup.shelves import managed
from portal.identity import queries as people
from portal.web.doors import get, post
from portal.web.pages import page, redirect
from portal.web.visitors import Visit


@get("/staff/new", needs=Permission.CREATE_CONSULTATION)
def show_new(visit: Visit, session: Session) -> Response[bytes]:
    """The short form with which a consultation begins."""
    return _new(visit, _form(visit, session))


@post("/staff/new", needs=Permission.CREATE_CONSULTATION)
def begin(visit: Visit, session: Session) -> Response[bytes]:
    """Make the draft and lead on to its tasks."""
    form = _form(visit, session)
    if not form.validate():
        return _new(visit, form, status=422)
    first = form["first"].data
    slug = form["slug"].data or address_for(form["title"].data)
    try:
        made = commands.draft(
            session,
            visit.actor,
            title=Texts({first: form["title"].data}),
            languages=in_order(first, form["more"].data),
            slug=slug,
            host_id=_host(visit, session, form),
            zone=form["zone"].data,
        )
    except Refused as fault:
        return _taken(visit, session, form, slug, fault, lambda: _new(visit, form, status=422))
    return redirect(visit.url(f"/staff/{made.slug}/setup"))


@get("/staff/{slug:str}/copy", needs=Permission.CREATE_CONSULTATION)
def show_copy(visit: Visit, session: Session, slug: str) -> Response[bytes]:
    """What a copy takes along, and what not."""
    consultation = managed(visit, session, slug)
    return _copy(visit, consultation, copy_form(consultation))


@post("/staff/{slug:str}/copy", needs=Permission.CREATE_CONSULTATION)
def make_copy(visit: Visit, session: Session, slug: str) -> Response[bytes]:
    """Make a draft out of an earlier consultation."""
    consultation = managed(visit, session, slug)
    form = copy_form(consultation, visit.form)
    if not form.validate():
        return _copy(visit, consultation, form, status=422)
    title = form.texts("title")
    wanted = form["slug"].data or address_for(next((words for words in title.values() if words), ""))
    try:
        made = commands.copy(session, visit.actor, consultation, slug=wanted, title=title, team=form["team"].data)
    except Refused as fault:
        return _taken(visit, session, form, wanted, fault, lambda: _copy(visit, consultation, form, status=422))
    return redirect(visit.url(f"/staff/{made.slug}/setup"))


def _form(visit: Visit, session: Session) -> TextsForm:
    known = people.organisations(session, visit.actor)
    hosts = [(one.slug, str(one.name)) for one in known] if visit.actor.sees_drafts else []
    return new_form(hosts, visit.form if visit.method == "POST" else None)


def _host(visit: Visit, session: Session, form: TextsForm) -> int:
    """The own organisation, or for administrators the one that was chosen."""
    if "host" in form:
        host = people.organisation(session, visit.actor, form["host"].data)
        if host is None:
            raise NotFound
        return host.id
    if visit.actor.organisation_id is None:
        raise NotFound
    return visit.actor.organisation_id


def _taken(visit: Visit, session: Session, form: TextsForm, slug: str, fault: Refused, again: Any) -> Response[bytes]:
    """The address cannot be had: say so at its field, and propose one that is free."""
    form.blame("slug", fault.sentence)
    form["slug"].data = queries.free_address(session, visit.actor, address_for(slug.replace("-", " ")))
    answer: Response[bytes] = again()
    return answer


def _new(visit: Visit, form: TextsForm, *, status: int = 200) -> Response[bytes]:
    return page(visit, "consultations/setup/new.html", status=status, form=form, faults=form.faults())


def _copy(visit: Visit, consultation: Any, form: TextsForm, *, status: int = 200) -> Response[bytes]:
    return page(visit, "consultations/setup/copy.html", status=status, consultation=consultation, form=form, faults=form.faults())
