"""The host's plans: announce, change, drop with a reason, make a consultation of one."""

from typing import Any

from litestar.response import Response

from portal.base.access import Permission
from portal.base.database import Session
from portal.base.languages import _l
from portal.consultations import queries as consultations
from portal.consultations.forms import deed_form
from portal.consultations.forms.contents import TextsForm
from portal.consultations.forms.sheets import address_for
from portal.plans import commands, queries, when
from portal.plans.forms import plan_form, settled
from portal.plans.queries import PlanState
from portal.web.doors import get, post
from portal.web.editing import FIELD, changed_meanwhile, fingerprint
from portal.web.pages import page, redirect
from portal.web.visitors import Visit

BASE, ONE = "/staff/plans", "/staff/plans/{number:int}"
HOST = Permission.CREATE_CONSULTATION
DONE = {"new": _l("It is added. Everybody can read it."), "save": _l("It is saved."), "drop": _l("The plan is dropped. The reason is public.")}


@get(BASE, needs=HOST)
def show_all(visit: Visit, session: Session) -> Response[bytes]:
    """All plans of one's own organisation."""
    found, done = queries.kept(session, visit.actor), str(DONE.get(visit.query.get("done", ""), ""))
    return page(visit, "plans/kept.html", plans=found, in_words=when.in_words, PlanState=PlanState, done=done)


@get(BASE + "/new", needs=HOST)
def show_new(visit: Visit, session: Session) -> Response[bytes]:
    """The empty form."""
    return _form(visit, plan_form(_hosts(visit, session)))


@post(BASE + "/new", needs=HOST)
def announce(visit: Visit, session: Session) -> Response[bytes]:
    """Say it to everybody."""
    form = plan_form(_hosts(visit, session), sent=visit.form)
    if not form.validate():
        return _form(visit, form, status=422)
    known = queries.hosts(session, visit.actor)
    host = next((one for one in known if "host" in form and one.slug == form["host"].data), known[0])
    commands.announce(session, visit.actor, host_id=host.id, token=visit.token, **settled(form))
    return redirect(visit.url(BASE, done="new"))


@get(ONE, needs=HOST)
def show_one(visit: Visit, session: Session, number: int) -> Response[bytes]:
    """One plan: its form, and what can be done with it."""
    plan = queries.one(session, visit.actor, number)
    return _form(visit, plan_form([], plan), plan)


@post(ONE, needs=HOST)
def change(visit: Visit, session: Session, number: int) -> Response[bytes]:
    """Another month or other words, unless somebody else has changed it meanwhile."""
    plan = queries.one(session, visit.actor, number)
    form = plan_form([], plan, visit.form)
    if not form.validate():
        return _form(visit, form, plan, status=422, ground=visit.form.get(FIELD, ""))
    if changed_meanwhile(visit, plan.version):
        return _form(visit, form, plan, status=409)
    commands.change(session, visit.actor, plan, **settled(form))
    return redirect(visit.url(BASE, done="save"))


@get(ONE + "/drop", needs=HOST)
def show_dropping(visit: Visit, session: Session, number: int) -> Response[bytes]:
    """Ask for the reason."""
    plan = queries.one(session, visit.actor, number)
    return page(visit, "plans/drop.html", plan=plan, form=deed_form("cancel", _languages(plan), "UTC"), faults=[])


@post(ONE + "/drop", needs=HOST)
def drop(visit: Visit, session: Session, number: int) -> Response[bytes]:
    """It will not be asked."""
    plan = queries.one(session, visit.actor, number)
    form = deed_form("cancel", _languages(plan), "UTC", visit.form)
    if not form.validate():
        return page(visit, "plans/drop.html", status=422, plan=plan, form=form, faults=form.faults())
    if plan.state is not PlanState.DROPPED:
        commands.drop(session, visit.actor, plan, form.reason())
    return redirect(visit.url(BASE, done="drop"))


@post(ONE + "/set-up", needs=HOST)
def set_up(visit: Visit, session: Session, number: int) -> Response[bytes]:
    """Make the draft and lead on to its tasks; pressed twice, it leads to the same one."""
    plan = queries.one(session, visit.actor, number)
    if plan.consultation is not None:
        return redirect(visit.url(f"/staff/{plan.consultation.slug}/setup"))
    slug = consultations.free_address(session, visit.actor, address_for(next((words for words in plan.title.values() if words), "")))
    made = commands.set_up(session, visit.actor, plan, slug=slug)
    return redirect(visit.url(f"/staff/{made.slug}/setup"))


def _hosts(visit: Visit, session: Session) -> list[tuple[str, str]]:
    return [(one.slug, str(one.name)) for one in queries.hosts(session, visit.actor)]


def _languages(plan: Any) -> list[str]:
    return [tag for tag, words in plan.title.items() if words]


def _form(visit: Visit, form: TextsForm, plan: Any = None, *, status: int = 200, ground: str = "") -> Response[bytes]:
    ground = ground or (fingerprint(plan.version) if plan else "")
    return page(visit, "plans/form.html", status=status, form=form, plan=plan, PlanState=PlanState, faults=form.faults(), ground=ground, stale=status == 409)  # noqa: PLR2004
