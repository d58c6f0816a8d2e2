"""The chair's lists: their words, the requests that wait, what members told. Addresses stand on no page."""

from typing import Any

from litestar.response import Response

from portal.base.access import Permission
from portal.base.database import Session
from portal.base.errors import NotFound, Refused
from portal.base.languages import _, _l
from portal.base.regions import REGIONS
from portal.calls import commands, queries
from portal.calls.forms.chairs import ListForm, list_form
from portal.calls.forms.joining import Answering, topics
from portal.web.doors import get, post
from portal.web.editing import changed_meanwhile, fingerprint
from portal.web.pages import page, redirect
from portal.web.visitors import Visit

PLACE = "/staff/lists"
NEEDS = Permission.LEAD_CALLS
DONE = {
    "made": _l("The list is made."),
    "saved": _l("The changes are saved."),
    "deleted": _l("The list is deleted. Its members are taken off it within minutes."),
    "answered": _l("The request is answered. A letter tells them."),
}


@get(PLACE, needs=NEEDS)
def show_lists(visit: Visit, session: Session) -> Response[bytes]:
    """All lists, with the requests that wait."""
    lists = queries.lists_for_staff(session, visit.actor)
    waiting = queries.requests_of(session, visit.actor, [one.id for one in lists])
    count = {one.id: sum(request.list_id == one.id for request in waiting) for one in lists}
    return page(visit, "calls/chair_lists.html", lists=lists, count=count, done=str(DONE.get(visit.query.get("done", ""), "")))


@get(PLACE + "/new", needs=NEEDS)
def show_new(visit: Visit, session: Session) -> Response[bytes]:
    """The form of a new list."""
    return _form(visit, list_form())


@post(PLACE + "/new", needs=NEEDS)
def create(visit: Visit, session: Session) -> Response[bytes]:
    """Make a list."""
    form = list_form(visit.form)
    if not form.whole():
        return _form(visit, form, status=422)
    try:
        made = commands.create_list(session, visit.actor, slug=form.slug.data or "", **form.columns())
    except Refused as refused:
        form.blame("slug", refused.sentence)
        return _form(visit, form, status=422)
    return redirect(visit.url(f"{PLACE}/{made.slug}", done="made"))


@get(PLACE + "/{slug:str}", needs=NEEDS)
def show_list(visit: Visit, session: Session, slug: str) -> Response[bytes]:
    """One list: who waits, and what members told."""
    shown = queries.list_for_staff(session, visit.actor, slug)
    facts: dict[str, Any] = {"requests": queries.requests_of(session, visit.actor, [shown.id]), "notes": queries.notes_of_list(session, visit.actor, shown.id)}
    return page(visit, "calls/chair_list.html", list=shown, done=str(DONE.get(visit.query.get("done", ""), "")), **facts)


@get(PLACE + "/{slug:str}/edit", needs=NEEDS)
def show_edit(visit: Visit, session: Session, slug: str) -> Response[bytes]:
    """The form of a list that is there."""
    shown = queries.list_for_staff(session, visit.actor, slug)
    return _form(visit, list_form(known=shown), shown)


@post(PLACE + "/{slug:str}/edit", needs=NEEDS)
def save(visit: Visit, session: Session, slug: str) -> Response[bytes]:
    """Save a list, unless somebody else was faster: then both versions are shown."""
    shown = queries.list_for_staff(session, visit.actor, slug)
    form = list_form(visit.form, shown)
    if not form.whole():
        return _form(visit, form, shown, status=422)
    if changed_meanwhile(visit, *_texts(shown)):
        return _form(visit, form, shown, status=409, meanwhile=[(field.label.text, getattr(shown, part).get(field.tag, "")) for part in PARTS for field in form.fields_of(part)])
    commands.change_list(session, visit.actor, shown, **form.columns())
    return redirect(visit.url(f"{PLACE}/{slug}", done="saved"))


PARTS = ("title", "purpose", "who_may")


def _texts(shown: Any) -> list[Any]:
    return [getattr(shown, part) for part in PARTS]


def _form(visit: Visit, form: ListForm, shown: Any = None, *, status: int = 200, meanwhile: Any = ()) -> Response[bytes]:
    ground = fingerprint(*_texts(shown)) if shown is not None else ""
    return page(visit, "calls/chair_list_form.html", status=status, form=form, faults=form.faults(), list=shown, ground=ground, meanwhile=meanwhile)


@get(PLACE + "/{slug:str}/requests/{request_id:int}", needs=NEEDS)
def show_request(visit: Visit, session: Session, slug: str, request_id: int) -> Response[bytes]:
    """One request, as much of it as a decision needs."""
    return _request(visit, queries.request_of(session, visit.actor, slug, request_id), Answering())


@post(PLACE + "/{slug:str}/requests/{request_id:int}", needs=NEEDS)
def answer_request(visit: Visit, session: Session, slug: str, request_id: int) -> Response[bytes]:
    """Let somebody join, or not; the request is gone then."""
    try:
        asking = queries.request_of(session, visit.actor, slug, request_id)
    except NotFound:
        queries.list_for_staff(session, visit.actor, slug)  # the list is theirs, so the request was answered or has ended
        return redirect(visit.url(f"{PLACE}/{slug}", done="answered"))
    form = Answering(visit.form)
    if not form.validate():
        return _request(visit, asking, form, status=422)
    if form.answer.data == "admit":
        commands.admit(session, visit.actor, asking.request)
    elif form.reason.data:
        commands.decline(session, visit.actor, asking.request, form.reason.data)
    else:
        form.blame("reason", _("A decision needs a reason."))
        return _request(visit, asking, form, status=422)
    return redirect(visit.url(f"{PLACE}/{slug}", done="answered"))


def _request(visit: Visit, asking: Any, form: Answering, *, status: int = 200) -> Response[bytes]:
    request = asking.request
    wanted = [str(dict(topics())[one]) for one in request.topics] + [str(REGIONS[one]) for one in request.regions]
    return page(visit, "calls/chair_request.html", status=status, asking=asking, request=request, wanted=wanted, form=form, faults=form.faults())
