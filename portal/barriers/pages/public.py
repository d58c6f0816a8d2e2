"""Reporting a barrier without an account, reading what was changed, and taking a report back."""

from typing import Any

from litestar.response import Response

from portal.barriers import commands, numbers, queries
from portal.barriers.forms import ReportForm, page_of
from portal.barriers.queries import BarrierAbout
from portal.base.access import Permission
from portal.base.database import Session
from portal.base.errors import Refused
from portal.base.languages import _
from portal.base.turns import FIELD, Turns, Wait
from portal.web.doors import get, post
from portal.web.pages import page
from portal.web.visitors import Visit

WORDING = "wording"
TRAP = "website"
turns = Turns("barriers")


@get("/barriers", needs=Permission.ANYONE)
def show_barriers(visit: Visit, session: Session) -> Response[bytes]:
    """What was changed and what will be, with days; what is late is shown as late."""
    reports, further = queries.public_ones(session, visit.actor, visit.number("after", 0))
    return page(
        visit,
        "barriers/barriers.html",
        reports=reports,
        some_are_late=queries.some_are_late(session, visit.actor, visit.now.date()),
        places=queries.seen_places(session, visit.actor, reports),
        late=lambda one: queries.is_late(one, visit.now.date()),
        later=visit.url("/barriers", after=further) if further else "",
    )


@get("/barriers/{number:int}", needs=Permission.ANYONE)
def show_barrier(visit: Visit, session: Session, number: int) -> Response[bytes]:
    """One answer."""
    one = queries.public_one(session, visit.actor, number)
    place = queries.seen_places(session, visit.actor, [one]).get(one.consultation_id or 0)
    return page(visit, "barriers/barrier.html", one=one, place=place, late=queries.is_late(one, visit.now.date()))


@get("/barriers/report", needs=Permission.ANYONE)
def show_form(visit: Visit, session: Session) -> Response[bytes]:
    """The form, with the page from which its reader came."""
    wording = visit.query.get("about") == WORDING
    return _form(visit, ReportForm(wording=wording), page_of(visit.query.get("from", "")), wording=wording)


@post("/barriers/report", needs=Permission.ANYONE)
def report(visit: Visit, session: Session) -> Response[bytes]:
    """Take the report and show its number."""
    wording = visit.form.get("about") == WORDING
    form, where = ReportForm(visit.form, wording=wording), page_of(visit.form.get("page", ""))
    trapped = bool(visit.form.get(TRAP, "").strip())
    if not form.validate() or trapped:
        return _form(visit, form, where, wording=wording, trapped=trapped)
    if not queries.brought(session, visit.actor, visit.token) and (wait := turns.wait(visit.token.name, visit.form.get(FIELD, ""))):
        return _form(visit, form, where, wording=wording, wait=wait)
    try:
        made = commands.report(
            session,
            visit.actor,
            token=visit.token,
            text=form.text.data,
            language=form.language.data,
            page=where,
            consultation=queries.place_of(session, visit.actor, where),
            about=BarrierAbout.WORDING if wording else BarrierAbout.TAKING_PART,
        )
    except Refused as fault:
        form.blame("text", fault.sentence)
        return _form(visit, form, where, wording=wording)
    return page(visit, "barriers/reported.html", report=made.report, code=made.code, back=where)


@post("/barriers/withdraw", needs=Permission.ANYONE)
def withdraw(visit: Visit, session: Session) -> Response[bytes]:
    """Ask once, then take the report back."""
    held = numbers.held_by(session, visit.form.get("report", ""))
    if held is None:
        raise Refused(_("Your page was open for a long time. Please type your number again."), next_url=visit.url("/track"), next_label=_("Follow up with your number"))
    sure = visit.form.get("sure") == "yes"
    if sure:
        commands.withdraw(session, visit.actor, held)
    return page(visit, "barriers/withdraw.html", keep=False, done=sure, ticket=visit.form["report"], answered=held.report.number is not None)


def _form(visit: Visit, form: ReportForm, where: str, *, wording: bool, trapped: bool = False, wait: Wait | None = None) -> Response[bytes]:
    faults: list[Any] = form.faults()
    if trapped:
        faults = [*faults, (TRAP, _("One field must stay empty. It is empty again; please send once more."))]
    told: dict[str, Any] = {
        "form": form,
        "faults": faults,
        "where": where,
        "about": WORDING if wording else "",
        "wait": wait,
        "token": visit.same_token() if wait else visit.new_token(),
    }
    return page(visit, "barriers/report.html", status=422 if faults else 429 if wait else 200, **told)
