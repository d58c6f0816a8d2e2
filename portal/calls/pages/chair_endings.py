"""Closing a list to new requests, and ending it."""

from typing import Any

from litestar.response import Response

from portal.base.access import Permission
from portal.base.database import Session
from portal.base.errors import NotFound
from portal.base.languages import _
from portal.calls import commands, queries
from portal.calls.forms.chairs import deleting_form
from portal.calls.pages.chair_lists import PLACE
from portal.web.doors import get, post
from portal.web.pages import page, redirect
from portal.web.visitors import Visit

NEEDS = Permission.LEAD_CALLS
ONE = PLACE + "/{slug:str}"


@post(ONE + "/requests", needs=NEEDS)
def take_requests(visit: Visit, session: Session, slug: str) -> Response[bytes]:
    """Let people ask to join, or no more."""
    commands.take_requests(session, visit.actor, queries.list_for_staff(session, visit.actor, slug), yes=visit.form.get("take") == "yes")
    return redirect(visit.url(f"{PLACE}/{slug}", done="saved"))


@get(ONE + "/delete", needs=NEEDS)
def show_deleting(visit: Visit, session: Session, slug: str) -> Response[bytes]:
    """What becomes of the members, and the field for the reason."""
    shown = queries.list_for_staff(session, visit.actor, slug)
    return _form(visit, shown, deleting_form(known=shown))


@post(ONE + "/delete", needs=NEEDS)
def delete_list(visit: Visit, session: Session, slug: str) -> Response[bytes]:
    """End the list; pressed twice it ends once."""
    try:
        shown = queries.list_for_staff(session, visit.actor, slug)
    except NotFound:
        if queries.has_ended(session, visit.actor, slug):
            return redirect(visit.url(PLACE, done="deleted"))
        raise
    form = deleting_form(visit.form, shown)
    if not (form.validate() & form.one_of("text", _("A decision needs a reason."))):
        return _form(visit, shown, form)
    commands.delete_list(session, visit.actor, shown, form.texts("text"), by_letter=bool(form.by_letter.data))
    return redirect(visit.url(PLACE, done="deleted"))


def _form(visit: Visit, shown: Any, form: Any) -> Response[bytes]:
    faults = form.faults()
    return page(visit, "calls/chair_delete.html", status=422 if faults else 200, list=shown, form=form, faults=faults)
