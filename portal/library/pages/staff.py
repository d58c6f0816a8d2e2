"""The editors' side of the library."""

from typing import Any

from litestar.response import Response

from portal.base.access import Permission
from portal.base.database import Session
from portal.base.languages import _l
from portal.base.secrets import keyed_hash
from portal.base.settings import settings
from portal.library import commands, queries
from portal.library.facts import facts_of
from portal.library.forms import resource_form
from portal.web.doors import get, post
from portal.web.editing import changed_meanwhile, fingerprint
from portal.web.pages import page, redirect
from portal.web.visitors import Visit

EDIT = Permission.EDIT_DIRECTORY
SHELF = "/staff/library"
ONE = SHELF + "/{resource_id:int}"
DONE = {
    "saved": _l("It is saved."),
    "reviewed": _l("It is noted that you looked at it today."),
    "shown": _l("Everybody can read it now."),
    "hidden": _l("It is a draft again."),
    "starters": _l("The entries to begin with are here as drafts. Please look at each of them."),
}


@get(SHELF, needs=EDIT)
def show_shelf(visit: Visit, session: Session) -> Response[bytes]:
    """Everything, drafts too."""
    return page(visit, "library/desk.html", resources=queries.every(session, visit.actor), done=_done(visit))


@post(SHELF + "/starters", needs=EDIT)
def adopt_starters(visit: Visit, session: Session) -> Response[bytes]:
    """Take the resources that come with the portal."""
    commands.adopt_starters(session, visit.actor)
    return redirect(visit.url(SHELF, done="starters"))


@get(SHELF + "/new", needs=EDIT)
def show_new(visit: Visit, session: Session) -> Response[bytes]:
    """The empty form."""
    return _form(visit, resource_form(settings().languages))


@post(SHELF + "/new", needs=EDIT)
def enter(visit: Visit, session: Session) -> Response[bytes]:
    """Save a draft; the same form sent twice makes one."""
    form = resource_form(settings().languages, visit.form)
    if not form.whole():
        return _form(visit, form)
    facts = form.facts()
    key = keyed_hash("form", visit.token.name).hex()
    if key not in queries.known_keys(session, visit.actor):
        commands.enter(session, visit.actor, facts, key=key)
    return redirect(visit.url(SHELF, done="saved"))


@get(ONE, needs=EDIT)
def show_one(visit: Visit, session: Session, resource_id: int) -> Response[bytes]:
    """A resource as it stands."""
    resource = queries.by_id(session, visit.actor, resource_id)
    return _form(visit, resource_form(_tags(resource), facts=facts_of(resource)), resource)


@post(ONE, needs=EDIT)
def save(visit: Visit, session: Session, resource_id: int) -> Response[bytes]:
    """Save other facts, unless somebody else was faster: then both stand on the page."""
    resource = queries.by_id(session, visit.actor, resource_id)
    form = resource_form(_tags(resource), visit.form)
    if not form.whole():
        return _form(visit, form, resource)
    if changed_meanwhile(visit, str(facts_of(resource))) and form.facts() != facts_of(resource):
        return _form(visit, form, resource, meanwhile=True)
    commands.change(session, visit.actor, resource, form.facts())
    return redirect(visit.url(f"{SHELF}/{resource.id}", done="saved"))


@post(ONE + "/standing", needs=EDIT)
def change_standing(visit: Visit, session: Session, resource_id: int) -> Response[bytes]:
    """Show it, make it a draft again, or note that somebody has looked at it."""
    resource = queries.by_id(session, visit.actor, resource_id)
    if "do-review" in visit.form:
        commands.review(session, visit.actor, resource)
        return redirect(visit.url(f"{SHELF}/{resource.id}", done="reviewed"))
    shown = "do-show" in visit.form
    commands.show(session, visit.actor, resource, shown=shown)
    return redirect(visit.url(f"{SHELF}/{resource.id}", done="shown" if shown else "hidden"))


def _done(visit: Visit) -> str:
    return str(DONE.get(visit.query.get("done", ""), ""))


def _tags(resource: Any) -> list[str]:
    return list(dict.fromkeys([*settings().languages, *resource.title, *resource.what, *resource.text]))


def _form(visit: Visit, form: Any, resource: Any = None, *, meanwhile: bool = False) -> Response[bytes]:
    now = resource_form(_tags(resource), facts=facts_of(resource)) if meanwhile else None
    faults = form.faults()
    return page(
        visit,
        "library/write.html",
        status=409 if meanwhile else 422 if faults else 200,
        form=form,
        resource=resource,
        faults=faults,
        ground=fingerprint(str(facts_of(resource))) if resource else "",
        meanwhile=[(field.label.text, str(field.data)) for field in now if field.data != form[field.name].data] if now else [],
        done=_done(visit),
    )
