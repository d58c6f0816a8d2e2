"""Links to take part: the organiser makes them, and whoever has one comes in by a button."""

from typing import Any

from litestar.response import Response

from portal.base.access import Permission, can
from portal.base.database import Session
from portal.base.errors import NotFound, Refused
from portal.base.languages import _l
from portal.base.settings import settings
from portal.consultations import commands, queries
from portal.consultations.forms import LinkForm
from portal.web import rooms
from portal.web.doors import get, post
from portal.web.pages import page, redirect
from portal.web.visitors import Visit, link

DONE = {"end": _l("The link is withdrawn. Nobody can come in by it any more.")}


@get("/staff/{slug:str}/links", needs=Permission.MANAGE_CONSULTATION)
def show_links(visit: Visit, session: Session, slug: str) -> Response[bytes]:
    """All links, how often each was used, and the form for a new one."""
    return _page(visit, session, _managed(visit, session, slug), LinkForm(), done=str(DONE.get(visit.query.get("done", ""), "")))


@post("/staff/{slug:str}/links", needs=Permission.MANAGE_CONSULTATION)
def make_link(visit: Visit, session: Session, slug: str) -> Response[bytes]:
    """Make a link and show it, this once."""
    consultation, form = _managed(visit, session, slug), LinkForm(visit.form)
    if not form.validate():
        return _page(visit, session, consultation, form, status=422)
    try:
        secret = commands.make_link(session, visit.actor, consultation, form.label.data, most_uses=form.most, ends_on=form.last_day)
    except Refused as refused:
        form.blame("ends_on", refused.sentence)
        return _page(visit, session, consultation, form, status=422)
    addresses = [(tag, settings().address + link(tag, "/rooms/enter", key=secret)) for tag in consultation.languages if tag in settings().languages]
    return page(visit, "consultations/link_made.html", consultation=consultation, label=form.label.data, addresses=addresses)


@post("/staff/{slug:str}/links/end", needs=Permission.MANAGE_CONSULTATION)
def end_link(visit: Visit, session: Session, slug: str) -> Response[bytes]:
    """Withdraw a link."""
    which = visit.form.get("link", "")
    if not (which.isascii() and which.isdigit()):
        raise NotFound
    commands.end_link(session, visit.actor, _managed(visit, session, slug), int(which))
    return redirect(visit.url(f"/staff/{slug}/links", done="end"))


@get("/rooms/enter", needs=Permission.ANYONE)
def show_door(visit: Visit, session: Session) -> Response[bytes]:
    """What one was invited to, and the button to come in: looking at a link counts nothing."""
    key = visit.query.get("key", "")
    consultation = queries.behind_link(session, visit.actor, key)
    if consultation is None:
        return page(visit, "consultations/link_over.html", status=410)
    return page(visit, "consultations/enter.html", consultation=consultation, key=key)


@post("/rooms/enter", needs=Permission.ANYONE)
def enter(visit: Visit, session: Session) -> Response[bytes]:
    """Come in. The number of uses grows by one; nothing else is kept."""
    try:
        consultation = commands.enter(session, visit.actor, visit.form.get("key", ""))
    except NotFound:
        return page(visit, "consultations/link_over.html", status=410)
    inside = f"/consultations/{consultation.slug}"
    if consultation.private:
        inside = f"/rooms/{rooms.issue(consultation.id)}{inside}"
    return redirect(link(visit.language, inside))


def _page(visit: Visit, session: Session, consultation: Any, form: LinkForm, *, done: str = "", status: int = 200) -> Response[bytes]:
    made = queries.links(session, visit.actor, consultation)
    return page(visit, "consultations/links.html", status=status, consultation=consultation, links=made, form=form, faults=form.faults(), done=done)


def _managed(visit: Visit, session: Session, slug: str) -> Any:
    consultation = queries.one(session, visit.actor, slug)
    if not can(visit.actor, Permission.MANAGE_CONSULTATION, consultation):
        raise NotFound
    return consultation
