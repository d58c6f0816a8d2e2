"""The organiser's meetings: enter, change, cancel with a reason, say what came of them."""

from typing import Any

from litestar.response import Response

from portal.base.access import Permission, can
from portal.base.database import Session
from portal.base.errors import NotFound
from portal.base.languages import _l
from portal.consultations import queries as consultations
from portal.consultations.forms import deed_form
from portal.meetings import commands, queries
from portal.meetings.forms import is_good, meeting_form, outcome_form, settled, told
from portal.web.doors import get, post
from portal.web.editing import FIELD, changed_meanwhile, fingerprint
from portal.web.pages import page, redirect
from portal.web.visitors import Visit

BASE = "/staff/{slug:str}/meetings"
ONE = BASE + "/{number:int}"
MANAGE = Permission.MANAGE_CONSULTATION
DONE = {"new": _l("It is added."), "save": _l("It is saved."), "cancel": _l("The meeting is cancelled. The reason is public.")}


@get(BASE, needs=MANAGE)
def show_all(visit: Visit, session: Session, slug: str) -> Response[bytes]:
    """All meetings, and the way to a new one."""
    consultation = _managed(visit, session, slug)
    found = queries.of(session, visit.actor, consultation)
    return page(visit, "meetings/kept.html", consultation=consultation, meetings=found, now=visit.now, done=str(DONE.get(visit.query.get("done", ""), "")))


@get(BASE + "/new", needs=MANAGE)
def show_new(visit: Visit, session: Session, slug: str) -> Response[bytes]:
    """The empty form."""
    consultation = _managed(visit, session, slug)
    return _form(visit, consultation, meeting_form(consultation))


@post(BASE + "/new", needs=MANAGE)
def enter(visit: Visit, session: Session, slug: str) -> Response[bytes]:
    """Enter a meeting; the same once more is a second click."""
    consultation = _managed(visit, session, slug)
    form = meeting_form(consultation, sent=visit.form)
    if not is_good(form):
        return _form(visit, consultation, form, status=422)
    facts = settled(form)
    last = max(queries.of(session, visit.actor, consultation), key=lambda one: one.number, default=None)
    if last is None or any(getattr(last, name) != value for name, value in facts.items()):
        commands.enter(session, visit.actor, consultation, **facts)
    return redirect(visit.url(f"/staff/{slug}/meetings", done="new"))


@get(ONE, needs=MANAGE)
def show_one(visit: Visit, session: Session, slug: str, number: int) -> Response[bytes]:
    """The form of a meeting as it stands."""
    consultation, meeting = _one(visit, session, slug, number)
    return _form(visit, consultation, meeting_form(consultation, meeting), meeting)


@post(ONE, needs=MANAGE)
def change(visit: Visit, session: Session, slug: str, number: int) -> Response[bytes]:
    """Another time, place or word, unless somebody else has changed it meanwhile."""
    consultation, meeting = _one(visit, session, slug, number)
    form = meeting_form(consultation, meeting, visit.form)
    if not is_good(form):
        return _form(visit, consultation, form, meeting, status=422, ground=visit.form.get(FIELD, ""))
    if changed_meanwhile(visit, meeting.version):
        return _form(visit, consultation, form, meeting, status=409)
    commands.change(session, visit.actor, meeting, **settled(form))
    return redirect(visit.url(f"/staff/{slug}/meetings", done="save"))


@get(ONE + "/cancel", needs=MANAGE)
def show_cancelling(visit: Visit, session: Session, slug: str, number: int) -> Response[bytes]:
    """Ask for the reason."""
    consultation, meeting = _one(visit, session, slug, number)
    return page(visit, "meetings/cancel.html", consultation=consultation, meeting=meeting, form=deed_form("cancel", consultation.languages, consultation.zone), faults=[])


@post(ONE + "/cancel", needs=MANAGE)
def cancel(visit: Visit, session: Session, slug: str, number: int) -> Response[bytes]:
    """It does not take place."""
    consultation, meeting = _one(visit, session, slug, number)
    form = deed_form("cancel", consultation.languages, consultation.zone, visit.form)
    if not form.validate():
        return page(visit, "meetings/cancel.html", status=422, consultation=consultation, meeting=meeting, form=form, faults=form.faults())
    if meeting.state != "cancelled":
        commands.cancel(session, visit.actor, meeting, form.reason())
    return redirect(visit.url(f"/staff/{slug}/meetings", done="cancel"))


@get(ONE + "/notes", needs=MANAGE)
def show_outcome(visit: Visit, session: Session, slug: str, number: int) -> Response[bytes]:
    """The form for what came of it."""
    consultation, meeting = _one(visit, session, slug, number)
    return _outcome(visit, consultation, outcome_form(consultation, meeting), meeting)


@post(ONE + "/notes", needs=MANAGE)
def tell(visit: Visit, session: Session, slug: str, number: int) -> Response[bytes]:
    """Say what came of it."""
    consultation, meeting = _one(visit, session, slug, number)
    form = outcome_form(consultation, meeting, visit.form)
    if not form.validate():
        return _outcome(visit, consultation, form, meeting, status=422, ground=visit.form.get(FIELD, ""))
    if changed_meanwhile(visit, meeting.version):
        return _outcome(visit, consultation, form, meeting, status=409)
    commands.tell(session, visit.actor, meeting, **told(form))
    return redirect(visit.url(f"/staff/{slug}/meetings", done="save"))


def _form(visit: Visit, consultation: Any, form: Any, meeting: Any = None, *, status: int = 200, ground: str = "") -> Response[bytes]:
    return page(visit, "meetings/form.html", status=status, **_facts(consultation, form, meeting, ground, status))


def _outcome(visit: Visit, consultation: Any, form: Any, meeting: Any, *, status: int = 200, ground: str = "") -> Response[bytes]:
    return page(visit, "meetings/notes.html", status=status, **_facts(consultation, form, meeting, ground, status))


def _facts(consultation: Any, form: Any, meeting: Any, ground: str, status: int) -> dict[str, Any]:
    sign = ground or (fingerprint(meeting.version) if meeting else "")
    return {"consultation": consultation, "form": form, "meeting": meeting, "faults": form.faults(), "ground": sign, "stale": status == 409}  # noqa: PLR2004  Conflict


def _managed(visit: Visit, session: Session, slug: str) -> Any:
    consultation = consultations.one(session, visit.actor, slug)
    if not can(visit.actor, MANAGE, consultation):
        raise NotFound
    return consultation


def _one(visit: Visit, session: Session, slug: str, number: int) -> Any:
    consultation, meeting = queries.one(session, visit.actor, slug, number)
    if not can(visit.actor, MANAGE, consultation):
        raise NotFound
    return consultation, meeting
