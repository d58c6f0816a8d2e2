"""The lists that administrators keep: who gets which complaints first, and which external bodies hear complaints."""

from typing import Any

from litestar.response import Response

from portal.base.access import Permission, Role
from portal.base.database import Session
from portal.base.errors import Refused
from portal.base.languages import _
from portal.base.regions import REGIONS
from portal.complaints import queries
from portal.complaints.commands import lists
from portal.complaints.deskforms import AvenueForm, RouteForm
from portal.complaints.queries import Category
from portal.vault import queries as vault
from portal.web.doors import get, post
from portal.web.editing import changed_meanwhile, fingerprint
from portal.web.pages import page, redirect
from portal.web.visitors import Visit

ROUTES, AVENUES = "/staff/desk/routes", "/staff/desk/avenues"


def _done(visit: Visit) -> str:
    return {"added": _("It is on the list."), "changed": _("It is changed."), "removed": _("It is taken out.")}.get(visit.query.get("done", ""), "")


@get(ROUTES, needs=Permission.OVERSEE_VAULT, vault=True)
def show_routes(visit: Visit, session: Session) -> Response[bytes]:
    """Who gets which complaints first."""
    return _routes(visit, session, None)


def _routes(visit: Visit, session: Session, form: RouteForm | None) -> Response[bytes]:
    colleagues = vault.colleagues(session, visit.actor, Role.FOCAL_POINT)
    names = {one.officer.id: f"{one.person.name}, {one.person.organisation}" for one in colleagues}
    form = form or RouteForm(officers=_officers(session, visit))
    rows = [(one, one.category.label if one.category else "", REGIONS.get(one.region, ""), names.get(one.officer_id, "")) for one in queries.routes(session, visit.actor)]
    return page(visit, "complaints/routes.html", status=422 if form.faults() else 200, faults=form.faults(), form=form, rows=rows, done=_done(visit))


def _officers(session: Session, visit: Visit) -> list[tuple[str, str]]:
    return [(str(one.officer.id), f"{one.person.name}, {one.person.organisation}") for one in vault.colleagues(session, visit.actor, Role.FOCAL_POINT)]


@post(ROUTES, needs=Permission.OVERSEE_VAULT, vault=True)
def add_route(visit: Visit, session: Session) -> Response[bytes]:
    """One more line."""
    form = RouteForm(visit.form, officers=_officers(session, visit))
    if not form.validate():
        return _routes(visit, session, form)
    category = Category(form.category.data) if form.category.data else None
    lists.add_route(session, visit.actor, category=category, region=form.region.data, officer_id=int(form.officer.data))
    return redirect(visit.url(ROUTES, done="added"))


@post(ROUTES + "/{route_id:int}/remove", needs=Permission.OVERSEE_VAULT, vault=True)
def remove_route(visit: Visit, session: Session, route_id: int) -> Response[bytes]:
    """A line less."""
    lists.remove_route(session, visit.actor, route_id)
    return redirect(visit.url(ROUTES, done="removed"))


@get(AVENUES, needs=Permission.OVERSEE_VAULT, vault=True)
def show_avenues(visit: Visit, session: Session) -> Response[bytes]:
    """The external bodies."""
    return _avenues(visit, session, AvenueForm())


def _avenues(visit: Visit, session: Session, form: AvenueForm) -> Response[bytes]:
    rows = [(one, [Category(name).label for name in one.categories]) for one in queries.avenues(session, visit.actor)]
    return page(visit, "complaints/avenues.html", status=422 if form.faults() else 200, faults=form.faults(), form=form, rows=rows, done=_done(visit))


@post(AVENUES, needs=Permission.OVERSEE_VAULT, vault=True)
def add_avenue(visit: Visit, session: Session) -> Response[bytes]:
    """One more body. The same form sent twice enters it once."""
    form = AvenueForm(visit.form)
    if not form.validate():
        return _avenues(visit, session, form)
    if not any((one.name, one.ways) == (form.name.data, form.ways.data) for one in queries.avenues(session, visit.actor)):
        lists.save_avenue(session, visit.actor, None, name=form.name.data, ways=form.ways.data, categories=form.chosen)
    return redirect(visit.url(AVENUES, done="added"))


@get(AVENUES + "/{avenue_id:int}", needs=Permission.OVERSEE_VAULT, vault=True)
def show_avenue(visit: Visit, session: Session, avenue_id: int) -> Response[bytes]:
    """One body, to be changed."""
    found = queries.avenue(session, visit.actor, avenue_id)
    return _avenue(visit, found, AvenueForm(data={"name": found.name, "ways": found.ways, "categories": found.categories}))


def _avenue(visit: Visit, found: Any, form: AvenueForm, *, meanwhile: bool = False) -> Response[bytes]:
    status = 409 if meanwhile else 422 if form.faults() else 200
    return page(visit, "complaints/avenue.html", status=status, faults=form.faults(), form=form, avenue=found, ground=_ground(found), meanwhile=meanwhile)


def _ground(one: Any) -> str:
    return fingerprint(one.name, one.ways, sorted(one.categories))


@post(AVENUES + "/{avenue_id:int}", needs=Permission.OVERSEE_VAULT, vault=True)
def change_avenue(visit: Visit, session: Session, avenue_id: int) -> Response[bytes]:
    """Change it, unless somebody else has meanwhile."""
    found, form = queries.avenue(session, visit.actor, avenue_id), AvenueForm(visit.form)
    if not form.validate():
        return _avenue(visit, found, form)
    if changed_meanwhile(visit, found.name, found.ways, sorted(found.categories)):
        return _avenue(visit, found, form, meanwhile=True)
    try:
        lists.save_avenue(session, visit.actor, found, name=form.name.data, ways=form.ways.data, categories=form.chosen)
    except Refused as fault:
        form.blame("name", fault.sentence)
        return _avenue(visit, found, form)
    return redirect(visit.url(AVENUES, done="changed"))


@post(AVENUES + "/{avenue_id:int}/remove", needs=Permission.OVERSEE_VAULT, vault=True)
def remove_avenue(visit: Visit, session: Session, avenue_id: int) -> Response[bytes]:
    """A body less."""
    lists.remove_avenue(session, visit.actor, queries.avenue(session, visit.actor, avenue_id))
    return redirect(visit.url(AVENUES, done="removed"))
