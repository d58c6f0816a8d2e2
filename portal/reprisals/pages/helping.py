"""What protection officers keep from their desk: their hours of duty, and the helplines."""

from typing import Any

from litestar.response import Response

from portal.base import clock
from portal.base.access import Actor, Permission
from portal.base.database import Session
from portal.base.errors import Refused
from portal.base.languages import Lazy, _l
from portal.base.regions import REGIONS
from portal.reprisals import choosing, duty, queries
from portal.reprisals.commands import helping
from portal.reprisals.forms import DutyForm, helpline_form, hour, weekdays
from portal.reprisals.rules import is_protection_officer, require_protection_officer
from portal.vault import desks
from portal.vault.unlocking import look_whether_unlocked
from portal.web.doors import get, post
from portal.web.pages import page, redirect
from portal.web.visitors import Visit

NEEDS = Permission.HOLD_KEY
DUTY, HELPLINES = "/staff/desk/duty", "/staff/desk/helplines"
DONE = {"added": _l("The helpline is on the list."), "changed": _l("It is changed."), "checked": _l("It was checked today."), "removed": _l("It is off the list.")}


def _links(session: Session, viewer: Actor) -> list[tuple[Lazy, str]]:
    return [(_l("Hours of duty"), DUTY), (_l("Helplines"), HELPLINES)] if is_protection_officer(viewer) else []


desks.links_with(_links)


def _enter(visit: Visit, session: Session) -> None:
    """Raises NotAllowed for focal points, who hold keys too."""
    require_protection_officer(visit.actor)
    look_whether_unlocked(session, visit)


@get(DUTY, needs=NEEDS, vault=True)
def show_duty(visit: Visit, session: Session) -> Response[bytes]:
    """My hours, and everybody's."""
    _enter(visit, session)
    return _duty(visit, session, DutyForm())


@post(DUTY, needs=NEEDS, vault=True)
def add_duty(visit: Visit, session: Session) -> Response[bytes]:
    """Enter hours."""
    _enter(visit, session)
    form = DutyForm(visit.form)
    if form.validate():
        try:
            helping.be_on_duty(session, visit.actor, *form.hours)
        except Refused as fault:
            form.blame("weekday", fault.sentence)
    return _duty(visit, session, form) if form.faults() else redirect(visit.url(DUTY))


@post(f"{DUTY}/{{duty_id:int}}/remove", needs=NEEDS, vault=True)
def remove_duty(visit: Visit, session: Session, duty_id: int) -> Response[bytes]:
    """Take hours away."""
    _enter(visit, session)
    helping.be_off_duty(session, visit.actor, duty_id)
    return redirect(visit.url(DUTY))


def _duty(visit: Visit, session: Session, form: DutyForm) -> Response[bytes]:
    present = {one.officer.id: one.person.name for one in choosing.present(session, visit.actor)}
    hours = queries.duties(session, visit.actor, present)
    return page(
        visit,
        "reprisals/duty.html",
        status=422 if form.faults() else 200,
        form=form,
        faults=form.faults(),
        mine=queries.own_duties(session, visit.actor),
        everybody=[(one, present[one.officer_id]) for one in hours],
        watch=duty.watch(hours, clock.now()),
        weekdays=[name for _number, name in weekdays()],
        hour=hour,
    )


@get(HELPLINES, needs=NEEDS, vault=True)
def show_helplines(visit: Visit, session: Session) -> Response[bytes]:
    """The list, with those that nobody has checked for long."""
    _enter(visit, session)
    done = DONE.get(visit.query.get("done", ""), "")
    return page(visit, "reprisals/helplines.html", helplines=queries.helplines(session, visit.actor), regions=REGIONS, stale=queries.is_stale, done=done)


@get(f"{HELPLINES}/new", needs=NEEDS, vault=True)
def show_new(visit: Visit, session: Session) -> Response[bytes]:
    """The empty form."""
    _enter(visit, session)
    return _helpline(visit, helpline_form())


@post(f"{HELPLINES}/new", needs=NEEDS, vault=True)
def add(visit: Visit, session: Session) -> Response[bytes]:
    """Add a helpline."""
    _enter(visit, session)
    form = helpline_form(visit.form)
    if not form.validate():
        return _helpline(visit, form)
    helping.list_helpline(session, visit.actor, **form.columns)
    return redirect(visit.url(HELPLINES, done="added"))


@get(f"{HELPLINES}/{{helpline_id:int}}", needs=NEEDS, vault=True)
def show_helpline(visit: Visit, session: Session, helpline_id: int) -> Response[bytes]:
    """One helpline, to be changed."""
    _enter(visit, session)
    one = queries.helpline(session, visit.actor, helpline_id)
    return _helpline(visit, helpline_form(one=one), one)


@post(f"{HELPLINES}/{{helpline_id:int}}", needs=NEEDS, vault=True)
def change(visit: Visit, session: Session, helpline_id: int) -> Response[bytes]:
    """Change a helpline."""
    _enter(visit, session)
    one = queries.helpline(session, visit.actor, helpline_id)
    form = helpline_form(visit.form)
    if not form.validate():
        return _helpline(visit, form, one)
    helping.change_helpline(session, visit.actor, one, **form.columns)
    return redirect(visit.url(HELPLINES, done="changed"))


@post(f"{HELPLINES}/{{helpline_id:int}}/check", needs=NEEDS, vault=True)
def check(visit: Visit, session: Session, helpline_id: int) -> Response[bytes]:
    """Somebody called it, and it answers."""
    _enter(visit, session)
    helping.check_helpline(session, visit.actor, queries.helpline(session, visit.actor, helpline_id))
    return redirect(visit.url(HELPLINES, done="checked"))


@post(f"{HELPLINES}/{{helpline_id:int}}/remove", needs=NEEDS, vault=True)
def remove(visit: Visit, session: Session, helpline_id: int) -> Response[bytes]:
    """Take it off the list."""
    _enter(visit, session)
    helping.remove_helpline(session, visit.actor, queries.helpline(session, visit.actor, helpline_id))
    return redirect(visit.url(HELPLINES, done="removed"))


def _helpline(visit: Visit, form: Any, one: Any = None) -> Response[bytes]:
    faults = form.faults()
    return page(visit, "reprisals/helpline.html", status=422 if faults else 200, form=form, faults=faults, one=one, to=f"{HELPLINES}/{one.id if one else 'new'}")
